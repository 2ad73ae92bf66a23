"""The entries of a log so far, and those that are to be appended: all read, or as far as they are asked for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

from ..entries import Entry

if TYPE_CHECKING:
    from ..log.sidecar import Kept

_SOME = 64
_DIGITS = 16  # more has no number of an entry


class Entries(list[Entry]):
    """All entries, read."""

    def copy(self) -> "Entries":
        """The same, to go on from independently."""
        return Entries(self)

    def beginning(self, text: str) -> list[Entry]:
        """Those whose ids begin with a text."""
        return [entry for entry in self if entry.id.startswith(text)]


class KeptEntries(Sequence[Entry]):
    """The entries of a log with a sidecar, each read when it is asked for, and new ones behind them."""

    def __init__(self, kept: "Kept", all_of: Callable[[], Iterable[Entry]], new: Iterable[Entry] = ()) -> None:
        self._kept = kept
        self._all_of = all_of
        self._new = list(new)

    def copy(self) -> "KeptEntries":
        """The same, to go on from independently."""
        return KeptEntries(self._kept, self._all_of, self._new)

    def append(self, entry: Entry) -> None:
        """Put an entry behind them."""
        self._new.append(entry)

    def beginning(self, text: str) -> list[Entry]:
        """Those whose ids begin with a text."""
        return [*self._kept.beginning(text), *[entry for entry in self._new if entry.id.startswith(text)]]

    def __len__(self) -> int:
        return self._kept.mark.seq + len(self._new)

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> list[Entry]: ...
    def __getitem__(self, place: int | slice) -> Entry | list[Entry]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        upto = self._kept.mark.seq
        return self._kept.entries([place + 1])[0] if place < upto else self._new[place - upto]

    def __iter__(self) -> Iterator[Entry]:
        yield from self._all_of()
        yield from self._new

    def __reversed__(self) -> Iterator[Entry]:
        yield from reversed(self._new)
        for last in range(self._kept.mark.seq, 0, -_SOME):
            yield from reversed(self._kept.entries(range(max(last - _SOME, 0) + 1, last + 1)))


def numbered(entries: Sequence[Entry], digits: str) -> list[Entry]:
    """The entry of a number that somebody typed, or none."""
    left = digits.lstrip("0")
    seq = int(left) if 0 < len(left) < _DIGITS else 0
    return [entries[seq - 1]] if 0 < seq <= len(entries) else []
