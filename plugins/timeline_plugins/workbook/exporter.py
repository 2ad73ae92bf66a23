"""The Excel exporter: a view as a workbook: summary, picture, timeline, claims, and rows to import again."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import BinaryIO, ClassVar

from attrs import frozen
from openpyxl import Workbook

from timeline_engine.dates import DateError
from timeline_engine.view import View
from timeline_engine.view.asking import ask_again
from timeline_engine.view.diff import Diff, diff, read_question
from timeline_engine.view.words.phrases import clocks_words, sentence

from .writing.archive import NEVER, Inserts, save
from .writing.cells import Losses, safe_text
from .writing.changes import between_words, changes
from .writing.fields import log_words
from .writing.layout import Sheet
from .writing.sheets import sheets
from .writing.writer import Limits, write_sheet


@frozen(kw_only=True)
class XlsxExporter:
    """Writes the workbook: Summary, Picture, Timeline, Claims, and Events in the columns of an import file.

    Options:
        since: a day, or ``DAY@DAY`` as known by another: adds a sheet of what changed from the answer of then to this.
    """

    title: ClassVar[str] = "Excel workbook: summary, picture, timeline, claims, and rows that can be imported again"
    suffix: ClassVar[str] = ".xlsx"
    binary: ClassVar[bool] = True

    since: str | None = None

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the workbook. Returns one sentence for each thing it could not carry whole."""
        return export_within(view, out, Limits(), self.since)

    def export_diff(self, found: Diff, out: BinaryIO) -> Sequence[str]:
        """Write a workbook of what changed. Returns one sentence for each thing it could not carry whole."""
        return _write([changes(found)], found.after, between_words(found), out, Limits())


def export_within(view: View, out: BinaryIO, limits: Limits, since: str | None = None) -> list[str]:
    """Write a view's workbook whose sheets hold no more than the limits say; see `XlsxExporter`."""
    found = _changed(view, since) if since else None
    return _write(sheets(view, found), view, clocks_words(view.question), out, limits)


def _changed(view: View, since: str) -> Diff:
    """What changed from the answer of that day to this. Raises TimelineError."""
    try:
        return diff(ask_again(view, read_question(since, view.question.recorded_by), view.only), view)
    except DateError as error:
        raise DateError(f"since: {error}") from error


def _write(parts: Iterable[Sheet], view: View, asked: str, out: BinaryIO, limits: Limits) -> list[str]:
    book = Workbook(write_only=True)
    _describe(book, view, asked)
    losses = Losses()
    notes: list[str] = []
    with Inserts() as inserts:
        for sheet in parts:
            parts_note = _parts_note(sheet, write_sheet(book, inserts, sheet, losses, limits), limits)
            notes += (*sheet.notes, *parts_note)
        save(book, inserts, out)
    return losses.sentences() + notes


def _describe(book: Workbook, view: View, asked: str) -> None:
    """The workbook's properties: from the log, not from the clock, so that equal views give equal files."""
    stamps = [event.revision.modified for event in view.events]
    modified = datetime.fromisoformat(max(stamps)).replace(tzinfo=None, microsecond=0) if stamps else NEVER
    properties = book.properties
    properties.title = safe_text(view.log.title)[0]
    properties.subject = safe_text(sentence(asked))[0]
    properties.description = safe_text(sentence(log_words(view)))[0]
    properties.creator = properties.lastModifiedBy = "timeline"
    properties.created = properties.modified = modified


def _parts_note(sheet: Sheet, parts: int, limits: Limits) -> list[str]:
    if parts == 1:
        return []
    last = f"{sheet.title} {parts}"
    return [f"{sheet.title} goes on to the sheet {last}: a sheet holds {limits.rows:,} rows."]
