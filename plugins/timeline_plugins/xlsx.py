"""The Excel exporter: a view as a workbook with a summary, a timeline, the claims, and rows to import again."""

import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, ClassVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from timeline_engine.view import View
from timeline_engine.view.diff import Diff

from .xlsx_cells import Losses, safe_text
from .xlsx_changes import changes
from .xlsx_layout import Sheet
from .xlsx_sheets import sheets
from .xlsx_writer import Limits, write_sheet

_NEVER = datetime(1980, 1, 1)  # the first moment a zip archive knows
_UNIX = 3


class XlsxExporter:
    """Writes the workbook: Summary, Timeline, Claims, and Events in the columns of an import file."""

    title: ClassVar[str] = "Excel workbook: summary, timeline, claims, and rows that can be imported again"
    suffix: ClassVar[str] = ".xlsx"
    binary: ClassVar[bool] = True

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the workbook. Returns one sentence for each thing it could not carry whole."""
        return export_within(view, out, Limits())

    def export_diff(self, found: Diff, out: BinaryIO) -> Sequence[str]:
        """Write a workbook of what changed. Returns one sentence for each thing it could not carry whole."""
        return _write([changes(found)], found.after, out, Limits())


def export_within(view: View, out: BinaryIO, limits: Limits) -> list[str]:
    """Write a view's workbook whose sheets hold no more than the limits say; see `XlsxExporter.export`."""
    return _write(sheets(view), view, out, limits)


def _write(parts: Iterable[Sheet], view: View, out: BinaryIO, limits: Limits) -> list[str]:
    book = Workbook(write_only=True)
    _describe(book, view)
    losses = Losses()
    notes: list[str] = []
    for sheet in parts:
        notes += sheet.notes
        notes += _parts_note(sheet, write_sheet(book, sheet, losses, limits), limits)
    _save(book, out)
    return losses.sentences() + notes


def _describe(book: Workbook, view: View) -> None:
    """The workbook's properties: from the log, not from the clock, so that equal views give equal files."""
    stamps = [event.revision.modified for event in view.events]
    modified = datetime.fromisoformat(max(stamps)).replace(tzinfo=None, microsecond=0) if stamps else _NEVER
    properties = book.properties
    properties.title = safe_text(view.log.title)[0]
    properties.creator = properties.lastModifiedBy = "timeline"
    properties.created = properties.modified = modified


def _parts_note(sheet: Sheet, parts: int, limits: Limits) -> list[str]:
    if parts == 1:
        return []
    last = f"{sheet.title} {parts}"
    return [f"{sheet.title} goes on to the sheet {last}: a sheet holds {limits.rows:,} rows."]


def _save(book: Workbook, out: BinaryIO) -> None:
    """Write the finished workbook at once: nothing half done reaches ``out``, which need not be seekable."""
    with TemporaryFile() as whole:
        with _Archive(whole, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(book, archive).write_data()  # Workbook.save would put in the time of now
        whole.seek(0)
        shutil.copyfileobj(whole, out)


class _Archive(ZipFile):
    """A zip archive in which every file has the same time and owner."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        super().writestr(_entry(str(zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        entry = _entry(str(arcname or filename))
        entry.file_size = Path(filename).stat().st_size  # more than 2 GiB needs the zip64 form from the start
        with Path(filename).open("rb") as source, self.open(entry, "w") as target:
            shutil.copyfileobj(source, target)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _NEVER.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = _UNIX
    return entry
