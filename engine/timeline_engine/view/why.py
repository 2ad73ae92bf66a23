"""Why is that the answer? The chain of evidence behind one attribute of an issue."""

from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from ..entries import Entry, EventCorrected
from ..errors import TimelineError, did_you_mean
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
    clocks: dict[str, Any] = {"known_by": known_by, "hindsight": hindsight, "recorded_by": recorded_by}
    view = project(log, as_of, **clocks)
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
    before = _day_before(view)
    earlier = project(log, before, known_by=None if known_by is None else known_by, **_same(clocks))
    state = found.attributes.get(attribute)
    standing = set(map(id, state.claims)) if state else set()
    return Why(
        view=view,
        issue=issue,
        attribute=attribute,
        state=state,
        replaced=tuple(claim for claim in claims if not _stands(claim, state)),
        waiting=tuple(waiting),
        before=next((i.attributes.get(attribute) for i in earlier.issues if i.issue == issue), None),
        before_question=earlier.question,
        corrections=_corrections(view, [*claims, *waiting]) if standing is not None else (),
    )
