"""The fold: visible revisions to the state of each issue as of an instant.

The rules are sections 5 to 7 of docs/semantics.md. Everything here is a pure function of its arguments;
this is the reference that every faster path must equal.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from msgspec import Struct, field

from ..bulk import uncollected
from ..entries import IssueDefined
from ..history import History, Revision, Stated
from ..model import Attribute
from .states import CLAIM_ORDER, AttributeState, ClaimState, EventState, IssueState, Phase, Projection


@uncollected()
def fold(history: History, as_of: int, known_by: int | None, only: Iterable[str] | None = None) -> Projection:
    """The state of each issue at the instant ``as_of``, as could be known by ``known_by`` (None: hindsight).

    ``only`` narrows the answer to these issues and the events that bear on them.
    """
    placed: list[_PlacedEvent] = []
    bearing = {issue: _Bearing(definition) for issue, definition in history.issues.items()}
    for event in history.events.values():
        revision = event.revision(history.zone, known_by)
        if revision is None:
            continue
        state = EventState(revision, phase_of(revision, as_of))
        place = (revision.effective, revision.base.known.instant, revision.base.seq, state)
        placed.append(place)
        for issue in revision.issues:
            bearing[issue].events.append(place)
        if state.phase == "occurred":
            for stated in revision.claims:
                bearing[stated.claim.issue].claim(stated, revision)
    events = _in_order(placed)
    wanted = set(history.issues) if only is None else set(only)
    states = tuple(
        of_issue.state()
        for issue, of_issue in bearing.items()
        if issue in wanted and (of_issue.events or issue not in history.reported)
    )
    if only is None:
        return Projection(states, events)
    return Projection(states, tuple(e for e in events if wanted.intersection(e.revision.issues)))


_PlacedEvent = tuple[int, int, int, EventState]
_PlacedClaim = tuple[int, int, int, int, Stated, Revision]
"""An event, a claim, behind what it is sorted by. No two are equal in that."""


class _Bearing(Struct):
    """What bears on an issue: its events, and the claims in effect by attribute, in any order."""

    definition: IssueDefined
    events: list[_PlacedEvent] = field(default_factory=list)
    claims: dict[str, list[_PlacedClaim]] = field(default_factory=dict)

    def claim(self, stated: Stated, revision: Revision) -> None:
        place = (revision.effective, stated.known.instant, stated.seq, stated.place, stated, revision)
        found = self.claims.get(stated.claim.attribute)
        if found is None:
            self.claims[stated.claim.attribute] = [place]
        else:
            found.append(place)

    def state(self) -> IssueState:
        attributes = self.definition.attributes
        return IssueState(
            issue=self.definition.issue,
            title=self.definition.title,
            question=self.definition.question,
            attributes={
                name: _attribute(name, attributes.get(name, Attribute()), self.claims[name])
                for name in sorted(self.claims)
            },
            events=_in_order(self.events),
        )


def _in_order(placed: list[_PlacedEvent]) -> tuple[EventState, ...]:
    placed.sort()
    return tuple([place[-1] for place in placed])


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
        for stated in event.revision.claims if event.phase == "occurred" else ():
            if stated.claim.issue == issue:
                claims.setdefault(stated.claim.attribute, []).append(ClaimState(stated, event.revision))
    return {attribute: sorted(found, key=CLAIM_ORDER, reverse=True) for attribute, found in claims.items()}


def _attribute(name: str, attribute: Attribute, claims: list[_PlacedClaim]) -> AttributeState:
    claims.sort(reverse=True)
    standing = _each_claimant(claims) if attribute.kind == "estimate" else _as_effective(claims)
    winner = standing[0]
    return AttributeState(
        name=name,
        kind=attribute.kind,
        value=winner.value,
        contested=any(claim.value != winner.value for claim in standing),
        claims=tuple(standing),
        first=_run_start(claims),
    )


def _as_effective(winner_first: Sequence[_PlacedClaim]) -> list[ClaimState]:
    effective = winner_first[0][0]
    return [ClaimState(*place[4:]) for place in takewhile(lambda place: place[0] == effective, winner_first)]


def _each_claimant(winner_first: Iterable[_PlacedClaim]) -> list[ClaimState]:
    latest: dict[str | None, ClaimState] = {}
    for *_, stated, revision in winner_first:
        if stated.claimant not in latest:
            latest[stated.claimant] = ClaimState(stated, revision)
    return list(latest.values())


def _run_start(winner_first: Sequence[_PlacedClaim]) -> ClaimState:
    """The first claim of the winner's unbroken run."""
    start = winner_first[0]
    for place in winner_first:
        if place[4].claim.value != start[4].claim.value:
            break
        start = place
    return ClaimState(*start[4:])
