"""How a workbook looks: fonts, number formats, colours by condition, and how a sheet is printed."""

import re
from collections.abc import Sequence
from math import ceil
from typing import Literal

from attrs import frozen
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from .cells import Field, Link
from .layout import Look, Sort

FONT = "Calibri"
INK, PAPER, LINE, MUTED, LINK = "FF1F2937", "FFFFFFFF", "FFD9DEE5", "FF5B6573", "FF0B5CAD"

DATE = "yyyy-mm-dd"
TIME = "yyyy-mm-dd hh:mm"
WHOLE = "#,##0"
DECIMAL = "#,##0.0###"
TYPED = "@"
GENERAL = "General"

_LOOKS: dict[Look, tuple[Font | None, PatternFill | None]] = {
    "alarm": (Font(color="FF9C0006", bold=True), PatternFill(bgColor="FFFFC7CE")),
    "caution": (Font(color="FF7A4B00"), PatternFill(bgColor="FFFFE699")),
    "notice": (Font(color="FF1F4E79"), PatternFill(bgColor="FFDDEBF7")),
    "gone": (Font(color="FF808080", strike=True), None),
    "strong": (Font(bold=True), None),
}
_UNDER = Border(bottom=Side(style="thin", color=LINE))
_A4 = 9
_LINE_HEIGHT, _TALLEST = 15.0, 409.0  # points
_MOST_LINES = ceil(_TALLEST / _LINE_HEIGHT)
_LEGIBLE = 220.0  # characters beside each other on a page, which are then of 7.5 points
_PRINTED_SIZE = 8
_PROSE = 1.15  # letters in the width of a figure
_SURE = 0.55  # so much of a width any text fits
_CAPITALS = re.compile("[A-Z]{2,}")
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\U00020000-\U0003fffd]")
HEADER_HEIGHT = 32.0


@frozen
class Style:
    """What tells the cells of a column apart.

    ``quoted`` keeps a text a text even when somebody edits the cell in Excel.
    """

    format: str = GENERAL
    sort: Sort = "text"
    link: bool = False
    quoted: bool = False


def _font(color: str, *, size: float = 11, bold: bool = False, underline: Literal["single"] | None = None) -> Font:
    return Font(name=FONT, size=size, bold=bold, underline=underline, color=color)


def style_number(sheet: Worksheet, style: Style) -> int:
    """The number by which a style goes in the sheet's workbook."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = style.format
    cell.font = _font(color=LINK, underline="single") if style.link else _font(color=INK)
    cell.alignment = Alignment(
        vertical="top",
        wrap_text=style.sort == "wrapped" or None,
        horizontal="right" if style.sort == "number" else "left",
        indent=0 if style.sort == "as typed" else 1,
    )
    if style.sort != "as typed":
        cell.border = _UNDER
    cell.quotePrefix = int(style.quoted)
    return int(cell.style_id)


def header_cell(sheet: Worksheet, text: str, sort: Sort) -> Cell:
    """A cell of a table's header; ``text`` must be what the table calls its column."""
    cell = WriteOnlyCell(sheet, text)
    cell.font = _font(color=PAPER, bold=True)
    cell.fill = PatternFill("solid", fgColor=INK)
    cell.alignment = Alignment(
        vertical="center",
        wrap_text=True,
        horizontal="right" if sort == "number" else "left",
        indent=0 if sort == "as typed" else 1,
    )
    return cell


def heading_cell(sheet: Worksheet, text: str, *, first: bool) -> Cell:
    """A line above the table: the first is the title."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = 1
    cell.font = _font(size=16, bold=True, color=INK) if first else _font(color=MUTED)
    return cell


def colour_rule(look: Look, column: str, row: int, word: str) -> Rule:
    """A rule that gives cells a look where the column, from that row on, has a word in it."""
    font, fill = _LOOKS[look]
    formula = f'ISNUMBER(SEARCH("{word}",${column}{row}))'
    return Rule(type="expression", dxf=DifferentialStyle(font=font, fill=fill), formula=[formula])


def set_up_print(sheet: Worksheet, header: int, width: float, about: DocumentProperties) -> None:
    """Landscape, the header on every page; what is asked at the head, from which log at the foot, and page by page.

    ``width`` is that of the columns that are printed: a sheet takes as many pages side by side as keep it legible.
    """
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = max(1, ceil(width / _LEGIBLE))
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.page_margins.left = sheet.page_margins.right = 0.3
    sheet.page_margins.top, sheet.page_margins.bottom = 0.7, 0.6
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.print_title_rows = f"{header}:{header}"
    head, foot = sheet.oddHeader, sheet.oddFooter
    assert head is not None  # a new sheet has both
    assert foot is not None
    head.left.text, head.center.text, head.right.text = _printed(about.title, 70), "&A", _printed(about.subject, 130)
    foot.left.text, foot.right.text = _printed(about.description, 200), "Page &P of &N"
    for part in (head.left, head.center, head.right, foot.left, foot.right):
        part.size = _PRINTED_SIZE


def _printed(text: str | None, most: int) -> str:
    """A text at the head or foot of a page, which hold 255 characters in all, and where & begins an order."""
    cut = (text or "").replace("&", "&&")[:most]
    return cut if cut.count("&") % 2 == 0 else cut[:-1]


def row_height(wrapped: Sequence[tuple[int, float]], row: Sequence[Field]) -> float | None:
    """How high a row must be to show its wrapped texts; None for one line. LibreOffice does not see to it itself.

    ``wrapped`` are the places and widths of the columns in which texts wrap.
    """
    lines = 1
    for place, width in wrapped:
        field = row[place]
        text = field.text if isinstance(field, Link) else field
        if isinstance(text, str) and (len(text) > width * _SURE or "\n" in text):
            lines = max(lines, _lines(text, width))
    return min(_LINE_HEIGHT * lines, _TALLEST) if lines > 1 else None


def _lines(text: str, width: float) -> int:
    """How many lines a text takes, broken between words, and in a word where that is longer than a line.

    Letters are narrower than the figures by which a width is counted; capitals beside each other are not.
    """
    if _CAPITALS.search(text):
        text = _CAPITALS.sub(lambda found: found[0] + found[0][::2], text)
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    room = max(1, int((width - 1) * _PROSE * len(text) / (len(text) + wide)))
    lines = 0
    for line in text.splitlines():
        lines += 1
        while len(line) > room and lines < _MOST_LINES:
            at = line.rfind(" ", 1, room + 1)
            line = line[at + 1 :] if at > 0 else line[room:]
            lines += 1
    return lines
