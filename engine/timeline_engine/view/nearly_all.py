"""The span that holds nearly all events, as one far off would make the rest a dot. The page has the same rule."""

from collections.abc import Sequence
from math import ceil

Span = tuple[int, int]
"""Two places on an axis, the earlier first."""

_NEARLY = 0.9
_WORTH = 1.5  # what is left out has to make the rest so much larger; see page/src/layout/opening.js


def nearly_all(places: Sequence[int], least: int = 0) -> Span:
    """The shortest span of nine in ten of these places, at least one, or that of all where it is not much longer.

    A span of up to ``least`` is not long.
    """
    places = sorted(places)
    many = max(1, ceil(len(places) * _NEARLY))
    runs = [(places[at], places[at + many - 1]) for at in range(len(places) - many + 1)]
    return widened(min(runs, key=lambda run: run[1] - run[0]), (places[0], places[-1]), least)


def widened(span: Span, more: Span, least: int = 0) -> Span:
    """Both spans in one, if it is not much longer than the first; else the first."""
    wide = min(span[0], more[0]), max(span[1], more[1])
    return wide if wide[1] - wide[0] <= max((span[1] - span[0]) * _WORTH, least) else span
