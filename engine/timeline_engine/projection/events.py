"""Events as seen at the question's instant, each made when somebody looks at it: there may be very many."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, overload

from msgspec import Struct

from ..dates import Zone
from ..history import EventHistory, Revision

Phase = Literal["occurred", "possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted"]
PHASES: tuple[Phase, ...] = (
    "occurred", "possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted",
)  # fmt: skip


class EventState(Struct, frozen=True, gc=False):
    """An event as seen at the question's instant: its visible revision and the phase that gives."""

    revision: Revision
    phase: Phase


PlacedEvent = tuple[int, int, int, Phase, EventHistory]
"""An event behind what it is sorted by: effective, known, seq. No two are equal in that."""


class EventStates(Sequence[EventState]):
    """Events in the one documented order. Each is made anew whenever it is looked at."""

    __slots__ = ("_known_by", "_placed", "_zone")

    def __init__(self, placed: Sequence[PlacedEvent], zone: Zone, known_by: int | None) -> None:
        self._placed = placed
        self._zone = zone
        self._known_by = known_by

    def phase(self, *phases: Phase) -> "EventStates":
        """Those in any of these phases."""
        return self._of([place for place in self._placed if place[3] in phases])

    def within(self, around: Callable[[Sequence[PlacedEvent]], Sequence[PlacedEvent]]) -> "EventStates":
        """The same, in a sequence that is told when they are gone through."""
        return self._of(around(self._placed))

    def __len__(self) -> int:
        return len(self._placed)

    @overload
    def __getitem__(self, index: int) -> EventState: ...
    @overload
    def __getitem__(self, index: slice) -> "EventStates": ...
    def __getitem__(self, index: int | slice) -> "EventState | EventStates":
        if isinstance(index, slice):
            return self._of(self._placed[index])
        return self._state(self._placed[index])

    def __iter__(self) -> Iterator[EventState]:
        return map(self._state, self._placed)

    def __reversed__(self) -> Iterator[EventState]:
        return map(self._state, reversed(self._placed))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, EventStates | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"EventStates({list(self)!r})"

    def _of(self, placed: Sequence[PlacedEvent]) -> "EventStates":
        return EventStates(placed, self._zone, self._known_by)

    def _state(self, place: PlacedEvent) -> EventState:
        revision = place[4].revision(self._zone, self._known_by)
        assert revision
        return EventState(revision, place[3])
