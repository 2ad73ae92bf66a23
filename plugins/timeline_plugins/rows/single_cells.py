"""Rows of a table in which each column stands in one cell, as in most: what many cells say alike is read once."""

from collections.abc import Callable, Sequence
from typing import Any

from timeline_engine.errors import TimelineError
from timeline_engine.rows.headed import Headed
from timeline_engine.rows.sources import source_of
from timeline_engine.view.ports import Row

from .row_of_cells import read_field

_KEPT = 1_000
_SHORT = 100  # characters; of what is longer little can be kept
_OF_SOURCE = ("publisher", "source", "published", "url")


class SingleCells:
    """Makes rows of cells, the same that `read_row` makes of them.

    ``read`` takes off a cell what an exporter put around it.
    """

    def __init__(self, headed: Headed, read: Callable[[str], str]) -> None:
        places = {name: place for name, (place,) in headed.places.items()}
        self._width = max(places.values()) + 1
        if "value" in places:
            places["written"] = places["value"]
        texts = {name: _Texts(name, read, headed) for name in places}
        self._columns = [(name, texts[name], at) for name, at in places.items() if name not in _OF_SOURCE]
        self._source = [(texts.get(name), places.get(name, 0)) for name in _OF_SOURCE]

    @classmethod
    def of(cls, headed: Headed, read: Callable[[str], str]) -> "SingleCells | None":
        """For the columns of a table; None if one is put together of several cells, or some are a key."""
        return None if headed.key or any(len(one) > 1 for one in headed.places.values()) else cls(headed, read)

    def row(self, cells: Sequence[str], at: str) -> Row | None:
        """The row; None if a cell cannot be read."""
        if len(cells) < self._width:
            cells = [*cells, *[""] * (self._width - len(cells))]
        try:
            said = {name: texts[cells[place]] for name, texts, place in self._columns}
            source = [texts[cells[place]] if texts is not None else None for texts, place in self._source]
        except TimelineError:
            return None
        return Row(at, source=source_of(*source) if any(source) else None, **said)


class _Texts(dict[str, Any]):
    """What the cells of a column say, by how they are written. Raises TimelineError for what cannot be read."""

    def __init__(self, name: str, read: Callable[[str], str], headed: Headed) -> None:
        super().__init__()
        self._name, self._read, self._headed = name, read, headed

    def __missing__(self, cell: str) -> Any:
        text = self._read(cell)
        said = read_field(self._name, self._headed.filled(text) if self._headed.empty else text)
        if len(cell) <= _SHORT:
            if len(self) >= _KEPT:
                self.clear()
            self[cell] = said
        return said
