"""Dates as people write them, turned into EDTF where they come in.

What is EDTF stays as it is. Every other form has one reader: docs/dates.md lists the forms. Text that can be read in
two ways is refused with both readings, never guessed. That is why no general date parser is used: those have an answer
for nearly every text, of a decade seconds ago, of a quarter a day, of what has no year one of this year.
"""

import re
from datetime import date, timedelta

from . import clock, numbers, parts, spans, spelled, years
from .convention import AS_WRITTEN, Convention
from .epoch import read_epoch
from .errors import DateError, quoted
from .how import How
from .local_times import with_offsets
from .names import check_language
from .patterns import CALENDAR_DATE, match_all
from .reading import LONGEST, plain_day, read_span
from .zone import Zone, time_zone

_RELATIVE = {"now": 0, "today": 0, "yesterday": -1, "tomorrow": 1}

_EDTF_LETTERS = r"[-0-9XYESTZ?~%.,:+/\[\]{} ]+"
_ABOUT = r"(?:(?:about|around|approximately|approx\.?|circa|ca?\.?|abt\.?)(?: |(?=[0-9]))|~) ?([^~].*)"
_ONE = rf"(?:{CALENDAR_DATE}|[0-9]{{3}}X|[0-9]{{2}}XX)"
_GEDCOM = r"(?:EST|CAL|INT) (.+)"  # only so: "est. 1850" may be established


def read_when(text: str, zone: Zone, today: str, convention: Convention = AS_WRITTEN) -> str:
    """Return the EDTF text of a date as a person writes it.

    Args:
        text: EDTF, or English such as "4 Nov 2018", "Nov 2018", "about May 2018", "4-6 Sep 2018",
            "between 4 Oct 2018 and 3 Dec 2018", "before 4 Nov 2018", "spring 2018", "Q2 2018",
            "4 Nov 2018 14:30 +05:30", "2018/11/04", "yesterday" (docs/dates.md).
        zone: the log's time zone; a time without offset is local to it.
        today: the day "YYYY-MM-DD" that "today", "now", "yesterday" and "tomorrow" are counted from.
        convention: what is known of how dates are written there; decides between several readings.

    Raises:
        DateError: it is no date, has two readings or no full year, or is not in the calendar.
    """
    tidy = " ".join(text.split())
    if plain_day(tidy) is not None:  # as most are
        return tidy
    if len(tidy) > LONGEST:
        raise DateError(f"{quoted(tidy)} is longer than {LONGEST} characters; a date is shorter.")
    found = _read(tidy, How(today, convention, _read))
    if convention.zone is not None:
        found = with_offsets(found, convention.zone)
    zone.when(found)
    return found


def read_moment(text: str, zone: Zone, today: str, convention: Convention = AS_WRITTEN) -> str:
    """Return the EDTF text of a date that stands for an instant, for questions such as "as of ...".

    Raises:
        DateError: `read_when` raises it, or the date has an open end.
    """
    found = read_when(text, zone, today, convention)
    zone.instant(found)
    return found


def check_convention(convention: Convention) -> None:
    """Refuse a zone or a language that there is not. Raises DateError, also if what the language needs is missing."""
    if convention.zone is not None:
        time_zone(convention.zone)
    if convention.language is not None:
        check_language(convention.language)


def _read(text: str, how: How) -> str:
    for reader in _READERS:
        if (found := reader(text, how)) is not None:
            return found
    if not text or re.fullmatch(_EDTF_LETTERS, text):
        read_span(text)  # raises what exactly is wrong with it
    raise DateError(
        f"{quoted(text)} is not a date; write one such as 4 Nov 2018, Nov 2018, about May 2018, 2018-11-04 "
        "or 2018-11-04T14:30+05:30."
    )


def _relative(text: str, how: How) -> str | None:
    days = _RELATIVE.get(text.casefold())
    return None if days is None else (date.fromisoformat(how.today) + timedelta(days=days)).isoformat()


def _epoch(text: str, how: How) -> str | None:
    return read_epoch(text, how.convention.epoch)


def _edtf(text: str, _how: How) -> str | None:
    try:
        read_span(text)
    except DateError:
        return None
    return text


def _inexact(text: str, how: How) -> str | None:
    if match := match_all(_ABOUT, text) or re.fullmatch(_GEDCOM, text):
        rest, sign = match[1], "~"
    elif match := match_all(r"(.+?) ?([?~%])", text):
        rest, sign = match[1], match[2]
    else:
        return None
    found = how.read(rest)
    if sign == "~" and match_all(rf"{_ONE}\?", found):
        return f"{found[:-1]}%"
    if not match_all(_ONE, found):
        raise DateError(f"{quoted(text)} is not read, as only a day, month or year can be inexact; write one of these.")
    return found + sign


def _too_loose(text: str, how: How) -> str | None:
    """What people write and a log cannot keep, refused with what can be written instead."""
    if match := match_all(r"(?:since|as of|from) (.+?)(?: on(?:wards?)?)?", text):
        found = how.read(match[1])
        raise DateError(
            f"{quoted(text)} is not read; write {found}/.. for what lasts, [{found}..] for one day after it."
        )
    if match := match_all(r"(?:until|till|up to) (.+)", text):
        found = how.read(match[1])
        raise DateError(
            f"{quoted(text)} is not read; write ../{found} for what lasted, [..{found}] for one day up to it."
        )
    if match_all(r"(?:(?:last|next|this|past) )?(?:week|month|quarter|year|weekend|[a-z]+day)", text):
        raise DateError(f"{quoted(text)} is not read; write the day, as in {how.today}, or the days, as in [A..B].")
    return None


_READERS = (
    _relative,
    _epoch,
    _edtf,
    spans.read_between,
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
