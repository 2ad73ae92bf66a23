"""Recording: ids, the checks of each kind of entry, and appending while others do."""

from collections.abc import Sequence
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
from timeline_engine.log import Head, LogConflict, MemoryLog, Receipt
from timeline_engine.log.port import LogInfo
from timeline_engine.model import Attribute, Claim, Source
from timeline_engine.recording import (
    RETRIES,
    RecordError,
    State,
    append,
    as_corrected,
    check_id,
    draft,
    entry_id,
    find_entry,
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


def test_an_entry_id_is_of_what_it_says_and_how_much_was_said_before() -> None:
    body = recorded("talks", "2018-11")
    assert entry_id(body, 0) == entry_id(recorded("talks", "2018-11"), 0)
    assert len({entry_id(body, 0), entry_id(body, 1), entry_id(evolve(body, when="2018-12"), 0)}) == 3
    assert len(entry_id(body, 0)) == 16
    with pytest.raises(RecordError, match="no Unicode text"):
        entry_id(recorded("talks", "2018", title="\udcff"), 0)


def test_two_people_who_record_the_same_make_the_same_entries() -> None:
    talks = recorded("talks", "2018", phase="scheduled")
    bodies = (IssueDefined(issue="deal", title="x"), talks, EventCancelled(event="talks"))
    mine, theirs = memory_log(), memory_log()
    put(theirs, IssueDefined(issue="other", title="y"))
    assert put(mine, *bodies) == put(theirs, *bodies)


def test_the_same_outcome_twice_is_two_entries(log: MemoryLog) -> None:
    moves = [EventRescheduled(event="talks", when=when) for when in ("2018-12", "2018-11", "2018-12")]
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
    (recorded("new", "2018", issues=("nothing",)), "make it with `timeline define`"),
    (evolve(recorded("new", "2018"), claims=(Claim("deal", "", 5),)), "attribute id ''"),
    (EventRescheduled(event="visit", when="2019"), "cannot be moved"),
    (EventRescheduled(event="vist", when="2019"), "did you mean 'visit'?"),
    (EventRescheduled(event="talks", when="soon"), "'soon' is not"),
    (EventOccurred(event="visit"), "occurred already"),
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


def test_a_postponed_event_needs_a_date_to_occur(log: MemoryLog) -> None:
    put(log, EventRescheduled(event="talks"))
    assert "has no date" in refused(log, EventOccurred(event="talks"))
    put(log, EventOccurred(event="talks", when="2018-12"))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "says which fields to replace"),
        ({"titel": "x"}, "an event.recorded has no field 'titel' that can be corrected; it has known, "),
        ({"event": "x"}, "has no field 'event'"),
        ({"title": 5}, "makes no valid event.recorded"),
        ({"title": None}, "makes no valid event.recorded"),
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
    visit = find_entry(read_state(log), "#3").id
    assert why in refused(log, EventCorrected(entry=visit, fields=fields))


def test_a_correction_is_checked_on_top_of_those_before_it(log: MemoryLog) -> None:
    visit = find_entry(read_state(log), "#3").id
    put(log, EventCorrected(entry=visit, fields={"phase": "scheduled"}))
    put(log, EventCorrected(entry=visit, fields={"when": None}))
    assert "occurred, but when?" in refused(log, EventCorrected(entry=visit, fields={"phase": "occurred"}))
    body = as_corrected(read_state(log), find_entry(read_state(log), visit))
    assert isinstance(body, EventRecorded)
    assert (body.phase, body.when) == ("scheduled", None)


def test_a_void_entry_can_only_come_back(log: MemoryLog) -> None:
    visit = find_entry(read_state(log), "#3").id
    (void,) = put(log, EventCorrected(entry=visit, void=True))
    assert "is void already" in refused(log, EventCorrected(entry=visit, fields={"title": "x"}))
    assert "is void already" in refused(log, EventCorrected(entry=visit, void=True))
    assert "is itself a correction" in refused(log, EventCorrected(entry=void, fields={"title": "x"}))
    put(log, EventCorrected(entry=void, void=True))
    assert "visit" in read_state(log).history.events


def test_entries_are_found_by_id_its_beginning_or_number() -> None:
    log = memory_log()
    log.append([Draft(name, IssueDefined(issue=name, title=name)) for name in ("abcd1", "abcd2", "abcd", "wxyz9")])
    state = read_state(log)
    assert [find_entry(state, text).seq for text in ("abcd", "wxyz", "#2", "abcd2")] == [3, 4, 2, 2]
    for text, why in (("abc", "no entry"), ("#5", "no entry"), ("#x", "no entry")):
        with pytest.raises(RecordError, match=why):
            find_entry(state, text)
    log.append([Draft("wxyz8", IssueDefined(issue="w", title="w"))])
    with pytest.raises(RecordError, match="begins the ids of 2 entries"):
        find_entry(read_state(log), "wxyz")


# ---- appending ----


class BusyLog(MemoryLog):
    """A log to which somebody else appends first, so many times."""

    def __init__(self, times: int) -> None:
        super().__init__(LogInfo("busy", "busy", "UTC", 1), clock=lambda: NOON_2026)
        self.times = times

    def append(self, drafts: Sequence[Draft], expected_head: Head | str | None = None) -> list[Receipt]:
        if self.times:
            self.times -= 1
            name = f"other {self.times}"
            super().append([Draft(name, IssueDefined(issue=name, title=name))])
        return super().append(drafts, expected_head)


def test_if_another_writer_was_quicker_it_is_planned_again() -> None:
    log = BusyLog(RETRIES - 1)
    seen: list[int] = []

    def plan(state: State) -> list[Draft]:
        seen.append(state.head.seq)
        return [draft(state, recorded("talks", "2018"))]

    receipts = append(log, plan)
    assert seen == list(range(RETRIES))
    assert [receipt.seq for receipt in receipts] == [RETRIES]


def test_in_the_end_it_gives_up_and_nothing_is_appended() -> None:
    log = BusyLog(RETRIES + 1)
    with pytest.raises(RecordError, match="nothing was appended"):
        append(log, lambda state: [draft(state, recorded("talks", "2018"))])
    assert "talks" not in read_state(log).history.events


def test_a_lost_update_is_refused_by_the_log_itself() -> None:
    log = BusyLog(1)
    with pytest.raises(LogConflict):
        log.append([Draft("x", recorded("talks", "2018"))], log.head())


def test_bodies_are_recorded_one_after_the_other_each_knowing_the_last() -> None:
    log = memory_log()
    receipts = record(
        log, IssueDefined(issue="x", title="x"), recorded("e", "2018", "x.status=5"), EventRetracted(event="e")
    )
    assert [receipt.seq for receipt in receipts] == [1, 2, 3]
    with pytest.raises(DateError):
        record(log, recorded("f", "2018"), recorded("g", "soon"))
    assert sorted(read_state(log).history.events) == ["e", "f"]


def test_the_first_source_that_an_entry_has_is_known_to_the_state(log: MemoryLog) -> None:
    assert read_state(log).revision("visit").sources == (Source("The Daily", None, "2018-10-05"),)
