"""The options of every import that say what whoever wrote a file took for granted: of its dates, and of blank cells."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from attrs import frozen

from ..dates import AS_WRITTEN, Convention, DateError
from ..dates.people import check_convention
from ..errors import TimelineError

HABITS = ("times", "pairs", "dates", "pivot", "epoch", "zone", "language", "negative", "decimal", "empty")
_ONE_OF = {
    "times": ("days", "exact"),
    "pairs": ("years", "months"),
    "dates": ("day-first", "month-first"),
    "epoch": ("s", "ms", "us"),
    "negative": ("bc", "iso"),
    "decimal": ("comma", "point"),
}


@frozen
class Habits:
    """What the writer of a file means by what has several readings. None: nobody says.

    ``times``: midnights are ``days``, or ``exact`` times. ``pairs``: ``2020-21`` is the ``years`` 2020/2021, or as EDTF
    has it, in which it is the spring of 2020, and ``2008-09`` a month: ``months``. ``empty`` are cells, folded, that
    count as blank. ``decimal``: a ``comma`` or a ``point`` stands before decimals.
    """

    times: str | None = None
    pairs: str | None = None
    convention: Convention = AS_WRITTEN
    empty: Collection[str] = ()
    decimal: str | None = None

    @property
    def said(self) -> dict[str, object]:
        """The options of these that were given, for what has several readings."""
        by = self.convention
        dates = (by.order, by.pivot, by.epoch, by.zone, by.language, by.negative)
        options = (self.times, self.pairs, *dates, self.decimal, None)  # what is empty has no readings
        return {name: given for name, given in zip(HABITS, options, strict=True) if given is not None}


def read_habits(options: Mapping[str, str]) -> Habits:
    """Read those of the options that are of `HABITS`. Raises TimelineError."""
    for name, known in _ONE_OF.items():
        if (said := options.get(name)) not in (None, *known):
            raise TimelineError(f"{name} is {said!r}, it must be {' or '.join(known)}")
    convention = _convention(options)
    try:
        check_convention(convention)
    except DateError as error:
        raise TimelineError(f"zone or language: {error}") from error
    empty, decimal = read_empty(options.get("empty")), options.get("decimal")
    return Habits(options.get("times"), options.get("pairs"), convention, empty, decimal)


def _convention(options: Mapping[str, Any]) -> Convention:
    pivot, others = _pivot(options.get("pivot")), ("epoch", "zone", "language", "negative")
    return Convention(options.get("dates"), pivot, *(options.get(name) for name in others))


def read_empty(text: str | None) -> tuple[str, ...]:
    """What an empty cell may hold, folded, as ``-,n/a`` lists it."""
    return tuple(filter(None, (part.strip().casefold() for part in (text or "").split(","))))


def _pivot(text: str | None) -> int | None:
    if text is None or re.fullmatch("[0-9]{4}", text):
        return None if text is None else int(text)
    raise TimelineError(f"pivot is {text!r}, it must be a year such as 2029: the last one that two digits stand for")
