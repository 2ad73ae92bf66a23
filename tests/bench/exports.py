"""Exports: from an answer to the bytes of a file, and the memory of the process, which also reads the log.

Anchors: for a calendar one `icalendar` Calendar with a component for each event, and its to_ical(); for a workbook the
same rows as plain cells without looks and links: by openpyxl (write-only), by XlsxWriter (in constant memory) and by
rustpy-xlsxwriter, the fastest writer. To make the cells of the answer is part of what these take; for *cells ready* it
is done before, so that what is left is the library alone.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from comparing import Anchor, Bench, Build, Row
from logs import ROOT, day_within, feed_of
from measuring import Run, part
from others import PYTHON
from parts import Clock

from timeline_engine.log import open_log
from timeline_engine.plugins import export
from timeline_engine.view import View, project
from timeline_plugins.workbook.writing.cells import Field, Link
from timeline_plugins.workbook.writing.sheets import sheets

ENTRIES = 100_000
PLAIN = "plain cells: no looks, links, filters, picture"
READY = f"{PLAIN}; makes no cells of an answer"

Plain = Iterable[tuple[str, Iterable[list[Field]]]]
"""The cells of a workbook, sheet by sheet."""


def benches() -> dict[str, Callable[[Bench], Iterator[Row]]]:
    return {"ics": ics, "xlsx": xlsx}


def ics(bench: Bench) -> Iterator[Row]:
    anchor = _anchor("icalendar, one calendar", bench, "icalendar", 1 / 5, "")
    yield from _exported("ics", bench, [anchor], limit=150e6 / 2**20)


def xlsx(bench: Bench) -> Iterator[Row]:
    anchors = [
        _anchor("XlsxWriter", bench, "xlsxwriter", 1 / 3, PLAIN),
        _anchor("openpyxl", bench, "openpyxl", None, PLAIN),
        _anchor("rustpy-xlsxwriter", bench, "rustpy_xlsxwriter", None, PLAIN),
        _anchor("XlsxWriter, cells ready", bench, "xlsxwriter", None, READY, "ready"),
        _anchor("rustpy-xlsxwriter, cells ready", bench, "rustpy_xlsxwriter", None, READY, "ready"),
    ]
    yield from _exported("xlsx", bench, anchors)


def _exported(format: str, bench: Bench, anchors: list[Anchor], limit: float | None = None) -> Iterator[Row]:
    size = bench.sized(ENTRIES)
    what = f"export {format}: an answer to a file (within a process)"
    yield from bench.compare(what, size, partial(_ours, feed_of(size), format), anchors, limit)


def _ours(folder: Path, format: str, build: Build) -> Run:
    return part(build.python, "exports.ours", folder, format)


def _anchor(name: str, bench: Bench, library: str, target: float | None, lacks: str, *how: str) -> Anchor:
    run = part(PYTHON, "exports.theirs", feed_of(bench.sized(ENTRIES)), library, *how)
    return Anchor(name, run, target, lacks, library)


# --- What is measured: each in a process of its own ------------------------------------------------


def ours(folder: str, format: str) -> float:
    answer = _answer(folder)
    return _written(lambda out: export(answer, format, out))


def theirs(folder: str, library: str, ready: str = "") -> float:
    answer = _answer(folder)
    if library == "icalendar":
        return _written(lambda out: with_icalendar(answer, out))
    cells: Plain = [(title, list(rows)) for title, rows in _plain(answer)] if ready else _plain(answer)
    return _written(lambda out: WRITERS[library](cells, out))


def _answer(folder: str) -> View:
    return project(open_log(folder), day_within(folder), hindsight=True)


def _written(write: Callable[[BinaryIO], object]) -> float:
    with TemporaryFile() as out:
        with Clock() as clock:
            write(out)
        assert out.seek(0, 2)
    return clock.seconds


def with_icalendar(view: View, out: BinaryIO) -> None:
    sys.path.append(str(ROOT / "tests"))
    from plugins.calendar.by_library import giant_calendar

    out.write(giant_calendar(view).to_ical())


def with_openpyxl(plain: Plain, out: BinaryIO) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, cells in plain:
        sheet = book.create_sheet(title)
        for row in cells:
            sheet.append(row)
    book.save(out)


def with_xlsxwriter(plain: Plain, out: BinaryIO) -> None:
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with Workbook(out, {"constant_memory": True, **options}) as book:
        for title, cells in plain:
            sheet = book.add_worksheet(title)
            for number, row in enumerate(cells):
                sheet.write_row(number, 0, row)


def with_rust(plain: Plain, out: BinaryIO) -> None:
    from rustpy_xlsxwriter import write_worksheets

    write_worksheets([(title, map(_record, cells)) for title, cells in plain], out)


def _record(row: list[Field]) -> dict[str, Field]:
    return {str(place): field for place, field in enumerate(row)}


def _plain(view: View) -> Iterator[tuple[str, Iterator[list[Field]]]]:
    """What stands in the cells of our workbook."""
    for sheet in sheets(view):
        yield sheet.title, ([field.text if isinstance(field, Link) else field for field in row] for row in sheet.rows)


WRITERS: dict[str, Callable[[Plain, BinaryIO], None]] = {
    "openpyxl": with_openpyxl, "xlsxwriter": with_xlsxwriter, "rustpy_xlsxwriter": with_rust,
}  # fmt: skip
