"""The fold: visible revisions to the state of each issue as of an instant.

The rules are sections 5 to 7 of docs/semantics.md. Everything here is a pure function of its arguments;
this is the reference that every faster path must equal.
"""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct, field

from ..bulk import uncollected
from ..dates import When, Zone
from ..entries import IssueDefined
from ..history import EventHistory, History, Outcome, Revision, dated
from ..model import Attribute
from .claims import PlacedClaim, attribute_state
from .events import EventStates, Phase, PlacedEvent, events_as_seen
from .states import IssueState, Projection


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
        if event.others or event.corrections:
            found.take(event)
        else:  # as most
            found.take_alone(event)
    wanted = set(history.issues) if only is None else set(only)
    states = tuple(
        found.state(bearing)
        for issue, bearing in found.bearing.items()
        if issue in wanted and (bearing.events or issue not in history.reported)
    )
    if only is not None:
        found.events = list({place[2]: place for issue in wanted for place in found.bearing[issue].events}.values())
    return Projection(states, found.in_order(found.events))


class _Bearing(Struct):
    """What bears on an issue, in any order: its events, and the claims in effect of those that are not alone."""

    definition: IssueDefined
    events: list[PlacedEvent] = field(default_factory=list)
    claims: list[tuple[str, PlacedClaim]] = field(default_factory=list)


class _Found(Struct, kw_only=True):
    """What was found so far, each event and claim behind what it is sorted by."""

    zone: Zone
    as_of: int
    known_by: int | None
    bearing: dict[str, _Bearing]
    events: list[PlacedEvent] = field(default_factory=list)

    def take(self, event: EventHistory) -> None:
        fold, base = event.fold(self.zone, self.known_by), event.base
        if fold is None:
            return
        effective = fold.effective()
        phase = _phase(fold.outcome, fold.when, effective, self.as_of)
        seen = (effective, base.known.instant, base.seq, phase, event)
        self.events.append(seen)
        for issue in dict.fromkeys(fold.issues):
            self.bearing[issue].events.append(seen)
        if phase == "occurred":
            for held in fold.claims:
                known, seq = held.known().instant, held.report.statement.seq
                place = (effective, known, seq, held.place, event, held.claimant(event.estimates))
                self.bearing[held.claim.issue].claims.append((held.claim.attribute, place))

    def take_alone(self, event: EventHistory) -> None:
        """Take an event of which no other entry tells: what its revision comes to, which is not made."""
        base = event.base
        gist, known = base.gist, base.known.instant
        assert gist
        if self.known_by is not None and known > self.known_by:
            return
        when = dated(base, self.zone, gist.when)
        effective = known if when is None else when.effective
        place = (effective, known, base.seq, _phase(gist.phase, when, effective, self.as_of), event)
        self.events.append(place)
        for issue in gist.about.issues:
            self.bearing[issue].events.append(place)

    def in_order(self, placed: list[PlacedEvent]) -> EventStates:
        placed.sort()
        return events_as_seen(placed, self.zone, self.known_by)

    def state(self, bearing: _Bearing) -> IssueState:
        definition, events = bearing.definition, self.in_order(bearing.events)
        declared = definition.attributes
        return IssueState(
            issue=definition.issue,
            title=definition.title,
            question=definition.question,
            attributes={
                name: attribute_state(name, declared.get(name, Attribute()), claims, self.zone, self.known_by)
                for name, claims in sorted(_claims(bearing).items())
            },
            events=events,
        )


def _claims(bearing: _Bearing) -> dict[str, list[PlacedClaim]]:
    """The claims in effect on an issue, by attribute."""
    about = bearing.definition.issue
    found: defaultdict[str, list[PlacedClaim]] = defaultdict(list)
    for effective, known, seq, phase, event in bearing.events:
        if phase == "occurred" and (gist := event.base.gist) and not (event.others or event.corrections):
            for place, (issue, attribute, by) in enumerate(gist.about.claims):
                if issue == about:
                    found[attribute].append((effective, known, seq, place, event, by or gist.publisher))
    for attribute, claim in bearing.claims:
        found[attribute].append(claim)
    return found


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
