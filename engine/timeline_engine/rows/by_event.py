"""The rows of a file, event by event: each is let go when its last row has been read, so that few are held at once."""

from array import array
from collections.abc import Callable, Container, Iterable, Iterator

from ..dates import Zone
from ..errors import TimelineError
from ..view.ports import Row
from .aside import Rows, RowsAside
from .gathering import Gathered, Gatherer, event_of
from .reading import read_row
from .reports import PHASES

Tell = Callable[[float], None]
_EVERY = 100  # rows, from one look at how much is done to the next


def gather(
    rows: Rows,
    zone: Zone,
    now: int,
    issues: Container[str] = (),
    entries: Container[str] | None = None,
    tell: Tell = lambda done: None,
    given: set[str] | None = None,
) -> Iterator[Gathered | TimelineError]:
    """Gather rows into reports, event by event: each as soon as its last row has been read, so that few are held. An
    error stands for each row that cannot be taken.

    ``now`` is the instant of recording; ``issues`` and ``entries`` are those of the log, by their ids; without
    ``entries`` it has all that rows name. ``tell`` is told how much is done, from 0 to 1. To ``given`` the ids are
    added that rows themselves give, also those that cannot be taken.
    """
    open_: dict[str, Gatherer] = {}
    new, count = Gatherer(issues, entries), len(rows)
    for number, (row, is_last) in enumerate(zip(rows, _are_last(rows, zone), strict=True)):
        event = None
        try:
            if isinstance(row, TimelineError):
                raise row
            if given is not None and isinstance(row.event, str):
                given.add(row.event)
            row = read_row(row, zone, PHASES)
            event = event_of(row)
            if is_last and event not in open_:  # as most
                yield new.alone(row, event, number, zone, now)
                event = None
            else:
                open_.setdefault(event, Gatherer(issues, entries)).take(row, event, number, zone, now)
        except TimelineError as error:
            yield error
        if is_last and event in open_:
            yield open_.pop(event).gathered()
        if number % _EVERY == 0 or number + 1 == count:
            tell((number + 1) / count)
    for gatherer in open_.values():  # of which the last row cannot be read
        yield gatherer.gathered()


def _are_last(rows: Iterable[Row | TimelineError], zone: Zone) -> Iterable[int]:
    """For each row whether it is the last of its event. Of each little is held: where two look alike, more is."""
    events = rows.events if isinstance(rows, RowsAside) else None
    if events is None:
        events = array("q", (-1 if event is None else hash(event) for event in _named(rows, zone)))
    seen, last = {-1}, bytearray(len(events))
    for number in reversed(range(len(events))):
        if events[number] not in seen:
            seen.add(events[number])
            last[number] = 1
    return last


def _named(rows: Iterable[Row | TimelineError], zone: Zone) -> Iterator[str | None]:
    """The event of each row; None for one that cannot be read."""
    for row in rows:
        if isinstance(row, TimelineError):
            yield None
        elif isinstance(row.event, str):
            yield row.event
        else:
            yield _found(row, zone)


def _found(row: Row, zone: Zone) -> str | None:
    try:
        return event_of(read_row(row, zone, PHASES))
    except TimelineError:
        return None
