"""The forms of dates, beyond EDTF, that people and programs write: each has one reader, and the first that knows a text
decides. docs/dates.md lists them.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from . import clock, clock_words, numbers, parts, spans, spelled, years
from .epoch import read_epoch
from .errors import DateError, quoted
from .how import How
from .patterns import CALENDAR_DATE, DAY, NAME, match_all

_RELATIVE = {"now": 0, "today": 0, "yesterday": -1, "tomorrow": 1}
_ABOUT = (
    r"(?:(?:about|around|vers|environ|um|hacia|approximately|approx\.?|circa|ca?\.?|abt\.?)(?: |(?=[0-9]))|~) ?([^~].*)"
)
_ON = rf"(?:on|den|am|le|el|op) ({DAY}.+|{NAME}.+)"
_IN = "(?:in|im|en|(?:in )?(?:the )?year) (.+)"
_ONE = rf"(?:{CALENDAR_DATE}|[0-9]{{3}}X|[0-9]{{2}}XX)"
_GEDCOM = r"(?:EST|CAL|INT) (.+)"  # only so: "est. 1850" may be established


def read_form(text: str, how: How) -> str | None:
    """The EDTF text of a date in one of the forms; None if it is in none of them.

    Raises:
        DateError: it is in one, but has two readings or no full year, or is not in the calendar.
    """
    return next((found for reader in _READERS if (found := reader(text, how)) is not None), None)


def _relative(text: str, how: How) -> str | None:
    days = _RELATIVE.get(text.casefold())
    return None if days is None else (date.fromisoformat(how.today) + timedelta(days=days)).isoformat()


def _whole(text: str, how: How) -> str | None:
    """``1815.0``, as programs write a column of whole numbers of which some are missing."""
    match = match_all(r"([0-9]+)\.0", text)
    return how.read(match[1]) if match else None


def _epoch(text: str, how: How) -> str | None:
    return read_epoch(text, how.convention.epoch)


def _inexact(text: str, how: How) -> str | None:
    if (century := match_all("c([0-9]{1,2})", text)) and int(century[1]):
        raise DateError(
            f"{quoted(text)} can be read as {int(century[1]) - 1:02d}XX or as about a year of two digits; write one "
            "of these, years with all four."
        )
    if match := match_all(_ABOUT, text) or re.fullmatch(_GEDCOM, text):
        rest, sign = match[1], "~"
    elif match := match_all(r"(.+?) ?([?~%])", text):
        rest, sign = match[1], match[2]
        if re.fullmatch(r"[0-9]{3}\?", text):
            raise DateError(f"{quoted(text)} can be read as {rest}X or 0{text}; write one of these.")
    else:
        return None
    found = how.read(rest)
    if sign == "~" and match_all(rf"{_ONE}\?", found):
        return f"{found[:-1]}%"
    if sign == "~" and (years := re.fullmatch("(-?[0-9]{4})/(-?[0-9]{4})", found)):
        return f"{years[1]}~/{years[2]}"  # as "c. 1850 to 1860"
    if not match_all(_ONE, found):
        raise DateError(f"{quoted(text)} is not read, as only a day, month or year can be inexact; write one of these.")
    return found + sign


def _on_or_in(text: str, how: How) -> str | None:
    """``on 4 May 2018``, ``den 4. Mai 2018``, ``in May 2018``, ``the year 2018``: what the word says is in the date."""
    match, is_day = match_all(_ON, text), True
    if match is None:
        match, is_day = match_all(_IN, text), False
    if match is None or not re.search("[0-9]", match[1]):
        return None
    found = how.read(match[1])
    if is_day == bool(match_all(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.+)?", found)):
        return found
    raise DateError(f"{quoted(text)} is not read; write {found} without a word before it.")


def _shortened(text: str, _how: How) -> None:
    """``1.7E9``: refused, as a number that a program wrote so may have lost digits."""
    if match_all(r"[+-]?[0-9]+(?:\.[0-9]+)?E[+-]?[0-9]+", text) and "." in text:
        raise DateError(
            f"{quoted(text)} is a number written with a power of ten, which may have lost digits; write the date, or "
            "all digits of the number."
        )


def _too_loose(text: str, how: How) -> str | None:
    """What people write and a log cannot keep, refused with what can be written instead."""
    if (match := match_all("(.+?),? (?:and )?onwards?", text)) and not match_all("(?:since|as of|from) .+", text):
        return f"{how.read(match[1])}/.."
    if match := match_all(r"(?:since|as of|from) (.+?)(?: on(?:wards?)?)?", text):
        found = how.read(match[1])
        raise DateError(
            f"{quoted(text)} is not read; write {found}/.. for what lasts, [{found}..] for one day after it."
        )
    if match := match_all(r"(?:until|till|up to|to) (.+)", text):
        found = how.read(match[1])
        raise DateError(
            f"{quoted(text)} is not read; write ../{found} for what lasted, [..{found}] for one day up to it."
        )
    if match_all(r"(?:(?:last|next|this|past) )?(?:week|month|quarter|year|weekend|[a-z]+day)", text):
        raise DateError(f"{quoted(text)} is not read; write the day, as in {how.today}, or the days, as in [A..B].")
    return None


_READERS: tuple[Callable[[str, How], str | None], ...] = (
    spelled.read_english_day,
    _relative,
    _whole,
    _epoch,
    years.read_before_1,
    spans.read_between,
    clock_words.read_two_halves,
    clock_words.read_two_clocks,
    spans.read_lasting,
    spans.read_open,
    spans.read_interval,
    spans.read_choice,
    parts.read_week_of,
    parts.read_third,
    parts.read_some_of,
    _inexact,
    parts.read_season,
    parts.read_part_of_year,
    _shortened,
    _on_or_in,
    clock_words.read_clock_in_words,
    clock.read_compact_time,
    clock.read_year_after_time,
    clock.read_weekday,
    clock.read_time,
    clock.read_full_hour,
    _too_loose,
    years.read_fiscal_year,
    years.read_era,
    years.read_decade,
    years.read_century,
    numbers.read_year_first,
    numbers.read_year_last,
    numbers.read_month_in_numbers,
    spelled.read_without_year,
    spelled.read_named_day,
    spelled.read_named_month,
    spelled.read_week_or_day_of_year,
    years.read_bare_year,
    spans.read_hyphened,
)
