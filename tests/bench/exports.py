"""Exports: from an answer to the bytes of a file, and the memory of a process that reads the log and writes one.

Anchors: for a calendar one `icalendar` Calendar with a component for each event, and its to_ical(); for a workbook the
same rows as plain cells without looks and links, by openpyxl (write-only) and by XlsxWriter (in constant memory).
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from measuring import Clock, Row, Taken, day_within, feed_of, taken

from timeline_engine.log import open_log
from timeline_engine.plugins import export
from timeline_engine.view import View, project
from timeline_plugins.workbook.writing.cells import Field, Link
from timeline_plugins.workbook.writing.sheets import sheets

LARGEST = 100_000  # as one calendar more would take minutes, and gigabytes


def rows(sizes: list[int]) -> list[Row]:
    return [row for size in sizes if size <= LARGEST for row in _rows(size)]


def _rows(size: int) -> Iterator[Row]:
    feed, name, rounds = feed_of(size), f"{size:,}", 3 if size <= 10_000 else 1
    view, ics, calendar, xlsx, openpyxl, xlsxwriter = taken(
        ("exports.view", feed),
        ("exports.ours", feed, "ics"),
        ("exports.theirs", feed, "icalendar"),
        ("exports.ours", feed, "xlsx"),
        ("exports.theirs", feed, "openpyxl"),
        ("exports.theirs", feed, "xlsxwriter"),
        rounds=rounds,
    )
    yield Row(_what("ics", view), name, "icalendar, one calendar", ics, calendar, 5, 150e6 / 2**20)
    yield Row(_what("xlsx", view), name, "openpyxl, plain cells", xlsx, openpyxl)
    yield Row(_what("xlsx", view), name, "XlsxWriter, plain cells", xlsx, xlsxwriter)


def _what(format: str, view: Taken) -> str:
    return f"export {format} of a view that takes {view.peak:.0f} MiB"


# --- What is measured: each in a process of its own ------------------------------------------------


def view(folder: str) -> float:
    with Clock() as clock:
        _view(folder)
    return clock.seconds


def ours(folder: str, format: str) -> float:
    return _written(folder, lambda view, out: export(view, format, out))


def theirs(folder: str, library: str) -> float:
    return _written(
        folder, {"icalendar": with_icalendar, "openpyxl": with_openpyxl, "xlsxwriter": with_xlsxwriter}[library]
    )


def _view(folder: str) -> View:
    return project(open_log(folder), day_within(folder), hindsight=True)


def _written(folder: str, write: Callable[[View, BinaryIO], object]) -> float:
    answer = _view(folder)
    with TemporaryFile() as out:
        with Clock() as clock:
            write(answer, out)
        assert out.tell()
    return clock.seconds


def with_icalendar(view: View, out: BinaryIO) -> None:
    sys.path.append(str(Path(__file__).parents[1]))
    from plugins.calendar.by_library import giant_calendar

    out.write(giant_calendar(view).to_ical())


def with_openpyxl(view: View, out: BinaryIO) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, cells in _plain(view):
        sheet = book.create_sheet(title)
        for row in cells:
            sheet.append(row)
    book.save(out)


def with_xlsxwriter(view: View, out: BinaryIO) -> None:
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with Workbook(out, {"constant_memory": True, **options}) as book:
        for title, cells in _plain(view):
            sheet = book.add_worksheet(title)
            for number, row in enumerate(cells):
                sheet.write_row(number, 0, row)


def _plain(view: View) -> Iterator[tuple[str, Iterator[list[Field]]]]:
    """What stands in the cells of our workbook, sheet by sheet; making it is part of what is measured."""
    for sheet in sheets(view):
        yield sheet.title, ([field.text if isinstance(field, Link) else field for field in row] for row in sheet.rows)


if __name__ == "__main__":
    for row in rows([int(size) for size in sys.argv[1:]] or [10_000]):
        print(row.what, row.size, row.anchor_name, f"{row.ratio:.2f}", row.ours, row.anchor)
