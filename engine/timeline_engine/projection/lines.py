"""The state of an issue in one line, as small as it can be kept: it points to events and claims, and says no words.

It is of the end of a day of the log's zone, as known then. What it points to, the log tells.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..history import History
from ..model import Value
from .events import PHASES
from .folding import fold
from .states import IssueState, ends_of

DEPTH = 3
"""So many of the last events and of the next are kept, where news may take the first."""
_MINUTE = 60_000_000


class ClaimPlace(Struct, frozen=True, gc=False, array_like=True):
    """Where a claim is: the seq of its event's first report, how much later that of its own entry is, and there the
    part (the place of the publisher) and the place, as in `AttributedClaim.order`.
    """

    event: int
    later: int
    part: int
    place: int

    @property
    def entry(self) -> tuple[int, int, int]:
        """What its order ends with: entry, part and place."""
        return self.event + self.later, self.part, self.place


def claim_place(event: int, order: tuple[int, int, int, int]) -> ClaimPlace:
    """Where a claim of an event is, given by its order (R5.9)."""
    _, entry, part, place = order
    return ClaimPlace(event, entry - event, part, place)


class IssueLine(Struct, frozen=True, gc=False, array_like=True):
    """An issue at the end of a day, as known then. Events are given by the seq of their first report.

    ``since`` and ``rest`` say when the issue was known (R7.4), in minutes and microseconds, see `known`. ``status`` are
    claims that stand, the winner first: of an estimate those, in order, that have the same ends as all. ``first`` is
    the event with which the status began to hold. ``last`` are events that occurred, ``next`` such as are due or
    upcoming, each the best first, up to three. ``phases`` counts the events of each of `PHASES`, ``disputed`` those of
    which publishers do not agree on date and on phase. ``contested`` are the names of attributes that are.
    """

    since: int
    rest: int
    status: tuple[ClaimPlace, ...]
    first: int | None
    last: tuple[int, ...]
    next: tuple[int, ...]
    phases: tuple[int, ...]
    disputed: tuple[int, int]
    contested: tuple[str, ...]

    @property
    def known(self) -> int:
        """The instant since when an event that bears on the issue is known: by it issues are ordered."""
        return self.since * _MINUTE + self.rest

    @property
    def in_phases(self) -> tuple[str, ...]:
        """The phases in which any event is."""
        return tuple([phase for phase, count in zip(PHASES, self.phases, strict=True) if count])

    @property
    def disputes(self) -> tuple[str, ...]:
        """What publishers do not agree on of any event: date, phase (R7.3)."""
        return tuple([name for name, count in zip(DISPUTED, self.disputed, strict=True) if count])


DISPUTED = ("date", "phase")


def seqs_to_read(line: IssueLine) -> list[int]:
    """The events that have to be read to show a line, each once, by the seq of the first report of each."""
    shown = [claim.event for claim in line.status]
    began = [] if line.first is None else [line.first]
    return list(dict.fromkeys([*shown, *began, *line.last[:1], *line.next[:1]]))


def line_of(history: History, issue: str, as_of: int, depth: int = DEPTH) -> IssueLine | None:
    """The line of an issue at an instant, as known then, by the fold; None: no event bears on it.

    ``depth`` is how many of the last and next events it names at most.
    """
    found = fold(history, as_of, as_of, [issue])
    return line_of_state(found.issues[0], depth) if found.issues and found.events else None


def line_of_state(state: IssueState, depth: int = DEPTH) -> IssueLine:
    """The line of what the fold found of an issue, on which an event bears."""
    events = list(state.events)
    since, rest = split(min(event.revision.known.instant for event in events))
    status, first = status_of(state)
    phases = [event.phase for event in events]
    disputed = [name for event in events for name in event.revision.contested]
    return IssueLine(
        since=since,
        rest=rest,
        status=status,
        first=first,
        last=tuple([event.revision.seq for event in state.phase("occurred")[-depth:]][::-1]),
        next=tuple([event.revision.seq for event in state.phase("due", "upcoming")[:depth]]),
        phases=tuple([phases.count(phase) for phase in PHASES]),
        disputed=(disputed.count("date"), disputed.count("phase")),
        contested=tuple([name for name, attribute in state.attributes.items() if attribute.contested]),
    )


def status_of(state: IssueState) -> tuple[tuple[ClaimPlace, ...], int | None]:
    """The status in a line, and the event with which it began to hold."""
    status = state.status
    if status is None:
        return (), None
    places = shown_places(status.kind, [claim.value for claim in status.claims])
    shown = [status.claims[place] for place in places]
    told = [claim_place(claim.revision.seq, claim.stated.order) for claim in shown]
    return tuple(told), status.first.revision.seq


def split(instant: int) -> tuple[int, int]:
    """An instant in minutes and microseconds, which are small numbers for the end of a day."""
    return -(-instant // _MINUTE), -(-instant % _MINUTE)


def shown_places(kind: str, values: Sequence[Value]) -> Iterable[int]:
    """Which of the claims that stand, with these values, the winner first, are enough to show the attribute, in order:
    the winner, and of an estimate those at the ends of the range.
    """
    return sorted({0, *ends_of(values)}) if kind == "estimate" else (0,)
