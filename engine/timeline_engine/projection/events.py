"""Events as seen at the question's instant, each made when somebody looks at it: there may be very many."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Literal

from msgspec import Struct

from ..dates import python_date
from ..entries import ClaimGist
from ..errors import FieldError, shortened
from ..history import Event, Revision
from ..history.seen import Seen
from ..model import Claim, Source
from .kept import Kept
from .made import Made

Phase = Literal["occurred", "possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted"]
PHASES: tuple[Phase, ...] = (
    "occurred", "possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted",
)  # fmt: skip


class EventState(Struct, frozen=True, gc=False):
    """An event as seen at the question's instant: its visible revision and the phase that gives."""

    revision: Revision
    phase: Phase

    def __repr__(self) -> str:
        return f"<EventState {self.id}: {self.when or 'no date'}, {self.phase}>"

    @property
    def id(self) -> str:
        """The id of the event."""
        return self.revision.event

    @property
    def title(self) -> str:
        """What happened, or will."""
        return self.revision.body.title

    @property
    def when(self) -> str | None:
        """The date as it was written, EDTF text; None: it has none."""
        return self.revision.when.text if self.revision.when else None

    @property
    def date(self) -> datetime.date | None:
        """The day, if the date can mean but one; None if it can mean several, see ``earliest`` and ``latest``."""
        first, last = self.earliest, self.latest
        return first if first == last else None

    @property
    def earliest(self) -> datetime.date | None:
        """The first day that the date can mean; None if it is open or not known, or Python has no such date."""
        return python_date(self.revision.when.first_day) if self.revision.when else None

    @property
    def latest(self) -> datetime.date | None:
        """The last day that the date can mean; of what occurred no later than its report. None as of ``earliest``."""
        return python_date(self.revision.when.last_day) if self.revision.when else None

    @property
    def issues(self) -> tuple[str, ...]:
        """The ids of the issues that it bears on."""
        return self.revision.issues

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of its reports, as far as they were published."""
        return self.revision.sources


class PlacedEvent(Struct, frozen=True, gc=False):
    """A visible event: what it is sorted by, its phase, the issues it bears on, what is claimed of them.

    ``seen`` is what several reports add up to, kept if they give figures of estimates: all of these will be looked at.
    """

    effective: int
    known: int
    seq: int
    phase: Phase
    event: Event
    issues: tuple[str, ...]
    claims: Sequence[ClaimGist | Claim]
    contested: tuple[str, ...] = ()
    seen: Seen | None = None


ORDER = ("effective", "known", "seq")
_BY_ORDER = attrgetter(*ORDER)


def put_in_order(events: list[PlacedEvent]) -> None:
    """Sort events by effective, known, seq: the one documented order, in which no two are equal.

    What was sorted stays so among equals, and numbers are compared in half the time that tuples of them take.
    """
    for name in reversed(ORDER):
        events.sort(key=attrgetter(name))


class EventStates(Made[PlacedEvent, EventState]):
    """Events in the one documented order. Each is made anew whenever it is looked at."""

    __slots__ = ("_by_phase",)

    def phase(self, *phases: Phase) -> "EventStates":
        """Those in any of these phases. Raises FieldError for what is none."""
        if wrong := [phase for phase in phases if phase not in PHASES]:
            raise FieldError(f"phase: {shortened(wrong[0])} is no phase; write one of {', '.join(PHASES)}")
        found = [self._in_phase().get(phase, ()) for phase in dict.fromkeys(phases)]
        places = found[0] if len(found) == 1 else sorted(chain.from_iterable(found), key=_BY_ORDER)
        return EventStates(places, self._make)

    def contested(self) -> "EventStates":
        """Those of which publishers do not agree on the date or the phase: several reports speak of them."""
        return self._where(lambda place: bool(place.contested))

    @property
    def disputed(self) -> tuple[str, ...]:
        """What publishers do not agree on of any of them: date, phase (R7.3). No event is made for that."""
        return tuple(sorted({flag for place in self._unwatched() for flag in place.contested}))

    def timed(self) -> Iterator[tuple[int, Phase]]:
        """When each takes effect (else was known), and its phase, in order. No event is made for that."""
        return ((place.effective, place.phase) for place in self._unwatched())

    def seqs(self) -> Iterator[int]:
        """The number of the entry that first reported each, in order. No event is made for that."""
        return (place.seq for place in self._unwatched())

    def stray(self) -> "EventStates":
        """Those that bear on no issue."""
        return self._where(lambda place: not place.issues)

    def phases(self) -> Iterator[tuple[Event, Phase]]:
        """What is told of each, and its phase, in order. No event is made for that."""
        return ((place.event, place.phase) for place in self._unwatched())

    def subjects(self) -> set[tuple[str, str]]:
        """The issues and attributes of which any of them claims something, if only what was withdrawn or is expected.
        No event is made for that.
        """
        return {(claim.issue, claim.attribute) for place in self._unwatched() for claim in place.claims}

    def claiming(self, issue: str, attribute: str) -> "EventStates":
        """Those that claim something of an attribute, other than in reports that were withdrawn."""
        return self._where(lambda place: any(c.attribute == attribute and c.issue == issue for c in place.claims))

    def that(self, is_meant: Callable[[Event, Phase], bool]) -> "EventStates":
        """Those of which this holds: what is told of each, and its phase. No event is made for that."""
        return self._where(lambda place: is_meant(place.event, place.phase))

    def told_by(self, told: Mapping[int, Event]) -> "EventStates":
        """Those of them that are told of here, by the identity of what is told."""
        return self._where(lambda place: id(place.event) in told)

    def within(self, around: Callable[[Sequence[PlacedEvent]], Sequence[PlacedEvent]]) -> "EventStates":
        """The same, in a sequence that is told when they are gone through: one by one, not to choose among them."""
        return EventStates(around(self._items), self._make)

    def _where(self, is_meant: Callable[[PlacedEvent], bool]) -> "EventStates":
        return EventStates([place for place in self._unwatched() if is_meant(place)], self._make)

    def _in_phase(self) -> Mapping[Phase, Sequence[PlacedEvent]]:
        """The events of each phase; made once, as each issue is asked for several. Threads may ask for it at once."""
        if not hasattr(self, "_by_phase"):
            found = defaultdict[Phase, list[PlacedEvent]](list)
            for place in self._unwatched():
                found[place.phase].append(place)
            self._by_phase = found  # not before it is complete: another thread may look at it
        return self._by_phase

    def _unwatched(self) -> Iterator[PlacedEvent]:
        return map(self._items.__getitem__, range(len(self._items)))


def events_as_seen(placed: Sequence[PlacedEvent], kept: Kept) -> EventStates:
    """Events that were sorted, as they were known."""
    return EventStates(placed, partial(_seen, kept))


def _seen(kept: Kept, place: PlacedEvent) -> EventState:
    return EventState(kept.revision(place.event), place.phase)
