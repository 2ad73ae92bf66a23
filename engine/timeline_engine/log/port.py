"""What a log is: the port its adapters fill, and the small values that pass through it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from time import time_ns
from typing import Protocol, Self

from msgspec import Struct

from ..entries import Draft, Entry
from ..fields import typed
from .errors import LogConflict, LogError

GENESIS = "0" * 64
"""The ``prev`` of the first line, and the hash of the head of an empty log."""

Clock = Callable[[], int]
"""Tells the time in microseconds since 1970-01-01T00:00Z."""

Warn = Callable[[str], None]
"""Takes one sentence about something odd that is no error."""

_SHORTEST = 8  # hex digits that may stand for a hash


def utc_now() -> int:
    """Return the computer's time in microseconds since 1970-01-01T00:00Z."""
    return time_ns() // 1000


def ignore(message: str) -> None:
    """Take a warning and do nothing with it."""


class Head(Struct, frozen=True):
    """The end of a log: the ``seq`` of its last entry and the SHA-256 of that line's bytes, in hex.

    An empty log's is ``Head(0, GENESIS)``. Kept elsewhere, it proves later that nothing before it was
    changed or cut off. As text: ``3:5feceb66…``.
    """

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


EMPTY = Head(0, GENESIS)
"""The head of an empty log."""


class LogInfo(Struct, frozen=True):
    """What a log says of itself. ``zone`` is an IANA time zone, ``format`` the version of the file format."""

    title: str
    id: str
    zone: str
    format: int


class Receipt(Struct, frozen=True, gc=False):
    """What became of a draft: the number of its entry, and whether it is ``new`` or was there already."""

    seq: int
    id: str
    new: bool


class Reading(Iterator[Entry]):
    """The entries of a log, one after the other; once all are taken, the ``head`` of the log that they are.

    Made of parts: entries that the chain has vouched for, and the head of a log that ends with them. The head is that
    of the last part, so nobody has to believe what a last line says of itself before reading has come there.
    """

    def __init__(self, parts: Iterable[tuple[Iterable[Entry], Head]]) -> None:
        self._ends: list[Head] = []
        self._entries = _entries_of(parts, self._ends)

    def __iter__(self) -> Iterator[Entry]:
        return self._entries  # which takes less time than asking this for each

    def __next__(self) -> Entry:
        return next(self._entries)

    @property
    def head(self) -> Head:
        """The head of the log as it was read. Raises LogError as long as there is more to read."""
        if not self._ends:
            raise LogError("the log has not been read to its end: only then its head is known")
        return self._ends[0]


def _entries_of(parts: Iterable[tuple[Iterable[Entry], Head]], ends: list[Head]) -> Iterator[Entry]:
    end = EMPTY
    for entries, end in parts:  # noqa: B007 - the last one counts
        yield from entries
    ends.append(end)


class Log(Protocol):
    """The ordered, hash-chained entries of one timeline."""

    @property
    def info(self) -> LogInfo:
        """What the log says of itself."""
        ...

    @property
    def location(self) -> str:
        """What opens it again, as one types it after ``--log``, without a password; empty if nothing does."""
        ...

    def append(self, drafts: Sequence[Draft], expected_head: Head | str | None = None) -> list[Receipt]:
        """Record drafts, all or none, and return a receipt for each, in order.

        A draft whose id is in the log with the same body is a no-op. The new entries share one ``recorded``.
        When this returns they are stored for good.

        Raises:
            LogConflict: the head is not ``expected_head`` (a head, its hash, or at least 8 digits of that).
            IdConflict: an id is taken by an entry that says something else.
            LogBusy: another writer did not finish in time.
            LogUncertain: nobody can tell what became of it; the same drafts may be appended again.
            LogError: a draft cannot be stored, or the log cannot be written to.
        """
        ...

    def exclusive(self) -> AbstractContextManager[object]:
        """Keep all others from appending until the block ends: what was read in it is still all there is.

        Entered again by the same thread it waits for nobody. Raises LogBusy, LogError.
        """
        ...

    def read(self, after: int = 0) -> Reading:
        """Stream the entries with ``seq > after`` in order, and tell the head at their end.

        Raises LogDamaged, LogNewer.
        """
        ...

    def head(self) -> Head:
        """Return the end of the log, if that can be told without reading all of it. Raises LogDamaged.

        Only reading proves what lies before. Who answers from entries takes the head of their `Reading`.
        """
        ...

    def close(self) -> None:
        """Keep nothing open. Used again, the log opens what it needs."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


@typed
def hash_name(text: str) -> str:
    """Return the hash, or beginning of one, in what a person wrote. Raises LogError if there is none."""
    name = text.strip().lower().rpartition(":")[2]
    if _SHORTEST <= len(name) <= len(GENESIS) and set(name) <= set("0123456789abcdef"):
        return name
    raise LogError(f"{text!r} is no head of a log: write the hash that `timeline verify` prints, or its first 8 digits")


def check_expected(expected: Head | str | None, actual: Head) -> None:
    """Refuse an update based on another head than the actual one. Raises LogConflict, LogError."""
    if isinstance(expected, Head):
        same = expected == actual
    else:
        same = expected is None or actual.hash.startswith(hash_name(expected))
    if not same:
        raise LogConflict(str(expected), str(actual))
