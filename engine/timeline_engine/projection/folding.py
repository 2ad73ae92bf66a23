"""The fold: visible revisions to the state of each issue as of an instant.

The rules are sections 5 to 7 of docs/semantics.md. Everything here is a pure function of its arguments;
this is the reference that every faster path must equal.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from ..bulk import uncollected
from ..entries import IssueDefined
from ..history import History, Revision
from ..model import Attribute
from .states import CLAIM_ORDER, EVENT_ORDER, AttributeState, ClaimState, EventState, IssueState, Phase, Projection


@uncollected()
def fold(history: History, as_of: int, known_by: int | None, only: Iterable[str] | None = None) -> Projection:
    """The state of each issue at the instant ``as_of``, as could be known by ``known_by`` (None: hindsight).

    ``only`` narrows the answer to these issues and the events that bear on them.
    """
    events: list[EventState] = []
    bearing = {issue: _Bearing(definition) for issue, definition in history.issues.items()}
    for event in history.events.values():
        revision = event.revision(history.zone, known_by)
        if revision is not None:
            state = EventState(revision, phase_of(revision, as_of))
            events.append(state)
            for issue in revision.issues:
                bearing[issue].events.append(state)
            for claim in _in_effect(state):
                bearing[claim.stated.claim.issue].claim(claim)
    events.sort(key=EVENT_ORDER)
    wanted = set(history.issues) if only is None else set(only)
    states = tuple(
        of_issue.state()
        for issue, of_issue in bearing.items()
        if issue in wanted and (of_issue.events or issue not in history.reported)
    )
    if only is None:
        return Projection(states, tuple(events))
    return Projection(states, tuple(e for e in events if wanted.intersection(e.revision.issues)))


class _Bearing(Struct):
    """What bears on an issue: its events, and the claims in effect by attribute, in any order."""

    definition: IssueDefined
    events: list[EventState] = field(default_factory=list)
    claims: dict[str, list[ClaimState]] = field(default_factory=dict)

    def claim(self, claim: ClaimState) -> None:
        attribute = claim.stated.claim.attribute
        found = self.claims.get(attribute)
        if found is None:
            self.claims[attribute] = [claim]
        else:
            found.append(claim)

    def state(self) -> IssueState:
        self.events.sort(key=EVENT_ORDER)
        attributes = self.definition.attributes
        return IssueState(
            issue=self.definition.issue,
            title=self.definition.title,
            question=self.definition.question,
            attributes={
                name: _attribute(name, attributes.get(name, Attribute()), _winner_first(self.claims[name]))
                for name in sorted(self.claims)
            },
            events=tuple(self.events),
        )


def phase_of(revision: Revision, as_of: int) -> Phase:
    """The phase of an event as seen at an instant (section 6)."""
    if revision.outcome in ("retracted", "cancelled"):
        return "retracted" if revision.outcome == "retracted" else "cancelled"
    when = revision.when
    if revision.outcome == "occurred":
        if revision.effective <= as_of:
            return "occurred"
        return "upcoming" if when is not None and when.starts > as_of else "possible"
    if when is None:
        return "postponed"
    if when.starts > as_of:
        return "upcoming"
    return "overdue" if when.ends < as_of else "due"


def claims_in_effect(issue: str, events: Iterable[EventState]) -> dict[str, list[ClaimState]]:
    """The claims in effect on an issue, by attribute, the winner first (section 5)."""
    claims: dict[str, list[ClaimState]] = {}
    for event in events:
        for claim in _in_effect(event):
            if claim.stated.claim.issue == issue:
                claims.setdefault(claim.stated.claim.attribute, []).append(claim)
    return {attribute: _winner_first(found) for attribute, found in claims.items()}


def _in_effect(event: EventState) -> list[ClaimState]:
    if event.phase != "occurred":
        return []
    return [ClaimState(stated, event.revision) for stated in event.revision.claims]


def _winner_first(claims: list[ClaimState]) -> list[ClaimState]:
    return sorted(claims, key=CLAIM_ORDER, reverse=True)


def _attribute(name: str, attribute: Attribute, ordered: Sequence[ClaimState]) -> AttributeState:
    winner = ordered[0]
    standing = _each_claimant(ordered) if attribute.kind == "estimate" else _as_effective(ordered)
    return AttributeState(
        name=name,
        kind=attribute.kind,
        value=winner.value,
        contested=any(claim.value != winner.value for claim in standing),
        claims=tuple(standing),
        first=_run_start(ordered),
    )


def _as_effective(ordered: Sequence[ClaimState]) -> list[ClaimState]:
    return [claim for claim in ordered if claim.revision.effective == ordered[0].revision.effective]


def _each_claimant(ordered: Iterable[ClaimState]) -> list[ClaimState]:
    latest: dict[str | None, ClaimState] = {}
    for claim in ordered:
        latest.setdefault(claim.claimant, claim)
    return list(latest.values())


def _run_start(ordered: Sequence[ClaimState]) -> ClaimState:
    start = ordered[0]
    for claim in ordered[1:]:
        if claim.value != start.value:
            break
        start = claim
    return start
