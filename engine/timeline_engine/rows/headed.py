"""The cells of a row of a table, read by the columns that its headers stand for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from attrs import frozen

from ..errors import TimelineError
from .joining import joined

Places = tuple[int, ...]
"""Where the cells stand of which a column is put together; mostly one."""


@frozen
class Said:
    """What the cells of a row say: by column, those of the key, and a sentence on each that cannot be read."""

    cells: Mapping[str, Any]
    key: Sequence[Any]
    faults: Sequence[str]


@frozen
class Headed:
    """Where each column of rows stands under the headers of a table, and those that identify an event.

    A cell of ``empty``, which are folded, counts as blank.
    """

    headers: Sequence[str]
    places: Mapping[str, Places]
    key: Mapping[str, Places] = {}
    empty: Collection[str] = ()

    def read(self, cell: Callable[[int, str], Any]) -> Said:
        """What a row says, of its cells as ``cell`` gives them by place and column.

        The column is empty for a cell of the key, and for one of which others are part as well. What ``cell`` raises
        of TimelineErrors is a fault of the row.
        """
        faults: list[str] = []
        said = {name: self._said(name, places, name, cell, faults) for name, places in self.places.items()}
        key = [self._said(name.casefold(), places, "", cell, faults) for name, places in self.key.items()]
        return Said(said, key, faults)

    def _said(self, column: str, places: Places, alone: str, cell: Callable[[int, str], Any], faults: list[str]) -> Any:
        """What the cells of a column say; one that stands alone is read as one of the column ``alone``."""
        try:
            if len(places) == 1:  # as most
                return self._filled(cell(places[0], alone))
            cells = [self._filled(cell(place, "")) for place in places]
        except TimelineError as error:
            faults.append(str(error))
            return None
        return self._joined(column, places, cells, faults) if cells else None

    def _joined(self, column: str, places: Places, cells: Sequence[Any], faults: list[str]) -> str | None:
        try:
            return joined(column, [(self.headers[place], cell) for place, cell in zip(places, cells, strict=True)])
        except TimelineError as error:
            faults.append(f"field {column}: {error}")
            return None

    def _filled(self, cell: Any) -> Any:
        return None if self.empty and str(cell).strip().casefold() in self.empty else cell
