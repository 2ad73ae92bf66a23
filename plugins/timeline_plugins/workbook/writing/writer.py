"""Writes sheets as a stream: a row is gone from memory when the next one comes, however many there are.

openpyxl writes the workbook, with the head of each sheet, its table, its looks and its colours. The rows below the
head and their links are written beside it, and put in their places when the workbook is saved.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, count, islice
from typing import cast

from attrs import frozen
from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from .archive import Inserts
from .cells import Field, Losses, safe_text
from .layout import Mark, Sheet
from .page_cells import PageCells
from .row_xml import LINKS, link, relationship, row, text_cell
from .styles import (
    HEADER_HEIGHT,
    TYPED,
    colour_rule,
    header_cell,
    heading_cell,
    row_height,
    set_up_print,
)


@frozen
class Limits:
    """How much a sheet may hold: Excel's own limits; tests set lower ones."""

    rows: int = 1_048_576
    links: int = 65_530


def write_sheet(book: Workbook, inserts: Inserts, sheet: Sheet, losses: Losses, limits: Limits) -> int:
    """Write a sheet to a write-only workbook, going on to a further one when it is full; return how many it took."""
    rows = iter(sheet.rows)
    for part in count(1):
        page = Page(book, inserts, sheet, part, losses, limits)
        page.write(islice(rows, limits.rows - page.header - page.foot))
        page.close()
        following = next(rows, None)
        if following is None:
            break
        rows = chain((following,), rows)
    return part


class Page:
    """One sheet of a workbook while it is written.

    ``header`` is the row of its table's header, ``foot`` how many rows stand below the table.
    """

    def __init__(
        self, book: Workbook, inserts: Inserts, sheet: Sheet, part: int, losses: Losses, limits: Limits
    ) -> None:
        self.header = len(sheet.heading) + 2 if sheet.heading else 1
        self.foot = len(sheet.foot) + 1 if sheet.foot else 0
        self._sheet = sheet
        self._name = sheet.title if part == 1 else f"{sheet.title} {part}"
        self._letters = [get_column_letter(number) for number in range(1, len(sheet.columns) + 1)]
        self._wrapped = [
            (place, column.width) for place, column in enumerate(sheet.columns) if column.sort == "wrapped"
        ]
        self._row = self.header
        self._losses = losses
        self._links = 0
        self._most_links = limits.links
        # A write-only sheet is no Worksheet, but has all parts of one that are used here.
        self._out = cast("Worksheet", book.create_sheet(self._name))
        self._cells = PageCells(self._out, sheet.columns, self._lose, self._link_to)
        self._set_up(book.properties)
        self._write_top()
        place = len(book.worksheets)
        self._rows_out = inserts.before(f"xl/worksheets/sheet{place}.xml", b"</sheetData>")
        self._links_out = inserts.before(f"xl/worksheets/sheet{place}.xml", b"<pageMargins")
        self._addresses_out = inserts.before(f"xl/worksheets/_rels/sheet{place}.xml.rels", b"</Relationships>")

    def write(self, rows: Iterable[Sequence[Field]]) -> None:
        """Write rows below those written so far."""
        for fields in rows:
            self._row += 1
            height = row_height(self._wrapped, fields) if self._wrapped else None
            self._rows_out.write(row(self._row, height, self._cells.of(self._row, fields)))

    def close(self) -> None:
        """Make the rows a table, colour it, and write the lines below it. Nothing can be written after that."""
        if self._links:
            self._links_out.write(LINKS[1])
        last = max(self._row, self.header + 1)  # Excel calls a table without any row damaged
        self._write_foot(last + 2)
        if self._sheet.columns:
            self._make_table(last)
        if self._sheet.draw:
            self._sheet.draw(self._out, self.header, last)

    def _make_table(self, last: int) -> None:
        for mark in self._sheet.marks:
            self._colour(mark, last)
        ref = f"A{self.header}:{self._letters[-1]}{last}"
        columns = [TableColumn(id=n, name=c.name) for n, c in enumerate(self._sheet.columns, 1)]
        table = Table(
            displayName=self._name.replace(" ", "_"),
            ref=ref,
            tableColumns=columns,
            autoFilter=AutoFilter(ref=ref),
            tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=False),
        )
        self._out.tables.add(table)  # add_table would warn that the columns are to be named, as they are

    def _write_foot(self, first: int) -> None:
        """Lines below the table, and an empty one between: what stands right below it would become a part of it."""
        for number, line in enumerate(self._sheet.foot, first):
            style = heading_cell(self._out, line, first=False).style_id
            self._rows_out.write(row(number, None, [("A", text_cell(style, safe_text(line)[0]))]))
        if self._sheet.printed is not None:
            self._out.print_area = f"A1:{self._letters[self._sheet.printed - 1]}{first + len(self._sheet.foot) - 1}"

    def _set_up(self, about: DocumentProperties) -> None:
        typed = False
        for letter, column in zip(self._letters, self._sheet.columns, strict=True):
            dimension = self._out.column_dimensions[letter]
            dimension.width = column.width
            if column.sort == "as typed":  # for rows yet to be typed in, too
                dimension.number_format, typed = TYPED, True
        self._out.freeze_panes = f"A{self.header + 1}"
        self._out.sheet_view.showGridLines = typed
        printed = self._sheet.columns[: self._sheet.printed]
        set_up_print(self._out, self.header, sum(column.width for column in printed), about)

    def _write_top(self) -> None:
        for number, line in enumerate(self._sheet.heading):
            self._out.append([heading_cell(self._out, safe_text(line)[0], first=number == 0)])
        if self._sheet.heading:
            self._out.append([])
        header = [header_cell(self._out, column.name, column.sort) for column in self._sheet.columns]
        self._out.row_dimensions[self.header].height = HEADER_HEIGHT
        self._out.append(header)

    def _colour(self, mark: Mark, last: int) -> None:
        letters = {column.name: letter for column, letter in zip(self._sheet.columns, self._letters, strict=True)}
        first = self.header + 1
        on = [letters[name] for name in mark.on] or [f"A:{self._letters[-1]}"]
        spans = [span.split(":") for span in on]
        ref = " ".join(f"{span[0]}{first}:{span[-1]}{last}" for span in spans)
        self._out.conditional_formatting.add(ref, colour_rule(mark.look, letters[mark.where], first, mark.word))

    def _link_to(self, place: str, address: str) -> bool:
        """Have a click on a cell open an address; False if there are too many."""
        if self._links == self._most_links:
            return False
        if not self._links:
            self._links_out.write(LINKS[0])
        self._links += 1
        target, _, anchor = address.partition("#")
        name = f"link{self._links}"
        self._links_out.write(link(place, name, anchor))
        self._addresses_out.write(relationship(name, target))
        return True

    def _lose(self, reason: str, place: str) -> None:
        self._losses.add(reason, f"{self._name}!{place}")
