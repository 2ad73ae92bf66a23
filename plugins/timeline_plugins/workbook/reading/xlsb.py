"""Binary workbooks of Excel ([MS-XLSB]) as they come, with number formats and errors, which others leave out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen
from openpyxl.cell.read_only import EmptyCell
from openpyxl.packaging.relationship import get_dependents
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from timeline_engine.errors import TimelineError

from ...limits import Limits
from .archive import TEXT_TAKES, Archive
from .cells import Cell, Cells, PlainCell
from .records import Records, number, packed, real, text
from .sheet_parts import LAST_ROW, Around

_BOOK, _TEXTS, _STYLES = "xl/workbook.bin", "xl/sharedStrings.bin", "xl/styles.bin"
# The kinds of records that are looked at, by their names in [MS-XLSB] 2.3.
_ROW, _SST_ITEM, _FORMAT, _XF, _WB_PROP, _BUNDLE_SHEET, _MERGE_CELL = 0, 19, 44, 47, 153, 156, 176
_BEGIN_XFS, _END_XFS = 617, 618
_ERRORS: Mapping[int, str] = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
_BLANK, _TEXT_AT = 1, 7
_CELLS: Mapping[int, Callable[[bytes, Sequence[str]], Any]] = {
    _BLANK: lambda data, texts: None,
    2: lambda data, texts: packed(data, 8),
    3: lambda data, texts: _ERRORS.get(data[8], "#ERROR!"),
    4: lambda data, texts: bool(data[8]),
    5: lambda data, texts: real(data, 8),
    6: lambda data, texts: text(data, 8)[0],
    _TEXT_AT: lambda data, texts: texts[number(data, 8)],
    8: lambda data, texts: text(data, 8)[0],
    9: lambda data, texts: real(data, 8),
    10: lambda data, texts: bool(data[8]),
    11: lambda data, texts: _ERRORS.get(data[8], "#ERROR!"),
}
_NUMBERS, _WITH_ERRORS = (2, 5, 9), (3, 11)


@frozen
class _Book:
    """What all sheets share: texts, the number format of each style of cells, and the day from which days count."""

    texts: Sequence[str]
    formats: Sequence[str]
    epoch: Any


@frozen
class XlsbSheet:
    """A sheet of a binary workbook, as a part of its archive."""

    title: str
    visible: bool
    _name: str
    _part: str
    _archive: Archive
    _limits: Limits
    _book: _Book
    _around: Around = field(factory=Around)

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The rows that the sheet has, with their numbers."""
        row, cells = 0, list[Cell]()
        for kind, data in _records(self._archive, self._part, self._name, self._limits):
            if kind == _ROW:
                if cells:
                    yield row, cells
                row, cells = number(data, 0) + 1, []
                if row > LAST_ROW:
                    raise TimelineError(
                        f"{self._name}:{self.title}: a row below row {LAST_ROW:,}, and no sheet has more"
                    )
            elif kind in _CELLS:
                self._add(cells, row, kind, data)
        if cells:
            yield row, cells

    def around(self) -> Around:
        """Merged cells. Links are not read, nor can one see that a formula has no value: Excel saves none so."""
        around = Around()
        for kind, data in _records(self._archive, self._part, self._name, self._limits):
            if kind == _MERGE_CELL and number(data, 4) > number(data, 0):
                around.merged.setdefault(number(data, 0) + 1, []).append((number(data, 8) + 1, number(data, 4) + 1))
        return around

    def _add(self, cells: list[Cell], row: int, kind: int, data: bytes) -> None:
        value = _CELLS[kind](data, self._book.texts)
        column, style = number(data, 0), number(data, 4) & 0xFFFFFF
        if column < len(cells):
            raise ValueError("the cells of a row are out of order")
        if value is None:
            return
        shown = self._book.formats[style] if style < len(self._book.formats) else ""
        if kind in _NUMBERS:
            value = self._counted(value, shown)
        cells += [EmptyCell()] * min(column - len(cells), self._limits.cells)
        cells.append(PlainCell(value, row, column + 1, shown, "e" if kind in _WITH_ERRORS else "n", self._book.epoch))

    def _counted(self, value: float, shown: str) -> Any:
        """A number, or the date that it is shown as."""
        if is_date_format(shown):
            return from_excel(value, self._book.epoch, is_timedelta_format(shown))
        return int(value) if float(value).is_integer() else value


def read_sheets(archive: Archive, name: str, limits: Limits) -> list[XlsbSheet]:
    """The sheets of a binary workbook, in order."""
    parts = {str(rel.Id): rel.target.lstrip("/") for rel in get_dependents(archive, "xl/_rels/workbook.bin.rels")}
    found, epoch = [], CALENDAR_WINDOWS_1900
    for kind, data in _records(archive, _BOOK, name, limits):
        if kind == _WB_PROP and data[0] & 1:
            epoch = CALENDAR_MAC_1904
        elif kind == _BUNDLE_SHEET:
            part, end = text(data, 8)
            found.append((text(data, end)[0], number(data, 0) == 0, parts[part]))
    book = _Book(_texts(archive, name, limits), _formats(archive, name, limits), epoch)
    return [
        XlsbSheet(title, visible, name, part, archive, limits, book)
        for title, visible, part in found
        if "worksheets/" in part
    ]


def _texts(archive: Archive, name: str, limits: Limits) -> list[str]:
    if _TEXTS not in archive.namelist():
        return []
    found, taken = list[str](), 0
    for kind, data in _records(archive, _TEXTS, name, limits):
        if kind == _SST_ITEM:
            found.append(text(data, 1)[0])
            taken += len(data) + TEXT_TAKES
            if taken > limits.texts:
                raise limits.passed(f"{name}:{_TEXTS}", "texts", f"too many texts: {len(found):,} so far")
    return found


def _formats(archive: Archive, name: str, limits: Limits) -> list[str]:
    """The number format of each style of cells."""
    named: dict[int, str] = dict(BUILTIN_FORMATS)
    styles, within = list[str](), False
    for kind, data in _records(archive, _STYLES, name, limits) if _STYLES in archive.namelist() else ():
        if kind == _FORMAT:
            named[number(data, 0) & 0xFFFF] = text(data, 2)[0]
        elif kind in (_BEGIN_XFS, _END_XFS):
            within = kind == _BEGIN_XFS
        elif kind == _XF and within:
            styles.append(named.get(number(data, 0) >> 16, ""))
    return styles


def _records(archive: Archive, part: str, name: str, limits: Limits) -> Iterator[tuple[int, bytes]]:
    with archive.open(part) as source:
        yield from Records(source, f"{name}:{part}", limits)
