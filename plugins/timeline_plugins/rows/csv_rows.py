"""The rows of a CSV table as they come: one that is none costs itself alone; what stands below the table is told."""

import csv
import warnings
from collections.abc import Iterable, Iterator, Sequence

from timeline_engine.errors import TimelineError
from timeline_engine.view.ports import LeftOut

from .csv_header import ABOVE, not_csv, shown
from .lines import Lines, RowTooLong

Placed = tuple[str, list[str] | TimelineError]
"""The cells of a row with its place, or why it is refused."""


def rows_below(lines: Lines, separator: str, width: int, *, may_be_alone: bool) -> Iterator[Placed]:
    """The rows of a table of so many columns, from the next line on; empty ones are left out.

    ``may_be_alone``: a first cell alone may be a row. Raises TimelineError for what leaves the rest unread, too.
    """
    return _without_footer(_records(lines, separator, width), width, may_be_alone)


def _records(lines: Lines, separator: str, width: int) -> Iterator[Placed]:
    """All rows, also empty ones. After one that is no CSV, reading goes on with the next that is one for sure."""
    while True:
        try:
            for cells in csv.reader(lines, delimiter=separator, strict=True):
                yield lines.at, cells
                lines.end_row()
            return
        except (csv.Error, RowTooLong) as error:
            at = lines.at
            lost = _go_on(lines, separator, width)
            more = f"; what it took in is left out as well, to line {lost}" if lost else ""
            yield at, not_csv(at, error, more) if isinstance(error, csv.Error) else error


def _go_on(lines: Lines, separator: str, width: int) -> int | None:
    """Leave out the line with which a bad row begins and, if that row took in others, those before the next row of
    the table's width. The last line that is left out, if it is another than that with which the row begins.
    """
    first, alone = lines.row, len(lines.taken) == 1
    lines.back(lines.taken[1:])
    while not alone:
        try:
            cells = next(csv.reader(lines, delimiter=separator, strict=True), None)
            alone = cells is None or len(cells) == width
        except (csv.Error, RowTooLong):
            cells = []
        lines.back(lines.taken[0 if cells and alone else 1 :])
    return lines.row - 1 if lines.row - 1 > first else None


def _without_footer(rows: Iterable[Placed], width: int, may_be_alone: bool) -> Iterator[Placed]:
    """The rows without the empty ones and those below the table, which are told.

    What stands below is at the end, of 20 lines or fewer, each with its first cell alone. It has no other or an empty
    line stands before it; where such a cell may be a row, both, or that line has separators alone as well: so a
    spreadsheet program writes it.
    """
    held: list[Placed] = []
    empty: list[str] | None = None
    began = False
    for at, cells in rows:
        if type(cells) is list and not filled(cells):
            empty = cells
            continue
        if began and width > 1 and len(held) < ABOVE and _is_below(cells, empty, may_be_alone):
            held.append((at, cells))
            continue
        yield from held
        held.clear()
        empty, began = None, True
        yield at, cells
    _tell_footer(held)


def _is_below(cells: list[str] | TimelineError, empty: list[str] | None, may_be_alone: bool) -> bool:
    if isinstance(cells, TimelineError) or not cells[0].strip() or filled(cells[1:]):
        return False
    if may_be_alone:
        return empty is not None and (len(cells) == 1 or len(cells) == len(empty))
    return len(cells) == 1 or empty is not None


def _tell_footer(held: Sequence[Placed]) -> None:
    if held:
        (first, cells), last = held[0], held[-1][0].rpartition(":")[2]
        to = f" to {last}" if len(held) > 1 else ""
        text = shown(cells[0]) if isinstance(cells, list) else ""
        warnings.warn(f"{first}{to}: left out what stands below the table: {text}", LeftOut, stacklevel=2)


def filled(cells: Iterable[str]) -> bool:
    """Whether a cell says anything."""
    return any(map(str.strip, cells))
