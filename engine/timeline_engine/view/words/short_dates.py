"""Dates in the narrow columns of the table of all issues (docs/semantics.md, R1.9)."""

import re

from ...dates import When, Zone, for_tables, in_words

_DAY = "[1-9][0-9]{3}(?:-[0-9]{2}){0,2}"
_WIDTH = 18  # of a column of dates


def short_date(when: When | None, effective: int, zone: Zone) -> str:
    """An event's date in few words, with days in digits; the mark ``<`` is explained in the help of ``project``.

    ``effective`` is the event's effective instant; without a date it occurred by then, and nobody says when.
    """
    if when is None:
        return f"<{zone.day(effective)}"
    return zone.day(effective) if when.kind == "time" else _short(when)


def _short(when: When) -> str:
    text, sign = when.text, ""
    if text[-1] in "~?%" and not set(text) & set("/[{"):
        text, sign = text[:-1], text[-1]
    words = _compact(text)
    if sign:
        words = words if len(words) <= _WIDTH else text
        return f"{'about ' * (sign != '?')}{words}{'?' * (sign != '~')}"
    if len(words) <= _WIDTH or when.kind == "extended":
        return words
    return f"{when.first_day} or later" if when.latest is None else f"<{when.latest}"


def _compact(text: str) -> str:
    """``4-6 Sep 2018`` for what lasts from day to day, month to month or year to year; else the words of tables."""
    if "/" not in text or not re.fullmatch(rf"{_DAY}/{_DAY}", text):
        return for_tables(text)
    first, _, last = in_words(text).removeprefix("from ").partition(" to ")
    return re.sub("([A-Z][a-z]{2})[a-z]+", r"\1", f"{first}-{last}")
