"""The fold: visible revisions to the state of each issue as of an instant.

The rules are sections 5 to 7 of docs/semantics.md. Everything here is a pure function of its arguments;
this is the reference that every faster path must equal.
"""

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter

from msgspec import Struct, field

from ..bulk import uncollected
from ..dates import BEGINNING, FOREVER, When, Zone
from ..entries import Gist, IssueDefined
from ..history import Base, EventHistory, History, Outcome, Revision, dated
from ..history.base import effective_of
from ..history.bounds import bounded
from ..model import Attribute
from .claims import attribute_state
from .events import Phase, PlacedEvent, events_as_seen, put_in_order
from .kept import Kept
from .states import IssueState, Projection


@uncollected()
def fold(history: History, as_of: int, known_by: int | None, only: Iterable[str] | None = None) -> Projection:
    """The state of each issue at the instant ``as_of``, as could be known by ``known_by`` (None: hindsight).

    ``only`` narrows the answer to these issues, as far as there are such, and the events that bear on them.
    """
    seen = _Seen(zone=history.zone, as_of=as_of, known_by=known_by)
    for event in history.events.values():
        if isinstance(event, Base):  # as most
            seen.take_base(event)
        else:
            seen.take(event)
    put_in_order(seen.events)
    bearing = _bearing(history, seen.events)
    wanted = set(history.issues) if only is None else set(only)
    told = [
        found for issue, found in bearing.items() if issue in wanted and (found.events or issue not in history.reported)
    ]
    kept = Kept(history.zone, known_by)
    states = tuple(found.state(history.zone, kept) for found in sorted(told, key=_Bearing.order))
    shown = seen.events
    if only is not None:
        shown = [event for event in shown if not wanted.isdisjoint(event.issues)]
    return Projection(states, events_as_seen(shown, kept))


class _Seen(Struct, kw_only=True):
    """The events that could be known, as seen at an instant.

    ``dates`` are what dates come to then, by phase, where they are reported no earlier than an instant.
    """

    zone: Zone
    as_of: int
    known_by: int | None
    events: list[PlacedEvent] = field(default_factory=list)
    dates: dict[str, dict[str | None, tuple[int, Phase, int]]] = field(
        default_factory=lambda: {"occurred": {}, "scheduled": {}}
    )

    def take(self, event: EventHistory) -> None:
        if told := event.told(self.known_by):
            phase = phase_at(told.outcome, told.bounded, told.effective, self.as_of)
            placed = told.effective, told.known, told.seq, phase, event, told.issues, told.claims
            self.events.append(PlacedEvent(*placed, told.contested, told.seen))

    def take_base(self, base: Base) -> None:
        """Take an event of which no other entry tells: what its revision comes to, which is not made."""
        gist, known = base.gist, base.known.instant
        if self.known_by is not None and known > self.known_by:
            return
        found = self.dates[gist.phase].get(gist.when)
        effective, phase, _ = found if found and found[2] <= known else self.date(base, gist)
        about = gist.about
        self.events.append(PlacedEvent(effective, known, base.seq, phase, base, about.issues, about.claims))

    def date(self, base: Base, gist: Gist) -> tuple[int, Phase, int]:
        when, known = dated(base, self.zone, gist.when), base.known.instant
        is_over = when is not None and when.ends <= known  # so nobody who reports it from then on bounds it
        whenever = BEGINNING if gist.phase == "scheduled" else when.ends if when else FOREVER
        if when and gist.phase == "occurred":
            when = bounded(when, known, self.zone)
        effective = effective_of(gist.phase, when, known, self.zone)
        found = effective, phase_at(gist.phase, when, effective, self.as_of), whenever
        if gist.when and (gist.phase == "scheduled" or is_over):
            self.dates[gist.phase][gist.when] = found
        return found


_KNOWN = attrgetter("known")


class _Bearing(Struct):
    """What bears on an issue, in order: its events, and those that make claims in effect, by attribute."""

    definition: IssueDefined
    events: list[PlacedEvent] = field(default_factory=list)
    claiming: defaultdict[str, list[PlacedEvent]] = field(default_factory=lambda: defaultdict(list))

    def order(self) -> tuple[int, str]:
        """Where the issue comes among others: since when it is known, then by its id (R7.4)."""
        return min(map(_KNOWN, self.events), default=FOREVER), self.definition.issue

    def state(self, zone: Zone, kept: Kept) -> IssueState:
        issue, declared = self.definition.issue, self.definition.attributes
        return IssueState(
            issue=issue,
            title=self.definition.title,
            question=self.definition.question,
            attributes={
                name: attribute_state(issue, name, declared.get(name, Attribute()), events, zone, kept)
                for name, events in sorted(self.claiming.items())
            },
            events=events_as_seen(self.events, kept),
        )


def _bearing(history: History, events: Iterable[PlacedEvent]) -> dict[str, _Bearing]:
    """The issues in the order of the history, with what bears on each."""
    found = {issue: _Bearing(definition) for issue, definition in history.issues.items()}
    for event in events:
        for issue in event.issues:
            found[issue].events.append(event)
        if event.phase == "occurred":
            for claim in event.claims:
                claiming = found[claim.issue].claiming[claim.attribute]
                if not claiming or claiming[-1] is not event:  # or it makes several on this
                    claiming.append(event)
    return found


def phase_of(revision: Revision, as_of: int) -> Phase:
    """The phase of an event as seen at an instant (section 6)."""
    return phase_at(revision.outcome, revision.when, revision.effective, as_of)


def phase_at(outcome: Outcome, when: When | None, effective: int, as_of: int) -> Phase:
    """The same, of what was reported of an event."""
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
