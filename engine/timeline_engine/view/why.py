"""Why is that the answer? The chain of evidence behind one attribute of an issue."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from ..dates.civil import DAY
from ..entries import Entry, EventCorrected
from ..errors import TimelineError, did_you_mean, pick
from ..history import Statement
from ..log import Log
from ..model import STATUS
from ..projection import AttributeState, ClaimState, claims_in_effect
from .answer import Question, View, project
from .contract import attribute_json, claim_json


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
    over, the latest first; ``waiting`` those of events that are not (surely) there yet. ``before`` is the answer
    a day before, asked on that day.
    """

    view: View
    issue: str
    attribute: str
    state: AttributeState | None
    replaced: tuple[ClaimState, ...]
    waiting: tuple[ClaimState, ...]
    before: AttributeState | None
    before_question: Question
    corrections: tuple[Correction, ...]


def why(
    log: Log,
    subject: str,
    as_of: str,
    *,
    known_by: str | None = None,
    hindsight: bool = False,
    recorded_by: str | None = None,
) -> Why:
    """The chain of evidence for ``ISSUE`` (its status) or ``ISSUE.ATTRIBUTE``.

    Raises TimelineError if the log knows no such issue, or no claim on that attribute by then.
    """
    view = project(log, as_of, known_by=known_by, hindsight=hindsight, recorded_by=recorded_by)
    issue, attribute = split_subject(subject, view)
    found = next((state for state in view.issues if state.issue == issue), None)
    if found is None:
        raise TimelineError(f"nothing was known of {issue!r} yet as of {as_of}: ask for a later day, or --hindsight")
    claims = claims_in_effect(issue, found.events).get(attribute, [])
    waiting = [
        ClaimState(stated, event.revision)
        for event in found.phase("possible", "upcoming", "due", "overdue", "postponed")
        for stated in event.revision.claims
        if (stated.claim.issue, stated.claim.attribute) == (issue, attribute)
    ]
    if not claims and not waiting and attribute != STATUS:
        known = sorted(found.attributes)
        raise TimelineError(f"nothing is claimed of {issue}.{attribute} by then{did_you_mean(attribute, known)}")
    day_before, known_before = _day_before(view)
    earlier = project(log, day_before, known_by=known_before, hindsight=known_before is None, recorded_by=recorded_by)
    state = found.attributes.get(attribute)
    standing = {claim.order for claim in state.claims} if state else set()
    return Why(
        view=view,
        issue=issue,
        attribute=attribute,
        state=state,
        replaced=tuple(claim for claim in claims if claim.order not in standing),
        waiting=tuple(waiting),
        before=next((i.attributes.get(attribute) for i in earlier.issues if i.issue == issue), None),
        before_question=earlier.question,
        corrections=tuple(_corrections(view, [*claims, *waiting])),
    )


def split_subject(subject: str, view: View) -> tuple[str, str]:
    """``ISSUE`` or ``ISSUE.ATTRIBUTE`` as the two; the issue's id may be shortened. Raises UnknownId."""
    issues = view.history.issues
    issue, dot, attribute = subject.rpartition(".")
    if subject in issues or not dot:
        return pick(subject, issues, "issue"), STATUS
    return pick(issue, issues, "issue"), attribute


def _day_before(view: View) -> tuple[str, str | None]:
    """A day before the question, in both clocks if it was asked without hindsight."""
    day = view.zone.day(view.as_of - DAY)
    known = view.question.known_by
    return day, None if known is None else view.zone.day(view.zone.instant(known) - DAY)


def _corrections(view: View, claims: Iterable[ClaimState]) -> Iterator[Correction]:
    """The corrections of the entries that tell of the events behind these claims."""
    for event in dict.fromkeys(claim.revision.event for claim in claims):
        history = view.history.events[event]
        for statement in (history.base, *history.others):
            for entry in statement.corrections:
                yield Correction(entry, statement)


def why_json(found: Why) -> dict[str, Any]:
    """The evidence as plain JSON data, its parts as in the contract of ``project --json``."""
    question = found.view.question
    return {
        "issue": found.issue,
        "attribute": found.attribute,
        "as_of": question.as_of,
        "known_by": question.known_by,
        "recorded_by": question.recorded_by,
        "state": attribute_json(found.state, found.view) if found.state else None,
        "replaced": [claim_json(claim) for claim in found.replaced],
        "waiting": [claim_json(claim) for claim in found.waiting],
        "day_before": {
            "as_of": found.before_question.as_of,
            "known_by": found.before_question.known_by,
            "state": attribute_json(found.before, found.view) if found.before else None,
        },
        "corrections": [
            {
                "entry": correction.entry.id,
                "corrects": correction.corrected.id,
                "event": correction.corrected.body.event,
                "recorded": correction.entry.recorded,
                "note": correction.note,
            }
            for correction in found.corrections
        ],
    }
