"""The rows of the index while words are still text, and how instants and values become what can be compared."""

from functools import lru_cache

import msgspec
from msgspec import Struct, field

from ..dates import BEGINNING, FOREVER
from ..errors import TimelineError
from ..model import Value

OPEN = 1 << 62
"""An instant that never comes: the end of an interval without end. Its negative is the open past."""

OUTCOMES = {"occurred": 0, "scheduled": 1, "cancelled": 2, "retracted": 3}

REACH = (1 << 37) * 1_000_000 - 1_000_000
"""Microseconds from 1970 to the last instant that has a code, either way: 4,355 years."""

CODE_BITS, SEQ_BITS, PLACE_BITS = 39, 34, 15


class Unindexable(TimelineError):
    """A log that the index cannot hold; asking it works all the same, by the fold."""


_SEEN = ("known_from", "known_to", "recorded_from", "recorded_to")
COLUMNS: dict[str, tuple[str, ...]] = {
    "claims": (
        "event", "alone", "issue", "attribute", "value", "claimant", "effective", "known", "seq", "place", *_SEEN
    ),
    "events": (
        "event", "alone", "issue", "outcome", "starts", "ends", "effective", "known", "seq", "place", *_SEEN
    ),
    "named": ("event", "alone", "issue", "seq", "place", "defines", "recorded_from", "recorded_to"),
}  # fmt: skip
"""The columns of rows on their way into the tables; an event ``alone`` is one entry, never corrected."""

WORDS = ("issue", "attribute", "value", "claimant")
"""Of these the numbers of their texts."""

Row = tuple[int | None, ...]
"""A claim of an event that occurred, an event as it bears on an issue, or that an entry names one."""


class Words(dict[str, int]):
    """Texts by number: one that is new gets the next, ``step`` after the last."""

    def __init__(self, first: int = 0, step: int = 1) -> None:
        self._first = first
        self._step = step

    def __missing__(self, text: str) -> int:
        number = self[text] = self._first + self._step * len(self)
        return number


class Rows(Struct):
    """What groups come to."""

    words: Words
    claims: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    named: list[Row] = field(default_factory=list)


@lru_cache(1 << 16)
def clamped(instant: int) -> int:
    """An instant as the index holds it. Raises Unindexable where two could share a code, or one has none."""
    if instant in (BEGINNING, FOREVER):
        return OPEN if instant > 0 else -OPEN
    if not -REACH < instant < REACH or instant % 1_000_000 not in (0, 999_999):
        raise Unindexable("it has a date thousands of years away, or a time finer than a second")
    return instant


def canonical(value: Value) -> str:
    """A text that two values share if they are equal: 1 and 1.0 do, 1 and "1" do not."""
    if isinstance(value, str):
        return f"t{value}"
    if isinstance(value, int | float):
        return f"n{int(value) if value == int(value) else value!r}"
    return f"q{canonical(value.amount)} {msgspec.json.encode((value.unit, value.qualifier)).decode()}"
