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

    A cell of ``empty``, which are folded, counts as blank. ``parts`` has, by place, what a header is said to be of a
    date: its year, month or day.
    """

    headers: Sequence[str]
    places: Mapping[str, Places]
    key: Mapping[str, Places] = {}
    empty: Collection[str] = ()
    parts: Mapping[int, str] = {}

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
                return self.filled(cell(places[0], alone))
            cells = [self.filled(cell(place, "")) for place in places]
        except TimelineError as error:
            faults.append(str(error))
            return None
        return self._joined(column, places, cells, faults) if cells else None

    def _joined(self, column: str, places: Places, cells: Sequence[Any], faults: list[str]) -> str | None:
        if column == "until" and not self._has_own(places, cells):
            return None
        headers = [" ".join(self.headers[place].split()) for place in places]
        parts = {
            header: self.parts[place] for header, place in zip(headers, places, strict=True) if place in self.parts
        }
        try:
            return joined(column, list(zip(headers, cells, strict=True)), parts)
        except TimelineError as error:
            faults.append(f"field {column}: {error}")
            return None

    def _has_own(self, places: Places, cells: Sequence[Any]) -> bool:
        """Whether an end says anything that is not of the beginning as well: ``Date`` and ``To`` beside ``From``."""
        of_both = self.places.get("when", ())
        own = [cell for place, cell in zip(places, cells, strict=True) if place not in of_both]
        return any(cell is not None and str(cell).strip() for cell in own or cells)

    def filled(self, cell: Any) -> Any:
        """A cell; None if it counts as blank."""
        return None if self.empty and str(cell).strip().casefold() in self.empty else cell
