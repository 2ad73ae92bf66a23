"""Two people's logs become one: nothing twice, nothing lost, and known when it was known."""

import pytest

from support import NOON_2026, define, memory_log, put, read, recorded, sourced
from timeline_engine.entries import (
    Draft,
    EventCancelled,
    EventCorrected,
    EventRecorded,
    EventRetracted,
    EventSourced,
    IssueDefined,
)
from timeline_engine.history import dangling
from timeline_engine.log import MemoryLog
from timeline_engine.merging import Merge, MergeError, merge
from timeline_engine.model import Attribute
from timeline_engine.recording import read_state
from timeline_engine.view import project
from timeline_engine.view.json.contract import to_json

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


def apart() -> tuple[MemoryLog, MemoryLog]:
    """Two logs that record one event, each on its own."""
    mine, theirs = memory_log(), memory_log(now=LATER)
    for log in (mine, theirs):
        define(log, "oil")
    put(mine, recorded("ban", "2018-05-01", "oil.price=90", published="2018-05-03"))
    return mine, theirs


def test_an_event_that_both_record_rests_on_both_reports() -> None:
    mine, theirs = apart()
    (first,) = put(theirs, EventRecorded(event="ban", title="A ban", when="2018-05-02", claims=read(["oil.price=80"])))
    put(
        theirs,
        EventCorrected(entry=first, fields={"sources": [{"publisher": "Gazette", "published": "2018-05-02"}]}),
        EventRetracted(event="ban", known="2018-07-01"),
    )
    found = take(theirs, mine)
    assert found.warnings == (
        "event 'ban' is recorded in both logs: both count; its date there is 2018-05-02, here 2018-05-01",
    )
    assert [draft.body.KIND for draft in found.drafts] == ["event.recorded", "event.corrected", "event.retracted"]
    assert dangling(list(mine.read())) == []
    (event,) = project(mine, "2018-06-01").events
    assert event.revision.contested == ("date",)
    assert [(c.claimant, c.claim.value) for c in event.revision.claims] == [("Gazette", 80), ("The Daily", 90)]
    assert event.revision.known.text == "2018-05-02"
    assert take(theirs, mine) == Merge((), ())


def test_their_record_without_a_source_is_known_from_the_day_it_was_recorded() -> None:
    mine, theirs = apart()
    put(theirs, recorded("ban", "2018-05-01"))
    (draft,) = take(theirs, mine).drafts
    assert draft.body == recorded("ban", "2018-05-01", known="2026-02-10")


def test_what_both_logs_say_differently_of_an_event_is_named() -> None:
    mine, theirs = apart()
    put(theirs, recorded("ban", "2018-05-02", "oil.price=80", published="2018-05-02", phase="scheduled"))
    (sentence,) = take(theirs, mine).warnings
    assert sentence.endswith("; its date there is 2018-05-02, here 2018-05-01; there it is scheduled, here occurred")


@pytest.mark.parametrize("day", ["2018-05-02", "2018-05-03", "2018-06-01"])
def test_merged_either_way_two_logs_answer_the_same(day: str) -> None:
    mine, theirs = apart()
    put(theirs, recorded("ban", "2018-05-02", "oil.price=80", published="2018-05-02"))
    put(theirs, EventSourced(event="ban", sources=sourced("2018-05-04", "Gazette")))
    take(theirs, mine)
    other_mine, other_theirs = apart()
    put(other_theirs, recorded("ban", "2018-05-02", "oil.price=80", published="2018-05-02"))
    put(other_theirs, EventSourced(event="ban", sources=sourced("2018-05-04", "Gazette")))
    take(other_mine, other_theirs)
    one, other = (to_json(project(log, day)) for log in (mine, other_theirs))
    assert one["issues"] == other["issues"]


def test_merging_back_and_forth_what_both_record_comes_to_an_end() -> None:
    mine, theirs = apart()
    put(theirs, recorded("ban", "2018-05-01", "oil.price=80", published="2018-05-02"))
    assert len(take(theirs, mine).drafts) == len(take(mine, theirs).drafts) == 1
    assert take(theirs, mine).drafts == take(mine, theirs).drafts == ()


def test_what_they_took_out_of_the_record_leaves_ours_alone() -> None:
    mine, theirs = apart()
    (entry,) = put(theirs, recorded("ban", "2018-05-01", published="2018-05-02"))
    put(theirs, EventRetracted(event="ban", known="2018-07-01"), EventCorrected(entry=entry, void=True))
    assert take(theirs, mine) == Merge((), ())
    put(theirs, recorded("ban", "2018-05-01", published="2018-05-09"))
    assert [draft.body.KIND for draft in take(theirs, mine).drafts] == ["event.recorded"]


def defined(log: MemoryLog, title: str = "cost", question: str | None = None, **attributes: Attribute) -> list[str]:
    return put(log, IssueDefined(issue="cost", title=title, question=question, attributes=attributes))


def test_a_definition_of_theirs_fills_what_ours_lacks() -> None:
    mine, theirs = memory_log(), memory_log(now=LATER)
    estimate = Attribute("estimate", "EUR")
    defined(mine, "Cost of repairs", None, sum=estimate)
    (first,) = defined(theirs, "Costs", "How?", sum=Attribute("state"))
    put(theirs, EventCorrected(entry=first, fields={"title": "A typing error"}))
    defined(theirs, "Costs", "How much?", sum=Attribute("state", "USD"), payer=Attribute("state"))
    (sentence,) = take(theirs, mine).warnings
    assert sentence == (
        "issue 'cost' is defined in both logs, and stays as it is here; there its title is 'Costs', sum is declared "
        "as state in USD"
    )
    ours = read_state(mine).issues["cost"]
    assert (ours.title, ours.question) == ("Cost of repairs", "How much?")
    assert ours.attributes == {"sum": estimate, "payer": Attribute("state")}
    assert take(theirs, mine).drafts == ()


def test_a_bare_definition_of_theirs_changes_nothing() -> None:
    mine, theirs = memory_log(), memory_log(now=LATER)
    defined(mine, "Cost of repairs", "How much?", sum=Attribute("estimate", "EUR"))
    defined(theirs)
    assert take(theirs, mine) == Merge((), ())
    assert read_state(take_all(mine, theirs)).issues == read_state(mine).issues


def take_all(other: MemoryLog, here: MemoryLog) -> MemoryLog:
    take(other, here)
    return here


def test_a_definition_that_goes_on_from_one_of_both_is_taken_unless_ours_went_on_too() -> None:
    mine, theirs = memory_log(), memory_log(now=LATER)
    for log in (mine, theirs):
        (first,) = defined(log, "Cost")
    defined(theirs, "Costs")
    put(mine, EventCorrected(entry=first, fields={"title": "The cost"}))
    assert take(theirs, mine).drafts == ()
    put(theirs, EventCorrected(entry=first, fields={"title": "The cost"}))
    assert [draft.body.KIND for draft in take(theirs, mine).drafts] == ["issue.defined"]
    assert read_state(mine).issues["cost"].title == "Costs"


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


def test_a_definition_that_was_filled_to_what_theirs_is_in_the_end_stays() -> None:
    """What it was filled to has the id of their last one: the one before that is not newer than it."""
    mine, theirs = memory_log(), memory_log(now=LATER)
    put(mine, IssueDefined(issue="oil", title="oil"))
    prices = {"price": Attribute("estimate")}
    put(theirs, IssueDefined(issue="oil", title="oil", attributes=prices))
    put(theirs, IssueDefined(issue="oil", title="Oil imports", attributes=prices))
    assert len(take(theirs, mine).drafts) > 0
    assert take(theirs, mine).drafts == ()
    assert read_state(mine).issues["oil"].title == "Oil imports"
