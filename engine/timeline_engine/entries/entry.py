"""An entry of the log and a draft of one: what it says is read from its JSON when somebody asks, and not kept.

Most entries record an event. What these say would fill memory several times over if it were kept as objects, and takes
less time to read again than to bring back from memory.
"""

from collections.abc import Callable
from typing import Any, get_args, overload

from msgspec import Raw, Struct, convert
from msgspec.json import Decoder

from ..model import Claim, Source, Value
from .gist import Gist
from .kinds import BODIES, Body, BodyT, EventBody, EventRecorded
from .shapes import shape

_SHAPES: dict[type[Any], Any] = {kind: shape(kind) for kind in get_args(EventBody)}


def forms(kind: type[BodyT]) -> tuple[type[BodyT], type[BodyT]]:
    """The classes in which what an entry says of an event may come: that of its kind, and the struct it is read as.

    The struct has the same fields, with structs in them. To read it takes a third of the time.
    """
    return kind, _SHAPES[kind]


RECORDING = forms(EventRecorded)
"""What records a new event."""

read_said: dict[str, Callable[[bytes | Raw], EventBody]] = {
    kind.KIND: Decoder(struct).decode for kind, struct in _SHAPES.items()
}
"""By kind what reads an entry about an event, of the newest version, from its JSON, as a struct."""
_read_recorded = read_said[EventRecorded.KIND]
_read_body = Decoder(EventRecorded).decode


@overload
def said_in(data: EventBody | bytes) -> EventBody: ...
@overload
def said_in(data: Body | bytes) -> Body: ...
def said_in(data: Body | bytes) -> Body:
    """What an entry says, to look something up in it; of a new event read anew each time.

    It comes in whatever form, so ask for its class by `forms`.
    """
    return _read_recorded(data) if isinstance(data, bytes) else data


@overload
def body_in(data: EventBody | bytes) -> EventBody: ...
@overload
def body_in(data: Body | bytes) -> Body: ...
def body_in(data: Body | bytes) -> Body:
    """What an entry says, as the class of its kind; of what was read from a log made anew each time."""
    if isinstance(data, bytes):
        return _read_body(data)
    return convert(data, BODIES[data.KIND], from_attributes=True) if isinstance(data, Struct) else data


def claim_in(read: Claim) -> Claim:
    """A claim of what an entry says, as the class of claims."""
    return convert(read, Claim, from_attributes=True) if isinstance(read, Struct) else read


def source_in(read: Source) -> Source:
    """A source of what an entry says, as the class of sources."""
    return convert(read, Source, from_attributes=True) if isinstance(read, Struct) else read


class _Valued(Struct, gc=False):
    value: Value


class _Values(Struct, gc=False):
    claims: tuple[_Valued, ...] = ()


_read_values = Decoder(_Values).decode


def value_in(data: EventBody | bytes, place: int) -> Value:
    """The value of the claim at a place of what an entry says. Little else of it is read."""
    claims = _read_values(data).claims if isinstance(data, bytes) else data.claims
    return claims[place].value


class Entry(Struct, frozen=True, gc=False, eq=False):
    """One immutable line of the log: ``seq`` counts from 1, ``recorded`` is a UTC stamp of fixed width.

    ``data`` is what it says. As read from a log, that is a struct if it is about an event, see `forms`; JSON if that is
    a new one, which has been read before, and so can be read: its ``gist`` was kept.
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

    def __ne__(self, other: object) -> bool:
        """The contrary: what a Struct has for it asks whether both are one object."""
        return not self == other

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
