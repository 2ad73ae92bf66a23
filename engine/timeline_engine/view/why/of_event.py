"""Why has an event that date and that phase? Who set each, since when that is known, and what it replaced."""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from ...errors import TimelineError, pick
from ...fields import typed
from ...history import Step
from ...history.reports import phase_in, window_of
from ...log import Log
from ...projection import EventState
from ..answer import Question, View
from ..asking import project
from ..json.contract import event_json, sources_json
from ..words.phrases import clocks_words
from .evidence import Correction, correction_json, corrections_of, day_before


class Turn(Struct, frozen=True):
    """What an event's date or phase became by a report; ``value`` None: no date."""

    value: str | None
    step: Step

    @property
    def is_restored(self) -> bool:
        """Did it become so again because a report was taken back? To be retracted is no such thing."""
        return phase_in(self.step.statement.said) == "retracted" and self.step.outcome != "retracted"


class WhyEvent(Struct, frozen=True, kw_only=True):
    """The evidence for an event's date and phase.

    ``dates`` and ``phases`` are what they were one after the other, the last first: the first of each is the report by
    which it came to be what it is. ``before`` is the event a day before, asked on that day, None if it was not known.
    ``corrections`` are those of its entries, the last recorded first.
    """

    view: View
    event: EventState
    dates: tuple[Turn, ...]
    phases: tuple[Turn, ...]
    before: EventState | None
    before_question: Question
    corrections: tuple[Correction, ...]


@typed
def why_event(
    log: Log,
    event: str,
    as_of: str,
    *,
    known_by: str | None = None,
    hindsight: bool = False,
    recorded_by: str | None = None,
) -> WhyEvent:
    """The evidence for the date and the phase of an event, whose id may be shortened.

    Raises TimelineError if the log knows no such event, or nobody could know of it by then.
    """
    view = project(log, as_of, known_by=known_by, hindsight=hindsight, recorded_by=recorded_by)
    return why_event_of(view, pick(event, view.history.events, "event"))


def why_event_of(view: View, event: str) -> WhyEvent:
    """The same of an answer that was asked for."""
    state = view.event(event)
    if state is None:
        raise TimelineError(f"event {event!r} was not known yet, {clocks_words(view.question)}")
    steps, earlier = state.revision.steps, day_before(view)
    dated = tuple(step for step in steps if step.outcome != "retracted")  # a retracted event keeps its date (R4.8)
    return WhyEvent(
        view=view,
        event=state,
        dates=_turns(dated, lambda step: step.when.text if step.when else None, lambda step: window_of(step.when)),
        phases=_turns(steps, _phase, _phase),
        before=earlier.event(event),
        before_question=earlier.question,
        corrections=corrections_of(view, [event]),
    )


def _phase(step: Step) -> str:
    return "postponed" if step.outcome == "scheduled" and step.when is None else step.outcome


def _turns(
    steps: tuple[Step, ...], value: Callable[[Step], str | None], same: Callable[[Step], object]
) -> tuple[Turn, ...]:
    """Where what the steps came to changed, the last first; from the first step that came to anything."""

    def changes() -> Iterator[Turn]:
        before: object = None
        for step in steps:
            if same(step) != before and (before or same(step)):
                yield Turn(value(step), step)
            before = same(step)

    return tuple(changes())[::-1]


@typed
def why_event_json(found: WhyEvent, limit: int | None = None) -> dict[str, Any]:
    """The evidence as plain JSON data, its parts as in the contract; ``limit`` is how many to give of each list."""
    question, before = found.view.question, found.before_question
    return {
        "as_of": question.as_of,
        "known_by": question.known_by,
        "recorded_by": question.recorded_by,
        "event": event_json(found.event),
        "dates_in_all": len(found.dates),
        "dates": [_turn_json(turn, "when") for turn in found.dates[:limit]],
        "phases_in_all": len(found.phases),
        "phases": [_turn_json(turn, "phase") for turn in found.phases[:limit]],
        "day_before": {
            "as_of": before.as_of,
            "known_by": before.known_by,
            "event": event_json(found.before) if found.before else None,
        },
        "corrections_in_all": len(found.corrections),
        "corrections": [correction_json(correction) for correction in found.corrections[:limit]],
    }


def _turn_json(turn: Turn, name: str) -> dict[str, Any]:
    step = turn.step
    return {
        name: turn.value,
        "publisher": step.publisher,
        "known": step.known.text,
        "sources": sources_json(step.sources),
        "entry": step.statement.id,
        "restored": turn.is_restored,
    }
