"""Cells of a CSV table under no name: a column that has none is left out, and told; what may have moved is refused."""

import warnings
from collections.abc import Sequence

from attrs import Factory, frozen

from timeline_engine.errors import TimelineError
from timeline_engine.view.ports import LeftOut

from .csv_header import Header, shown

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


@frozen
class Nameless:
    """What is in a table under no name. ``last`` is the place of the last name, ``between``: a column before has none.

    ``left`` has, by place, the first cell of each column that is left out.
    """

    header: Header
    last: int
    between: bool
    left: dict[int, str] = Factory(dict)

    @classmethod
    def of(cls, header: Header) -> "Nameless":
        """That of a table with a header, of which one column has a name."""
        last = max(place for place, name in enumerate(header.cells) if name.strip())
        return cls(header, last, not all(map(str.strip, header.cells[:last])))

    def moved(self, cells: Sequence[str], at: str) -> TimelineError | None:
        """Why a row is refused, if it has a cell behind the last name, as one has with a cell that came apart."""
        if len(cells) <= self.last + 1 and not self.between:  # as most
            return None
        filled = [place for place, cell in enumerate(cells) if cell.strip()]
        beyond = next((place for place in filled if place > self.last), None)
        if beyond is not None:
            return TimelineError(f"{at}: {self._why(cells, beyond)}")
        for place in filled:
            if not self.header.cells[place].strip():
                self.left.setdefault(place, cells[place])
        return None

    def tell(self) -> None:
        """Tell what was left out."""
        for place, cell in self.left.items():
            warnings.warn(
                f"{self.header.at}: left out column {place + 1}, for which the header has no name: {shown(cell)} …",
                LeftOut,
                stacklevel=2,
            )

    def _why(self, cells: Sequence[str], place: int) -> str:
        quoted = f"quote cells with {_SEPARATORS.get(self.header.separator, repr(self.header.separator))}"
        if place < len(self.header.cells):
            return (
                f"column {place + 1} has {shown(cells[place])}, and the header no name for it: if it moved there, "
                f"{quoted}; else write a name into the header, and say with --map what to take"
            )
        names = sum(map(bool, map(str.strip, self.header.cells)))
        return f"{len(cells)} cells under {names} columns: {quoted}"
