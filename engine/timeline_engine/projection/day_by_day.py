"""The lines of issues day by day, in one sweep over what each event was at the end of each day."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ..dates import BEGINNING, FOREVER, Zone
from ..entries.subjects import named_issues
from ..history import Base, Event, History
from ..model import STATUS, Attribute, Value
from .claims import PlacedClaim, claims_of, value_of_claim
from .days import Changed, by_days
from .events import PHASES, PlacedEvent
from .in_effect import ClaimsInEffect
from .kept import Kept
from .lines import DEPTH, DISPUTED, ClaimPlace, IssueLine, claim_place, shown_places, split

Witnesses = dict[str, tuple[int, ...]]
"""By attribute the events, by the seq of the first report of each, whose claims tell what further claims change."""
Order = tuple[int, int, int]

_NUMBERS = {phase: number for number, phase in enumerate(PHASES)}


class Day(Struct, frozen=True, gc=False):
    """From the end of a day on, until there is another, the line of an issue; and, if that is told anew, by attribute
    the events whose claims have to be known to tell what news change.
    """

    issue: str
    instant: int
    line: IssueLine
    witnesses: Witnesses | None


def issue_lines(history: History, zone: Zone, detailed_from: int = BEGINNING) -> Iterator[Day]:
    """The lines of each issue, issue by issue, at the ends of days at which it is another one than the day before.

    Those before the day of the instant ``detailed_from`` name but one event as last and next, and tell no witnesses: they
    are smaller, and seldom is there news of them. Days are those of the years 1 to 9999. Raises HistoryError.
    """
    bearing = _by_issue(history)
    for issue in history.issues:
        events = bearing.pop(issue, ())
        yield from _of_issue(issue, events, history, zone, detailed_from)


def _by_issue(history: History) -> dict[str, list[Event]]:
    """The events that may bear on each issue, as far as any report names it."""
    found = defaultdict[str, list[Event]](list)
    for event in history.events.values():
        if isinstance(event, Base):
            for issue in event.gist.about.issues:
                found[issue].append(event)
        else:
            named = [issue for told in event.statements if not told.void for issue in named_issues(told.said)]
            for issue in dict.fromkeys(named):
                found[issue].append(event)
    return found


def _of_issue(issue: str, events: Sequence[Event], history: History, zone: Zone, detailed_from: int) -> Iterator[Day]:
    days = defaultdict[int, list[Changed]](list)
    for event in events:
        for change in by_days(event, zone):
            days[change[0]].append(change)
    days[detailed_from] += ()  # also if nothing changes then
    sweep = _Sweep(issue, history.issues[issue].attributes, Kept(zone, None))
    line: IssueLine | None = None
    told: Witnesses | None = None
    for day, changes in sorted(days.items()):
        sweep.take(changes)
        is_detailed = day >= detailed_from
        found, witnesses = sweep.line(DEPTH if is_detailed else 1), sweep.witnesses() if is_detailed else None
        if found is not None and (found != line or witnesses != told):
            yield Day(issue, day, found, witnesses if witnesses != told else None)
            line, told = found, witnesses


class _Sweep:
    """An issue as the days go by."""

    def __init__(self, issue: str, declared: Mapping[str, Attribute], kept: Kept) -> None:
        self._issue = issue
        self._declared = declared
        self._kept = kept
        self._known = FOREVER
        self._phases = [0] * len(PHASES)
        self._disputed = dict.fromkeys(DISPUTED, 0)
        self._occurred: list[Order] = []
        self._ahead: list[Order] = []
        self._claims: dict[str, ClaimsInEffect] = {}
        self._contested: set[str] = set()
        self._status: tuple[tuple[ClaimPlace, ...], int | None] = (), None
        self._touched = dict[str, None]()
        self._untold = set[str]()
        self._witnesses: Witnesses = {}

    def take(self, changes: Iterable[Changed]) -> None:
        """Take in what changes by the end of a day."""
        for _, before, after in changes:
            if before is not None and self._issue in before.issues:
                self._remove(before)
            if self._issue in after.issues:
                self._add(after)
        for name in self._touched:
            self._look_at(name)
        self._untold.update(self._touched)
        self._touched.clear()

    def _add(self, event: PlacedEvent) -> None:
        if event.known < self._known:
            self._known = event.known
        self._count(event, 1)
        orders = self._orders(event)
        if orders is not None:
            insort(orders, (event.effective, event.known, event.seq))
        if orders is self._occurred:
            for name in self._claimed(event):
                self._of(name).add(claims_of(event, (self._issue, name), self._kept))

    def _remove(self, event: PlacedEvent) -> None:
        self._count(event, -1)
        orders = self._orders(event)
        if orders is not None:
            del orders[bisect_left(orders, (event.effective, event.known, event.seq))]
        if orders is self._occurred:
            for name in self._claimed(event):
                self._of(name).remove(claims_of(event, (self._issue, name), self._kept))

    def _count(self, event: PlacedEvent, step: int) -> None:
        self._phases[_NUMBERS[event.phase]] += step
        for name in event.contested:
            self._disputed[name] += step

    def _orders(self, event: PlacedEvent) -> list[Order] | None:
        if event.phase == "occurred":
            return self._occurred
        return self._ahead if event.phase in ("due", "upcoming") else None

    def _claimed(self, event: PlacedEvent) -> dict[str, None]:
        names = dict.fromkeys([claim.attribute for claim in event.claims if claim.issue == self._issue])
        self._touched.update(names)
        return names

    def _of(self, name: str) -> ClaimsInEffect:
        found = self._claims.get(name)
        if found is None:
            found = self._claims[name] = ClaimsInEffect(self._attribute(name), self._value_of)
        return found

    def _attribute(self, name: str) -> Attribute:
        return self._declared.get(name, Attribute())

    def _value_of(self, claim: PlacedClaim) -> Value:
        return value_of_claim(self._kept, claim)

    def _look_at(self, name: str) -> None:
        claims = self._of(name)
        self._contested.discard(name)
        if not claims:
            if name == STATUS:
                self._status = (), None
            return
        standing = claims.standing()
        if standing.contested:
            self._contested.add(name)
        if name == STATUS:
            values = [claims.value_of(claim) for claim in standing.claims]
            places = shown_places(self._attribute(name).kind, values)
            shown = [standing.claims[place] for place in places]
            self._status = tuple([claim_place(claim[3].seq, claim[2]) for claim in shown]), standing.first[3].seq

    def line(self, depth: int) -> IssueLine | None:
        """The line; None: nothing is known of the issue."""
        if self._known == FOREVER:
            return None
        since, rest = split(self._known)
        status, first = self._status
        return IssueLine(
            since=since,
            rest=rest,
            status=status,
            first=first,
            last=tuple([seq for _, _, seq in self._occurred[: -depth - 1 : -1]]),
            next=tuple([seq for _, _, seq in self._ahead[:depth]]),
            phases=tuple(self._phases),
            disputed=(self._disputed["date"], self._disputed["phase"]),
            contested=tuple(sorted(self._contested)),
        )

    def witnesses(self) -> Witnesses:
        """By attribute the events whose claims tell what further claims change."""
        if self._untold:
            told = {
                name: tuple(sorted({claim[3].seq for claim in self._claims[name].telling()})) for name in self._untold
            }
            found = {**self._witnesses, **told}
            self._witnesses = {name: events for name, events in sorted(found.items()) if events}
            self._untold.clear()
        return self._witnesses
