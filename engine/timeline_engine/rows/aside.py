"""The rows of a file set aside: on disk if they are many, to be gone through as often as need be."""

import pickle
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from tempfile import SpooledTemporaryFile, gettempdir
from typing import Any, Protocol
from weakref import finalize

from msgspec import Struct, field
from msgspec.structs import astuple

from ..errors import TimelineError
from ..model import Source
from ..view.ports import Row
from .sources import cells_of, source_of

_SOURCE = Row.__struct_fields__.index("source")
_BATCH = 200
_IN_MEMORY = 1_000_000  # bytes; more goes to a file


class Rows(Protocol):
    """Rows, and an error in the place of each that was refused, to be gone through as often as need be."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Row | TimelineError]: ...


class RowsAside(Struct, weakref=True):
    """Rows, and an error in the place of each that was refused, as they came; ``count`` of both.

    ``held`` are those that stay in memory, by their place: errors, and rows of what cannot be written. ``events`` has
    for each a number that is the same for those that name one event; None if a row names none.
    """

    count: int = 0
    held: dict[int, Row | TimelineError] = field(default_factory=dict)
    events: "array[int] | None" = field(default_factory=lambda: array("q"))
    _file: Any = field(default_factory=lambda: _file())
    _batches: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        finalize(self, self._file.close)  # with which what was written is gone

    @classmethod
    def of(cls, rows: Iterable[Row | TimelineError]) -> "RowsAside":
        """Set rows aside."""
        aside, rows = cls(), iter(rows)
        while batch := list(islice(rows, _BATCH)):
            aside._put(batch)
        return aside

    @property
    def unread(self) -> int:
        """How many could not be read as rows, though what they say may be wrong."""
        errors = (row for row in self.held.values() if isinstance(row, TimelineError))
        return sum(getattr(error, "row", None) is None for error in errors)

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Row | TimelineError]:
        number = 0
        for place in self._batches:
            self._file.seek(place)
            for kept in pickle.load(self._file):
                yield self.held[number] if kept is None else Row(*kept) if kept[_SOURCE] is None else _row(kept)
                number += 1

    def _put(self, batch: list[Row | TimelineError]) -> None:
        kept = [_kept(row) if type(row) is Row else None for row in batch]
        try:
            written = pickle.dumps(kept, 5)
        except Exception:  # whatever an importer gave, it is refused where it is looked at
            kept = [None] * len(batch)
            written = pickle.dumps(kept, 5)
        self.held.update((self.count + at, row) for at, row in enumerate(batch) if kept[at] is None)
        self.count += len(batch)
        self._note(batch)
        self._batches.append(self._file.seek(0, 2))
        self._write(written)

    def _note(self, batch: Iterable[Row | TimelineError]) -> None:
        """Note which events are named; of an error, which names none, -1 is the number."""
        if self.events is not None:
            named = [-1 if isinstance(row, TimelineError) else row.event for row in batch]
            if all(type(event) is str or event == -1 for event in named):
                self.events.extend([event if event == -1 else hash(event) for event in named])
            else:
                self.events = None

    def _write(self, written: bytes) -> None:
        try:
            self._file.write(written)
        except OSError as error:
            raise TimelineError(
                f"{gettempdir()}: {error.strerror}: the rows of a large file wait there to be compared; make room, or "
                "name another folder in the environment variable TMPDIR"
            ) from error


def _file() -> Any:
    return SpooledTemporaryFile(_IN_MEMORY)


def _kept(row: Row) -> tuple[Any, ...]:
    """What a row says, its source as a tuple, too: so it takes little room."""
    said = astuple(row)
    source = said[_SOURCE]
    if type(source) is not Source:
        return said
    return *said[:_SOURCE], cells_of(source), *said[_SOURCE + 1 :]


def _row(kept: tuple[Any, ...]) -> Row:
    source = kept[_SOURCE]
    if type(source) is tuple:
        source = source_of(*source)
    return Row(*(*kept[:_SOURCE], source, *kept[_SOURCE + 1 :]))
