"""One day, month or week as people write it, in words or numbers, turned into EDTF.

Each form has one reader. It returns None for text that is not its own; the first that knows a text decides.
"""

import re

from .civil import day_text
from .errors import DateError, quoted
from .how import How
from .reading import calendar_day

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
_PARTS = {
    "spring": 21, "summer": 22, "autumn": 23, "fall": 23,
    "q1": 33, "q2": 34, "q3": 35, "q4": 36, "h1": 40, "h2": 41,
}  # fmt: skip
_ORDERS = ("dates=day-first", "dates=month-first")
_PIVOT = "pivot=2029"
DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"


def read_spelled(text: str, how: How) -> str | None:
    """Return the EDTF text of "4 Nov 2018", "Nov 4th, 2018", "Nov 2018", "Q2 2018", "2018/11/04", "2018-W36-4".

    Returns None for text of no such form.

    Raises:
        DateError: it is such a form, but has two readings or no full year, or is not in the calendar.
    """
    return next((found for reader in _READERS if (found := reader(text, how)) is not None), None)


def match_all(pattern: str, text: str) -> re.Match[str] | None:
    """Match the whole text, in either case."""
    return re.fullmatch(pattern, text, re.IGNORECASE)


def place_of(names: tuple[str, ...], word: str) -> int | None:
    """Return the place of the name that a word of three letters or more ("Sept", "Thurs") begins, if any."""
    matches = (place for place, name in enumerate(names) if name.casefold().startswith(word.casefold()))
    return next(matches, None) if len(word) >= 3 else None


def _numbers(text: str, how: How) -> str | None:
    if match := match_all(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})", text):
        return day_text(calendar_day(text, int(match[1]), int(match[3]), int(match[4])))
    if not (match := match_all(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]+)", text)):
        return None
    first, second, order = int(match[1]), int(match[3]), how.convention.order
    doubtful = order is None and first <= 12 and second <= 12 and first != second
    year = _year(text, match[4], how, _ORDERS if doubtful else ())
    if doubtful:
        raise _of_two_readings(text, year, first, second)
    month_first = second > 12 or (order == "month-first" and first <= 12)
    day, month = (second, first) if month_first else (first, second)
    return day_text(calendar_day(text, year, month, day))


def _of_two_readings(text: str, year: int, first: int, second: int) -> DateError:
    readings = [
        f"{day} {MONTHS[month - 1]} {year} ({day_text(calendar_day(text, year, month, day))})"
        for day, month in ((first, second), (second, first))
    ]
    return DateError(f"{quoted(text)} can be read as {' or '.join(readings)}; write one of these.", _ORDERS)


def _named_day(text: str, how: How) -> str | None:
    if match := match_all(DAY + r"(?: of)?[ -]([a-z]+)\.?,?[ -]'?([0-9]+)", text):
        day, name, year = match.groups()
    elif match := match_all(r"([a-z]+)\.? " + DAY + r",? '?([0-9]+)", text):
        name, day, year = match.groups()
    else:
        return None
    return day_text(calendar_day(text, _year(text, year, how), _month(text, name), int(day)))


def _named_month(text: str, _how: How) -> str | None:
    match = match_all(r"([a-z]+)\.?,? ([0-9]{4})", text)
    return f"{match[2]}-{_month(text, match[1]):02d}" if match else None


def _part_of_year(text: str, _how: How) -> str | None:
    """EDTF level 2 counts seasons, wherever they are, from 21, quarters from 33 and halves from 40."""
    if match := match_all(r"(?:the )?winter (?:of )?([0-9]{4})", text):
        year = int(match[1])
        raise DateError(
            f"{quoted(text)} can be read as {year - 1:04d}-12/{year:04d}-02 or {year:04d}-12/{year + 1:04d}-02; "
            "write one of these."
        )
    for pattern in (r"(?:the )?([a-z]+) (?:of )?([0-9]{4})", r"([qh][1-4])[ /-]?([0-9]{4})"):
        if (match := match_all(pattern, text)) and match[1].casefold() in _PARTS:
            return f"{match[2]}-{_PARTS[match[1].casefold()]}"
    match = match_all(r"([0-9]{4})[ /-]?([qh][1-4])", text)
    part = _PARTS.get(match[2].casefold()) if match else None
    return f"{match[1]}-{part}" if match and part else None


def _without_year(text: str, _how: How) -> None:
    match = match_all(DAY + r" ([a-z]+)\.?|([a-z]+)\.?(?: '?" + DAY + ")?", text)
    if match and place_of(MONTHS, match[2] or match[3]) is not None:
        raise DateError(f"{quoted(text)} has no year; write it with all four digits, as in 4 Nov 2018 or Nov 2018.")


def _week_or_day_of_year(text: str, _how: How) -> str | None:
    if not match_all(r"[0-9]{4}-?W[0-9]{2}(-?[0-9])?|[0-9]{4}-[0-9]{3}", text):
        return None
    import pendulum  # it knows these two forms of ISO 8601; it also guesses at others, which do not come here

    try:
        first = pendulum.Date.fromisoformat(str(pendulum.parse(text.upper(), exact=True)))
        whole_week = match_all(r"[0-9]{4}-?W[0-9]{2}", text)
        return f"[{first}..{first.add(days=6)}]" if whole_week else str(first)
    except (ValueError, OverflowError) as error:
        raise DateError(f"{quoted(text)} is not in the calendar; write the day, as in 2018-11-04.") from error


def _month(text: str, name: str) -> int:
    place = place_of(MONTHS, name)
    if place is None:
        raise DateError(f"{quoted(text)} names no month; write one in English such as Nov or November.")
    return place + 1


def _year(text: str, digits: str, how: How, options: tuple[str, ...] = ()) -> int:
    """The year; `options` are what else has to be said of the date where its year needs saying."""
    if len(digits) == 4:
        return int(digits)
    if len(digits) == 2 and (year := how.convention.year(digits)) is not None:
        return year
    many = "" if len(digits) == 1 else "s"
    raise DateError(
        f"{quoted(text)} has a year of {len(digits)} digit{many}; write all four, as in 2018.",
        (_PIVOT, *options) if len(digits) == 2 else (),
    )


_READERS = (_numbers, _named_day, _part_of_year, _named_month, _without_year, _week_or_day_of_year)
