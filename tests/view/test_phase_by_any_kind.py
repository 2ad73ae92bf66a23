"""R4.3: what a report does is told by the phase that it gives, be it a further source that says so."""

import pytest

from support import NOON_2026, memory_log, recorded, sourced
from timeline_engine.entries import (
    Body,
    Draft,
    EventCancelled,
    EventOccurred,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    ReportedPhase,
)
from timeline_engine.view.check import check
from timeline_engine.view.diff import diff_questions, read_question
from timeline_engine.view.why import why_event
from timeline_engine.view.words.diff import diff_paragraphs

SAID = sourced("2018-06-01")
MOVED = EventRescheduled(event="e", when="2018-07-01", sources=SAID)
ELSEWHERE = sourced("2018-06-03", "Harbour Post")


def told(*bodies: Body, day: str = "2018-06-20") -> tuple[object, ...]:
    """What the answers, their differences and the rules say of a plan of which others report."""
    log = memory_log(now=NOON_2026)
    plan = recorded("e", "2018-06-10", "oil.status=sold", published="2018-05-02", phase="scheduled")
    log.append([Draft(f"entry-{place}", body) for place, body in enumerate((plan, *bodies))])
    found = diff_questions(log, read_question("2018-05-20"), read_question(day))
    phases = [(turn.value, turn.is_restored) for turn in why_event(log, "e", day).phases]
    faults = [(fault.code, fault.sentence) for fault in check(log, day).findings]
    return [change.because for change in found.changes], list(diff_paragraphs(found)), phases, faults


@pytest.mark.parametrize(
    ("phase", "one", "seen"),
    [
        ("retracted", EventRetracted(event="e", sources=SAID), "taken back by The Daily"),
        ("cancelled", EventCancelled(event="e", sources=SAID), "cancelled, says The Daily"),
        ("occurred", EventOccurred(event="e", sources=SAID), "before it could have"),
        ("retracted", EventRetracted(event="e", sources=ELSEWHERE), "is taken back by Harbour Post"),
    ],
)
@pytest.mark.parametrize("after", [(), (MOVED,)])
def test_a_source_that_gives_a_phase_is_told_of_as_what_else_gives_it(
    phase: ReportedPhase, one: Body, seen: str, after: tuple[Body, ...]
) -> None:
    assert isinstance(one, EventRetracted | EventCancelled | EventOccurred)
    source = EventSourced(event="e", phase=phase, sources=one.sources)
    assert told(source, *after) == told(one, *after)
    assert after or seen in str(told(source))


def test_a_source_that_agrees_is_one_more() -> None:
    again = EventSourced(event="e", phase="scheduled", sources=ELSEWHERE)
    assert "also reported by Harbour Post" in str(told(again, day="2018-06-05"))
