"""An entry of the log and a draft of one: what it says is read from its JSON when somebody asks, and not kept.

Most entries record an event. What these say would fill memory several times over if it were kept as objects, and takes
less time to read again than to bring back from memory.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, overload

from msgspec import Raw, Struct
from msgspec.json import Decoder

from .gist import Gist
from .kinds import Body, EventBody, EventOccurred, EventRecorded, EventSourced
from .shapes import shape

if TYPE_CHECKING:
    Recorded = EventRecorded
else:
    Recorded = shape(EventRecorded)
"""What an `EventRecorded` says, field by field, all of it structs: read in a third of the time of the classes."""

RECORDING = (EventRecorded, Recorded)
"""What records a new event, as read from a log or as made by a caller."""
CLAIMING = (EventRecorded, Recorded, EventOccurred, EventSourced)
"""What can make claims."""

read_recorded: Callable[[bytes | Raw], EventRecorded] = Decoder(Recorded).decode
"""Reads an ``event.recorded`` of the newest version from its JSON, as `Recorded`."""
_read_body = Decoder(EventRecorded).decode


@overload
def said_in(data: EventBody | bytes) -> EventBody: ...
@overload
def said_in(data: Body | bytes) -> Body: ...
def said_in(data: Body | bytes) -> Body:
    """What an entry says, to look something up in it: of a new event a `Recorded`, made anew each time."""
    return read_recorded(data) if isinstance(data, bytes) else data


@overload
def body_in(data: EventBody | bytes) -> EventBody: ...
@overload
def body_in(data: Body | bytes) -> Body: ...
def body_in(data: Body | bytes) -> Body:
    """What an entry says, as the class of its kind; of a new event made anew each time."""
    return _read_body(data) if isinstance(data, bytes) else data


class Entry(Struct, frozen=True, gc=False, eq=False):
    """One immutable line of the log: ``seq`` counts from 1, ``recorded`` is a UTC stamp of fixed width.

    ``data`` is what it says: the body, or, of a new event that was read from a log, its JSON. That has been read
    before, and so can be read; its ``gist`` was kept.
    """

    seq: int
    id: str
    recorded: str
    data: Body | bytes
    gist: Gist | None = None

    def __eq__(self, other: object) -> bool:
        """Whether two are the same entry and say the same, in whatever form."""
        if not isinstance(other, Entry):
            return NotImplemented
        return (self.seq, self.id, self.recorded, self.body) == (other.seq, other.id, other.recorded, other.body)

    def __hash__(self) -> int:
        return hash((self.seq, self.id, self.recorded))

    @property
    def said(self) -> Body:
        """What it says, see `said_in`."""
        return said_in(self.data)

    @property
    def body(self) -> Body:
        """What it says, as the class of its kind, see `body_in`."""
        return body_in(self.data)

    @property
    def kind(self) -> str:
        """The name of the entry's kind, as written in the log."""
        return EventRecorded.KIND if isinstance(self.data, bytes) else self.data.KIND


class Draft(Struct, frozen=True):
    """An entry not yet in the log. Appending the same id and body again appends nothing."""

    id: str
    body: Body
