"""Drawing the answer: the layout of the page makes the SVG, by the same script, and resvg the PNG of that."""

import json
from functools import cache
from importlib.resources import files

import msgspec
from attrs import frozen

from timeline_engine.view import View
from timeline_engine.visible import visible
from timeline_plugins.html.data import page_data
from timeline_plugins.html.exporter import other_clocks, proof

from .extra import needed
from .raster import rastered

WIDTH, ROWS, SCALE = 1200, 24, 2.0
"""How wide a picture is, how many rows of events an issue has at most, how many pixels a unit of the width is."""


@frozen
class Picture:
    """A picture: its SVG, how large that is, and a sentence on each thing that it could not say as it was asked."""

    svg: str
    width: int
    height: int
    notes: tuple[str, ...] = ()


def svg(view: View, width: int = WIDTH) -> str:
    """The SVG of an answer, so many units wide. Raises TimelineError without the extra, HistoryError."""
    return draw(view, width).svg


def png(view: View, width: int = WIDTH, scale: float = SCALE) -> bytes:
    """The PNG of an answer: ``width * scale`` pixels wide, unless it were too large. Raises what `svg` does."""
    made = draw(view, width)
    return rastered(made.svg, made.width, made.height, scale)[0]


def draw(
    view: View, width: int = WIDTH, rows: int = ROWS, first: int | None = None, last: int | None = None
) -> Picture:
    """Draw an answer.

    ``first`` and ``last`` are the days that are seen, counted from 1970-01-01; None: those that hold nearly all events.
    Raises TimelineError without the extra, HistoryError.
    """
    asked = {"width": width, "rows": rows, "first": first, "last": last, "proof": visible(proof(view))}
    data = msgspec.json.encode(page_data(view)).decode()
    context = needed("quickjs").Context()
    context.eval(_script())
    made = json.loads(context.get("picture")(data, json.dumps(asked)))
    return Picture(made["svg"], made["width"], made["height"], tuple(other_clocks(view, "picture")))


@cache
def _script() -> str:
    return files(__package__).joinpath("picture.js").read_text(encoding="utf-8")
