"""History that is filled in later is not silently invisible: where nothing says when it was known, that is told."""

import pytest

from support import NOON_2026, memory_log, put, recorded
from timeline_engine.dates import Zone
from timeline_engine.entries import Body, EventBody, EventCancelled, EventOccurred, EventRescheduled, EventSourced
from timeline_engine.history.backfilled import is_backfilled
from timeline_engine.log import MemoryLog
from timeline_engine.model import Claim, Source
from timeline_engine.recording import read_state
from timeline_engine.recording.doubts import doubts_of_all, look_over
from timeline_engine.view.check import check

UTC = Zone("UTC")
PLAN = recorded("plan", "2025-11-03", phase="scheduled", known="2025-10-01")
CLAIMS = (Claim("deal", "status", "made"),)


def told(log: MemoryLog, body: Body) -> list[str]:
    doubts = look_over(body, read_state(log), NOON_2026).doubts
    return [doubt for doubt in doubts if "nothing says when that became known" in doubt]


@pytest.mark.parametrize(
    ("when", "told"),
    [("2025-12-31", False), ("2025-12-25", False), ("2025-12-24", True), ("2025-12", False), ("2025-11", True),
     ("1948~", True), ("2025-11/2025-12", False), ("2025-05/..", False)],
)  # fmt: skip
def test_a_week_is_not_long(when: str, told: bool) -> None:
    assert is_backfilled(recorded("e", when), UTC.when(when), NOON_2026) == told


@pytest.mark.parametrize(
    "body",
    [recorded("e", "2018", known="2018"), recorded("e", "2018", published="2018"), EventCancelled(event="e"),
     EventRescheduled(event="e"), EventSourced(event="e", sources=(Source("Post"),))],
)  # fmt: skip
def test_what_says_when_it_was_known_or_what_did_not_happen_then_is_not_told(body: EventBody) -> None:
    assert not is_backfilled(body, UTC.when("2018"), NOON_2026)


def test_it_is_told_when_it_is_typed_with_the_option_that_says_otherwise() -> None:
    log = memory_log()
    body = recorded("e", "2018-11")
    made = look_over(body, read_state(log), NOON_2026)
    (doubt,) = made.doubts
    assert doubt == (
        "event 'e' happened 2018-11, but nothing says when that became known: no question as of a day before "
        "2026-01-01 shows it"
    )
    assert made.mends == {doubt: "--known 2018-11-30"}


def test_outcomes_moves_and_claims_of_a_known_plan_are_told_too() -> None:
    log = memory_log()
    put(log, PLAN)
    assert told(log, EventOccurred(event="plan"))
    assert told(log, EventRescheduled(event="plan", when="2025-12-03"))
    assert told(log, recorded("other", "2025-11-03", phase="scheduled"))
    put(log, EventOccurred(event="plan", known="2025-11-04"))
    assert not told(log, EventSourced(event="plan", sources=(Source("Post"),)))
    assert told(log, recorded("x", "2025-11-04"))


def test_an_import_is_told_of_as_a_whole_elsewhere() -> None:
    log = memory_log()
    state = read_state(log)
    draft = look_over(recorded("e", "2018-11"), state.copy(), NOON_2026).draft
    assert list(doubts_of_all([draft], state, NOON_2026)) == []


def test_check_finds_it_once_for_what_was_recorded_at_once() -> None:
    log = memory_log()
    put(log, recorded("known", "2018-11", published="2018-12-01"))
    log.append([look_over(recorded(name, "2018-11"), read_state(log), NOON_2026).draft for name in "abc"])
    found = [one for one in check(log, "2026-01-01", now=NOON_2026).findings if one.code == "back-filled"]
    assert [(one.event, one.severity) for one in found] == [("a", "warning")]
    assert "(2 more entries recorded with it likewise)" in found[0].sentence


def test_a_late_plan_is_told_of_once() -> None:
    log = memory_log()
    put(log, recorded("bare", "2025-11-03", phase="scheduled"),
        recorded("said", "2025-11-03", phase="scheduled", published="2025-11-05"))  # fmt: skip
    found = {(one.code, one.event) for one in check(log, "2026-01-01", now=NOON_2026).findings}
    assert {("back-filled", "bare"), ("known-late", "said")} <= found
    assert ("known-late", "bare") not in found
