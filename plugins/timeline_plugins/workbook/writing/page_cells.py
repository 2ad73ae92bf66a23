"""The cells of a sheet from its fields. A cell that needs no note is kept for the next of its column that says so."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .cells import OPEN, Field, Link, safe_link, safe_number, safe_text
from .layout import Column
from .row_xml import date_cell, empty_cell, number_cell, text_cell
from .styles import DATE, DECIMAL, GENERAL, TIME, TYPED, WHOLE, Style, style_number

_KEPT = 1_000  # cells of a column
_SHORT = 100  # characters of a text that is kept


class PageCells:
    """Makes the cells of a sheet with these columns.

    ``lose`` is told why a cell is not whole, and its place, like ``B7``. ``open`` has a click on the cell at a place
    open an address, if it says so.
    """

    def __init__(
        self,
        sheet: Worksheet,
        columns: Sequence[Column],
        lose: Callable[[str, str], None],
        open: Callable[[str, str], bool],
    ) -> None:
        self._sheet, self._columns, self._lose, self._open = sheet, columns, lose, open
        self._letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
        self._kept: list[dict[Field, str]] = [{} for _ in columns]
        self._styles: dict[tuple[int, str, bool, bool], int] = {}

    def of(self, number: int, fields: Sequence[Field]) -> Iterator[tuple[str, str]]:
        """The cells of a row, each with the letters of its column."""
        for place, (letters, kept, field) in enumerate(zip(self._letters, self._kept, fields, strict=True)):
            cell = kept.get(field)
            if cell is None:
                cell = self._cell(place, number, field)
            if cell:
                yield letters, cell

    def _cell(self, place: int, number: int, field: Field) -> str:
        if field is None or field == "":
            return self._keep(place, field, self._blank(place))
        if isinstance(field, str):
            of_dates = self._columns[place].sort == "date"
            return self._no_date(place, number, field) if of_dates else self._text(place, number, field)
        if isinstance(field, Link):
            return self._link(place, number, field)
        if isinstance(field, date):
            shown = TIME if isinstance(field, datetime) else DATE
            return self._keep(place, field, date_cell(self._style(place, shown), field))
        return self._number(place, number, field)

    def _blank(self, place: int) -> str:
        """Where rows are typed in, the column's own style does; else the cell is there for the line below it."""
        return "" if self._columns[place].sort == "as typed" else empty_cell(self._style(place))

    def _no_date(self, place: int, number: int, text: str) -> str:
        """A blank in place of a date that no cell can hold."""
        if text != OPEN:
            self._tell("date", place, number)
        elif self._columns[place].sorts_by:
            self._tell("open", place, number)
        return empty_cell(self._style(place))

    def _text(self, place: int, number: int, text: str, *, link: bool = False) -> str:
        fitting, reasons = safe_text(text)
        for reason in reasons:
            self._tell(reason, place, number)
        shown = TYPED if self._columns[place].sort == "as typed" else GENERAL
        cell = text_cell(self._style(place, shown, link, "formula" in reasons), fitting)
        return cell if reasons or link or len(text) > _SHORT else self._keep(place, text, cell)

    def _number(self, place: int, number: int, figure: int | float) -> str:
        fitting, reason = safe_number(figure)
        if reason:
            self._tell(reason, place, number)
        if fitting is None:
            return empty_cell(self._style(place, WHOLE))
        return number_cell(self._style(place, WHOLE if fitting == int(fitting) else DECIMAL), fitting)

    def _link(self, place: int, number: int, field: Link) -> str:
        address, reason = safe_link(field.url) if field.url else (None, "")
        if address and not self._open(f"{self._letters[place]}{number}", address):
            address, reason = None, "too many"
        if reason:
            self._tell(reason, place, number)
        text = f"{field.text}: {field.url}" if reason and field.url != field.text else field.text
        return self._text(place, number, text, link=address is not None)

    def _keep(self, place: int, field: Field, cell: str) -> str:
        kept = self._kept[place]
        if len(kept) >= _KEPT:
            kept.clear()
        kept[field] = cell
        return cell

    def _style(self, place: int, shown: str = GENERAL, link: bool = False, quoted: bool = False) -> int:
        """The number of a style of a column, asked for once."""
        number = self._styles.get((place, shown, link, quoted))
        if number is None:
            number = style_number(self._sheet, Style(shown, self._columns[place].sort, link, quoted))
            self._styles[place, shown, link, quoted] = number
        return number

    def _tell(self, reason: str, place: int, number: int) -> None:
        self._lose(reason, f"{self._letters[place]}{number}")
