"""The Excel exporter: a view as a workbook with a summary, a timeline, the claims, and rows to import again."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import BinaryIO, ClassVar

from openpyxl import Workbook

from timeline_engine.view import View
from timeline_engine.view.diff import Diff

from .writing.archive import NEVER, Inserts, save
from .writing.cells import Losses, safe_text
from .writing.changes import changes
from .writing.layout import Sheet
from .writing.sheets import sheets
from .writing.writer import Limits, write_sheet


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
    with Inserts() as inserts:
        for sheet in parts:
            parts_note = _parts_note(sheet, write_sheet(book, inserts, sheet, losses, limits), limits)
            notes += (*sheet.notes, *parts_note)
        save(book, inserts, out)
    return losses.sentences() + notes


def _describe(book: Workbook, view: View) -> None:
    """The workbook's properties: from the log, not from the clock, so that equal views give equal files."""
    stamps = [event.revision.modified for event in view.events]
    modified = datetime.fromisoformat(max(stamps)).replace(tzinfo=None, microsecond=0) if stamps else NEVER
    properties = book.properties
    properties.title = safe_text(view.log.title)[0]
    properties.creator = properties.lastModifiedBy = "timeline"
    properties.created = properties.modified = modified


def _parts_note(sheet: Sheet, parts: int, limits: Limits) -> list[str]:
    if parts == 1:
        return []
    last = f"{sheet.title} {parts}"
    return [f"{sheet.title} goes on to the sheet {last}: a sheet holds {limits.rows:,} rows."]
