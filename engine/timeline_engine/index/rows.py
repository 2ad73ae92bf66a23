"""The rows of the index while words are still text, and how instants and values become what can be compared."""

from functools import lru_cache

import msgspec
from msgspec import Struct

from ..dates import BEGINNING, FOREVER
from ..errors import TimelineError
from ..model import Quantity, Value

OPEN = 1 << 62
"""An instant that never comes: the end of an interval without end. Its negative is the open past."""

OUTCOMES = {"occurred": 0, "scheduled": 1, "cancelled": 2, "retracted": 3}

_HALF = 1 << 38  # codes of instants count half seconds from here: 4,355 years before and after 1970
SEQ_BITS, PLACE_BITS = 34, 15


class Unindexable(TimelineError):
    """A log that the index cannot hold; asking it works all the same, by the fold."""


class Claimed(Struct, frozen=True):
    """A claim of an event that occurred. The last four fields make its order key."""

    issue: str
    attribute: str
    value: str
    claimant: str | None
    effective: int
    effective_code: int
    known_code: int
    seq: int
    place: int


class Bearing(Struct, frozen=True):
    """An event as it bears on an issue. The last four fields make its order key."""

    issue: str
    outcome: int
    starts: int | None
    ends: int | None
    effective: int
    effective_code: int
    known_code: int
    seq: int
    place: int


class Naming(Struct, frozen=True):
    """That an entry names an issue: by defining it, or as the ``place``-th of an event."""

    issue: str
    seq: int
    place: int
    defines: bool


Row = Claimed | Bearing | Naming


class Seen(Struct, frozen=True):
    """A row with the intervals of knowledge and of record in which it could be seen; ends are exclusive."""

    row: Row
    known_from: int
    known_to: int
    recorded_from: int
    recorded_to: int


class Rows(Struct):
    """What one group comes to; an event ``alone`` is one entry, never corrected."""

    event: int
    alone: bool
    claims: list[Seen]
    events: list[Seen]
    named: list[Seen]


@lru_cache(1 << 16)
def clamped(instant: int) -> int:
    """An instant as the index holds it. Raises Unindexable beyond the year 4000."""
    if instant in (BEGINNING, FOREVER):
        return OPEN if instant > 0 else -OPEN
    code(instant)
    return instant


@lru_cache(1 << 16)
def code(instant: int) -> int:
    """A number of 39 bits that sorts as the instant does. Raises Unindexable where two could share one."""
    if instant in (BEGINNING, FOREVER):
        return 2 * _HALF - 1 if instant > 0 else 0
    second, fraction = divmod(instant, 1_000_000)
    number = _HALF + 2 * second + (fraction > 0)
    if not 0 < number < 2 * _HALF - 1 or fraction not in (0, 999_999):
        raise Unindexable("it has a date thousands of years away, or a time finer than a second")
    return number


def canonical(value: Value) -> str:
    """A text that two values share if they are equal: 1 and 1.0 do, 1 and "1" do not."""
    if isinstance(value, Quantity):
        return f"q{canonical(value.amount)} {msgspec.json.encode((value.unit, value.qualifier)).decode()}"
    if isinstance(value, str):
        return f"t{value}"
    return f"n{int(value) if value == int(value) else value!r}"
