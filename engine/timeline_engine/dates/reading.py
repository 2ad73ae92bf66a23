"""EDTF text to a span of the calendar, without a time zone.

Own rules read what logs are full of: days, months and years, with or without `?`, `~` or `%` at the end,
date-times, seasons and other parts of a year, and how intervals and sets are put together. Every other single
date goes to the `edtf` package. Both give the same bounds wherever both can read a text, which
tests/dates/test_edtf_package.py sees to; but the package ends what lasts to the end of February (R1.5) with the year.
"""

import re
from datetime import date

from msgspec import Struct

from .civil import DAY, EPOCH_ORDINAL, SECOND, civil_from_days, day_text, days_from_civil, days_in_month, is_day
from .edtf_package import not_a_date, strict_days
from .errors import DateError, quoted
from .when import Kind

LONGEST = 200  # characters; longer text is refused before anything tries to read it
OPEN, UNKNOWN = "..", ""
_UNKNOWN_YEARS = 10  # how far an unknown start or end is taken to be: the convention of the edtf package

_CALENDAR_DATE = r"(?!-0000)(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%])?"
_DATE_TIME = (
    r"(?!-0000)(-?[0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?"
    r"(Z|([+-])([0-9]{2})(?::?([0-9]{2})(?::?([0-9]{2}))?)?)?"
)


_SEASON = r"(?!-0000)(-?[0-9]{4})-(2[1-9]|3[0-9]|4[01])[?~%]?(?:\^\S)?"
_SEASONS: dict[int, tuple[int, int]] = (  # ISO 8601-2, 4.8: code to first month and number of months
    {21 + place: (3 + 3 * place, 3) for place in range(4)}  # wherever it is: those of the north, as most write them
    | {25 + place: (3 + 3 * place, 3) for place in range(4)}
    | {29 + place: ((9, 12, 3, 6)[place], 3) for place in range(4)}  # of the south
    | {33 + place: (1 + 3 * place, 3) for place in range(4)}
    | {37 + place: (1 + 4 * place, 4) for place in range(3)}
    | {40 + place: (1 + 6 * place, 6) for place in range(2)}
)


class Moment(Struct, frozen=True):
    """A day, or a time on that day.

    Attributes:
        day: days since 1970-01-01, as written.
        clock: microseconds since that day's midnight; None for a whole day.
        offset: microseconds the clock is ahead of UTC; None for a whole day or a local time.
    """

    day: int
    clock: int | None = None
    offset: int | None = None


class Span(Struct, frozen=True):
    """What a text may mean: from `first` to `last`, None where it is open.

    `from_start` tells that it holds from its first day on (an interval, a set of "all of these"), and not
    only from its last bound on (one date, one of a set, an interval whose start is unknown).
    """

    kind: Kind
    first: Moment | None
    last: Moment | None
    from_start: bool = False


def read_span(text: str) -> Span:
    """Read stripped EDTF text.

    Raises:
        DateError: it is empty, too long, not EDTF, or names a day or time that does not exist.
    """
    if not text:
        raise DateError("a date is missing; write one such as 2018-09-06, or leave the field out.")
    if len(text) > LONGEST:
        raise DateError(f"{quoted(text)} is longer than {LONGEST} characters; a date is shorter.")
    if "/" in text:
        return _interval(text)
    return _set(text) if text[0] in "[{" else _single(text)


def plain_day(text: str) -> int | None:
    """Return the days from 1970-01-01 to a plain YYYY-MM-DD; None for all else, to be read in full."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text).toordinal() - EPOCH_ORDINAL
    except ValueError:
        return None


def _single(text: str) -> Span:
    if (day := plain_day(text)) is not None:
        return Span("day", Moment(day), Moment(day))
    if match := re.fullmatch(_SEASON, text):
        return _season(int(match[1]), int(match[2]))
    if match := re.fullmatch(_CALENDAR_DATE, text):
        return _calendar_date(text, *match.groups())
    if "T" in text:
        moment = _date_time(text)
        return Span("time", moment, moment)
    first, last = strict_days(text)
    return Span("imprecise", Moment(first), Moment(last))


def _season(year: int, code: int) -> Span:
    """A part of a year as whole months: a winter begins in its year and ends in the next."""
    begin, many = _SEASONS[code]
    more, month = divmod(begin + many - 2, 12)
    last = days_from_civil(year + more, month + 1, days_in_month(year + more, month + 1))
    return Span("imprecise", Moment(days_from_civil(year, begin, 1)), Moment(last))


def _calendar_date(text: str, year: str, month: str | None, day: str | None, qualifier: str | None) -> Span:
    if day is not None and month is not None:
        only = Moment(calendar_day(text, int(year), int(month), int(day)))
        return Span("imprecise" if qualifier else "day", only, only)
    if month is None:
        low, high = 1, 12
    else:
        low = high = int(month)
    first = calendar_day(text, int(year), low, 1)
    return Span("imprecise", Moment(first), Moment(days_from_civil(int(year), high, days_in_month(int(year), high))))


def calendar_day(text: str, year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01 to that day.

    Raises:
        DateError: the calendar has no such day; `text` is what the message quotes.
    """
    if not 1 <= month <= 12:
        raise DateError(f"{quoted(text)} has no month {month}; a month is 01 to 12.")
    if not is_day(year, month, day):
        raise DateError(f"{quoted(text)} is not in the calendar, as that month has {days_in_month(year, month)} days.")
    return days_from_civil(year, month, day)


def _date_time(text: str) -> Moment:
    match = re.fullmatch(_DATE_TIME, text)
    if not match:
        raise DateError(f"{quoted(text)} is not a date-time; write one such as 2018-12-04T09:22+05:30.")
    year, month, day, hour, minute, second, fraction, zone, sign, *offset = match.groups()
    clock = _clock(text, int(hour), int(minute), int(second or 0)) + int((fraction or "").ljust(6, "0"))
    if clock > DAY:
        raise DateError(f"{quoted(text)} is past the end of its day, 24:00:00; write the next day.")
    return Moment(calendar_day(text, int(year), int(month), int(day)), clock, _offset(text, zone, sign, offset))


def _clock(text: str, hour: int, minute: int, second: int) -> int:
    """Return microseconds since midnight. 24:00:00 is the end of the day, as in ISO 8601."""
    in_day = hour < 24 or (hour, minute, second) == (24, 0, 0)
    if not (in_day and minute < 60 and second < 60):
        raise DateError(f"{quoted(text)} has no such time of day; a time is 00:00:00 to 23:59:59.")
    return (hour * 3600 + minute * 60 + second) * SECOND


def _offset(text: str, zone: str | None, sign: str | None, parts: list[str | None]) -> int | None:
    if zone is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in parts)
    if hours > 23 or minutes > 59 or seconds > 59:
        raise DateError(f"{quoted(text)} has no such offset from UTC; write one such as +05:30.")
    ahead = (hours * 3600 + minutes * 60 + seconds) * SECOND
    return -ahead if sign == "-" else ahead


def _interval(text: str) -> Span:
    lower, _, upper = (side.strip() for side in text.partition("/"))
    start = None if lower in (OPEN, UNKNOWN) else _single(lower)
    end = None if upper in (OPEN, UNKNOWN) else _single(upper)
    if start is None and end is None and not lower == upper == OPEN:
        raise DateError(f"{quoted(text)} is an interval without a date; write one such as 2019-05/.. or ../2019-05.")
    first = start.first if start else None
    last = end.last if end else None
    if lower == UNKNOWN and last:
        first = Moment(_years_from(last.day, -_UNKNOWN_YEARS))
    if upper == UNKNOWN and first:
        last = Moment(_years_from(first.day, _UNKNOWN_YEARS))
    return Span("extended", first, last, from_start=lower != UNKNOWN)


def _years_from(day: int, years: int) -> int:
    year, month, day_of_month = civil_from_days(day)
    year += years
    return days_from_civil(year, month, min(day_of_month, days_in_month(year, month)))


def _set(text: str) -> Span:
    if text[-1] != {"[": "]", "{": "}"}[text[0]]:
        raise not_a_date(text)
    members = [_member(part.strip(), text) for part in text[1:-1].split(",")]
    if len(members) == 1 and ".." not in text:
        raise DateError(f"{quoted(text)} is a set of one date; write the date itself, or a range with two dots (..).")
    starts = [first.day for first, _ in members if first]
    ends = [last.day for _, last in members if last]
    first = Moment(min(starts)) if len(starts) == len(members) else None
    last = Moment(max(ends)) if len(ends) == len(members) else None
    every = text[0] == "{"
    return Span("extended" if every else "imprecise", first, last, from_start=every)


def _member(part: str, text: str) -> tuple[Moment | None, Moment | None]:
    """Read one date or range of a set; a set holds days and longer, no times of day."""
    lower, dots, upper = (side.strip() for side in part.partition(OPEN))
    if "T" in part or (not lower and not upper):
        raise not_a_date(text)
    first = _single(lower).first if lower else None
    last = _single(upper).last if upper else None if dots else _single(lower).last
    if first and last and first.day > last.day:
        raise DateError(f"{quoted(text)} has a range that ends before it starts; write the earlier date first.")
    return first, last


def year_text(year: int) -> str:
    """A year as EDTF writes it: four digits, a minus sign before year 0, and a Y before more digits."""
    sign, digits = "-" if year < 0 else "", f"{abs(year):04d}"
    return f"{'Y' if len(digits) > 4 else ''}{sign}{digits}"


def next_to(found: str, step: int) -> str:
    """The day, month or year before (-1) or after (1) another; the day before or after a part of a year or a decade."""
    if re.fullmatch("-?[0-9]{4}", found):
        return year_text(int(found) + step)
    if (month := re.fullmatch("(-?[0-9]{4})-([0-9]{2})", found)) and int(month[2]) <= 12:
        years, place = divmod(int(month[1]) * 12 + int(month[2]) - 1 + step, 12)
        return f"{year_text(years)}-{place + 1:02d}"
    span = read_span(found)
    bound = span.first if step < 0 else span.last
    return day_text(bound.day + step) if bound else found
