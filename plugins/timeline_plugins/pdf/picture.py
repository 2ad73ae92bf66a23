"""The picture at the head of the chronology, where the extra that draws it is installed."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Any
from unicodedata import category

from timeline_engine.view import View
from timeline_engine.view.words.phrases import clocks_words, counted

from ..picture import Picture, draw, is_installed, rastered

_TALLEST = 1.25  # of the width: more does not fit below the title on a page
_FITS = ((900, 24), (900, 12), (900, 6), (900, 3), (1050, 3), (1050, 2), (1200, 2), (1350, 1))
"""Units of the width and rows of events for an issue, the tallest picture first. The wider, the smaller its letters."""
_SHARP = 2.5  # pixels a unit: over 300 an inch
_MOST_ISSUES = 48  # of which the last may fit


def drawn(view: View) -> tuple[dict[str, Any] | None, Sequence[str]]:
    """The picture with its format and a text in its place, and a sentence on each thing that it could not say.

    None without the extra.
    """
    if not view.events or not is_installed():
        return None, ()
    made = _fitting(view) if len(view.issues) <= _MOST_ISSUES else None
    if made is None:
        return None, [f"The picture of {counted(len(view.issues), 'issue')} is taller than a page, and left out."]
    image, notes = _image(made)
    return {**image, "alt": f"The issues along time, {clocks_words(view.question)}"}, [*made.notes, *notes]


def _image(made: Picture) -> tuple[dict[str, Any], Sequence[str]]:
    """Its SVG; where letters have marks its pixels, as typst 0.15 loses some of these, and blanks, in an SVG."""
    if not any(category(sign)[0] == "M" for sign in made.svg):
        return {"format": "svg", "image": made.svg}, ()
    png, notes = rastered(made.svg, made.width, made.height, _SHARP)
    return {"format": "png", "image": list(png)}, notes


def _fitting(view: View) -> Picture | None:
    """The tallest picture that is no taller than a page; None: there is none."""
    made = cache(lambda place: draw(view, *_FITS[place]))  # few are drawn, as that takes a while
    first = bisect_left(range(len(_FITS)), True, key=lambda place: _is_fit(made(place)))
    return made(first) if first < len(_FITS) else None


def _is_fit(made: Picture) -> bool:
    return made.height <= _TALLEST * made.width
