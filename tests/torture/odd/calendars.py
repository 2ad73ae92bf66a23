"""Odd calendars: their lines, parameters, zones, components and rules."""

import random
import re
from collections.abc import Callable

from . import Change, Changes, things

_DATES = (
    "20181204", "20181204T100000", "20181204T100000Z", "00000101", "00010101T000000Z", "99991231T235959Z",
    "20181301", "20180229T250000", "2018-12-04", "20181204T10", "", "x", "20181204T235960Z", "20181204T100000+0530",
    "9" * 400,
)  # fmt: skip
_RULES = (
    "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;COUNT=1000000000",
    "FREQ=YEARLY", "FREQ=ODD", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYHOUR=99", "FREQ=WEEKLY;BYDAY=99MO", "", "FREQ=DAILY;UNTIL=20181301", "FREQ=DAILY;UNTIL=99991231",
    "FREQ=YEARLY;BYSETPOS=999", "COUNT=3", "FREQ=WEEKLY;WKST=XX", "x", "FREQ=DAILY;COUNT=3;UNTIL=20181204",
    "FREQ=HOURLY;INTERVAL=99999999999", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "FREQ=DAILY;X=1",
    "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;COUNT=" + "9" * 400,
    "FREQ=DAILY;BYEASTER=0",
)  # fmt: skip
_LINES = (
    "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VALARM", "END:VALARM", "BEGIN:VTODO",
    "BEGIN:X", "", "END:X", " folded", "\tfolded", ":", "X", "X:", ";X=1:2", "METHOD:CANCEL", "STATUS:CANCELLED",
    "STATUS:ODD", "SEQUENCE:-1", "SEQUENCE:" + "9" * 400, "X-WR-TIMEZONE:Nowhere", "X-WR-CALNAME:\\", "UID:",
    "CATEGORIES:,,", "CATEGORIES:a,b;c", "DURATION:-P1D", "DURATION:P99999999999W", "DURATION:P",
    "RECURRENCE-ID:20181204", "X-TIMELINE-WHEN:odd", "X-TIMELINE-KNOWN:2018-13", "GEO:x",
    "X-TIMELINE-LATEST:2018-12-04", "DTSTAMP:", "LAST-MODIFIED:99991231T235959Z", "RDATE;VALUE=PERIOD:x/y",
    "EXDATE:20181204,x", "RECURRENCE-ID;RANGE=THISANDFUTURE:20181204T100000Z",
    "RDATE:" + ",".join(["20181204"] * 300), "SUMMARY:" + "x" * 9_000, "BEGIN:VTIMEZONE", "END:VTIMEZONE",
    "BEGIN:STANDARD", "TZOFFSETTO:+9999", "TZOFFSETFROM:x", "URL:javascript:x", "ATTACH:x",
)  # fmt: skip
_PARAMETERS = (
    "TZID=Nowhere/City", "TZID=", "TZID=Asia/Kolkata", "TZID=UTC", 'TZID="x', "VALUE=DATE", "VALUE=DATE-TIME",
    "VALUE=PERIOD", "VALUE=ODD", "RANGE=THISANDFUTURE", "X=" + "y" * 5_000, "X", "=", "TZID=../../etc",
    "TZID=Factory", "ENCODING=BASE64", "X=^n",
)  # fmt: skip
_ZONE = """BEGIN:VTIMEZONE
TZID:Asia/Kolkata
BEGIN:STANDARD
DTSTART:{}
TZOFFSETFROM:{}
TZOFFSETTO:{}
RRULE:{}
END:STANDARD
END:VTIMEZONE"""
_OFFSETS = ("+0530", "-0000", "+2400", "+9999", "+05", "x", "+053015", "")


def _of_lines(change: Callable[[list[str], random.Random], object]) -> Change:
    def changed(data: bytes, dice: random.Random) -> bytes:
        lines = data.decode("utf-8", "surrogateescape").splitlines()
        if lines:
            change(lines, dice)
        return (dice.choice(("\r\n", "\n")).join(lines) + "\r\n").encode("utf-8", "surrogateescape")

    return changed


def _order(lines: list[str], dice: random.Random) -> None:
    place, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    match dice.randrange(4):
        case 0:
            del lines[place]
        case 1:
            lines.insert(other, lines[place])
        case 2:
            lines[place], lines[other] = lines[other], lines[place]
        case _:
            del lines[min(place, other) : max(place, other)]


def _insert(lines: list[str], dice: random.Random) -> None:
    lines.insert(dice.randrange(len(lines) + 1), dice.choice(_LINES))


def _line(named: str, said: Callable[[random.Random], str]) -> Callable[[list[str], random.Random], None]:
    """Put something in place of what a line says, one of those whose names are found."""

    def change(lines: list[str], dice: random.Random) -> None:
        found = [place for place, line in enumerate(lines) if re.match(named, line)]
        if found:
            place = dice.choice(found)
            name = lines[place].partition(":")[0]
            lines[place] = f"{name}:{said(dice)}".replace("\n", "\\n" if dice.random() < 0.9 else "\n")

    return change


def _parameter(lines: list[str], dice: random.Random) -> None:
    place = dice.randrange(len(lines))
    name, colon, said = lines[place].partition(":")
    lines[place] = f"{name.split(';')[0] if dice.random() < 0.5 else name};{dice.choice(_PARAMETERS)}{colon}{said}"


def _rule(lines: list[str], dice: random.Random) -> None:
    starts = [place for place, line in enumerate(lines) if line.startswith("DTSTART")]
    if starts:
        lines.insert(dice.choice(starts) + 1, f"{dice.choice(('RRULE', 'RRULE', 'EXRULE'))}:{dice.choice(_RULES)}")


def _zone(lines: list[str], dice: random.Random) -> None:
    offsets = dice.choice(_OFFSETS), dice.choice(_OFFSETS)
    zone = _ZONE.format(dice.choice(_DATES), *offsets, dice.choice((*_RULES, "FREQ=YEARLY")))
    lines[dice.choice((1, dice.randrange(len(lines)))) : 0] = zone.split("\n")


def _characters(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data) + 1)
    odd = dice.choice((b"\0", b"\r", b"\n", b"\r\n ", b"\xff", b"\xc3", b":", b";", b'"', b"\\", b",", b"\x1b"))
    return data[:place] + odd + data[place + dice.randrange(2) :]


def _encoded(data: bytes, dice: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return dice.choice(
        (
            text.encode("utf-16"),
            data[: dice.randrange(len(data) + 1)],
            data * 2,
            text.replace("\r\n", "\r").encode(),
            b"",
            b"\xef\xbb\xbf" + data,
        )
    )


ICS: Changes = {
    "lines dropped, doubled, exchanged": _of_lines(_order),
    "lines put in": _of_lines(_insert),
    "dates": _of_lines(_line("DT|EXDATE|RDATE|RECUR|LAST", lambda dice: dice.choice(_DATES))),
    "texts": _of_lines(_line("SUMM|DESC|UID|CAT|LOC|X-|STATUS|METHOD|PROD|SEQ", things.text)),
    "parameters": _of_lines(_parameter),
    "rules": _of_lines(_rule),
    "zones": _of_lines(_zone),
    "characters": _characters,
    "encodings and ends": _encoded,
}
