"""Writes sheets with openpyxl as a stream: a row is gone from memory when the next one comes, however many there are.

Small and large views are written in the same way. It asks for an order: widths, frozen panes and print set-up before
the first row, the table and its colours after the last.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain, count, islice
from typing import Any, cast

from attrs import frozen
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from .xlsx_cells import OPEN, Field, Link, Losses, safe_link, safe_number, safe_text
from .xlsx_layout import Column, Mark, Sheet
from .xlsx_looks import (
    DATE,
    DECIMAL,
    GENERAL,
    HEADER_HEIGHT,
    TIME,
    TYPED,
    WHOLE,
    Style,
    colour_rule,
    header_cell,
    heading_cell,
    row_height,
    set_up_print,
    styled_cell,
)


@frozen
class Limits:
    """How much a sheet may hold: Excel's own limits; tests set lower ones."""

    rows: int = 1_048_576
    links: int = 65_530


def write_sheet(book: Workbook, sheet: Sheet, losses: Losses, limits: Limits) -> int:
    """Write a sheet to a write-only workbook, going on to a further one when it is full; return how many it took."""
    rows = iter(sheet.rows)
    for part in count(1):
        page = Page(book, sheet, part, losses, limits)
        page.write(islice(rows, limits.rows - page.header))
        page.close()
        following = next(rows, None)
        if following is None:
            break
        rows = chain((following,), rows)
    return part


class Page:
    """One sheet of a workbook while it is written; ``header`` is the row of its table's header."""

    def __init__(self, book: Workbook, sheet: Sheet, part: int, losses: Losses, limits: Limits) -> None:
        self.header = len(sheet.heading) + 2 if sheet.heading else 1
        self._sheet = sheet
        self._name = sheet.title if part == 1 else f"{sheet.title} {part}"
        self._letters = [get_column_letter(number) for number in range(1, len(sheet.columns) + 1)]
        self._row = self.header
        self._losses = losses
        self._links_left = limits.links
        self._cells: dict[tuple[int, Style], Cell] = {}
        # A write-only sheet is no Worksheet, but has all parts of one that are used here.
        self._out = cast("Worksheet", book.create_sheet(self._name))
        self._set_up(str(book.properties.title or ""))
        self._write_top()

    def write(self, rows: Iterable[Sequence[Field]]) -> None:
        """Write rows below those written so far."""
        for row in rows:
            self._row += 1
            cells = [self._cell(place, field) for place, field in enumerate(row)]
            self._append(cells, self._row, row_height(self._sheet.columns, row))

    def close(self) -> None:
        """Make the rows a table and colour it. Nothing can be written after that."""
        last = max(self._row, self.header + 1)  # Excel calls a table without any row damaged
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

    def _set_up(self, title: str) -> None:
        typed = False
        for letter, column in zip(self._letters, self._sheet.columns, strict=True):
            dimension = self._out.column_dimensions[letter]
            dimension.width = column.width
            if column.sort == "as typed":  # for rows yet to be typed in, too
                dimension.number_format, typed = TYPED, True
        self._out.freeze_panes = f"A{self.header + 1}"
        self._out.sheet_view.showGridLines = typed
        set_up_print(self._out, self.header, title)

    def _write_top(self) -> None:
        for number, line in enumerate(self._sheet.heading):
            self._out.append([heading_cell(self._out, safe_text(line)[0], first=number == 0)])
        if self._sheet.heading:
            self._out.append([])
        header = [header_cell(self._out, column.name, column.sort) for column in self._sheet.columns]
        self._append(header, self.header, HEADER_HEIGHT)

    def _append(self, cells: list[Any], row: int, height: float | None) -> None:
        if height:
            self._out.row_dimensions[row].height = height
        self._out.append(cells)
        if height:
            del self._out.row_dimensions[row]  # it is written; a million of them would fill the memory

    def _colour(self, mark: Mark, last: int) -> None:
        letters = {column.name: letter for column, letter in zip(self._sheet.columns, self._letters, strict=True)}
        first = self.header + 1
        on = [letters[name] for name in mark.on] or [f"A:{self._letters[-1]}"]
        spans = [span.split(":") for span in on]
        ref = " ".join(f"{span[0]}{first}:{span[-1]}{last}" for span in spans)
        self._out.conditional_formatting.add(ref, colour_rule(mark.look, letters[mark.where], first, mark.word))

    def _cell(self, place: int, field: Field) -> Cell | None:
        column = self._sheet.columns[place]
        if (
            field is None or field == ""
        ):  # where rows are typed in, the column's own style does; else for the line below
            return None if column.sort == "as typed" else self._filled(place, Style(GENERAL, column.sort), None)
        if isinstance(field, Link):
            return self._link(place, column, field)
        if isinstance(field, str):
            return self._text(place, column, field)
        if isinstance(field, date):
            style = Style(TIME if isinstance(field, datetime) else DATE, column.sort)
            return self._filled(place, style, field)
        return self._number(place, column, field)

    def _text(self, place: int, column: Column, text: str, *, link: bool = False) -> Cell:
        fitting, reasons = safe_text(text)
        if column.sort == "date" and text != OPEN:
            reasons.append("date")
        elif column.sorts_by:
            reasons.append("open")
        for reason in reasons:
            self._lose(reason, place)
        style = Style(TYPED if column.sort == "as typed" else GENERAL, column.sort, link, "formula" in reasons)
        cell = self._filled(place, style, fitting)
        cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula, and #N/A for an error
        return cell

    def _number(self, place: int, column: Column, number: int | float) -> Cell:
        fitting, reason = safe_number(number)
        if reason:
            self._lose(reason, place)
        whole = fitting is None or fitting == int(fitting)
        return self._filled(place, Style(WHOLE if whole else DECIMAL, column.sort), fitting)

    def _link(self, place: int, column: Column, link: Link) -> Cell:
        address, reason = safe_link(link.url) if link.url else (None, "")
        if address and not self._links_left:
            address, reason = None, "too many"
        if reason:
            self._lose(reason, place)
        text = f"{link.text}: {link.url}" if reason and link.url != link.text else link.text
        cell = self._text(place, column, text, link=address is not None)
        if address:
            self._links_left -= 1
            target, _, anchor = address.partition("#")
            cell.hyperlink = Hyperlink(ref="", target=target, location=anchor or None)
        return cell

    def _filled(self, place: int, style: Style, value: str | int | float | date | None) -> Cell:
        """The one cell of a column and style, with this value: appending a row writes it out at once."""
        cell = self._cells.get((place, style))
        if cell is None:
            cell = self._cells[place, style] = styled_cell(self._out, style)
        cell.value = value
        return cell

    def _lose(self, reason: str, place: int) -> None:
        self._losses.add(reason, f"{self._name}!{self._letters[place]}{self._row}")
