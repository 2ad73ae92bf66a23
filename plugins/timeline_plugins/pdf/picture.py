"""The picture at the head of the chronology, where the extra that draws it is installed."""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from timeline_engine.view import View
from timeline_engine.view.words.phrases import clocks_words, counted

_DRAWING = "timeline_plugins.picture"
_WIDTH = 900  # units of the picture: its letters are then as large as the smaller ones of the text
_TALLEST = 1.25  # of the width: more does not fit below the title on a page
_ROWS = (24, 12, 6, 4, 2, 1)  # of events for an issue: as many as the page has room for


def drawn(view: View) -> tuple[dict[str, str] | None, Sequence[str]]:
    """The SVG with a text in its place, and a sentence on each thing that it could not say; None without the extra."""
    if not view.events or not _is_installed():
        return None, ()
    made = _fitting(import_module(_DRAWING).draw, view)
    if made is None:
        return None, [f"The picture of {counted(len(view.issues), 'issue')} is taller than a page, and left out."]
    return {"svg": made.svg, "alt": f"The issues along time, {clocks_words(view.question)}"}, made.notes


def _is_installed() -> bool:
    return find_spec(_DRAWING) is not None and bool(import_module(f"{_DRAWING}.extra").is_installed())


def _fitting(draw: Any, view: View) -> Any:
    """The picture with the most rows of events that is no taller than a page; None: that of one row is."""
    made = (draw(view, _WIDTH, rows) for rows in _ROWS)
    return next((one for one in made if one.height <= _TALLEST * one.width), None)
