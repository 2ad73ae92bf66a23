"""The sheet Picture: the issues along time where that can be drawn, else Excel's own chart of the events by month."""

from io import BytesIO

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.image import Image
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from timeline_engine.projection import Phase
from timeline_engine.view import View
from timeline_engine.view.words.phrases import clocks_words, counted, sentence

from .drawn import png_of
from .layout import Column, Sheet
from .months import Counts, counts
from .styles import LINE

_PAGE = 1040  # pixels at 96 an inch, the width of a page
_WIDTH, _HEIGHT = 24, 13  # of the chart beside its table, in cm
_COLOURS: dict[Phase, str] = {
    "occurred": "1F4E79",
    "possible": "9DC3E6",
    "due": "F4B183",
    "overdue": "C00000",
    "upcoming": "70AD47",
    "cancelled": "BFBFBF",
    "retracted": "7F7F7F",
}


def picture(view: View) -> Sheet:
    """The picture as a png; without what draws it, or of very many events, a chart over a table of months."""
    png = png_of(view)
    return _image(png) if png else _chart(counts(view), view)


# --- The png ---


class _Png(Image):
    """A png as openpyxl puts it into a workbook: its own class needs Pillow to ask for the size."""

    def __init__(self, data: bytes) -> None:
        self.ref = BytesIO(data)
        self.format = "png"
        width, height = (int.from_bytes(data[at : at + 4]) for at in (16, 20))  # of its header, which comes first
        self.width, self.height = _PAGE, round(height * _PAGE / width)
        self._bytes = data

    def _data(self) -> bytes:
        return self._bytes


def _image(png: bytes) -> Sheet:
    def draw(sheet: Worksheet, header: int, last: int) -> None:
        sheet.add_image(_Png(png), "A1")

    return Sheet(title="Picture", columns=(), rows=(), draw=draw)


# --- The chart ---


def _chart(found: Counts, view: View) -> Sheet:
    phases, unit = found.phases, found.unit.lower()

    def draw(sheet: Worksheet, header: int, last: int) -> None:
        if phases:
            place = f"{get_column_letter(len(phases) + 3)}{header}"
            sheet.add_chart(_bars(sheet, phases, header, last), place)

    return Sheet(
        title="Picture",
        heading=(
            f"{view.log.title}: events by {unit}",
            f"{sentence(clocks_words(view.question))} Each event is in the {unit} of its sort date, as in Timeline.",
            *_left_out(found),
        ),
        columns=(Column(found.unit, 10), *(Column(phase, 12, "number") for phase in phases)),
        rows=((name, *(counts.get(phase) for phase in phases)) for name, counts in found.rows),
        draw=draw,
    )


def _left_out(found: Counts) -> tuple[str, ...]:
    outside = f"{counted(found.outside, 'event')} before or after this time" if found.outside else ""
    undated = f"{counted(found.undated, 'event')} without a date" if found.undated else ""
    said = " and ".join(filter(None, (outside, undated)))
    return (f"Not shown: {said}.",) if said else ()


def _bars(sheet: Worksheet, phases: tuple[Phase, ...], header: int, last: int) -> BarChart:
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "col", "stacked", 100, 40
    chart.add_data(
        Reference(sheet, min_col=2, max_col=len(phases) + 1, min_row=header, max_row=last), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=header + 1, max_row=last))
    for series, phase in zip(chart.series, phases, strict=True):
        series.graphicalProperties.solidFill = _COLOURS[phase]
    chart.width, chart.height = _WIDTH, _HEIGHT
    chart.legend.position = "b"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill=LINE[2:])))
    return chart
