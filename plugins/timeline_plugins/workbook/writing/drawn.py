"""The picture of an answer as a png, where the extra ``picture`` is installed, which draws it."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from timeline_engine.view import View

_PLUGIN = "timeline_plugins.picture"
_MOST = 500  # events that are drawn while one waits
_ROWS = 8  # of events an issue has at most; the picture counts what has no room
_SCALE = 1.5  # pixels a unit of its width


def png_of(view: View) -> bytes | None:
    """The png; None where nothing draws it, of very many events, and where it could not say all that was asked.

    That is of other clocks than it has, and where no font here has a sign of its words.
    """
    if len(view.events) > _MOST or (found := _drawing()) is None:
        return None
    draw, rastered = found
    made = draw(view, rows=_ROWS)
    if made.notes:
        return None
    png, notes = rastered(made.svg, made.width, made.height, _SCALE)
    return None if notes else bytes(png)


def _drawing() -> tuple[Callable[..., Any], Callable[..., Any]] | None:
    """What draws a picture, and what makes pixels of it; None where that, or what it needs, is not installed."""
    if find_spec(_PLUGIN) is None or not import_module(f"{_PLUGIN}.extra").is_installed():
        return None
    return import_module(_PLUGIN).draw, import_module(f"{_PLUGIN}.raster").rastered
