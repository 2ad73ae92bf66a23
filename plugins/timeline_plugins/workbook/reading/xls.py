"""Workbooks of Excel 5 to 2003 (.xls), by xlrd: the one reader of them that knows number formats."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from attrs import frozen
from openpyxl.cell.read_only import EmptyCell
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from timeline_engine.errors import TimelineError

from ...limits import Limits
from .cells import Cell, Cells, PlainCell
from .missing import needed
from .sheet_parts import Around

_ERROR = 5


@frozen
class XlsSheet:
    """A sheet of a workbook that is held whole."""

    title: str
    visible: bool
    _sheet: Any  # xlrd has no types

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """All rows, with their numbers."""
        for row in range(self._sheet.nrows):
            yield row + 1, [self._cell(row, column) for column in range(self._sheet.row_len(row))]

    def around(self) -> Around:
        """Merged cells, and links; what formulas came to stands in their cells."""
        around = Around()
        for top, below, left, _ in self._sheet.merged_cells:
            if below - top > 1:
                around.merged.setdefault(top + 1, []).append((left + 1, below))
        for (row, column), link in self._sheet.hyperlink_map.items():
            around.add_link_at(row + 1, column + 1, link.url_or_path if isinstance(link.url_or_path, str) else "")
        return around

    def _cell(self, row: int, column: int) -> Cell:
        cell, book = self._sheet.cell(row, column), self._sheet.book
        shown = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        epoch = CALENDAR_MAC_1904 if book.datemode else CALENDAR_WINDOWS_1900
        value = _value(cell, shown, epoch)
        kind = "e" if cell.ctype == _ERROR else "n"
        return EmptyCell() if value is None else PlainCell(value, row + 1, column + 1, shown, kind, epoch)


def read_book(file: BinaryIO, name: str, limits: Limits) -> list[XlsSheet]:
    """The sheets of a workbook, in order. Raises TimelineError if it is too large, or xlrd is missing."""
    xlrd: Any = needed("xlrd", name)
    data = file.read(limits.file + 1)
    if len(data) > limits.file:
        raise limits.passed(name, "file", "too many bytes")
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=_Quiet())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise TimelineError(f"{name}: the workbook has a password: remove it, and import it again") from error
        raise
    return [XlsSheet(sheet.name, sheet.visibility == 0, sheet) for sheet in book.sheets()]


def _value(cell: Any, shown: str, epoch: Any) -> Any:
    """What a cell holds, as openpyxl would give it; None if it is empty."""
    match cell.ctype:
        case 1:
            return cell.value or None
        case 2 | 3 if is_date_format(shown):
            return from_excel(cell.value, epoch, is_timedelta_format(shown))
        case 2 | 3:
            return int(cell.value) if cell.value.is_integer() else cell.value
        case 4:
            return bool(cell.value)
        case 5:
            return f"#{cell.value}"
    return None


class _Quiet:
    """Takes what xlrd would print of a file."""

    def write(self, _: str) -> None:
        """Leave it out."""

    def flush(self) -> None:
        """There is nothing to write."""
