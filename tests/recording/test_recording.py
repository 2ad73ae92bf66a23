"""Recording: ids, the checks of each kind of entry, and appending while others do."""

import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from support import NOON_2026, define, memory_log, put, read, recorded, sourced
from timeline_engine.dates import DateError
from timeline_engine.entries import (
    Body,
    Draft,
    EventCancelled,
    EventCorrected,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    IssueDefined,
)
from timeline_engine.errors import TimelineError, did_you_mean
from timeline_engine.log import MemoryLog, create_log, open_log
from timeline_engine.log.verify import verify
from timeline_engine.model import Attribute, Claim, Source
from timeline_engine.recording import (
    RecordError,
    State,
    append,
    check_id,
    draft,
    entry_id,
    read_state,
    record,
    slug,
)


@pytest.fixture
def log() -> MemoryLog:
    """Talks that are planned, a visit that took place, and a deal that moves."""
    made = memory_log()
    define(made, "deal")
    put(made, recorded("talks", "2018-11", phase="scheduled", published="2018-01-10"))
    put(made, recorded("visit", "2018-10-04", "deal.status=near", published="2018-10-05"))
    return made


def refused(log: MemoryLog, body: Body) -> str:
    before = log.head()
    with pytest.raises(TimelineError) as error:
        record(log, body)
    assert log.head() == before
    return str(error.value)


# ---- ids ----


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("First 2+2 dialogue", "first-2-2-dialogue"),
        ("  Visit: São Paulo!  ", "visit-sao-paulo"),
        ("under_score", "under-score"),
        ("प्रधानमंत्री दिल्ली में", "प्रधानमंत्री-दिल्ली-में"),
        ("日本 2018", "日本-2018"),
        ("Sa\u0303o ½", "sao-12"),
        ("!!!", "event"),
        ("", "event"),
        ("x" * 100, "x" * 60),
        ("word " * 20, ("word-" * 12)[:-1]),
    ],
)
def test_a_readable_id_from_a_title(title: str, made: str) -> None:
    assert slug(title) == made


def test_an_id_that_is_taken_is_numbered() -> None:
    assert slug("Talks", ["talks", "talks-2"]) == "talks-3"


@given(st.text(max_size=80), st.sets(st.sampled_from(["event", "a", "a-2"])))
def test_an_id_made_from_any_title_can_be_used(title: str, taken: set[str]) -> None:
    made = slug(title, taken)
    assert made not in taken
    check_id(made, "event")


@pytest.mark.parametrize("text", ["", " a", "a ", "a\nb", "a\x00", "x" * 201])
def test_what_cannot_be_an_id(text: str) -> None:
    with pytest.raises(RecordError, match="200 printable characters"):
        check_id(text, "event")


def test_an_entry_id_is_of_what_it_says_alone_and_no_two_have_the_same() -> None:
    body = recorded("talks", "2018-11")
    first = entry_id(body)
    assert first == entry_id(recorded("talks", "2018-11"), {"another"})
    assert len({first, entry_id(body, {first}), entry_id(evolve(body, when="2018-12"))}) == 3
    assert len(first) == 16
    with pytest.raises(RecordError, match="no Unicode text"):
        entry_id(recorded("talks", "2018", title="\udcff"))


def test_two_people_who_record_the_same_make_the_same_entries() -> None:
    talks = recorded("talks", "2018", phase="scheduled")
    bodies = (IssueDefined(issue="deal", title="x"), talks, EventCancelled(event="talks"))
    mine, theirs = memory_log(), memory_log()
    put(theirs, IssueDefined(issue="other", title="y"))
    assert put(mine, *bodies) == put(theirs, *bodies)


def test_the_same_outcome_twice_is_two_entries(log: MemoryLog) -> None:
    dates = ("2026-12", "2026-11", "2026-12")  # to come, else they would say nothing (R4.10)
    moves = [EventRescheduled(event="talks", when=when) for when in dates]
    assert len(set(put(log, *moves))) == 3


@pytest.mark.parametrize(("word", "said"), [("comcaza", "; did you mean 'comcasa'?"), ("x", "")])
def test_did_you_mean(word: str, said: str) -> None:
    assert did_you_mean(word, ["comcasa", "iran-oil"]) == said


# ---- what is refused ----

REFUSED: tuple[tuple[Body, str], ...] = (
    (IssueDefined(issue=" x", title="x"), "issue id ' x'"),
    (IssueDefined(issue="x", title="x", attributes={"": Attribute()}), "attribute id ''"),
    (recorded("talks", "2018"), "in the log already"),
    (recorded("", "2018"), "event id ''"),
    (recorded("new", "2018", title=" "), "has no title"),
    (recorded("new", None), "occurred, but when?"),
    (recorded("new", "soon"), "'soon' is not"),
    (recorded("new", "2018", published="soon"), "'soon' is not"),
    (recorded("new", "2018", published="2018/.."), "open end"),
    (recorded("new", "2018", known="2018/.."), "open end"),
    (recorded("new", "2018", "dael.status=x"), "did you mean 'deal'?"),
    (recorded("new", "2018", issues=("nothing",)), "make it with `timeline define nothing`"),
    (evolve(recorded("new", "2018"), claims=(Claim("deal", "", 5),)), "attribute id ''"),
    (EventRescheduled(event="visit", when="2019"), "cannot be moved"),
    (EventRescheduled(event="vist", when="2019"), "did you mean 'visit'?"),
    (EventRescheduled(event="talks", when="soon"), "'soon' is not"),
    (recorded("new", "[2018-05..]"), "has no end: say by when"),
    (EventOccurred(event="talks", when="[2018-05..]"), "has no end: say by when"),
    (recorded("new", "2018", "deal.cost=5", "deal.cost=6"), "deal.cost is given two values"),
    (EventRescheduled(event="talks", when="2018-11"), "is scheduled for 2018-11 already"),
    (IssueDefined(issue="deal", title="deal"), "is defined so already"),
    (EventSourced(event="visit", sources=sourced("2018-10-05"), claims=read(["deal.status=near"])), "has this source"),
    (EventOccurred(event="visit"), "has occurred already"),
    (EventOccurred(event="talks", claims=read(["dael.status=x"])), "did you mean 'deal'?"),
    (EventCancelled(event="visit"), "only what is scheduled"),
    (EventSourced(event="talks"), "needs at least"),
    (EventSourced(event="talks", sources=sourced("2018-01-10")), "has this source already"),
    (EventRetracted(event="nothing"), "no event 'nothing' in the log"),
    (EventCorrected(entry="nothing", void=True), "no entry 'nothing'"),
)


@pytest.mark.parametrize(("body", "why"), REFUSED)
def test_what_could_not_be_understood_later_is_refused(log: MemoryLog, body: Body, why: str) -> None:
    assert why in refused(log, body)


def test_an_outcome_is_checked_against_what_was_known_by_then(log: MemoryLog) -> None:
    """A report of March may come late: what is known of September does not stand against it."""
    put(log, EventOccurred(event="talks", when="2018-09-06", known="2018-09-06"))
    put(log, EventRescheduled(event="talks", when="2018-07", known="2018-03-01"))
    assert "cannot be moved" in refused(log, EventRescheduled(event="talks", when="2018-12", known="2018-10"))


def test_a_scheduled_event_without_end_has_occurred_by_some_day() -> None:
    log = memory_log()
    put(log, recorded("meeting", "[2018-05..]", phase="scheduled"))
    assert "has no end: say by when" in refused(log, EventOccurred(event="meeting"))
    put(log, EventOccurred(event="meeting", when="[2018-05..2018-09]"))


def test_the_same_change_reported_later_is_no_second_change_but_an_earlier_report_is(log: MemoryLog) -> None:
    put(log, EventRescheduled(event="talks", when="2018-12", known="2018-08-01"))
    again = EventRescheduled(event="talks", when="2018-12", known="2018-09-01")
    assert "a further report of it is `timeline source talks --source" in refused(log, again)
    put(log, evolve(again, known="2018-07-01"))
    put(log, EventRescheduled(event="talks", known="2018-10-01"))
    assert "is without a date already" in refused(log, EventRescheduled(event="talks", known="2018-10-02"))


def test_two_claimants_may_say_two_things_in_one_report(log: MemoryLog) -> None:
    put(log, evolve(recorded("new", "2018"), claims=read(["deal.cost=5"], "India") + read(["deal.cost=6"], "Russia")))


def test_a_postponed_event_needs_a_date_to_occur(log: MemoryLog) -> None:
    put(log, EventRescheduled(event="talks"))
    assert "has no date" in refused(log, EventOccurred(event="talks"))
    put(log, EventOccurred(event="talks", when="2018-12"))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "says which fields to replace"),
        ({"title": "visit"}, "says so already"),
        ({"when": "[2018-05..]"}, "has no end: say by when"),
        ({"titel": "x"}, "an event.recorded has no field 'titel' that can be corrected; it has known, "),
        ({"event": "x"}, "has no field 'event'"),
        ({"title": 5}, "makes no valid event.recorded"),
        ({"title": None}, "has no title"),
        ({"title": ""}, "has no title"),
        ({"when": None}, "occurred, but when?"),
        ({"when": "soon"}, "'soon' is not"),
        ({"phase": "never"}, "makes no valid event.recorded"),
        ({"issues": ["dael"]}, "did you mean 'deal'?"),
        ({"claims": [{"issue": "dael", "attribute": "status", "value": 5}]}, "did you mean 'deal'?"),
        ({"sources": [{"published": "2018/.."}]}, "open end"),
    ],
)
def test_a_correction_makes_an_entry_that_could_be_recorded(log: MemoryLog, fields: dict[str, Any], why: str) -> None:
    visit = read_state(log).find("#3").id
    assert why in refused(log, EventCorrected(entry=visit, fields=fields))


def test_a_correction_is_checked_on_top_of_those_before_it(log: MemoryLog) -> None:
    visit = read_state(log).find("#3").id
    put(log, EventCorrected(entry=visit, fields={"phase": "scheduled"}))
    put(log, EventCorrected(entry=visit, fields={"when": None}))
    assert "occurred, but when?" in refused(log, EventCorrected(entry=visit, fields={"phase": "occurred"}))
    state = read_state(log)
    body = state.as_corrected(state.find(visit))
    assert isinstance(body, EventRecorded)
    assert (body.phase, body.when) == ("scheduled", None)


def test_a_void_entry_can_only_come_back(log: MemoryLog) -> None:
    visit = read_state(log).find("#3").id
    (void,) = put(log, EventCorrected(entry=visit, void=True))
    assert "is void already" in refused(log, EventCorrected(entry=visit, fields={"title": "x"}))
    assert "is void already" in refused(log, EventCorrected(entry=visit, void=True))
    assert "is itself a correction" in refused(log, EventCorrected(entry=void, fields={"title": "x"}))
    put(log, EventCorrected(entry=void, void=True))
    assert "visit" in read_state(log).events


def test_entries_are_found_by_id_its_beginning_or_number() -> None:
    log = memory_log()
    log.append([Draft(name, IssueDefined(issue=name, title=name)) for name in ("abcd1", "abcd2", "abcd", "wxyz9")])
    state = read_state(log)
    assert [state.find(text).seq for text in ("abcd", "wxyz", "#2", "abcd2")] == [3, 4, 2, 2]
    for text, why in (("abc", "no entry"), ("#5", "no entry"), ("#x", "no entry")):
        with pytest.raises(RecordError, match=why):
            state.find(text)
    log.append([Draft("wxyz8", IssueDefined(issue="w", title="w"))])
    with pytest.raises(RecordError, match="begins the ids of 2 entries"):
        read_state(log).find("wxyz")


# ---- appending ----


def test_nobody_appends_between_the_plan_and_its_entries(log: MemoryLog) -> None:
    hurry = Thread(target=record, args=(log, recorded("other", "2018")))

    def plan(state: State) -> list[Draft]:
        hurry.start()
        hurry.join(0.05)
        return [draft(state, recorded("mine", "2018"))]

    (receipt,) = append(log, plan)
    hurry.join()
    assert [entry.id for entry in log.read()][3] == receipt.id
    assert list(read_state(log).events)[2:] == ["mine", "other"]


@pytest.mark.slow
def test_eight_processes_record_at_once(tmp_path: Path) -> None:
    """Each plans on what the log says by then: no entry is refused, and none is lost."""
    create_log(tmp_path, title="busy", zone="UTC")
    code = (
        "import sys; from timeline_engine import open_log, record; from timeline_engine.entries import EventRecorded\n"
        "log = open_log(sys.argv[1])\n"
        "for n in range(40): record(log, EventRecorded(event=f'{sys.argv[2]}-{n}', title='x', when='2018'))"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), f"w{number}"]) for number in range(8)]
    assert [writer.wait() for writer in writers] == [0] * 8
    assert sorted(read_state(open_log(tmp_path)).events) == sorted(f"w{w}-{n}" for w in range(8) for n in range(40))
    assert verify(tmp_path).damage is None


def test_bodies_are_recorded_together_each_knowing_the_last() -> None:
    log = memory_log()
    receipts = record(
        log, IssueDefined(issue="x", title="x"), recorded("e", "2018", "x.status=5"), EventRetracted(event="e")
    )
    assert [receipt.seq for receipt in receipts] == [1, 2, 3]
    with pytest.raises(DateError):
        record(log, recorded("f", "2018"), recorded("g", "soon"))
    assert sorted(read_state(log).events) == ["e"], "all or nothing"


def test_a_state_that_took_a_body_is_the_state_with_its_entry(log: MemoryLog) -> None:
    """So that a plan of many entries need not read the log again for each."""
    visit = read_state(log).find("#3").id
    bodies: list[Body] = [
        IssueDefined(issue="deal", title="The deal", attributes={"status": Attribute("estimate")}),
        EventRescheduled(event="talks", when="2018-12"),
        EventCorrected(entry=visit, fields={"title": "The visit"}),
        EventCorrected(entry=visit, void=True),
        recorded("signing", "2018-12-05", "deal.status=signed"),
        EventOccurred(event="talks", when="2018-12-01", known="2018-12-02"),
    ]
    for body in bodies:
        state = read_state(log)
        before = (dict(state.issues), dict(state.events))
        ahead = state.copy()
        made = draft(ahead, body, NOON_2026 + len(state.entries))  # as the log stamps it
        assert (state.issues, state.events) == before, "a copy goes on by itself"
        assert log.append([made])[0].new
        now = read_state(log)
        assert (ahead.issues, ahead.events, ahead.filed, ahead.homes) == (now.issues, now.events, now.filed, now.homes)


def test_the_first_source_that_an_entry_has_is_known_to_the_state(log: MemoryLog) -> None:
    assert read_state(log).revision("visit").sources == (Source("The Daily", None, "2018-10-05"),)
