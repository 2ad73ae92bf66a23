"""Times of day, and the weekday before a date, turned into EDTF."""

import re

from .civil import MONTHS, WEEKDAYS, days_from_civil
from .errors import DateError, quoted
from .how import How
from .names import months_elsewhere, names_month, place_of, weekdays_of
from .patterns import NAME, match_all
from .reading import next_to

_THURSDAY = 3  # the weekday of 1970-01-01
_TIME = (
    r"(.+?)(?:,? (?:at )?|T)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    r" ?(?:([ap])\.?m\b\.?)?(?: ?(.*))"
)
_YEAR_FIRST = "[0-9]{4}[0-9W/.-]*"  # as programs write it, so that an offset may follow
_COMPACT = r"([0-9]{8})T?([0-9]{2})([0-9]{2})([0-9]{2}(?:[.,][0-9]+)?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
_MICROSECONDS = 6  # digits of a second that are kept
_UTC = ("Z", "UTC", "GMT", "UT")
_PLACE = "[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+"
_BRACKETED = (
    r"(.*?) ?\[!?([A-Za-z][A-Za-z0-9_+/-]*)\]"  # RFC 9557: a zone of the IANA, behind the offset if there is one
)
_MAIL_ZONES = {"EST": 5, "EDT": 4, "CST": 6, "CDT": 5, "MST": 7, "MDT": 6, "PST": 8, "PDT": 7}  # hours behind UTC


def read_weekday(text: str, how: How) -> str | None:
    """``Thu, 6 Sep 2018``; the weekday has to be right. Mail also has names of zones (RFC 2822, 4.3)."""
    match = match_all(rf"({NAME})\.?(,?) (.+)", text)
    weekdays = _weekdays(match[1], match[3], how.convention.language) if match else set()
    if match is None or not weekdays:
        return None
    found = how.read(_with_offset(match[3]) if match[2] else match[3])
    dated = match_all(r"((-?[0-9]{4})-([0-9]{2})-([0-9]{2}))(?:T.*)?", found)
    if dated is None:
        if languages := months_elsewhere(match[1]):
            raise DateError(
                f"{quoted(text)} has {match[1]!r}, which may be a weekday or a month; write the month in English or as "
                "a number.",
                tuple(f"language={one}" for one in languages),
            )
        raise DateError(f"{quoted(text)} has a weekday, which only a full date can have; leave it out.")
    actual = (days_from_civil(int(dated[2]), int(dated[3]), int(dated[4])) + _THURSDAY) % 7
    if actual not in weekdays:
        raise DateError(f"{quoted(text)} is wrong, as {dated[1]} is a {WEEKDAYS[actual]}; correct the day or the date.")
    return found


def _weekdays(name: str, rest: str, language: str | None) -> set[int]:
    """The weekdays that a word means. In ``Mar 4 2018`` it is a month, as no other is named (in French a weekday)."""
    is_english_month = place_of(MONTHS, name) is not None
    return set() if is_english_month and not names_month(rest, language) else weekdays_of(name, language)


def _with_offset(text: str) -> str:
    mail = re.fullmatch(rf"([0-9]{{1,2}} [A-Za-z]{{3}} [0-9]+ [0-9:]+) ({'|'.join(_MAIL_ZONES)})", text)
    return f"{mail[1]} -{_MAIL_ZONES[mail[2]]:02d}:00" if mail else text


def read_time(text: str, how: How) -> str | None:
    """A day and a time: ``4 Nov 2018, 2:30 pm +05:30``, ``2018-11-04T14:30:15,123 GMT``."""
    if not (match := match_all(_TIME, text)):
        return None
    day, hour, minute, second, fraction, half, zone = match.groups()
    found = how.read(day)
    if not match_all(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}", found):
        raise DateError(
            f"{quoted(text)} has a time, which only a full date can have; write one such as 2018-11-04T14:30."
        )
    clock = f"{_hour(text, int(hour), half):02d}:{minute}" + (f":{second}" if second else "")
    is_apart = text[match.start(7) - 1] == " "
    _refuse_two_times(text, found, clock, zone, is_apart, is_in_words=not match_all(_YEAR_FIRST, day))
    local = f"{found}T{clock}{'.' + fraction[:_MICROSECONDS] if fraction else ''}"
    if named := re.fullmatch(_BRACKETED, zone):
        return _in_zone(text, local, _offset(text, named[1]), named[2])
    return _in_place(local, zone) or local + _offset(text, zone)


def _refuse_two_times(text: str, day: str, clock: str, zone: str, is_apart: bool, is_in_words: bool) -> None:
    """Refuse an offset that may be the time of an end: ``14:30-16:00``, ``14:30-16``, ``14:30 -16:00``.

    It has seconds if the start has some. It is later, or behind a date in words on the next day: ``20:00-01:00``.
    Behind a blank it is one only if no zone is so far behind.
    """
    match = re.fullmatch(r"(-)([0-9]{1,2}):?([0-9]{2})?(:[0-9]{2})?", zone)
    if match is None:
        return
    offset = _signed(match)
    end = "00:00" if offset == "Z" else offset[1:]  # what is -00:00 is Z
    as_exact, is_later, is_beyond = len(clock) == len(end) and not is_apart, clock <= end, _is_beyond(offset)
    is_past_midnight = as_exact and is_in_words and match[3] is not None and not is_later and not is_beyond
    if is_past_midnight or (is_later and end <= "24:00:00" and (as_exact or is_beyond)):
        last = day if is_later else next_to(day, 1)
        raise DateError(
            f"{quoted(text)} can be read as {day}T{clock}/{last}T{end} or {day}T{clock}{offset}; write one of these."
        )


def _in_zone(text: str, local: str, offset: str, zone: str) -> str:
    """A local time in a zone of the IANA, by a name that may mean others elsewhere. Raises DateError."""
    from .local_times import offsets_in, with_offsets  # rarely needed

    if not offset:
        return local + "Z" if zone.upper() in _UTC else with_offsets(local, zone)
    if offset.replace("Z", "+00:00") not in (known := offsets_in(local, zone)):
        raise DateError(f"{quoted(text)} has the offset {offset}, and {zone} has {known[0]} then; correct one of them.")
    return local + offset


def _in_place(local: str, zone: str) -> str | None:
    """A local time with the offset of the place that a zone of the IANA is called by, which names no other."""
    if not re.fullmatch(_PLACE, zone):
        return None
    from .local_times import with_offsets  # rarely needed

    found = with_offsets(local, zone)
    return None if found == local else found


def read_full_hour(text: str, how: How) -> str | None:
    """``4 Nov 2018, 2 pm``."""
    match = match_all(r"(.+?),? (?:at )?([0-9]{1,2}) ?([ap]\.?m\.?)( .*)?", text)
    return how.read(f"{match[1]} {match[2]}:00 {match[3]}{match[4] or ''}") if match else None


def read_compact_time(text: str, how: How) -> str | None:
    """``20181204T100000Z``, the basic form of ISO 8601, and ``20181204100000``."""
    match = match_all(_COMPACT, text)
    if match is None or ("T" not in text.upper() and len(text) != len("20181204100000")):
        return None
    day, hour, minute, second, zone = match.groups()
    return how.read(f"{day} {hour}:{minute}{':' + second if second else ''} {zone or ''}".strip())


def read_year_after_time(text: str, how: How) -> str | None:
    """``Tue Dec  4 10:00:00 UTC 2018``, as C's library and `date` write it."""
    match = match_all(rf"({NAME}) ({NAME}) ([0-9]{{1,2}}) ([0-9:]+)( [A-Z]+)? ([0-9]{{4}})", text)
    return how.read(f"{match[1]} {match[3]} {match[2]} {match[6]} {match[4]}{match[5] or ''}") if match else None


def _hour(text: str, hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise DateError(f"{quoted(text)} has no such hour before or after noon; write the time as 00:00 to 23:59.")
    return hour % 12 + (12 if half.casefold() == "p" else 0)


def _offset(text: str, zone: str) -> str:
    """The offset: alone, in brackets, after GMT (if with minutes: GMT+5 has two readings), or with a name after it."""
    zone = zone[1:-1] if zone.startswith("(") and zone.endswith(")") else zone
    if not zone or zone.upper() in _UTC:
        return "Z" if zone else ""
    if match := match_all(r"([+-])([0-9]{1,2}):?([0-9]{2})?(:[0-9]{2})?(?: \(.+\))?", zone):
        return _within(text, _signed(match))
    if match := match_all(r"(?:GMT|UTC)([+-])([0-9]{2}):?([0-9]{2})()(?: \(.+\))?", zone):
        return _within(text, _signed(match))
    raise DateError(
        f"{quoted(text)} has the zone {quoted(zone)}, and such names mean several; write the offset instead, "
        "as in 2018-11-04T14:30+05:30."
    )


def _signed(match: re.Match[str]) -> str:
    found = f"{match[1]}{int(match[2]):02d}:{match[3] or '00'}{match[4] or ''}"
    return "Z" if found == "-00:00" else found  # of mail: the time is that of UTC


def _within(text: str, offset: str) -> str:
    if _is_beyond(offset):
        raise DateError(
            f"{quoted(text)} has the offset {offset}, and no zone is beyond -12:00 or +14:00; correct it, or write two "
            "times with 'to' between them."
        )
    return offset


def _is_beyond(offset: str) -> bool:
    return offset != "Z" and offset[1:] > ("12:00" if offset[0] == "-" else "14:00")
