"""Parts of a year, a decade or a century, and weeks, turned into EDTF."""

import re

from .civil import day_text, days_in_month
from .errors import DateError, quoted
from .how import How
from .patterns import AD, BC, match_all
from .reading import plain_day, year_text

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_HEMISPHERES = {"northern": 4, "southern": 8}  # what is added to the code
_PARTS = {"q1": 33, "q2": 34, "q3": 35, "q4": 36, "h1": 40, "h2": 41}
_FOUR_MONTHS = {"first": 37, "second": 38, "third": 39}
_PLACED = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_PLACES = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_MONTHS = ((1, 4), (5, 8), (9, 12))
_YEAR = rf"[0-9]{{4}}|[0-9]{{1,4}} ?(?:{BC}|{AD})"
_DAYS = ((1, 10), (11, 20), (21, 31))
_DECADE = ((0, 3), (4, 6), (7, 9))
_CENTURY = ((0, 33), (34, 66), (67, 99))


def read_season(text: str, how: How) -> str | None:
    """``spring 2018``, ``the fall of 2018``, ``winter 2018/19``, ``spring 2018 (southern)``."""
    match = match_all(
        r"(?:the )?(spring|summer|autumn|fall|winter)(?: of)? ([0-9]{4}|.+(?:BC|AD))(?:[-/\u2013]([0-9]{2}|[0-9]{4}))?"
        r"(?: \((northern|southern)\))?",
        text,
    )
    if match is None:
        return None
    season, written, next_year, where = match.groups()
    code = _SEASONS[season.casefold()] + (_HEMISPHERES[where.casefold()] if where else 0)
    year = how.read(written)
    if not re.fullmatch("-?[0-9]{4}", year):
        raise DateError(f"{quoted(text)} is not read, as a season is one of a year; write its first and last month.")
    _check_years(text, int(year), next_year, code)
    return f"{year}-{code}"


def _check_years(text: str, year: int, next_year: str | None, code: int) -> None:
    """A season that begins in one year and ends in the next has to say both. Raises DateError."""
    two_years = code in (24, 28, 30)
    if two_years and next_year is None:
        raise DateError(
            f"{quoted(text)} can be read as {_turn(year - 1)} or {_turn(year)}; write one of these.",
        )
    if next_year is not None and (not two_years or (year + 1) % 10 ** len(next_year) != int(next_year)):
        raise DateError(f"{quoted(text)} is no season of these two years; write its first and last month.")


def _turn(year: int) -> str:
    return f"{year_text(year)}-12/{year_text(year + 1)}-02"


def read_part_of_year(text: str, how: How) -> str | None:
    """``Q2 2018``, ``2018-H1``, ``the first half of 2018``, ``1st quarter 44 BC``, ``third four months of 2018``."""
    if match := match_all(rf"([0-9]{{4}})[ /-]?([qh][1-4])|([qh][1-4])[ /-]?({_YEAR})", text):
        year, part = (match[1] or match[4]), _PARTS.get((match[2] or match[3]).casefold())
    elif match := match_all(rf"(?:the )?({'|'.join(_PLACED)}) (quarter|half)(?: of|,)? ({_YEAR})", text):
        year, part = match[3], _PARTS.get(f"{match[2][0]}{_PLACED[match[1].casefold()]}".casefold())
    elif match := match_all(rf"(?:the )?(first|second|third) four months of ({_YEAR})", text):
        year, part = match[2], _FOUR_MONTHS[match[1].casefold()]
    else:
        return None
    return f"{how.read(year)}-{part}" if part else None


def read_some_of(text: str, how: How) -> str | None:
    """``some day of November 2018``, ``some month of 2018``: which one is not known."""
    match = match_all(r"(?:some|an unknown) (day|month) (?:of|in) (.+)", text)
    if match is None:
        return None
    found = how.read(match[2])
    if re.fullmatch("-?[0-9]{4}-[0-9]{2}", found) and match[1] == "day":
        return f"{found}-XX"
    if re.fullmatch("-?[0-9]{4}", found):
        return f"{found}-XX" if match[1] == "month" else f"{found}-XX-XX"
    raise DateError(f"{quoted(text)} is not read; write some day of a month or year, or some month of a year.")


def read_third(text: str, how: How) -> str | None:
    """``early May 2018``, ``mid-2018``, ``the end of March 2017``, ``late 19th century``: that third of it (R1.8)."""
    match = match_all(r"(?:the )?(?:(early|mid|late)[ -](?:in )?|(beginning|start|middle|end) of )(.+)", text)
    if match is None:
        return None
    found = how.read(match[3])
    bounds = _third(found, _PLACES[(match[1] or match[2]).casefold()])
    if bounds is None:
        raise DateError(f"{quoted(text)} is not read, as only a month, year, decade or century has such a part.")
    return f"[{bounds[0]}..{bounds[1]}]"


def _third(found: str, place: int) -> tuple[str, str] | None:
    if re.fullmatch("-?[0-9]{4}", found):
        first, last = _MONTHS[place]
        return f"{found}-{first:02d}", f"{found}-{last:02d}"
    if (month := re.fullmatch("(-?[0-9]{4})-([0-9]{2})", found)) and 1 <= int(month[2]) <= 12:
        first, last = _DAYS[place]
        return f"{found}-{first:02d}", f"{found}-{min(last, days_in_month(int(month[1]), int(month[2]))):02d}"
    if re.fullmatch("[0-9]{3}X", found):
        return _years(int(found[:3]) * 10, _DECADE[place])
    if re.fullmatch("[0-9]{2}XX", found):
        return _years(int(found[:2]) * 100, _CENTURY[place])
    if before := re.fullmatch(r"\[(-[0-9]{4})\.\.(-?[0-9]{4})\]", found):  # a century before the first
        return _years(int(before[1]), _CENTURY[place])
    return None


def _years(start: int, part: tuple[int, int]) -> tuple[str, str]:
    return year_text(start + part[0]), year_text(start + part[1])


def read_week_of(text: str, how: How) -> str | None:
    """``the week of 12 March 2018``: the days from Monday to Sunday among which that day is."""
    match = match_all("(?:the )?week (?:of|from|beginning|starting|commencing) (.+)", text)
    if match is None:
        return None
    found = how.read(match[1])
    day = plain_day(found)
    if day is None:
        raise DateError(f"{quoted(text)} is not read; write the week of a day, such as the week of 12 March 2018.")
    weekday = (day + 3) % 7
    if weekday == 6:
        raise DateError(
            f"{quoted(text)} can be read as {_week(day - 6)} or {_week(day)}, as that is a Sunday; write one of these."
        )
    return _week(day - weekday)


def _week(monday: int) -> str:
    return f"[{day_text(monday)}..{day_text(monday + 6)}]"
