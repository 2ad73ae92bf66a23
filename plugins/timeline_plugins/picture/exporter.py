"""Exporters: the page as it stands on one day, as SVG and as PNG."""

from collections.abc import Sequence
from typing import BinaryIO, ClassVar

from attrs import field, frozen

from timeline_engine.view import View

from .drawing import ROWS, SCALE, WIDTH, Picture, draw
from .options import number, size, span, times
from .raster import rastered


@frozen(kw_only=True)
class SvgExporter:
    """Writes a picture: the issues along time with their events, as the page shows them on the day of the question.

    Options:
        width: how wide it is, 1200 if not given; the height follows.
        rows: how many rows of events an issue has at most, 24 if not given; what has no room is counted.
        start, end: the days that are seen. If not given, those that hold nearly all events.
    """

    title: ClassVar[str] = "Picture: the issues along time, for print and documents"
    suffix: ClassVar[str] = ".svg"
    binary: ClassVar[bool] = False

    width: int = field(default=WIDTH, converter=size)
    rows: int = field(default=ROWS, converter=number)
    start: str = ""
    end: str = ""

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the picture. Raises TimelineError without the extra, or for dates that are none."""
        made = _drawn(self, view)
        out.write(made.svg.encode())
        return made.notes


@frozen(kw_only=True)
class PngExporter:
    """Writes the same picture in pixels, in the fonts of the machine.

    Options:
        width, rows, start, end: as of svg.
        scale: how many pixels a unit of the width is, 2 if not given: so it is sharp in print.
    """

    title: ClassVar[str] = "Picture in pixels: the issues along time"
    suffix: ClassVar[str] = ".png"
    binary: ClassVar[bool] = True

    width: int = field(default=WIDTH, converter=size)
    rows: int = field(default=ROWS, converter=number)
    start: str = ""
    end: str = ""
    scale: float = field(default=SCALE, converter=times)

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the picture. Raises TimelineError without the extra, or for dates that are none."""
        made = _drawn(self, view)
        png, notes = rastered(made.svg, made.width, made.height, self.scale)
        out.write(png)
        return [*made.notes, *notes]


def _drawn(asked: SvgExporter | PngExporter, view: View) -> Picture:
    return draw(view, asked.width, asked.rows, *span(asked.start, asked.end, view))
