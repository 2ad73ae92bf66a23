"""How an event came to change an answer: the step in its life that did it, when it was known and when recorded."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ...dates import utc_instant
from ...entries import (
    EventBody,
    EventCorrected,
    EventRescheduled,
    EventSourced,
)
from ...history import Statement, Step
from ...history.reports import phase_in, window_of
from ...model import Claim
from ...projection import EventState
from ..answer import View

Deed = Literal[
    "announced", "occurred", "moved", "postponed", "cancelled", "retracted", "sourced", "corrected", "effective", "time"
]
Subject = tuple[str, str]
"""An issue and an attribute."""


class Reason(Struct, frozen=True, kw_only=True):
    """How an event is responsible: by what step, and why that counts in one of two answers only.

    ``how`` is ``effective`` where an occurred event took effect between the answers, ``time`` where nothing but the
    day of the question differs. ``when`` is the event's date by then, ``by`` who reported it, ``known`` since when the
    step was. Days of the record are given where it makes the difference: ``recorded`` of the entry, ``corrected`` of
    its correction. ``undone`` says why the second answer lacks the step: it was not ``known`` or ``recorded`` by
    then, or the entry is ``void``. ``effective`` is the day from which it holds.
    """

    event: str
    how: Deed
    when: str | None = None
    by: str | None = None
    known: str | None = None
    recorded: str | None = None
    corrected: str | None = None
    undone: Literal["known", "recorded", "void"] | None = None
    effective: str | None = None

    @property
    def put_right(self) -> bool:
        """Whether it is a correction of ours."""
        return self.how == "corrected" or self.undone == "void"


def how_between(
    before: View, after: View, old: EventState | None, new: EventState | None, subject: Subject | None = None
) -> Reason:
    """How an event that the two answers see as ``old`` and ``new`` (None: not at all) differs between them.

    With a ``subject``, how its claims on that differ.
    """
    was, now = _steps(old), _steps(new)
    fresh = [step for key, step in now.items() if key not in was]
    mended = [step for key, step in now.items() if key in was and step.statement.body != was[key].statement.body]
    lost = [step for key, step in was.items() if key not in now]
    if new and (step := _deciding(new, fresh, subject)):
        return _done(before, new, step)
    if new and (step := _deciding(new, mended, subject)):
        return _corrected(before, new, step)
    if old and (step := _deciding(old, lost, subject)):
        return _undone(after, old, step)
    if old and new and old.phase == new.phase:
        return _unnoticed(before, after, old, new, fresh, mended, lost)
    return _passed(after, old, new)


def _steps(event: EventState | None) -> dict[tuple[str, str | None], Step]:
    """The reports of an event by what makes each the same in both answers: its entry and its publisher."""
    return {(step.statement.id, step.publisher): step for step in event.revision.steps} if event else {}


def _deciding(event: EventState, among: Sequence[Step], subject: Subject | None) -> Step | None:
    """The step that made the event what it is: its phase, else its claims on the subject, else its date.

    What an event in effect claims is known from the later of the first two.
    """
    since, dating = turn_of(event), dated_by(event)
    turn = [step for step in among if step is since]
    claiming = _begun([step for step in among if subject and claims_of(step.statement.body, subject)], subject)
    dated = [step for step in among if step is dating]
    if turn and claiming and event.phase == "occurred":
        return max(turn[-1], claiming[-1], key=event.revision.steps.index)
    return next(iter((*turn, *claiming, *reversed(dated))), None)


def _begun(claiming: Sequence[Step], subject: Subject | None) -> list[Step]:
    """The step of the last of which the values on the subject were said unbroken since (R5.6); empty if none claims."""
    found: list[Step] = []
    for step in reversed(claiming):
        if found and _values(step, subject) != _values(found[0], subject):
            break
        found = [step]
    return found


def _values(step: Step, subject: Subject | None) -> set[object]:
    return {claim.value for claim in claims_of(step.statement.body, subject)} if subject else set()


def claims_of(body: EventBody, subject: Subject) -> list[Claim]:
    """What an entry claims on an issue's attribute."""
    return [claim for claim in body.claims if (claim.issue, claim.attribute) == subject]


def turn_of(event: EventState) -> Step:
    """The step since which it is as it is: scheduled, occurred, cancelled or retracted."""
    found, *earlier = reversed(event.revision.steps)
    for step in earlier:
        if step.outcome != event.revision.outcome:
            break
        found = step
    return found


def dated_by(event: EventState) -> Step | None:
    """The step since which it has the date that holds; None: it has none."""
    found, *earlier = reversed(event.revision.steps)
    for step in earlier:
        if window_of(step.when) != window_of(found.when):
            break
        found = step
    return found if found.when else None


def _told(event: EventState, step: Step) -> Reason:
    """What a step says of itself, however it comes to count."""
    return Reason(
        event=event.revision.event,
        how=_deed(event, step),
        when=step.when.text if step.when else None,
        by=step.publisher,
        known=step.known.text,
    )


def _deed(event: EventState, step: Step) -> Deed:
    """What a report does, by the phase that it gives (R4.3): a further source, if it changes that or takes it back."""
    body = step.statement.body
    phase = phase_in(body)
    if phase is None or (isinstance(body, EventSourced) and phase != "retracted" and step is not turn_of(event)):
        return "sourced"
    if phase == "scheduled":
        return "moved" if isinstance(body, EventRescheduled) else "announced"
    return phase


def _done(before: View, new: EventState, step: Step) -> Reason:
    recorded = step.statement.recorded
    return replace(_told(new, step), recorded=None if _in_record(before, recorded) else day_of(before, recorded))


def _corrected(before: View, new: EventState, step: Step) -> Reason:
    statement = step.statement
    made = [entry.recorded for entry in statement.corrections if not _in_record(before, entry.recorded)]
    corrected = day_of(before, made[-1]) if made else None
    return replace(_told(new, step), how="corrected", recorded=day_of(before, statement.recorded), corrected=corrected)


def _undone(after: View, old: EventState, step: Step) -> Reason:
    statement, told = step.statement, _told(old, step)
    if not _in_record(after, statement.recorded):
        return replace(told, undone="recorded", recorded=day_of(after, statement.recorded))
    known_by = after.question.known_by
    if known_by is not None and step.known.instant > after.zone.instant(known_by):
        return replace(told, undone="known")
    return replace(told, undone="void", corrected=voided_on(after, statement))


def voided_on(view: View, statement: Statement) -> str | None:
    """The day on which an entry was made void, in the record of a view; None: it is not void there."""
    gone = (found for found in view.history.void.get(statement.body.event, ()) if found.id == statement.id)
    days = [
        day_of(view, entry.recorded)
        for found in gone
        for entry in found.corrections
        if isinstance(entry.body, EventCorrected) and entry.body.void
    ]
    return days[-1] if days else None


def _unnoticed(
    before: View,
    after: View,
    old: EventState,
    new: EventState,
    fresh: Sequence[Step],
    mended: Sequence[Step],
    lost: Sequence[Step],
) -> Reason:
    """How it differs where it is what it was, and when: in its sources, its description or its entries."""
    if mended:
        return _corrected(before, new, mended[-1])
    if lost:
        return _undone(after, old, lost[-1])
    if fresh:
        sourced = [step for step in fresh if isinstance(step.statement.body, EventSourced)]
        return _done(before, new, (sourced or fresh)[-1])
    held = set(old.revision.sources)
    out = [source for source in new.revision.sources if source not in held]
    known = [source for source in out if source.published]
    if not known and (gone := after.history.void.get(new.revision.event)):
        told = _told(new, turn_of(new))  # an entry that never counted is void: it was ours to put right
        voided = voided_on(after, gone[-1])
        return replace(told, how="corrected", recorded=day_of(after, gone[-1].recorded), corrected=voided)
    if not known:
        return _passed(after, old, new)
    return Reason(event=new.revision.event, how="sourced", by=known[-1].publisher, known=known[-1].published)


def _passed(after: View, old: EventState | None, new: EventState | None) -> Reason:
    seen = new or old
    assert seen is not None
    deed: Deed = "effective" if seen is new and seen.phase == "occurred" else "time"
    effective = after.zone.day(seen.revision.effective)
    turn, when = turn_of(seen), seen.revision.when
    step = dated_by(seen) if when and (turn.when is None or turn.when.text != when.text) else turn
    return replace(_told(seen, step or turn), how=deed, effective=effective)


def _in_record(view: View, recorded: str) -> bool:
    """Whether the record that the view was asked for had it by then."""
    limit = view.question.recorded_by
    return limit is None or utc_instant(recorded) <= view.zone.instant(limit)


def day_of(view: View, recorded: str) -> str:
    """The day of a recorded stamp in the log's time zone."""
    return view.zone.day(utc_instant(recorded))
