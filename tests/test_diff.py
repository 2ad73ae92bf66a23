"""The diff of two questions: complete, with a cause and a responsible event for every line."""

from typing import Any

import msgspec
from hypothesis import given, settings

from oracle.strategies import questions, streams, zones
from support import define, memory_log, put, read, recorded, sourced
from timeline_engine.entries import Codec, Draft, EventCancelled, EventCorrected, EventSourced
from timeline_engine.log import LogInfo, MemoryLog
from timeline_engine.view import Question
from timeline_engine.view.diff import answer_cells, apply_changes, diff, read_question

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


@settings(max_examples=150, deadline=None)
@given(streams(), questions(), questions(), zones)
def test_applying_the_diff_to_the_first_answer_gives_the_second(lines: Any, one: Any, other: Any, zone: str) -> None:
    found = diff(log_of(lines, zone), ask(one), ask(other))
    assert apply_changes(answer_cells(found.before), found.changes) == answer_cells(found.after)
    assert all(change.old != change.new for change in found.changes)
    assert len({change.cell for change in found.changes}) == len(found.changes)


@settings(max_examples=150, deadline=None)
@given(streams(), questions(), questions(), zones)
def test_every_change_names_the_events_responsible(lines: Any, one: Any, other: Any, zone: str) -> None:
    for change in diff(log_of(lines, zone), ask(one), ask(other)).changes:
        # Only a new definition of an issue changes an answer without an event.
        redefined = change.cause == "corrected"
        appears = change.part == "issue"
        assert change.events or redefined or appears


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
