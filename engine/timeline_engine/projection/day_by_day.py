"""The lines of issues day by day, in one sweep over what each event was at the end of each day."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from ..bulk import uncollected
from ..dates import BEGINNING, FOREVER, Zone
from ..history import Base, Event, History
from ..model import STATUS, Attribute
from .claims import PlacedClaim, claims_on, value_of_claim
from .days import ByDays, Changed, Shared
from .events import PHASES, PlacedEvent
from .in_effect import ClaimsInEffect
from .kept import Kept
from .lines import DEPTH, DISPUTED, ClaimPlace, IssueLine, claim_place, shown_places, split

Witnesses = dict[str, tuple[int, ...]]
"""By attribute the events, by the seq of the first report of each, whose claims tell what further claims change."""
Order = tuple[int, int, int]
_ORDERED = ("occurred", "due", "upcoming")
_PLAIN = Attribute()


class Day(Struct, frozen=True, gc=False):
    """From the end of a day on, until there is another, the line of an issue; and, if that is told anew, by attribute
    the events whose claims have to be known to tell what news change.
    """

    issue: str
    instant: int
    line: IssueLine
    witnesses: Witnesses | None


def issue_lines(
    history: History, zone: Zone, detailed_from: int = BEGINNING, issues: Collection[str] | None = None
) -> Iterator[Day]:
    """The lines of each issue, issue by issue, at the ends of days at which it is another one than the day before.

    Those before the day that ends at the instant ``detailed_from`` name but one event as last and next, and tell no
    witnesses: they are smaller, and seldom is there news of them. An issue has no line while no event bears on it.
    Days are those that `is_told_of` tells. Go through them `uncollected`. ``issues``: those alone, of which the history
    has all events. Raises HistoryError.
    """
    bearing, by_days = _by_issue(history), ByDays(zone)
    for issue in history.issues if issues is None else [issue for issue in history.issues if issue in issues]:
        with uncollected():
            days = by_days.together(bearing.pop(issue, ()))
            found = list(_of_issue(issue, days, history, zone, detailed_from))
        yield from found


def _by_issue(history: History) -> dict[str, list[Event | Shared]]:
    """The events that may bear on each issue, as far as any report names it."""
    found = defaultdict[str, list[Event | Shared]](list)
    for event in history.events.values():
        if isinstance(event, Base):
            for issue in event.gist.about.issues:
                found[issue].append(event)
        else:
            issues = dict.fromkeys([issue for told in event.statements if not told.void for issue in told.issues])
            several = event if len(issues) < 2 else Shared(event)
            for issue in issues:
                found[issue].append(several)
    return found


def _of_issue(
    issue: str, days: dict[int, list[Changed]], history: History, zone: Zone, detailed_from: int
) -> Iterator[Day]:
    days.setdefault(detailed_from, [])  # also if nothing changes then
    sweep = _Sweep(issue, history.issues[issue].attributes, Kept(zone, None))
    line: IssueLine | None = None
    told: Witnesses | None = None
    for day, changed in sorted(days.items()):
        sweep.take(changed)
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
        self._value_of = partial(value_of_claim, kept)  # no cycle: an issue leaves memory when it is told
        self._known = FOREVER
        self._phases: dict[str, int] = dict.fromkeys(PHASES, 0)
        self._disputed = dict.fromkeys(DISPUTED, 0)
        self._occurred: list[Order] = []
        self._ahead: list[Order] = []
        self._orders = dict(zip(_ORDERED, (self._occurred, self._ahead, self._ahead), strict=True))
        self._claims: dict[str, ClaimsInEffect] = {}
        self._contested: set[str] = set()
        self._status: tuple[tuple[ClaimPlace, ...], int | None] = (), None
        self._new = defaultdict[str, list[PlacedClaim]](list)
        self._touched = set[str]()
        self._untold = set[str]()
        self._witnesses: Witnesses = {}

    def take(self, changes: Iterable[Changed]) -> None:
        """Take in what changes by the end of a day."""
        issue = self._issue
        for before, after in changes:
            if before is not None and issue in before.issues:
                self._remove(before)
            if issue in after.issues:
                self._add(after)
        for name, claims in self._new.items():
            if self._of(name).add_all(claims):
                self._touched.add(name)
        self._new.clear()
        for name in self._touched:
            self._look_at(name)
        self._untold.update(self._touched)
        self._touched.clear()

    def _add(self, event: PlacedEvent) -> None:
        phase = event.phase
        self._phases[phase] += 1
        if event.contested:
            self._dispute(event, 1)
        if event.known < self._known:
            self._known = event.known
        if phase in _ORDERED:
            insort(self._orders[phase], (event.effective, event.known, event.seq))
        if phase == "occurred":
            for name, claim in claims_on(event, self._issue, self._kept):
                self._new[name].append(claim)

    def _remove(self, event: PlacedEvent) -> None:
        self._phases[event.phase] -= 1
        self._dispute(event, -1)
        if event.phase in _ORDERED:
            orders = self._orders[event.phase]
            del orders[bisect_left(orders, (event.effective, event.known, event.seq))]
        if event.phase == "occurred":
            for name, claim in claims_on(event, self._issue, self._kept):
                self._of(name).remove(claim)
                self._touched.add(name)

    def _dispute(self, event: PlacedEvent, step: int) -> None:
        for name in event.contested:
            self._disputed[name] += step

    def _of(self, name: str) -> ClaimsInEffect:
        found = self._claims.get(name)
        if found is None:
            found = self._claims[name] = ClaimsInEffect(self._attribute(name), self._value_of)
        return found

    def _attribute(self, name: str) -> Attribute:
        return self._declared.get(name, _PLAIN)

    def _look_at(self, name: str) -> None:
        claims = self._claims[name]
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
            phases=tuple(self._phases.values()),
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
