"""The Excel importer: the sheet of events that we export, edited by a person; or any sheet with a header row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, ClassVar

from attrs import evolve, field, frozen
from openpyxl.cell.read_only import EmptyCell
from openpyxl.utils import get_column_letter

from timeline_engine.errors import TimelineError
from timeline_engine.rows.columns import ColumnMap, read_map
from timeline_engine.rows.headed import Headed
from timeline_engine.rows.keys import read_key
from timeline_engine.rows.options import read_empty
from timeline_engine.view.ports import Row

from ..limits import Limits, read_limits
from ..rows.row_of_cells import read_row
from .reading.cells import Cell, Cells, said, text, unescaped
from .reading.early_days import COUNTERS, CellError
from .reading.opening import opened
from .reading.sheet_parts import Around
from .reading.tables import Table, find_tables
from .reading.text_rows import TextRow
from .writing.cells import CUT_MARK

_EMPTY = EmptyCell()
_LETTERED = 18_278  # columns, to ZZZ
_LINKED = ("url", "source", "publisher")
_CLAIM = ("attribute", "value", "by")
_SOURCE = ("publisher", "source", "published", "url")


def _check_counter(_: object, __: object, value: str | None) -> None:
    if value not in (None, *COUNTERS):
        raise ValueError(f"counted is {value!r}, it must be {' or '.join(COUNTERS)}")


@frozen(kw_only=True)
class XlsxImporter:
    """Reads the rows of a workbook as Excel and LibreOffice save it, below the row that names the columns.

    Options:
        sheet: which sheet; if not given, ``Events``, else the first with a header row that names an event or a title,
            and all others that have the same columns.
        counted: who counted the days before March 1900: ``libreoffice`` (of those before 1900 openpyxl too), or
            ``gnumeric`` (XlsxWriter, and so pandas and Polars; of those of 1900 Excel and openpyxl too); if not given,
            such days are refused.
        map: what the headers stand for, like ``Date=when,Headline=title``; columns not named in it are left out.
        key: the columns that identify an event, like ``publisher,title``: of them rows without its id get one.
        empty: what a blank cell may hold, like ``-,n/a``.
        limits: how large the parts of a workbook may be, like ``cell=5M,texts=1G``; docs/plugins.md has the limits.
    """

    title: ClassVar[str] = "import rows, Excel workbook"
    suffix: ClassVar[str] = ".xlsx"

    sheet: str | None = None
    counted: str | None = field(default=None, validator=_check_counter)
    map: ColumnMap = field(default=None, converter=read_map)
    key: Sequence[str] = field(default=None, converter=read_key)
    empty: Sequence[str] = field(default=None, converter=read_empty)
    limits: Limits = field(default=None, converter=read_limits)

    def rows(self, data: BinaryIO, name: str) -> Iterable[Row | TimelineError]:
        """One row a row of the sheet; empty ones are skipped."""
        return self._rows(data, name)

    def _rows(self, data: BinaryIO, name: str) -> Iterator[Row | TimelineError]:
        columns = evolve(self.map, key=self.key, empty=self.empty)
        with opened(data, name, self.limits) as book:
            for table in find_tables(book, self.sheet, columns):
                yield from _Reader.of(table, columns, self, f"{name}:{table.sheet.title}").rows()


@frozen
class _Reader:
    """Reads the rows of a table. ``strict``: a cell under no header is refused, for nobody said to leave it out.

    ``plain`` are the places of the columns where each is one cell, and nothing stands around the cells.
    """

    table: Table
    headed: Headed
    around: Around
    strict: bool
    limits: Limits
    counted: str | None
    at: str
    plain: Mapping[str, int]

    @classmethod
    def of(cls, table: Table, columns: ColumnMap, wanted: XlsxImporter, at: str) -> "_Reader":
        headed = columns.under(table.headers, f"{at}!{table.header}")
        around = table.sheet.around()
        plain = _plain(headed) if around.is_empty else {}
        return cls(table, headed, around, not columns, wanted.limits, wanted.counted, at, plain)

    def rows(self) -> Iterator[Row | TimelineError]:
        for number, cells in self.table.rows(self.around.merged):
            if (row := self._row(number, cells)) is not None:
                yield row

    def _row(self, number: int, cells: Cells) -> Row | TimelineError | None:
        if isinstance(cells, TextRow) and (said := self._texts(cells)):
            return read_row(said, f"{self.at}!{number}")
        if too_large := self._too_large(number, cells):
            return too_large
        read = self.headed.read(lambda place, column: self._read(number, cells, place, column))
        wrong = [*self._stray(number, cells), *read.faults]
        if not wrong and all(one is None for one in read.cells.values()):
            return None
        at, wrong = self._placed(number, wrong)
        return read_row(_whole(self._linked(read.cells, cells)), at, read.key, wrong)

    def _texts(self, row: TextRow) -> Mapping[str, str | None] | None:
        """What a row says of which all cells have headers, and short texts that we had not to cut; None of others."""
        if len(row.raw) > self.limits.cell or len(row) > self.limits.cells or CUT_MARK in row.raw:
            return None
        texts = row.texts
        if "_x" in row.raw or "&lt;U+" in row.raw:
            texts = {place: unescaped(text) for place, text in texts.items()}
        said = {column: texts.get(place) or None for column, place in self.plain.items()}
        return said if texts and len(texts) == len(said) - [*said.values()].count(None) else None

    def _too_large(self, number: int, cells: Cells) -> TimelineError | None:
        if (many := len(cells)) > self.limits.cells:
            return self.limits.passed(f"{self.at}!{number}", "cells", f"a row of {many:,} cells")
        for place, cell in enumerate(cells):
            if isinstance(cell.value, str) and len(cell.value) > self.limits.cell:
                what = f"{len(cell.value):,} characters in one cell"
                return self.limits.passed(f"{self.at}!{_named(number, place)}", "cell", what)
        return None

    def _read(self, number: int, cells: Cells, place: int, column: str) -> str | int | float | None:
        """What a cell says. Raises CellError that names it."""
        try:
            return self._said(_cell(cells, place), column)
        except CellError as error:
            field = f": field {column}" if column else ""
            raise CellError(f"{_named(number, place)}{field}: {error}") from error

    def _said(self, cell: Cell, column: str) -> str | int | float | None:
        if not isinstance(cell, EmptyCell) and (cell.row, cell.column) in self.around.uncomputed:
            raise CellError("the formula has no value; open the workbook in Excel or LibreOffice and save it")
        return said(cell, column, self.counted)

    def _placed(self, number: int, wrong: Sequence[str]) -> tuple[str, list[str]]:
        """The place by which a row is named, the cell of its first fault if it has one, and the faults."""
        if not wrong or _is_of_several(wrong[0]):
            return f"{self.at}!{number}", [one if _is_of_several(one) else f"{self.at}!{one}" for one in wrong]
        at, _, first = wrong[0].partition(": ")
        return f"{self.at}!{at}", [first, *(one if _is_of_several(one) else f"{self.at}!{one}" for one in wrong[1:])]

    def _stray(self, number: int, cells: Cells) -> list[str]:
        if not self.strict:
            return []
        headers = self.table.headers
        bare = (place for place in range(len(cells)) if place >= len(headers) or not headers[place].strip())
        return [
            f"{_named(number, place)}: {text(cells[place].value)[:40]!r} is under no header; name its column, or "
            "say with --map which columns to read"
            for place in bare
            if text(cells[place].value).strip()
        ]

    def _linked(self, found: Mapping[str, Any], cells: Cells) -> Mapping[str, Any]:
        """What the cells say; the address of the report may be behind the words of one."""
        if "://" in str(found.get("url")):
            return found
        places = self.headed.places
        linked = (_cell(cells, place) for column in _LINKED for place in places.get(column, ()))
        urls = (self.around.link(cell.row, cell.column) for cell in linked if not isinstance(cell, EmptyCell))
        url = next(filter(None, urls), None)
        return {**found, "url": url} if url else found


def _plain(headed: Headed) -> Mapping[str, int]:
    """The place of each column, if every column is one cell of its own that counts as it is."""
    places = {column: found[0] for column, found in headed.places.items() if len(found) == 1}
    is_plain = not headed.key and not headed.empty and len({*places.values()}) == len(headed.places)
    return places if is_plain else {}


def _named(number: int, place: int) -> str:
    column = get_column_letter(place + 1) if place < _LETTERED else f"column {place + 1}, row "
    return f"{column}{number}"


def _is_of_several(fault: str) -> bool:
    """Whether a fault is one of several cells together, and so names none."""
    return fault.startswith("field ")


def _whole(found: Mapping[str, Any]) -> dict[str, Any]:
    """What the cells say without what we had to cut: of a claim or a source, a part says something else than all of it.

    A row without its source would give its claim to another.
    """
    cut = {column for column, one in found.items() if isinstance(one, str) and one.endswith(CUT_MARK)}
    if cut.intersection(_SOURCE):
        cut.update(_SOURCE, _CLAIM)
    if cut.intersection(_CLAIM):
        cut.update(_CLAIM)
    return {column: one for column, one in found.items() if column not in cut}


def _cell(cells: Cells, place: int) -> Cell:
    return cells[place] if place < len(cells) else _EMPTY


@frozen(kw_only=True)
class OdsImporter(XlsxImporter):
    """The same of an OpenDocument file: whatever a workbook is called, its bytes tell of which kind it is."""

    title: ClassVar[str] = "import rows, OpenDocument spreadsheet"
    suffix: ClassVar[str] = ".ods"


@frozen(kw_only=True)
class XlsImporter(XlsxImporter):
    """The same of a workbook of Excel 5 to 2003, which xlrd reads: the extra ``spreadsheets``."""

    title: ClassVar[str] = "import rows, workbook of Excel 5 to 2003"
    suffix: ClassVar[str] = ".xls"


@frozen(kw_only=True)
class XlsbImporter(XlsxImporter):
    """The same of a binary workbook."""

    title: ClassVar[str] = "import rows, binary Excel workbook"
    suffix: ClassVar[str] = ".xlsb"
