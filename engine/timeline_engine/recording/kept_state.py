"""What a large log says, read as far as it is asked for, by way of its sidecar."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from ..dates import Zone
from ..entries import Entry
from ..history import Event, estimates
from ..history.chosen import Chooser
from ..lazy import Lazy
from ..log import Log
from .so_far import KeptEntries
from .state import State

if TYPE_CHECKING:
    from ..log.sidecar import Kept

_LATEST = 512
_FEW, _SHARE = 1024, 16  # so many entries are found one by one, or one in so many: of more it is quicker to read all


class KeptState(State):
    """The same as `State.of` makes of all entries. What goes through all events or entries reads the whole log."""

    chooser: Chooser

    @classmethod
    def of_log(cls, log: Log, kept: "Kept") -> "KeptState":
        """What a log says that has not changed since its sidecar was brought up to date."""
        zone = Zone(log.info.zone)
        chooser = Chooser(kept, zone)

        @cache
        def whole() -> State:
            return State.of(islice(log.read(), kept.mark.seq), zone)

        few = max(_FEW, kept.mark.seq // _SHARE)
        return cls(
            zone=zone,
            entries=KeptEntries(kept, lambda: whole().entries),
            issues=Lazy(chooser.issue, lambda: chooser.issues),
            events=Lazy(chooser.event, lambda: whole().events, few=few),
            filed=Lazy(lambda home: _filed(kept, home), lambda: whole().filed, few=few),
            homes=Lazy(lambda entry_id: _home(kept, entry_id), lambda: whole().homes, few=few),
            declared=frozenset(estimates(chooser.declared)),
            chooser=chooser,
        )

    def units(self) -> Mapping[str, int]:
        """How often each unit is used, declared or claimed."""
        return self._with_new(self.chooser.kept.units(), self.chooser.kept.mark.seq)

    def bearing_on(self, issue: str) -> list[str]:
        """The events of which an entry names an issue."""
        new = (self.homes[entry.id] for entry in self.entries[self.chooser.kept.mark.seq :])
        events = [home.removeprefix("event ") for home in new if home.startswith("event ")]
        return self._bearing(issue, dict.fromkeys([*self.chooser.bearing_on(issue), *events]))

    def reported_by(self, publishers: Iterable[str | None]) -> Iterable[tuple[str, Event]] | None:
        """The events that any of some publishers may have reported, in order; None if there are very many."""
        kept = self.chooser.kept
        found = kept.given_by(publishers)
        if found is None:
            return None
        events = self.chooser.events_of(kept.entries(found))
        events.sort(key=lambda event: kept.first_of("event", event) or 0)
        return [(event, told) for event in events if (told := self.events.get(event))]

    def around(self, spans: Iterable[tuple[int, int]], limit: int) -> Iterable[str]:
        """The events that may have a date within some stretches: of no more than ``limit`` entries, else none."""
        kept, found = self.chooser.kept, list[int]()
        for starts, ends in spans:
            found += kept.dated(starts, ends, limit + 1 - len(found))
        return self.chooser.events_of(kept.entries(found)) if len(found) <= limit else ()

    def _event_of(self, entry: Entry) -> str | None:
        """The event that an entry, which was read, is about."""
        kept = self.chooser.kept
        home = " ".join(kept.home(entry)) if entry.seq <= kept.mark.seq else self.homes[entry.id]
        return home.removeprefix("event ") if home.startswith("event ") else None

    def latest(self) -> Iterator[tuple[str, Event]]:
        """The events, those first of which entries tell that were recorded last; some come twice."""
        events = dict.fromkeys(map(self._event_of, islice(reversed(self.entries), _LATEST)))
        yield from ((event, self.events[event]) for event in events if event and event in self.events)
        yield from self.events.items()


def _filed(kept: "Kept", home: str) -> tuple[Entry, ...] | None:
    return tuple(kept.entries(kept.filed_at(home))) or None


def _home(kept: "Kept", entry_id: str) -> str | None:
    seq = kept.seq(entry_id)
    return None if seq is None else " ".join(kept.home(*kept.entries([seq])))
