"""What the exporters of pictures can be told, read from text."""

from math import isfinite

from timeline_engine.dates import DateError, When, read_when
from timeline_engine.errors import TimelineError
from timeline_engine.view import View
from timeline_plugins.html.days import day_number

_NARROWEST, _WIDEST = 400, 10_000
_MOST_ROWS = 1_000
_SMALLEST, _LARGEST = 0.1, 10


def size(text: str | int) -> int:
    """How wide. Raises ValueError."""
    return _whole("width", text, _NARROWEST, _WIDEST)


def number(text: str | int) -> int:
    """How many rows. Raises ValueError."""
    return _whole("rows", text, 1, _MOST_ROWS)


def times(text: str | float) -> float:
    """How much larger. Raises ValueError."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not (isfinite(value) and _SMALLEST <= value <= _LARGEST):
        raise ValueError(f"scale is {text!r}, it must be a number from {_SMALLEST} to {_LARGEST}")
    return value


def _whole(name: str, text: str | int, least: int, most: int) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    if not least <= value <= most:
        raise ValueError(f"{name} is {text!r}, it must be a whole number from {least} to {most}")
    return value


def span(start: str, end: str, view: View) -> tuple[int | None, int | None]:
    """The first and the last day that two dates name, None where there is none. Raises TimelineError."""
    first, last = _when("start", start, view), _when("end", end, view)
    days = _day(first.first_day if first else None), _day(last.last_day if last else None)
    if days[0] is not None and days[1] is not None and days[0] > days[1]:
        raise TimelineError(f"start {start} is later than end {end}: no day lies between them")
    return days


def _when(name: str, text: str, view: View) -> When | None:
    """A date as a person types it, counted from the day of the question. Raises TimelineError."""
    try:
        return view.zone.when(read_when(text, view.zone, view.zone.day(view.as_of))) if text else None
    except DateError as error:
        raise TimelineError(f"option {name}: {error}") from error


def _day(text: str | None) -> int | None:
    return None if text is None else day_number(text)
