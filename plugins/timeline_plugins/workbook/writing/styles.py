"""How a workbook looks: fonts, number formats, colours by condition, and how a sheet is printed."""

from collections.abc import Sequence
from math import ceil
from typing import Literal

from attrs import frozen
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.formatting.rule import Rule
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
        indent=1 if style.sort == "number" else 0,
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
        indent=1 if sort == "number" else 0,
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


def set_up_print(sheet: Worksheet, header: int, title: str) -> None:
    """Landscape, as wide as the page, the header on every page, and which page of how many at the foot."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.75
    sheet.print_title_rows = f"{header}:{header}"
    foot = sheet.oddFooter
    assert foot is not None  # a new sheet has one
    foot.left.text = title[:60].replace("&", "&&")  # a footer holds 255 characters in all
    foot.center.text = "&A"
    foot.right.text = "Page &P of &N"


def row_height(wrapped: Sequence[tuple[int, float]], row: Sequence[Field]) -> float | None:
    """How high a row must be to show its wrapped texts; None for one line. LibreOffice does not see to it itself.

    ``wrapped`` are the places and widths of the columns in which texts wrap.
    """
    lines = 1
    for place, width in wrapped:
        field = row[place]
        text = field.text if isinstance(field, Link) else field
        if isinstance(text, str) and (len(text) > width or "\n" in text):
            lines = max(lines, sum(ceil((len(line) or 1) / width) for line in text.splitlines()))
    return min(_LINE_HEIGHT * lines, _TALLEST) if lines > 1 else None
