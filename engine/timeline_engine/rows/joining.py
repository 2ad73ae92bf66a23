"""Several cells of a row as one: a date of year, month and day, a time of day and zone, words of words."""

import re
from collections.abc import Sequence
from typing import Any

from ..errors import TimelineError, shortened

_DATES = ("when", "until", "known", "published")
_PARTS = ("year", "month", "day")
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_SIMPLE = re.compile(r"-?[0-9]{1,4}|[^\W\d_]+\.?|")
_YEAR = re.compile("[0-9]{3,4}|-[0-9]{1,4}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Cells = Sequence[tuple[str, str]]
"""Headers, and what stands below each in a row; an empty text for a blank."""


def joined(column: str, cells: Sequence[tuple[str, Any]]) -> str | None:
    """What some cells, each with its header, say together in a column; None if all are blank.

    Dates are put together as people write them, to be read like any other; what is not a date is set apart by a blank,
    actors by a semicolon. Raises TimelineError that names the headers, and no place.
    """
    texts = [(" ".join(header.split()), _text(header, cell)) for header, cell in cells]
    if not any(text for _, text in texts):
        return None
    if column in _DATES:
        return _date(texts)
    return ("; " if column == "actors" else " ").join(text for _, text in texts if text)


def _text(header: str, cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise TimelineError(f"column {header!r}: expected text, got {shortened(cell)}")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def _date(cells: Cells) -> str:
    """The day and, if there is one, the time: of these only what follows a time, a zone, may be said for nothing."""
    day, rest = _day(cells)
    time, *zone = rest or [("", "")]
    if not day and any(text for _, text in rest):
        header, text = next(cell for cell in rest if cell[1])
        raise TimelineError(f"column {header!r} has {text!r}, and no date stands beside it")
    return " ".join(filter(None, (day, time[1], *(text for _, text in zone if time[1]))))


def _day(cells: Cells) -> tuple[str, Cells]:
    """The day, month or year that some cells say, and the cells that say something else."""
    if named := _by_name(cells):
        return _of_parts(*named), [cell for cell in cells if cell not in named]
    simple = next((at for at, (_, text) in enumerate(cells) if not _SIMPLE.fullmatch(text)), len(cells))
    some, rest = cells[:simple][:3], cells[min(simple, 3) :]
    if len(some) < 2:
        return cells[0][1], cells[1:]
    if _YEAR.fullmatch(some[0][1]) or not any(text for _, text in some):
        return _of_parts(*some), rest
    texts = [text for _, text in some if text]
    return ("/" if all(text.isdecimal() for text in texts) else " ").join(texts), rest


def _by_name(cells: Cells) -> Cells:
    """The cells of year, month and day, if their headers say which is which, in this order."""
    found: dict[str, tuple[str, str]] = {}
    for header, text in cells:
        part = next((word.lower() for word in _WORD.findall(header) if word.lower() in _PARTS), None)
        if part is not None:
            found.setdefault(part, (header, text))
    return [found[part] for part in _PARTS if part in found] if "year" in found and "month" in found else ()


def _of_parts(year: tuple[str, str], month: tuple[str, str] = ("", ""), day: tuple[str, str] = ("", "")) -> str:
    """A date as exact as its parts say. Raises TimelineError for one below a blank one."""
    for (above, whole), (header, part) in ((year, month), (month, day)):
        if part and not whole:
            raise TimelineError(f"column {header!r} has {part!r}, and {above!r} is blank")
    parts = year[1], month[1], day[1]
    if not _YEAR.fullmatch(year[1]) or not all(part.isdecimal() or not part for part in parts[1:]):
        return " ".join(filter(None, (day[1], _in_words(month[1]), year[1])))
    whole = year[1] if year[1].startswith("-") else f"{year[1]:0>4}"  # -300 has two readings, whatever stands beside it
    return "-".join((whole, *(f"{part:0>2}" for part in parts[1:] if part)))


def _in_words(month: str) -> str:
    """A month that is no longer taken for a day: the year beside it has two digits, or is none."""
    if month.isdecimal() and 1 <= int(month) <= len(_MONTHS):
        return _MONTHS[int(month) - 1]
    return month
