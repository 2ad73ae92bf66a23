"""Instants written as a count of seconds, milli- or microseconds since 1970-01-01T00:00Z, leap seconds left out."""

import re
from datetime import datetime, timedelta

from .errors import DateError, quoted

_EPOCH = datetime(1970, 1, 1)
_PLACES = {"s": 6, "ms": 3, "us": 0}  # from the unit to microseconds
_COUNT = r"([+-]?[0-9]+)(?:[.,]([0-9]+))?"
_LIKELY = (1980, 2100)  # years in which a count lies that somebody may have meant


def read_epoch(text: str, unit: str | None) -> str | None:
    """The UTC date-time of a count in a unit; None for what is no count, and for four digits, which are a year.

    Raises:
        DateError: it is beyond the years 1 to 9999, or nobody says the unit of what is likely to be a count.
    """
    if not re.fullmatch(_COUNT, text) or re.fullmatch("-?[0-9]{4}", text):
        return None
    if unit is None:
        _refuse_what_is_likely(text)
        return None
    found = _stamp(text, unit)
    if found is None:
        raise DateError(f"{quoted(text)} as {unit} since 1970 is beyond the years 1 to 9999; write the date itself.")
    return found


def _stamp(text: str, unit: str) -> str | None:
    whole, parts = re.fullmatch(_COUNT, text).groups("")  # type: ignore[union-attr]
    shift = len(parts) - _PLACES[unit]
    counted = int(whole + parts) // 10**shift if shift > 0 else int(whole + parts) * 10**-shift
    try:
        return (_EPOCH + timedelta(microseconds=counted)).isoformat() + "Z"
    except OverflowError:
        return None


def _refuse_what_is_likely(text: str) -> None:
    """Refuse what is likely to be a count: of the units, mostly one leads to a year of our time."""
    found = {unit: _stamp(text, unit) for unit in _PLACES}
    likely = {unit: at for unit, at in found.items() if at and _LIKELY[0] <= int(at[:4]) < _LIKELY[1]}
    if likely and len(text) > len("20181104"):
        readings = " or ".join(f"{at} ({unit} since 1970)" for unit, at in likely.items())
        raise DateError(
            f"{quoted(text)} may be a count that means {readings}; write the date.",
            tuple(f"epoch={unit}" for unit in likely),
        )
