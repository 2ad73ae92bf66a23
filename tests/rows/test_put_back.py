"""What an import puts back although it was corrected here, and what only looks like it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest

from rowing import imported, row
from support import NOON_2026, memory_log, put, read, recorded, sourced
from timeline_engine.entries import Body, EventCancelled, EventCorrected, EventOccurred, EventRescheduled, to_data
from timeline_engine.log import MemoryLog
from timeline_engine.recording import read_state
from timeline_engine.rows import propose, put_back
from timeline_engine.view.ports import Row

REPORT = {"publisher": "P", "published": "2018-01-02"}
ANOTHER = {"publisher": "Q", "published": "2018-06-02"}


def returned(log: MemoryLog, *rows: Row) -> list[tuple[str, ...]]:
    """The fields that an import would put back, of each of its entries that does."""
    state = read_state(log)
    drafts = propose(rows, state, NOON_2026).drafts
    found = list(put_back(drafts, state))
    assert {item.event for item in found} <= {"e"}
    assert {item.entry for item in found} <= {draft.id for draft in drafts}
    return [item.fields for item in found]


def mended(was: Sequence[Row], fields: dict[str, object], place: int = -1) -> MemoryLog:
    """A log of these rows, of whose entries one was corrected."""
    log = memory_log()
    imported(log, *was)
    put(log, EventCorrected(entry=[*log.read()][place].id, fields=fields))
    return log


def claimed(*claims: str) -> dict[str, object]:
    return {"claims": [to_data(claim) for claim in read(claims)]}


@pytest.mark.parametrize(
    ("said", "fields", "back"),
    [
        ({"title": "E"}, {"title": "Event"}, ("title",)),
        ({"title": "E", "place": "Delhi"}, {"place": None, "title": "Event"}, ("title", "place")),
        ({"actors": ("A", "B")}, {"actors": ["A"]}, ("actors",)),
        ({}, {"when": "2018-01-02"}, ("when",)),
    ],
)
def test_a_description_that_was_corrected(
    said: dict[str, Any], fields: dict[str, object], back: tuple[str, ...]
) -> None:
    whole = row("e", "2018-01-01", "occurred", **REPORT, **said)
    log = mended([whole], fields)
    assert returned(log, whole) == [back]
    imported(log, whole)
    assert returned(log, whole) == []


def test_of_the_claims_those_that_were_corrected() -> None:
    """The other claims of the entry stand, and are not named."""
    rows = [row("e", "2018-01-01", "occurred", claim, **REPORT) for claim in ("i.a=1", "i.b=2")]
    log = mended(rows, claimed("i.a=1", "i.b=3"))
    assert returned(log, *rows) == [("i.b",)]


def test_what_was_never_said_here_is_no_return() -> None:
    rows = [row("e", "2018-01-01", "occurred", "i.a=1", **REPORT)]
    log = mended(rows, claimed("i.a=2") | {"title": "Event"})
    assert returned(log, row("e", "2018-01-01", "occurred", "i.a=3", title="Third", **REPORT)) == []


def test_a_correction_that_was_taken_back_has_changed_nothing() -> None:
    rows = [row("e", "2018-01-01", "occurred", title="One", **REPORT)]
    log = mended(rows, {"title": "Two"})
    put(log, EventCorrected(entry=[*log.read()][-1].id, void=True))
    put(log, EventCorrected(entry=next(log.read()).id, fields={"title": "Three"}))
    assert returned(log, row("e", "2018-01-01", "occurred", title="Two", **REPORT)) == []
    assert returned(log, *rows) == [("title",)]


def test_the_date_of_what_is_expected_comes_back_as_a_reschedule() -> None:
    rows = [row("e", "2018-03-01", "scheduled", **REPORT)]
    log = mended(rows, {"when": "2018-03-02"})
    assert returned(log, *rows) == [("when",)]
    assert imported(log, *rows) == ["rescheduled"]


def test_what_a_new_report_says_is_news() -> None:
    log = mended([row("e", "2018-03-01", "scheduled", **REPORT)], {"when": "2018-03-02"})
    assert returned(log, row("e", "2018-03-01", "scheduled", **ANOTHER)) == []


def test_that_it_occurred_where_that_was_corrected() -> None:
    rows = [row("e", "2018-01-01", "occurred", **REPORT)]
    log = mended(rows, {"phase": "scheduled"})
    assert returned(log, *rows) == [("phase",)]


def test_that_it_occurred_where_that_was_said_by_leaving_the_phase_out() -> None:
    rows = [row("e", "2018-01-01", "scheduled", **REPORT)]
    log = mended(rows, {"phase": None})
    put(log, EventCorrected(entry=next(log.read()).id, fields={"phase": "scheduled"}))
    assert returned(log, row("e", "2018-01-01", "occurred", **REPORT)) == [("phase",)]


@pytest.mark.parametrize(
    ("kind", "date", "phase", "back"),
    [
        (EventOccurred, "2018-03-01", "occurred", "phase"),
        (EventCancelled, "2018-03-01", "cancelled", "phase"),
        (partial(EventRescheduled, when="2018-09-01"), "2018-09-01", "scheduled", "when"),
    ],
)
def test_an_entry_that_was_taken_out_of_the_record(kind: Callable[..., Body], date: str, phase: str, back: str) -> None:
    log, said = memory_log(), row("e", date, phase, **ANOTHER)
    put(log, recorded("e", "2018-03-01", published="2018-01-02", phase="scheduled"))
    (entry,) = put(log, kind(event="e", sources=sourced("2018-06-02", "Q")))
    assert returned(log, said) == []
    put(log, EventCorrected(entry=entry, void=True))
    assert returned(log, said) == [(back,)]
