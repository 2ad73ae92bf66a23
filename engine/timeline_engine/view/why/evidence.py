"""Why is that the answer? The chain of evidence behind one attribute of an issue."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from ...dates.civil import DAY
from ...entries import Entry, EventCorrected
from ...errors import TimelineError, UnknownId, did_you_mean, pick
from ...fields import typed
from ...history import Statement
from ...log import Log
from ...model import STATUS
from ...projection import AttributeState, ClaimState, IssueState, claims_in_effect
from ..answer import Question, View
from ..asking import ask_again, project
from ..json.contract import attribute_json, claim_json
from ..subject import split_subject
from .withdrawn import TakenBack, taken_back, taken_back_json


class Correction(Struct, frozen=True):
    """A correction of ours that touched the evidence: the entry that corrects, and the one it corrects."""

    entry: Entry
    corrected: Statement

    @property
    def note(self) -> str | None:
        """Why it was made, if it says so."""
        return self.entry.body.note if isinstance(self.entry.body, EventCorrected) else None


class Why(Struct, frozen=True, kw_only=True):
    """The evidence for an attribute's answer.

    ``state`` is the answer, None if no claim is in effect. ``replaced`` are the claims in effect that it prevailed
    over, the latest first; ``waiting`` those of events that are not (surely) there yet, the soonest first;
    ``taken_back`` those made once and no longer, the last taken back first. ``before`` is the answer a day before,
    asked on that day. ``corrections`` are those of all these events, the last recorded first.
    """

    view: View
    issue: str
    attribute: str
    state: AttributeState | None
    replaced: tuple[ClaimState, ...]
    waiting: tuple[ClaimState, ...]
    taken_back: tuple[TakenBack, ...]
    before: AttributeState | None
    before_question: Question
    corrections: tuple[Correction, ...]


@typed
def why(
    log: Log | str | Path,
    subject: str,
    as_of: str | date | None = None,
    *,
    known_by: str | date | None = None,
    hindsight: bool = False,
    recorded_by: str | date | None = None,
) -> Why:
    """The chain of evidence for ``ISSUE`` (its status) or ``ISSUE.ATTRIBUTE``; ``View.why`` has that of an answer.

    Raises TimelineError if the log knows no such issue, or no claim on that attribute by then.
    """
    return why_of(project(log, as_of, known_by=known_by, hindsight=hindsight, recorded_by=recorded_by), subject)


@typed
def why_of(view: View, subject: str) -> Why:
    """The chain of evidence behind what a view says of ``ISSUE`` or ``ISSUE.ATTRIBUTE``. Raises TimelineError."""
    if view.only:
        view = ask_again(view, view.question)  # what else bears on it counts, too
    subject_of = issue, attribute = _subject(subject, view)
    found = view.issue(issue)
    occurred = found.phase("occurred").claiming(issue, attribute) if found else ()
    claims = claims_in_effect(issue, occurred).get(attribute, [])
    waiting = list(_waiting(found, attribute)) if found else []
    gone = taken_back(view, subject_of, found)
    if not gone:
        _refuse_unknown(issue, attribute, found, claims or waiting, view.question.as_of)
    state = _state(found, attribute)
    standing = {claim.order for claim in state.claims} if state else set()
    earlier = day_before(view)
    events = [*(claim.revision.event for claim in (*claims, *waiting)), *(claim.event for claim in gone)]
    return Why(
        view=view,
        issue=issue,
        attribute=attribute,
        state=state,
        replaced=tuple(claim for claim in claims if claim.order not in standing),
        waiting=tuple(waiting),
        taken_back=gone,
        before=_state(earlier.issue(issue), attribute),
        before_question=earlier.question,
        corrections=corrections_of(view, events),
    )


def _subject(subject: str, view: View) -> tuple[str, str]:
    """The issue and the attribute. Raises UnknownId, which says so of an event."""
    try:
        return split_subject(subject, view.history.issues)
    except UnknownId as error:
        if subject in view.history.events:
            raise UnknownId(f"{subject!r} is an event, and no issue: why_event tells of its date and phase") from error
        raise


def _state(issue: IssueState | None, attribute: str) -> AttributeState | None:
    return issue.attributes.get(attribute) if issue else None


def _waiting(issue: IssueState, attribute: str) -> Iterator[ClaimState]:
    """The claims on an attribute of events that are not (surely) there yet."""
    waiting = issue.phase("possible", "upcoming", "due", "overdue", "postponed")
    for event in waiting.claiming(issue.issue, attribute):
        for stated in event.revision.claims:
            if (stated.claim.issue, stated.claim.attribute) == (issue.issue, attribute):
                yield ClaimState(stated, event.revision)


def _refuse_unknown(
    issue: str, attribute: str, found: IssueState | None, claims: Sequence[ClaimState], as_of: str
) -> None:
    """Raises TimelineError where there is nothing to tell: nothing known of the issue, or claimed on the attribute."""
    if found is None:
        raise TimelineError(f"nothing was known of {issue!r} yet as of {as_of}: ask for a later day, or --hindsight")
    if not claims and attribute != STATUS:
        names = claimed_attributes(found)
        near = did_you_mean(attribute, names) or (f"; ask about {', '.join(names)}" if names else "")
        raise TimelineError(f"nothing is claimed of {issue}.{attribute} by then{near}")


def claimed_attributes(issue: IssueState) -> list[str]:
    """The attributes that a known event claims anything of, by name: those that can be asked about."""
    stated = (stated.claim for event in issue.events for stated in event.revision.claims)
    return sorted({claim.attribute for claim in stated if claim.issue == issue.issue})


def event_meant(view: View, subject: str) -> str | None:
    """The event whose id a subject is, if it names no issue; ids may be shortened. Raises UnknownId: it is neither."""
    if subject in view.history.issues:
        return None
    if subject in view.history.events:
        return subject
    try:
        split_subject(subject, view.history.issues)
    except UnknownId as error:
        return _event_begun(view, subject, error)
    return None


def _event_begun(view: View, subject: str, no_issue: UnknownId) -> str:
    """The event whose id begins as a subject that names no issue. Raises UnknownId, which says what it may be."""
    try:
        return pick(subject, view.history.events, "event")
    except UnknownId as error:
        nothing_near = [str(wrong).endswith("in the log") for wrong in (no_issue, error)]
        if all(nothing_near):
            raise UnknownId(f"no issue and no event {subject!r} in the log") from error
        raise (error if nothing_near[0] else no_issue) from None


def day_before(view: View) -> View:
    """The answer of a day before, in both clocks if it was asked without hindsight."""
    known = view.question.known_by
    earlier = Question(
        as_of=view.zone.day(view.as_of - DAY),
        known_by=None if known is None else view.zone.day(view.zone.instant(known) - DAY),
        recorded_by=view.question.recorded_by,
    )
    return ask_again(view, earlier)


def corrections_of(view: View, events: Iterable[str]) -> tuple[Correction, ...]:
    """The corrections of the entries that tell of these events, the last recorded first."""
    return tuple(sorted(_corrections(view, events), key=lambda made: made.entry.seq, reverse=True))


def _corrections(view: View, events: Iterable[str]) -> Iterator[Correction]:
    for event in dict.fromkeys(events):
        history = view.history.events.get(event)
        told = history.statements if history else ()
        for statement in {s.id: s for s in (*told, *view.history.void.get(event, ()))}.values():
            for entry in statement.corrections:
                yield Correction(entry, statement)


@typed
def why_json(found: Why, limit: int | None = None) -> dict[str, Any]:
    """The evidence as plain JSON data, its parts as in the contract of ``project --json``.

    ``limit`` is how many to give of what the answer prevailed over, what waits, was taken back or corrected
    (default: all); the answer itself is whole.
    """
    question = found.view.question
    return {
        "issue": found.issue,
        "attribute": found.attribute,
        "as_of": question.as_of,
        "known_by": question.known_by,
        "recorded_by": question.recorded_by,
        "state": attribute_json(found.state, found.view) if found.state else None,
        "replaced_in_all": len(found.replaced),
        "replaced": [claim_json(claim) for claim in found.replaced[:limit]],
        "waiting_in_all": len(found.waiting),
        "waiting": [claim_json(claim) for claim in found.waiting[:limit]],
        "taken_back_in_all": len(found.taken_back),
        "taken_back": [taken_back_json(gone) for gone in found.taken_back[:limit]],
        "day_before": {
            "as_of": found.before_question.as_of,
            "known_by": found.before_question.known_by,
            "state": attribute_json(found.before, found.view) if found.before else None,
        },
        "corrections_in_all": len(found.corrections),
        "corrections": [correction_json(correction) for correction in found.corrections[:limit]],
    }


def correction_json(correction: Correction) -> dict[str, Any]:
    """A correction as plain JSON data."""
    return {
        "entry": correction.entry.id,
        "corrects": correction.corrected.id,
        "event": correction.corrected.body.event,
        "recorded": correction.entry.recorded,
        "note": correction.note,
    }
