"""Several cells of a row as one: a date of year, month and day, a time of day and zone, words of words."""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from ..dates import is_time_zone
from ..errors import TimelineError, shortened

PARTS = ("year", "month", "day")
"""What a header can be said to be in a map, as in ``Jahr:year``."""

_DATES = ("when", "until", "known", "published")
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_SIMPLE = re.compile(r"-?[0-9]{1,4}|[^\W\d_]+\.?|")
_YEAR = re.compile("[0-9]{3,4}|-[0-9]{1,4}")
_NAME = re.compile("[A-Za-z][A-Za-z0-9_+/-]*")
_WHOLE = re.compile(r"(-?[0-9]{1,4})\.0+")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Cells = Sequence[tuple[str, str]]
"""Headers, and what stands below each in a row; an empty text for a blank."""


def joined(column: str, cells: Sequence[tuple[str, Any]], parts: Mapping[str, str] = {}) -> str | None:
    """What some cells, each with its header, say together in a column; None if all are blank.

    Dates are put together as people write them, to be read like any other; ``parts`` has what some headers are said to
    be, of `PARTS`. What is not a date is set apart by a blank, actors by a semicolon. Raises TimelineError that names
    the headers, and no place.
    """
    texts = [(header, _text(header, cell)) for header, cell in cells]
    if not any(text for _, text in texts):
        return None
    if column in _DATES:
        return _date([(header, _WHOLE.sub(r"\1", text)) for header, text in texts], parts)
    return ("; " if column == "actors" else " ").join(text for _, text in texts if text)


def _text(header: str, cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise TimelineError(f"column {header!r}: expected text, got {shortened(cell)}")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def _date(cells: Cells, parts: Mapping[str, str]) -> str:
    """The day and, if there is one, the time: of these only what follows a time, a zone, may be said for nothing."""
    day, rest = _day(cells, parts)
    time, *zone = rest or [("", "")]
    if not day and any(text for _, text in rest):
        header, text = next(cell for cell in rest if cell[1])
        raise TimelineError(f"column {header!r} has {text!r}, and no date stands beside it")
    return " ".join(filter(None, (day, time[1], *(_zone(text) for _, text in zone if time[1]))))


def _zone(text: str) -> str:
    """A zone of the IANA in brackets, as RFC 9557 has it: in a column of its own ``EST`` is that one."""
    return f"[{text}]" if _NAME.fullmatch(text) and is_time_zone(text) else text


def _day(cells: Cells, parts: Mapping[str, str]) -> tuple[str, Cells]:
    """The day, month or year that some cells say, and the cells that say something else."""
    if named := _by_name(cells, parts):
        said = (named.get(part, (part, "")) for part in PARTS)
        return _of_parts(*said), [cell for cell in cells if cell not in named.values()]
    some = list(takewhile(lambda cell: _SIMPLE.fullmatch(cell[1]), cells[:3]))
    if len(some) < 2 or (len(some) == 3 and not some[1][1] and some[2][1].isalpha()):  # a zone, and no time
        return cells[0][1], cells[1:]
    return _by_place(some), cells[len(some) :]


def _by_name(cells: Cells, parts: Mapping[str, str]) -> Mapping[str, tuple[str, str]]:
    """The cells of year, month and day, if map or headers say which is which."""
    found: dict[str, tuple[str, str]] = {}
    for header, text in cells:
        words = (word.lower() for word in _WORD.findall(header))
        part = parts.get(header) or next((word for word in words if word in PARTS), None)
        if part is not None:
            found.setdefault(part, (header, text))
    return found if "year" in found and (len(found) > 1 or parts) else {}


def _by_place(cells: Cells) -> str:
    """The date of two or three cells of which only the year can be told: it comes first, before the month, or last."""
    texts = [text for _, text in cells if text]
    if not texts or _YEAR.fullmatch(cells[0][1]):
        return _of_parts(*cells)
    numbers = [text for text in texts if text[-1].isdecimal()]
    is_whole = len(texts) == len(cells) or len(texts) == 1  # else the blank one may be that of the month
    if len(numbers) > 1 and not (is_whole and _YEAR.fullmatch(texts[-1])):
        said = ", ".join(f"{header!r} has {text!r}" for header, text in cells if text)
        raise TimelineError(
            f"column {said}, and nothing says which is the year, month or day; write :year, :month or :day behind each "
            "of these headers in the map, as in Y:year+M:month=when"
        )
    return ("/" if len(numbers) == len(texts) else " ").join(texts)


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
