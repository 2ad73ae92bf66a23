"""Where the rows to import stand in a workbook: which sheet, and below which header."""

import re
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count, islice

from attrs import frozen
from openpyxl.cell.read_only import EmptyCell

from timeline_engine.errors import TimelineError, did_you_mean
from timeline_engine.rows.columns import ColumnMap
from timeline_engine.rows.headers import advice, folded, listed
from timeline_engine.view.ports import LeftOut
from timeline_engine.visible import quote

from .cells import Cell, Cells, text
from .opening import OpenBook, OpenSheet
from .sheet_parts import Place

OURS = "Events"
"""The sheet that the exporter writes for us; one that is full goes on as ``Events 2``."""

_ANSWERS = ("Summary", "Timeline", "Claims")
"""The others that it writes: what the log answers, to be read by people."""

_SHOWN = ("Picture", "What changed since")
_PART = re.compile(" [0-9]+$")
_ABOVE = 20  # rows that may stand above a header: titles, dates, blanks


@frozen
class Table:
    """A sheet with its header: the number of that row, and its texts in the places of the columns."""

    sheet: OpenSheet
    header: int
    headers: Sequence[str]

    def rows(self, merged: Mapping[int, Sequence[Place]]) -> Iterator[tuple[int, Cells]]:
        """The rows below the header with their numbers. What stands in cells that are one counts for all their rows."""
        held: dict[int, tuple[int, Cell]] = {}
        for number, cells in self.sheet.rows():
            if number <= self.header:
                continue
            if held:
                held = {column: until for column, until in held.items() if until[0] >= number}
                cells = _filled(cells, held)
            for column, last in merged.get(number, ()):
                if column <= len(cells):
                    held[column] = (last, cells[column - 1])
            yield number, cells


def find_tables(book: OpenBook, sheet: str | None, columns: ColumnMap) -> list[Table]:
    """The table to import, the sheets that it goes on to and, unless it is ours, those with the same header.

    Sheets that are left out, and that have anything in them, are told. Raises TimelineError if there is none.
    """
    if sheet is not None:
        return [_in(book, _called(book, sheet), columns)]
    ours = next((one for one in book.sheets if folded(one.title) == folded(OURS)), None)
    if ours is not None:
        first = _in(book, ours, columns)
        _tell_answers(book)
        taken = [first, *_going_on(book, first)]
        return _telling(book, taken, _tables(book, columns), columns)
    tables = _tables(book, columns)
    if first_seen := next((table for table in tables if table.sheet.visible), None):
        alike = [table for table in tables if table.sheet.visible and _is_alike(table, first_seen)]
        return _telling(book, alike, tables, columns)
    raise TimelineError(
        f"{book.name}: no sheet has a header row with an event or a title; the sheets are {_titles(book)}: "
        f"{_advice(book.sheets)}"
    )


def _tables(book: OpenBook, columns: ColumnMap) -> list[Table]:
    return [found for sheet in book.sheets if (found := _table(sheet, columns))]


def _is_alike(one: Table, other: Table) -> bool:
    """Whether two tables have the same columns, in whatever order."""
    return {*map(folded, one.headers)} == {*map(folded, other.headers)}


def _telling(book: OpenBook, taken: list[Table], found: Sequence[Table], columns: ColumnMap) -> list[Table]:
    """The tables that are taken; a sheet that is not would be lost silently, whether it has a header or not."""
    titles = {table.sheet.title for table in taken}
    others = [sheet for sheet in book.sheets if sheet.title not in titles and not _is_answer(sheet.title, titles)]
    headed = {table.sheet.title for table in found}
    if left := [sheet.title for sheet in others if sheet.title in headed]:
        _tell_left(
            book, left, f"-O {quote(f'sheet={left[0]}')} reads {'that' if len(left) == 1 else 'the first'} alone"
        )
    if bare := [sheet.title for sheet in others if sheet.title not in headed and _says(sheet)]:
        called = " as the map calls them" if columns else ""
        _tell_left(book, bare, f"none of the first {_ABOVE + 1} rows is a header with an event or a title{called}")
    return taken


def _is_answer(title: str, taken: Collection[str]) -> bool:
    """Whether a sheet beside ours is another that is written with it, or one to which such a sheet goes on."""
    return OURS in taken and _PART.sub("", title) in (*_ANSWERS, *_SHOWN)


def _tell_left(book: OpenBook, left: Sequence[str], why: str) -> None:
    sheets = f"the sheet{'s' * (len(left) > 1)} {listed(left)}"
    warnings.warn(f"{book.name}: left out {sheets}: {why}", LeftOut, stacklevel=2)


def _says(sheet: OpenSheet) -> bool:
    """Whether any cell of a sheet says anything."""
    return any(text(cell.value).strip() for _, cells in sheet.rows() for cell in cells)


def _tell_answers(book: OpenBook) -> None:
    """What a person changed there would be lost silently."""
    there = {sheet.title for sheet in book.sheets}
    if there.issuperset(_ANSWERS) and not book.is_untouched:
        warnings.warn(
            f"{book.name}: only the sheet {OURS!r} is read, and what was changed in {listed(_ANSWERS)} is not",
            LeftOut,
            stacklevel=2,
        )


def _called(book: OpenBook, name: str) -> OpenSheet:
    for sheet in book.sheets:
        if folded(sheet.title) == folded(name):
            return sheet
    near = did_you_mean(name, (sheet.title for sheet in book.sheets))
    raise TimelineError(f"{book.name}: no sheet is called {name!r}{near or f'; the sheets are {_titles(book)}'}")


def _in(book: OpenBook, sheet: OpenSheet, columns: ColumnMap) -> Table:
    if found := _table(sheet, columns):
        return found
    raise TimelineError(
        f"{book.name}:{sheet.title}: none of the first {_ABOVE + 1} rows is a header with an event or a title: "
        f"{_advice([sheet])}"
    )


def _table(sheet: OpenSheet, columns: ColumnMap) -> Table | None:
    for number, headers in _top(sheet):
        if columns.finds(headers):
            return Table(sheet, number, headers)
    return None


def _going_on(book: OpenBook, first: Table) -> Iterator[Table]:
    sheets = {sheet.title: sheet for sheet in book.sheets}
    for part in count(2):
        sheet = sheets.get(f"{first.sheet.title} {part}")
        if sheet is None or (1, first.headers) not in _top(sheet):
            return
        yield Table(sheet, 1, first.headers)


def _top(sheet: OpenSheet) -> list[tuple[int, list[str]]]:
    """The texts of the rows that may be the header, without the empty ones."""
    rows = ((number, [text(cell.value) for cell in cells]) for number, cells in islice(sheet.rows(), _ABOVE + 1))
    return [(number, _trimmed(texts)) for number, texts in rows if any(map(str.strip, texts))]


def _trimmed(texts: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    filled = [place for place, one in enumerate(texts, 1) if one.strip()]
    return texts[: filled[-1]]


def _filled(cells: Cells, held: dict[int, tuple[int, Cell]]) -> Cells:
    filled = list(cells)
    for column, (_, cell) in held.items():
        filled += [EmptyCell() for _ in range(column - len(filled))]
        filled[column - 1] = cell
    return filled


def _titles(book: OpenBook) -> str:
    return listed(sheet.title for sheet in book.sheets) or "none"


def _advice(sheets: Sequence[OpenSheet]) -> str:
    """How to say what the columns of the first of these sheets are that has any."""
    for sheet in sheets:
        top = _top(sheet)
        widest = max((headers for _, headers in top), key=lambda headers: sum(map(bool, headers)), default=[])
        if widest:
            some = [header for header in widest if header.strip()]
            return f"say what the columns are ({listed(some)}) with {advice(some[0], 'title')}"
    return "there is nothing in them"
