"""Two people's logs become one: nothing twice, nothing lost, and known when it was known."""

import pytest

from support import NOON_2026, define, memory_log, put, recorded
from timeline_engine.entries import Draft, EventCancelled, EventCorrected, EventRecorded
from timeline_engine.history import dangling
from timeline_engine.log import MemoryLog
from timeline_engine.merging import Merge, MergeError, merge
from timeline_engine.recording import read_state
from timeline_engine.view import project

LATER = NOON_2026 + 40 * 86_400_000_000


def take(other: MemoryLog, here: MemoryLog) -> Merge:
    found = merge(other, here, read_state(here))
    here.append(found.drafts)
    return found


def two_copies() -> tuple[MemoryLog, MemoryLog]:
    """Two logs that began as copies of one."""
    mine, theirs = memory_log(), memory_log(now=LATER)
    for log in (mine, theirs):
        define(log, "oil")
        put(log, recorded("talks", "2018-03-01", published="2018-01-02", phase="scheduled", issues=("oil",)))
    return mine, theirs


def test_what_is_missing_is_appended_in_its_order() -> None:
    mine, theirs = two_copies()
    (entry,) = put(theirs, recorded("ban", "2018-05-01", "oil.status=baned", published="2018-05-02"))
    put(
        theirs,
        EventCorrected(entry=entry, fields={"title": "The ban"}),
        EventCancelled(event="talks", known="2018-02-01"),
    )
    found = take(theirs, mine)
    assert [draft.body.KIND for draft in found.drafts] == ["event.recorded", "event.corrected", "event.cancelled"]
    assert dangling(list(mine.read())) == []
    answers = [project(log, "2018-06-01").issues for log in (mine, theirs)]
    assert [event.revision.body.title for event in answers[0][0].events] == ["talks", "The ban"]
    assert [e.phase for e in answers[0][0].events] == [e.phase for e in answers[1][0].events]


def test_merging_again_and_back_appends_nothing() -> None:
    mine, theirs = two_copies()
    put(theirs, recorded("rumour", "2018-05-01", "oil.status=banned"))
    take(theirs, mine)
    assert take(theirs, mine).drafts == ()
    assert take(mine, theirs).drafts == ()


def test_what_had_no_date_of_knowledge_keeps_the_day_it_was_recorded() -> None:
    mine, theirs = memory_log(now=LATER), memory_log()
    define(theirs, "oil")
    put(theirs, recorded("rumour", "2018-05-01", "oil.status=banned"))
    take(theirs, mine)
    (event,) = project(mine, "2026-01-01").events
    assert event.revision.known.text == "2026-01-01"


def test_an_event_that_both_record_is_named() -> None:
    mine, theirs = two_copies()
    put(mine, recorded("ban", "2018-05-01", published="2018-05-02"))
    put(theirs, EventRecorded(event="ban", title="A ban", when="2018-05-02", known="2018-05-02"))
    (sentence,) = take(theirs, mine).twice
    assert "'ban' is recorded in both" in sentence
    assert [e.revision.body.title for e in project(mine, "2018-06-01").events] == ["talks", "ban"]


def test_an_entry_that_differs_under_one_id_is_refused() -> None:
    mine, theirs = memory_log(), memory_log()
    (entry,) = put(mine, recorded("ban", "2018-05-01", published="2018-05-02"))
    theirs.append([Draft(entry, recorded("ban", "2018-06-01", published="2018-05-02"))])
    with pytest.raises(MergeError, match="says one thing here and another there"):
        merge(theirs, mine, read_state(mine))


def test_logs_of_different_zones_are_refused() -> None:
    with pytest.raises(MergeError, match="UTC and Asia/Kolkata"):
        merge(memory_log("Asia/Kolkata"), memory_log(), read_state(memory_log()))


def test_a_log_that_refers_to_nothing_is_refused() -> None:
    theirs = memory_log()
    theirs.append([Draft("x", EventCancelled(event="nowhere", known="2018-01-01"))])
    mine = memory_log()
    with pytest.raises(MergeError, match="refers to what it does not hold"):
        merge(theirs, mine, read_state(mine))
