"""How long exports take and what memory they need, against the libraries that write such files, in one run.

Prints, for a generated log of each size, ours and the anchor in seconds, their ratio, and the peak memory of either:

    python tests/bench/exports.py [EVENTS ...]

Each export is a process of its own that reads the log, projects it, and then writes. The seconds are those of writing.
The memory is the most that the process ever held (its resident set), in brackets the most before it began to write.

The anchors: for a calendar, one `icalendar` Calendar with a component for each event, and its to_ical(); for a
workbook, the same rows as plain cells without looks and links, by openpyxl (write-only) and by XlsxWriter (in constant
memory).
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[1] / "plugins")]

from generate import generate
from ics_by_library import giant_calendar

from timeline_engine.log import open_log
from timeline_engine.plugins import EXPORTERS, export, plugins
from timeline_engine.view import View, project
from timeline_plugins.xlsx_cells import Field, Link
from timeline_plugins.xlsx_sheets import sheets

SIZES = (10_000, 100_000)
ENTRIES = 1.2  # to an event, as the generator makes them
AS_OF = "2024-01-01"
MB = 1024  # ru_maxrss is in KiB; on macOS in bytes


class Taken(NamedTuple):
    """What one process took: seconds to write, and peak memory in MB, before it wrote and in all."""

    events: int
    seconds: float
    view_mb: float
    peak_mb: float


class Row(NamedTuple):
    """An export against an anchor; without one, ``anchor`` is empty."""

    export: str
    ours: Taken
    anchor: str = ""
    theirs: Taken | None = None

    @property
    def ratio(self) -> float | None:
        """How many times faster ours is."""
        return self.theirs.seconds / self.ours.seconds if self.theirs else None


def with_icalendar(view: View, out: BinaryIO) -> None:
    out.write(giant_calendar(view).to_ical())


def with_openpyxl(view: View, out: BinaryIO) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, rows in _plain(view):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(out)


def with_xlsxwriter(view: View, out: BinaryIO) -> None:
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with Workbook(out, {"constant_memory": True, **options}) as book:
        for title, rows in _plain(view):
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def _plain(view: View) -> Iterator[tuple[str, Iterator[list[Field]]]]:
    for sheet in sheets(view):
        yield sheet.title, ([field.text if isinstance(field, Link) else field for field in row] for row in sheet.rows)


ANCHORS: dict[str, dict[str, Callable[[View, BinaryIO], None]]] = {
    "ics": {"icalendar": with_icalendar},
    "xlsx": {"openpyxl": with_openpyxl, "XlsxWriter": with_xlsxwriter},
}


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """Measure every exporter on logs of so many events, one row for each anchor that it has."""
    names = [plugin.name for plugin in plugins() if plugin.group == EXPORTERS]
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "log"
            generate(log, int(size * ENTRIES))
            for name in names:
                ours = _taken(log, name)
                anchored = [Row(name, ours, anchor, _taken(log, name, anchor)) for anchor in ANCHORS.get(name, ())]
                yield from anchored or [Row(name, ours)]


def _taken(log: Path, name: str, anchor: str = "") -> Taken:
    command = [sys.executable, __file__, "--write", str(log), name, anchor]
    return Taken(**json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))


def write(log: str, name: str, anchor: str) -> Taken:
    """Write one export, in this process."""
    view = project(open_log(log), AS_OF, hindsight=True)
    before, started = _peak_mb(), time.perf_counter()
    with tempfile.TemporaryFile() as out:
        if anchor:
            ANCHORS[name][anchor](view, out)
        else:
            export(view, name, out)
    return Taken(len(view.events), time.perf_counter() - started, before, _peak_mb())


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (MB * MB if sys.platform == "darwin" else MB)


def shown(row: Row) -> str:
    def memory(taken: Taken) -> str:
        return f"{taken.peak_mb:6.0f} ({taken.view_mb:.0f})"

    ours = f"{row.export:10}{row.ours.events:>9,}{row.ours.seconds:9.2f}{memory(row.ours):>14}"
    if row.theirs is None:
        return ours
    return f"{ours}  {row.anchor:12}{row.theirs.seconds:9.2f}{memory(row.theirs):>14}{row.ratio:8.1f}"


HEADER = (
    f"{'export':10}{'events':>9}{'seconds':>9}{'MB (view)':>14}"
    f"  {'anchor':12}{'seconds':>9}{'MB (view)':>14}{'ratio':>8}"
)

if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        print(json.dumps(write(*sys.argv[2:])._asdict()))
    else:
        print(HEADER)
        for row in rows([int(text) for text in sys.argv[1:]] or SIZES):
            print(shown(row), flush=True)
