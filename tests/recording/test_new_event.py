"""An event recorded by its title: the id comes from it, all else is read as typed, or is Python's own."""

import datetime
from typing import Any

import pytest

from support import memory_log, put
from timeline_engine import Quantity, Source, TimelineError, TimelineWarning, project, record
from timeline_engine.entries import EventRecorded, IssueDefined
from timeline_engine.log import MemoryLog
from timeline_engine.model import Claim

NOW = 1_720_000_000_000_000  # 3 July 2024
JUNE = datetime.date(2024, 6, 5)


@pytest.fixture
def log() -> MemoryLog:
    log = memory_log()
    put(log, IssueDefined(issue="bridge", title="Bridge"), IssueDefined(issue="ferry", title="Ferry"))
    return log


def body(log: MemoryLog, title: str, **said: Any) -> EventRecorded:
    receipt = record(log, title, now=NOW, **said)
    event = project(log, "2030-01-01").event(receipt.event)
    assert event
    assert event.revision.base.id == receipt.id
    return event.revision.body


def test_the_id_comes_from_the_title(log: MemoryLog) -> None:
    made = record(log, "Bridge opens", on=JUNE, known=JUNE)
    assert (made.event, made.seq, made.new) == ("bridge-opens", 3, True)
    assert record(log, "Bridge opens", on="6 Jun 2024", known="6 Jun 2024").event == "bridge-opens-2"
    assert record(log, "Bridge opens", on="2023", id="opening", known="2024").event == "opening"


def test_all_that_is_said_of_it_is_in_the_entry(log: MemoryLog) -> None:
    said = body(
        log, "Bridge opens", on="5 Jun 2024", issue="bridge", kind="opening", place="Porto", actors=["Council"],
        set={"bridge": "open", "bridge.cost": "~40m EUR", "brid.code": '"5"', "ferry.day": JUNE, "ferry.boats": 2,
             "ferry.price": Quantity(3, "EUR")},
        by="Council", source="Post", source_title="It opens", published=JUNE, url="https://example.org", summary="S",
        note="N",
    )  # fmt: skip
    assert said == EventRecorded(
        event="bridge-opens", title="Bridge opens", when="2024-06-05", phase="occurred", kind="opening",
        issues=("bridge",), place="Porto", actors=("Council",), summary="S", note="N",
        claims=(
            Claim("bridge", "status", "open", "Council"),
            Claim("bridge", "cost", Quantity(40_000_000, "EUR", "about"), "Council"),
            Claim("bridge", "code", "5", "Council"),
            Claim("ferry", "day", "2024-06-05", "Council"),
            Claim("ferry", "boats", 2, "Council"),
            Claim("ferry", "price", Quantity(3, "EUR"), "Council"),
        ),
        sources=(Source("Post", "It opens", "2024-06-05", "https://example.org"),),
    )  # fmt: skip


def test_what_lies_ahead_is_scheduled(log: MemoryLog) -> None:
    said = body(log, "Bridge closes", on="2025", scheduled=True, known="yesterday", issue=["bridge", "ferry"])
    assert (said.phase, said.when, said.known, said.issues) == ("scheduled", "2025", "2024-07-02", ("bridge", "ferry"))
    assert body(log, "Some day", scheduled=True).when is None


@pytest.mark.parametrize(
    ("source", "sources"),
    [(Source("A"), (Source("A"),)), ([Source("A"), Source("B")], (Source("A"), Source("B"))), ("", ()), (None, ())],
)
def test_sources_are_a_publisher_or_sources(log: MemoryLog, source: Any, sources: tuple[Source, ...]) -> None:
    assert body(log, "E", on="2024", source=source).sources == sources


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "^on: say when it happened"),
        ({"on": "2025"}, "^on: 2025 is yet to come: say scheduled=True"),
        ({"on": "03/04/2024"}, "^on: '03/04/2024' can be read as"),
        ({"on": 5}, "on is 5, it must be a date as text, like '2018-12-04', or a date"),
        ({"on": JUNE, "published": "32 May 2024"}, "^published: "),
        ({"on": JUNE, "known": "[2024..]"}, "^known: "),
        ({"on": JUNE, "issue": "bridg"}, None),
        ({"on": JUNE, "issue": "brigde"}, "no issue 'brigde' in the log; did you mean 'bridge'"),
        ({"on": JUNE, "issue": "tram"}, "no issue 'tram' in the log: define it first, with an IssueDefined"),
        ({"on": JUNE, "set": {"tram.cost": 5}}, "no issue 'tram' in the log: define it first"),
        ({"on": JUNE, "set": {"bridge": None}}, r"set\[bridge\] is None, it must be"),
        ({"on": JUNE, "set": {"bridge": "9007199254740993"}}, "^set: bridge: "),
        ({"on": JUNE, "by": "Council"}, "give the claims as well"),
        ({"on": JUNE, "source": Source("A"), "url": "x"}, "^source: a Source has"),
        ({"on": JUNE, "source": [5]}, r"sources\[0\] is 5, it must be a Source"),
    ],
)
def test_what_does_not_fit_is_a_sentence_and_nothing_is_recorded(
    log: MemoryLog, said: dict[str, Any], sentence: str | None
) -> None:
    if sentence is None:
        record(log, "E", now=NOW, **said)
        return
    with pytest.raises(TimelineError, match=sentence):
        record(log, "E", now=NOW, **said)
    assert log.head().seq == 2


def test_an_event_has_one_title(log: MemoryLog) -> None:
    with pytest.raises(TimelineError, match="give the event a title"):
        record(log, " ", on=JUNE)
    with pytest.raises(TimelineError, match="an event is given by one title"):
        record(log, "E", "2024-06-05")  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        record(log, IssueDefined(issue="x", title="X"), on=JUNE)  # type: ignore[call-overload]
    assert log.head().seq == 2


def test_what_is_doubtful_is_told_where_it_was_called(log: MemoryLog) -> None:
    record(log, "E", on=JUNE, known=JUNE)
    with pytest.warns(TimelineWarning, match="'e' has this title and date too.* is kept$") as told:
        record(log, "E", on=JUNE, known=JUNE)
    assert told[0].filename == __file__
    assert log.head().seq == 4
