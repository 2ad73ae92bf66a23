"""The fold: visible revisions to the state of each issue as of an instant.

The rules are sections 5 to 7 of docs/semantics.md. Everything here is a pure function of its arguments;
this is the reference that every faster path must equal.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import takewhile

from msgspec import Struct, field

from ..bulk import uncollected
from ..dates import When, Zone
from ..entries import IssueDefined
from ..history import EventHistory, History, Outcome, Revision, Stated, claimant_in, dated, value_in
from ..model import Attribute, Value
from .events import EventState, EventStates, Phase, PlacedEvent
from .states import CLAIM_ORDER, AttributeState, ClaimState, IssueState, Projection


@uncollected()
def fold(history: History, as_of: int, known_by: int | None, only: Iterable[str] | None = None) -> Projection:
    """The state of each issue at the instant ``as_of``, as could be known by ``known_by`` (None: hindsight).

    ``only`` narrows the answer to these issues and the events that bear on them.
    """
    found = _Found(
        zone=history.zone,
        as_of=as_of,
        known_by=known_by,
        bearing={issue: _Bearing(definition) for issue, definition in history.issues.items()},
    )
    for event in history.events.values():
        if event.is_alone:
            found.take_alone(event)
        else:
            found.take(event)
    wanted = set(history.issues) if only is None else set(only)
    states = tuple(
        found.state(bearing)
        for issue, bearing in found.bearing.items()
        if issue in wanted and (bearing.events or issue not in history.reported)
    )
    if only is not None:
        found.events = list({place[2]: place for issue in wanted for place in found.bearing[issue].events}.values())
    return Projection(states, found.in_order(found.events))


_PlacedClaim = tuple[int, int, int, int, EventHistory, Stated | None]
"""A claim behind what it is sorted by: effective, known, seq, place. No two are equal in that.

Of an event that is alone it is not made until somebody asks for it: the place says which one it is.
"""


class _Bearing(Struct):
    """What bears on an issue, in any order: its events, and the claims in effect of those that are not alone."""

    definition: IssueDefined
    events: list[PlacedEvent] = field(default_factory=list)
    claims: list[tuple[str, _PlacedClaim]] = field(default_factory=list)


class _Found(Struct, kw_only=True):
    """What was found so far, each event and claim behind what it is sorted by."""

    zone: Zone
    as_of: int
    known_by: int | None
    bearing: dict[str, _Bearing]
    events: list[PlacedEvent] = field(default_factory=list)

    def take(self, event: EventHistory) -> None:
        revision = event.revision(self.zone, self.known_by)
        if revision is None:
            return
        phase = phase_of(revision, self.as_of)
        self._place((revision.effective, revision.known.instant, revision.seq, phase, event), revision.issues)
        if phase == "occurred":
            for stated in revision.claims:
                place = (revision.effective, stated.known.instant, stated.seq, stated.place, event, stated)
                self.bearing[stated.claim.issue].claims.append((stated.claim.attribute, place))

    def take_alone(self, event: EventHistory) -> None:
        """Take an event of which no other entry tells, as most: what its revision comes to, which is not made."""
        base, gist, known = event.base, event.base.gist, event.base.known.instant
        assert gist
        if self.known_by is not None and known > self.known_by:
            return
        when = dated(base, self.zone, gist.when)
        effective = known if when is None else when.effective
        phase = _phase(gist.phase, when, effective, self.as_of)
        self._place((effective, known, base.seq, phase, event), gist.about.issues)

    def _place(self, place: PlacedEvent, issues: Iterable[str]) -> None:
        self.events.append(place)
        for issue in issues:
            self.bearing[issue].events.append(place)

    def in_order(self, placed: list[PlacedEvent]) -> EventStates:
        placed.sort()
        return EventStates(placed, self.zone, self.known_by)

    def state(self, bearing: _Bearing) -> IssueState:
        definition, events = bearing.definition, self.in_order(bearing.events)
        declared = definition.attributes
        return IssueState(
            issue=definition.issue,
            title=definition.title,
            question=definition.question,
            attributes={
                name: self.attribute(name, declared.get(name, Attribute()), claims)
                for name, claims in sorted(_claims(bearing).items())
            },
            events=events,
        )

    def attribute(self, name: str, attribute: Attribute, placed: list[_PlacedClaim]) -> AttributeState:
        placed.sort(reverse=True)
        standing = self.each_claimant(placed) if attribute.kind == "estimate" else self.as_effective(placed)
        winner = standing[0]
        return AttributeState(
            name=name,
            kind=attribute.kind,
            value=winner.value,
            contested=any(claim.value != winner.value for claim in standing),
            claims=tuple(standing),
            first=self.run_start(placed),
        )

    def as_effective(self, winner_first: Sequence[_PlacedClaim]) -> list[ClaimState]:
        effective = winner_first[0][0]
        return [self.claim(place) for place in takewhile(lambda place: place[0] == effective, winner_first)]

    def each_claimant(self, winner_first: Iterable[_PlacedClaim]) -> list[ClaimState]:
        latest: dict[str | None, _PlacedClaim] = {}
        for place in winner_first:
            latest.setdefault(_claimant(place), place)
        return [self.claim(place) for place in latest.values()]

    def run_start(self, winner_first: Sequence[_PlacedClaim]) -> ClaimState:
        """The first claim of the winner's unbroken run."""
        start, value = winner_first[0], _value(winner_first[0])
        for place in winner_first:
            if _value(place) != value:
                break
            start = place
        return self.claim(start)

    def claim(self, place: _PlacedClaim) -> ClaimState:
        revision = place[4].revision(self.zone, self.known_by)
        assert revision
        return ClaimState(place[5] or revision.claims[place[3]], revision)


def _claims(bearing: _Bearing) -> dict[str, list[_PlacedClaim]]:
    """The claims in effect on an issue, by attribute."""
    about = bearing.definition.issue
    found: defaultdict[str, list[_PlacedClaim]] = defaultdict(list)
    for effective, known, seq, phase, event in bearing.events:
        if phase == "occurred" and (gist := event.base.gist) and event.is_alone:
            for place, (issue, attribute) in enumerate(gist.about.claims):
                if issue == about:
                    found[attribute].append((effective, known, seq, place, event, None))
    for attribute, claim in bearing.claims:
        found[attribute].append(claim)
    return found


def _claimant(place: _PlacedClaim) -> str | None:
    return place[5].claimant if place[5] else claimant_in(place[4].base, place[3])


def _value(place: _PlacedClaim) -> Value:
    return place[5].claim.value if place[5] else value_in(place[4].base, place[3])


def phase_of(revision: Revision, as_of: int) -> Phase:
    """The phase of an event as seen at an instant (section 6)."""
    return _phase(revision.outcome, revision.when, revision.effective, as_of)


def _phase(outcome: Outcome, when: When | None, effective: int, as_of: int) -> Phase:
    if outcome in ("retracted", "cancelled"):
        return "retracted" if outcome == "retracted" else "cancelled"
    if outcome == "occurred":
        if effective <= as_of:
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
