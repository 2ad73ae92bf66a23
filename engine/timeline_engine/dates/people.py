"""Dates as people write them, turned into EDTF where they come in.

What is EDTF stays as it is. Every other form has one reader, here or, for a single day or month, in
`spelled`. Text that can be read in two ways is refused with both readings, never guessed.
"""

import re
from datetime import date, timedelta

from .civil import days_from_civil
from .convention import AS_WRITTEN, Convention
from .epoch import read_epoch
from .errors import DateError, quoted
from .how import How
from .local_times import with_offsets
from .reading import LONGEST, plain_day, read_span
from .spelled import DAY, match_all, place_of, read_spelled
from .zone import Zone

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_THURSDAY = 3  # the weekday of 1970-01-01
_RELATIVE = {"now": 0, "today": 0, "yesterday": -1, "tomorrow": 1}

_EDTF_LETTERS = r"[-0-9XYESTZ?~%.,:+/\[\]{} ]+"
_ABOUT = r"(?:(?:about|around|approximately|approx\.?|circa|ca?\.?) ?(?=[0-9 ])|~) ?(.+)"
_RANGES = (
    r"(?:from )?(.+?) (?:to|through) (.+)",
    r"(.+?) ?[\u2013\u2014] ?(.+)",
    r"(.+?) - (.+)",
    r"((?:[a-z]+\.? )?[0-9]{1,2}(?:st|nd|rd|th)?)-([0-9]{1,2}(?:st|nd|rd|th)?,? [^-]+)",
)
_TIME = r"(.+?)(?:,? (?:at )?|T)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}(?:\.[0-9]{1,6})?))? ?([ap]m)? ?(.*)"


def read_when(text: str, zone: Zone, today: str, convention: Convention = AS_WRITTEN) -> str:
    """Return the EDTF text of a date as a person writes it.

    Args:
        text: EDTF, or English such as "4 Nov 2018", "Nov 2018", "about May 2018", "4-6 Sep 2018",
            "between 4 Oct 2018 and 3 Dec 2018", "before 4 Nov 2018", "spring 2018", "Q2 2018",
            "4 Nov 2018 14:30 +05:30", "2018/11/04", "yesterday".
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


def _read(text: str, how: How) -> str:
    for reader in _READERS:
        if (found := reader(text, how)) is not None:
            return found
    if (found := read_spelled(text, how)) is not None:
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


def _one_of(text: str, how: How) -> str | None:
    if not (match := match_all(r"between (.+?) and (.+)", text)):
        return None
    first, last = _sides(match[1], match[2], how)
    return f"[{first}..{last}]"


def _open(text: str, how: How) -> str | None:
    """Some day before or after a date, that day left out; or by a date, that day too."""
    if not (match := match_all(r"(before|by|after) (.+)", text)):
        return None
    word, found = match[1].casefold(), how.read(match[2])
    if not match_all(r"[0-9]{4}(-[0-9]{2}){0,2}", found):
        raise DateError(f"{quoted(text)} is not read: write a day, month or year after {word!r}.")
    if word in ("before", "after"):
        found = _next_to(found, -1 if word == "before" else 1)
    return f"[{found}..]" if word == "after" else f"[..{found}]"


def _next_to(found: str, step: int) -> str:
    """The day, month or year before (-1) or after (1) another."""
    if len(found) == 10:
        return (date.fromisoformat(found) + timedelta(days=step)).isoformat()
    if len(found) == 4:
        return f"{int(found) + step:04d}"
    months = int(found[:4]) * 12 + int(found[5:]) - 1 + step
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _interval(text: str, how: How) -> str | None:
    for pattern in _RANGES:
        if match := match_all(pattern, text):
            return "/".join(_sides(match[1], match[2], how))
    return None


def _sides(first: str, last: str, how: How) -> tuple[str, str]:
    """Read both ends. What is written once ("4-6 Sep 2018", "4 Oct to 3 Dec 2018") counts for both."""
    if (day := match_all(DAY, first)) and (rest := match_all(DAY + r" ([a-z].*)", last)):
        first = f"{day[1]} {rest[2]}"
    elif (month := match_all(r"([a-z]+\.?) " + DAY, first)) and (rest := match_all(DAY + r",? ([0-9]{4})", last)):
        first, last = f"{first} {rest[2]}", f"{month[1]} {last}"
    elif not re.search(r"[0-9]{4}", first) and (year := re.search(r" ([0-9]{4})$", last)):
        first = f"{first} {year[1]}"
    return how.read(first), how.read(last)


def _inexact(text: str, how: How) -> str | None:
    if match := match_all(_ABOUT, text):
        rest, sign = match[1], "~"
    elif match := match_all(r"(.+?) ?([?~%])", text):
        rest, sign = match[1], match[2]
    else:
        return None
    found = how.read(rest)
    if not match_all(r"-?[0-9]{4}(-[0-9]{2}){0,2}", found):
        raise DateError(f"{quoted(text)} is not read, as only a day, month or year can be inexact; write one of these.")
    return found + sign


def _on_weekday(text: str, how: How) -> str | None:
    match = match_all(r"([a-z]{3,})\.?,? (.+)", text)
    weekday = place_of(_WEEKDAYS, match[1]) if match else None
    if match is None or weekday is None:
        return None
    found = how.read(match[2])
    if not match_all(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?", found):
        raise DateError(f"{quoted(text)} has a weekday, which only a full date can have; leave it out.")
    year, month, day = map(int, found[:10].split("-"))
    actual = (days_from_civil(year, month, day) + _THURSDAY) % 7
    if actual != weekday:
        raise DateError(
            f"{quoted(text)} is wrong, as {found[:10]} is a {_WEEKDAYS[actual]}; correct the day or the date."
        )
    return found


def _at_time(text: str, how: How) -> str | None:
    if not (match := match_all(_TIME, text)):
        return None
    day, hour, minute, second, half, zone = match.groups()
    found = how.read(day)
    if not match_all(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found):
        raise DateError(
            f"{quoted(text)} has a time, which only a full date can have; write one such as 2018-11-04T14:30."
        )
    clock = f"{_hour(text, int(hour), half):02d}:{minute}" + (f":{second}" if second else "")
    if re.fullmatch("-[0-9]{2}:[0-9]{2}", zone) and clock < zone[1:] and text[match.start(6) - 1] != " ":
        times = f"{found}T{clock}/{found}T{zone[1:]} or {found}T{clock}{zone}"
        raise DateError(f"{quoted(text)} can be read as {times}; write one of these.")
    return f"{found}T{clock}{_offset(text, zone)}"


def _hour(text: str, hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise DateError(f"{quoted(text)} has no such hour before or after noon; write the time as 00:00 to 23:59.")
    return hour % 12 + (12 if half.casefold() == "pm" else 0)


def _offset(text: str, zone: str) -> str:
    if not zone or zone.upper() in ("Z", "UTC"):
        return "Z" if zone else ""
    if match := match_all(r"([+-])([0-9]{1,2}):?([0-9]{2})?", zone):
        return f"{match[1]}{int(match[2]):02d}:{match[3] or '00'}"
    raise DateError(
        f"{quoted(text)} has the zone {quoted(zone)}, and such names mean several; write the offset instead, "
        "as in 2018-11-04T14:30+05:30."
    )


def _too_loose(text: str, how: How) -> None:
    """What people write and a log cannot keep, refused with what can be written instead."""
    if match := match_all(r"(?:since|as of|from) (.+?)(?: on)?", text):
        found = how.read(match[1])
        raise DateError(
            f"{quoted(text)} is not read; write {found}/.. for what lasts, [{found}..] for one day after it."
        )
    if match := match_all(r"(?:until|till|up to) (.+)", text):
        found = how.read(match[1])
        raise DateError(
            f"{quoted(text)} is not read; write ../{found} for what lasted, [..{found}] for one day up to it."
        )
    if match := match_all(r"(?:early|mid|middle of|late|end of|beginning of)[ -](?:in )?(.+)", text):
        found = how.read(match[1])
        raise DateError(
            f"{quoted(text)} is not read; write {found}, or the first and last day it may be, "
            "as in [2026-05-10..2026-05-20]."
        )
    if match_all(r"(?:(?:last|next|this) )?(?:week|month|year|weekend|[a-z]+day)", text):
        raise DateError(f"{quoted(text)} is not read; write the day, as in {how.today}, or the days, as in [A..B].")


_READERS = (_relative, _epoch, _edtf, _one_of, _open, _interval, _inexact, _on_weekday, _at_time, _too_loose)
