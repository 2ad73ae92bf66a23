"""The diff of two questions: complete, with a cause and a responsible event for every line."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from oracle.strategies import questions, streams, zones
from support import define, memory_log, put, read, recorded, sourced
from timeline_engine.dates import Zone
from timeline_engine.entries import (
    Codec,
    Draft,
    EventCancelled,
    EventCorrected,
    EventOccurred,
    EventRescheduled,
    EventRetracted,
    EventSourced,
)
from timeline_engine.log import LogInfo, MemoryLog
from timeline_engine.projection import EventState
from timeline_engine.view import Question
from timeline_engine.view.diff import Diff, answer_cells, apply_changes, diff_json, read_question
from timeline_engine.view.diff import diff_questions as diff
from timeline_engine.view.diff.causes import Reason
from timeline_engine.view.diff.responsible import Side
from timeline_engine.view.words.causes import how_words
from timeline_engine.view.words.diff import diff_paragraphs

CODEC = Codec()


def log_of(lines: list[dict[str, Any]], zone: str) -> MemoryLog:
    """A log of these lines, with their own ids and recorded stamps."""
    from timeline_engine.dates import utc_instant

    log = MemoryLog(LogInfo("t", "t", zone, 1), clock=lambda: now)
    for line in lines:
        now = utc_instant(line["recorded"])
        entry = CODEC.entry(CODEC.envelope(msgspec.json.encode({"v": 1, "prev": ""} | line)))
        log.append([Draft(entry.id, entry.body)])
    return log


def ask(question: tuple[str, str | None, str | None]) -> Question:
    as_of, known_by, recorded_by = question
    return Question(as_of=as_of, known_by=known_by, recorded_by=recorded_by)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(streams(), questions(), questions(), zones)
def test_applying_the_diff_to_the_first_answer_gives_the_second(lines: Any, one: Any, other: Any, zone: str) -> None:
    found = diff(log_of(lines, zone), ask(one), ask(other))
    assert apply_changes(answer_cells(found.before), found.changes) == answer_cells(found.after)
    assert all(change.old != change.new for change in found.changes)
    assert len({change.cell for change in found.changes}) == len(found.changes)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(streams(), questions(), questions(), zones)
def test_every_change_names_the_events_responsible(lines: Any, one: Any, other: Any, zone: str) -> None:
    for change in diff(log_of(lines, zone), ask(one), ask(other)).changes:
        # Only a new definition of an issue changes an answer without an event.
        redefined = change.cause == "corrected"
        appears = change.part == "issue"
        assert change.events or redefined or appears


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(streams(), questions(), questions(), zones)
def test_an_event_named_for_an_attribute_claims_it_and_differs(lines: Any, one: Any, other: Any, zone: str) -> None:
    found = diff(log_of(lines, zone), ask(one), ask(other))
    sides = Side.of(found.before), Side.of(found.after)
    for change in (change for change in found.changes if change.part == "attribute"):
        for reason in change.because:
            seen = [side.view.event(reason.event) for side in sides]
            assert seen[0] != seen[1]
            claimed = [(s.claim.issue, s.claim.attribute) for e in seen if e for s in e.revision.claims]
            assert (change.issue, change.name) in claimed
            assert any(event and event.phase == "occurred" for event in seen), "what is not in effect changes nothing"
            assert_true(reason, *seen)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(streams(), questions(), questions(), zones)
def test_whoever_begins_or_ceases_to_give_the_value_is_named(lines: Any, one: Any, other: Any, zone: str) -> None:
    found = diff(log_of(lines, zone), ask(one), ask(other))
    sides = Side.of(found.before), Side.of(found.after)
    for change in (change for change in found.changes if change.part == "attribute"):
        old, new = (side.claims(change.issue, change.name) for side in sides)
        for winner, others in ((old[:1], new), (new[:1], old)):
            for claim in winner:
                if claim.stated.claim not in [other.stated.claim for other in others]:
                    assert claim.revision.event in change.events


def assert_true(reason: Reason, old: EventState | None, new: EventState | None) -> None:
    """The step is in the event's life, and does what it says."""
    if reason.how in ("cancelled", "retracted", "occurred") and not reason.undone:
        assert new
        assert reason.how in {step.outcome for step in new.revision.steps}, "a later step may have overtaken it"
    if reason.how == "effective":
        assert new
        assert new.phase == "occurred"
    seen = old if reason.undone else new or old
    assert seen
    steps = [(step.known.text, step.statement.recorded[:7]) for step in seen.revision.steps]
    published = [source.published for source in seen.revision.sources]
    assert reason.known in [known for known, _ in steps] + published
    if reason.undone and old and reason.how == "retracted":
        assert old.phase == "retracted"


def causes(log: MemoryLog, one: str, other: str, recorded_by: str | None = None) -> dict[str, str]:
    found = diff(log, read_question(one, recorded_by), read_question(other))
    return {
        change.name: change.cause for change in found.changes if change.part == "attribute" or change.cause == "due"
    }


def sample() -> MemoryLog:
    log = memory_log()
    define(log, "oil")
    put(
        log,
        recorded("buys", "2018-01-01", "oil.status=buying", published="2018-01-02"),
        recorded("stops", "2018-06-01", "oil.status=stopped", published="2018-09-01"),
        recorded("deadline", "2018-11-04", published="2018-05-01", phase="scheduled", issues=("oil",)),
    )
    return log


def test_what_took_effect_in_between_is_the_worlds_doing() -> None:
    assert causes(sample(), "2018-05-01", "2018-09-02") == {"status": "moved"}


def test_what_had_its_effect_before_was_learned() -> None:
    assert causes(sample(), "2018-07-01", "2018-09-02") == {"status": "learned"}
    assert causes(sample(), "2018-07-01", "2018-07-01@hindsight") == {"status": "learned"}


def test_what_passed_without_an_outcome_became_overdue() -> None:
    assert causes(sample(), "2018-10-01", "2018-11-04") == {"deadline": "due"}
    assert causes(sample(), "2018-10-01", "2018-12-01") == {"deadline": "due"}


def test_what_we_put_right_was_corrected() -> None:
    now = 1_600_000_000_000_000
    log = memory_log(now=now)
    define(log, "oil")
    (entry,) = put(log, recorded("buys", "2018-01-01", "oil.status=byuing", published="2018-01-02"))
    log._clock = lambda: now + 86_400_000_000 * 2
    claims = [{"issue": "oil", "attribute": "status", "value": "buying"}]
    put(log, EventCorrected(entry=entry, fields={"claims": claims}))
    assert causes(log, "2018-02-01", "2018-02-01", "2020-09-13") == {"status": "corrected"}


def test_a_cancelled_event_is_named_for_what_it_took_away() -> None:
    log = memory_log()
    define(log, "talks")
    put(
        log,
        recorded("meeting", "2018-03-01", published="2018-01-02", phase="scheduled", issues=("talks",)),
        EventCancelled(event="meeting", sources=sourced("2018-02-01")),
    )
    (change,) = diff(log, read_question("2018-01-15"), read_question("2018-02-15")).changes
    assert (change.cause, change.events) == ("learned", ("meeting",))
    assert (change.old["phase"], change.new["phase"]) == ("upcoming", "cancelled")


def test_one_more_claimant_makes_it_contested() -> None:
    log = memory_log()
    define(log, "oil")
    put(
        log,
        recorded("buys", "2018-01-01", "oil.status=buying", published="2018-01-02"),
        EventSourced(event="buys", claims=read(["oil.status=halved"]), sources=sourced("2018-03-01", "Another")),
    )
    found = diff(log, read_question("2018-02-01"), read_question("2018-04-01"))
    (change,) = (change for change in found.changes if change.part == "attribute")
    assert (change.cause, change.events, change.new["contested"]) == ("learned", ("buys",), True)


def talks() -> MemoryLog:
    log = memory_log()
    define(log, "talks")
    put(
        log,
        recorded("rumour", "2018-01-10", "talks.status=likely", published="2018-01-11"),
        recorded("meeting", "2018-03-01", "talks.status=held", published="2018-01-20", phase="scheduled"),
        EventRescheduled(event="meeting", when="2018-04-01", sources=sourced("2018-02-20", "Tribune")),
        EventOccurred(event="meeting", sources=sourced("2018-04-02", "Tribune")),
        EventRetracted(event="meeting", sources=sourced("2018-05-01", "Tribune")),
    )
    return log


def how_of(log: MemoryLog, one: str, other: str, part: str = "attribute") -> list[str]:
    found = diff(log, read_question(one), read_question(other))
    reasons = (reason for change in found.changes if change.part == part for reason in change.because)
    return [f"{reason.event} {how_words(reason, Zone('UTC'))}" for reason in reasons]


def test_the_step_that_did_it_is_named_with_the_day_it_was_known() -> None:
    assert how_of(talks(), "2018-01-12", "2018-01-31", "event") == [
        "meeting set for 2018-03-01, says The Daily, known 2018-01-20"
    ]
    assert how_of(talks(), "2018-01-31", "2018-02-28", "event") == [
        "meeting moved to 2018-04-01, says Tribune, known 2018-02-20"
    ]
    assert how_of(talks(), "2018-02-28", "2018-04-30") == [
        "meeting occurred 2018-04-01, says Tribune, known 2018-04-02"
    ]
    assert how_of(talks(), "2018-01-31", "2018-04-30") == [
        "meeting occurred 2018-04-01, says Tribune, known 2018-04-02"
    ]


def test_a_retraction_is_the_cause_of_what_it_takes_away_and_what_comes_back_is_not() -> None:
    assert how_of(talks(), "2018-04-30", "2018-05-31") == ["meeting taken back by Tribune, known 2018-05-01"]


def test_the_other_way_round_the_step_is_not_known_yet() -> None:
    assert how_of(talks(), "2018-05-31", "2018-04-30") == ["meeting taken back by Tribune, not known before 2018-05-01"]
    unknown = "meeting occurred 2018-04-01, says Tribune, not known before 2018-04-02"
    assert how_of(talks(), "2018-04-30", "2018-02-28") == [unknown]


def test_what_took_effect_while_it_was_known_says_from_when() -> None:
    log = memory_log()
    define(log, "tax")
    put(log, recorded("law", "2018-05", "tax.status=raised", published="2018-04-30"))  # which cannot be (R4.22)
    assert how_of(log, "2018-05-05", "2018-06-05") == [
        "law occurred 2018-05, says The Daily, known 2018-04-30, in effect since 2018-05-31"
    ]
    assert how_of(log, "2018-06-05", "2018-05-05@2018-06-05") == [
        "law occurred 2018-05, says The Daily, not in effect before 2018-05-31"
    ]


def test_one_who_says_it_too_is_named_for_that_and_what_was_buried_is_not() -> None:
    log = sample()
    put(
        log,
        EventSourced(event="stops", claims=read(["oil.status=halved"]), sources=sourced("2018-10-01", "Another")),
        recorded("older", "2018-05-01", "oil.status=reduced", published="2018-10-01"),
    )
    assert how_of(log, "2018-09-02", "2018-10-02") == ["stops also reported by Another, known 2018-10-01"]


DAY = 86_400_000_000


def corrected() -> MemoryLog:
    """Recorded on 2020-09-13, corrected two days later, with another entry then."""
    now = 1_600_000_000_000_000
    log = memory_log(now=now)
    define(log, "oil", "gas")
    buys, rumour = put(
        log,
        recorded("buys", "2018-01-01", "oil.status=byuing", published="2018-01-02"),
        recorded("rumour", "2018-01-03", "gas.status=sold", published="2018-01-03"),
    )
    log._clock = lambda: now + 2 * DAY
    claims = [{"issue": "oil", "attribute": "status", "value": "buying"}]
    put(
        log,
        EventCorrected(entry=buys, fields={"claims": claims}),
        EventCorrected(entry=rumour, void=True),
        recorded("price", "2018-01-05", "oil.price=5", published="2018-01-06"),
    )
    return log


def test_what_was_not_recorded_yet_is_no_correction() -> None:
    found = diff(corrected(), read_question("2018-02-01", "2020-09-14"), read_question("2018-02-01"))
    told = {
        (change.issue, change.name): (change.cause, [how_words(reason, Zone("UTC")) for reason in change.because])
        for change in found.changes
        if change.part == "attribute"
    }
    assert told == {
        ("oil", "status"): ("corrected", ["recorded 2020-09-13, corrected 2020-09-15"]),
        ("oil", "price"): ("recorded", ["occurred 2018-01-05, says The Daily, known 2018-01-06, recorded 2020-09-15"]),
        ("gas", "status"): ("corrected", ["occurred 2018-01-03, says The Daily, taken out of the record 2020-09-15"]),
    }


def words(found: Diff) -> str:
    return "\n".join(part.text for part in diff_paragraphs(found))


def test_in_words_each_says_what_changed_where_the_value_stays() -> None:
    log = sample()
    put(
        log,
        EventSourced(event="stops", claims=read(["oil.status=stopped"]), sources=sourced("2018-10-01", "Another")),
        EventSourced(event="deadline", sources=sourced("2018-10-02", "Third")),
    )
    told = words(diff(log, read_question("2018-09-02"), read_question("2018-10-02")))
    assert "status: still stopped; also from Another (2018-10-01)" in told
    assert "deadline [deadline]: still upcoming, 2018-11-04; also reported by Third (2018-10-02)" in told
    assert "in other words" not in told


def test_a_diff_that_goes_back_in_time_says_so() -> None:
    def told(one: str, other: str) -> bool:
        found = words(diff(sample(), read_question(one), read_question(other)))
        return "\nbackwards: the second is the earlier of the two\n" in found

    assert told("2018-10-02", "2018-09-02")
    assert told("2018-09-02@hindsight", "2018-09-02")
    assert not told("2018-09-02", "2018-10-02")
    assert not told("2018-09-02", "2018-09-02@hindsight")


def test_an_event_of_several_issues_is_told_once_with_the_others() -> None:
    log = memory_log()
    define(log, "oil", "gas")
    put(log, recorded("summit", "2018-05-01", published="2018-02-01", phase="scheduled", issues=("oil", "gas")))
    put(log, recorded("fair", "2018-06-01", published="2018-01-01", phase="scheduled", issues=("oil", "gas")))
    told = words(diff(log, read_question("2018-01-15"), read_question("2018-02-15")))
    how = "set for 2018-05-01, says The Daily, known 2018-02-01"
    assert told.count(f"summit [summit]: not known -> upcoming; {how}") == 1
    assert "; bears also on oil" in told


def test_the_json_says_how_and_since_when() -> None:
    data = diff_json(diff(talks(), read_question("2018-04-30"), read_question("2018-05-31")))
    (because,) = (c["because"] for c in data["changes"]["learned"] if "attribute" in c)
    assert [(why["event"], why["how"], why["known"]) for why in because] == [("meeting", "retracted", "2018-05-01")]


def test_what_a_later_source_adds_to_an_event_is_known_from_that_source() -> None:
    log = memory_log()
    define(log, "law")
    put(
        log,
        recorded("act", "2018-01-01", "law.status=passed", published="2018-01-02"),
        EventSourced(event="act", claims=read(["law.purpose=trade"]), sources=sourced("2018-06-01", "Tribune")),
    )
    found = diff(log, read_question("2017-12-31"), read_question("2018-07-01"))
    told = {
        change.name: how_words(change.because[0], Zone("UTC")) for change in found.changes if change.part == "attribute"
    }
    assert told == {
        "status": "occurred 2018-01-01, says The Daily, known 2018-01-02",
        "purpose": "also reported by Tribune, known 2018-06-01",
    }


def test_the_date_of_the_same_claim_is_put_right_not_said_again() -> None:
    log = memory_log(now=1_600_000_000_000_000)
    define(log, "trial")
    (charges,) = put(log, recorded("charges", "2018-06-15", "trial.status=charged", published="2018-06-16"))
    log._clock = lambda: 1_600_000_000_000_000 + 2 * DAY
    put(log, EventCorrected(entry=charges, fields={"when": "2018-06-14"}))
    told = words(diff(log, read_question("2018-07-01", "2020-09-14"), read_question("2018-07-01")))
    assert "status: still charged; since 2018-06-14, not 2018-06-15" in told
    assert "said again" not in told


def test_a_second_record_counts_until_it_is_void() -> None:
    log = memory_log(now=1_600_000_000_000_000)
    define(log, "trial")
    put(log, recorded("hearing", "2018-09-10", phase="scheduled", published="2018-06-16", issues=("trial",)))
    (again,) = log.append([Draft("again", recorded("hearing", "2018-09-10", published="2018-09-11"))])
    log._clock = lambda: 1_600_000_000_000_000 + 2 * DAY
    put(log, EventCorrected(entry=again.id, void=True))
    told = words(diff(log, read_question("2018-11-01", "2020-09-14"), read_question("2018-11-01")))
    assert "hearing [hearing]: occurred, 2018-09-10 -> passed, no outcome reported, 2018-09-10" in told
    assert "taken out of the record 2020-09-15" in told
