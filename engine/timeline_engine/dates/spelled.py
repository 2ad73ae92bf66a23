"""One day, month or week with the name of its month, or by its number in the year, turned into EDTF.

Each form has one reader. It returns None for text that is not its own; the first that knows a text decides.
"""

import re

from .civil import MONTHS, day_text
from .errors import DateError, quoted
from .how import How
from .names import is_month, month_of, place_of
from .numbers import PIVOT, read_year
from .patterns import DAY, NAME, match_all
from .reading import calendar_day, year_text

_OF = r"(?:(?:of|de|di|del) |d['’])?"
_NAMED_DAYS = (
    rf"(?:the )?(?P<day>{DAY})[ /-]{_OF}(?P<month>{NAME})\.?,?[ /-]{_OF}'?(?P<year>[0-9]+)",
    rf"(?P<month>{NAME})\.? (?P<day>{DAY}),? '?(?P<year>[0-9]+)",
    rf"(?P<year>[0-9]{{4}})[.,]?[ /-](?P<month>{NAME})\.?[ /-](?P<day>{DAY})",
)
_NAMED_MONTHS = (
    rf"(?P<month>{NAME})\.?,?[ /-]{_OF}(?P<year>[0-9]{{3,4}})",
    rf"(?P<month>{NAME})\.?[ /-]'?(?P<year>[0-9]{{2}})",
    rf"(?P<year>[0-9]{{4}})[.,]?[ /-](?P<month>{NAME})\.?",
)


def read_english_day(text: str, how: How) -> str | None:
    """``4 Nov 2018``, ``Nov 4th, 2018``: the commonest words, before all others are tried."""
    if how.convention.language is not None or not (match := _named_day(text)):
        return None
    return None if place_of(MONTHS, match["month"]) is None else _day(text, match, how)


def read_named_day(text: str, how: How) -> str | None:
    """``4. November 2018``, ``1er mai 2018``, ``4 de mayo de 2018``."""
    return _day(text, match, how) if (match := _named_day(text)) else None


def _named_day(text: str) -> re.Match[str] | None:
    return next((match for form in _NAMED_DAYS if (match := match_all(form, text))), None)


def _day(text: str, match: re.Match[str], how: How) -> str:
    year = read_year(text, match["year"], how, also=3)
    month = month_of(text, match["month"], how.convention.language)
    return day_text(calendar_day(text, year, month, int(match_all(DAY, match["day"])[1])))  # type: ignore[index]


def read_named_month(text: str, how: How) -> str | None:
    """``Nov 2018``, ``novembre 2018``, ``Nov-18`` where the pivot is known."""
    match = next((match for form in _NAMED_MONTHS if (match := match_all(form, text))), None)
    if match is None:
        return None
    year = read_year(text, match["year"], how, also=3)
    return f"{year_text(year)}-{month_of(text, match['month'], how.convention.language):02d}"


def read_without_year(text: str, how: How) -> None:
    """``4 Nov``, ``May``, ``Nov 18``, ``Q1``: refused."""
    if match_all(r"[qh][1-4]|spring|summer|autumn|fall|winter", text):
        raise DateError(f"{quoted(text)} has no year; write it with all four digits, as in Q1 2018 or spring 2018.")
    if match_all(r"[0-9]{1,2}:[0-9]{2}.*", text):
        raise DateError(f"{quoted(text)} is a time without a date; write one such as 2018-11-04T14:30.")
    if match_all(r"[0-9]{1,2}/[0-9]{1,2}|[0-9]{1,2}\.[0-9]{1,2}\.", text):
        raise DateError(f"{quoted(text)} has no year; write it with all four digits, as in 2018-11-04.")
    match = match_all(rf"{DAY}[ -]({NAME})\.?|({NAME})\.?(?:[ -]'?{DAY})?", text)
    if match is None or not is_month(match[2] or match[3], how.convention.language):
        return
    may_be_year = match_all(rf"{NAME}\.?[ -]'?[0-9]{{2}}", text)
    if may_be_year and how.convention.pivot is not None:
        return
    raise DateError(
        f"{quoted(text)} has no year; write it with all four digits, as in 4 Nov 2018 or Nov 2018.",
        (PIVOT,) if may_be_year else (),
    )


def read_week_or_day_of_year(text: str, _how: How) -> str | None:
    """``2018-W36-4``, ``2018-W36``, ``2018-250``."""
    if not match_all(r"[0-9]{4}-?W[0-9]{2}(-?[0-9])?|[0-9]{4}-[0-9]{3}", text):
        return None
    import pendulum  # it knows these two forms of ISO 8601; it also guesses at others, which do not come here

    try:
        if match_all("[0-9]{4}-?W(00.*|[0-9]{2}-?0)", text):  # pendulum counts on from these
            raise ValueError(text)
        first = pendulum.Date.fromisoformat(str(pendulum.parse(text.upper(), exact=True)))
        whole_week = match_all(r"[0-9]{4}-?W[0-9]{2}", text)
        return f"[{first}..{first.add(days=6)}]" if whole_week else str(first)
    except (ValueError, OverflowError) as error:
        raise DateError(f"{quoted(text)} is not in the calendar; write the day, as in 2018-11-04.") from error
