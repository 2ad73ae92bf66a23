"""An iCalendar file as it comes: bytes to calendars, each event with its line (RFC 5545 §3.1, §3.4)."""

import re
import warnings
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, BinaryIO

from attrs import frozen
from icalendar import Calendar, Component, use_zoneinfo
from icalendar.prop import vBroken, vRecur
from icalendar.timezone import tzp

from timeline_engine.errors import TimelineError, shortened
from timeline_engine.view.words.printable import printable

from ...limits import Limits
from .parts import Part, calendars_in, in_utc, without_leap_second
from .plain import plain_event
from .recurrence_limits import zone_problem
from .telling import Told
from .zones import is_iana

_SPLIT_CHARACTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]*)(\r?\n[ \t])([\x80-\xbf]+)")
_ANY = datetime(2024, 7, 1)  # a zone that cannot tell its offset then cannot tell any
_QUOTED = 60  # characters of a UID in a message
_NO_END = "it begins and does not end: the file is cut off, or an END is missing"
_BAD_ZONE = (
    "it cannot be read: each part of it must have DTSTART, TZOFFSETFROM and TZOFFSETTO, such as +0100, of less than a "
    "day (RFC 5545, 3.6.5); times in it are taken as those without zone"
)
_PLAINER = (
    (in_utc, "a time zone beside a time in UTC (Z) is passed over (RFC 5545, 3.2.19)"),
    (without_leap_second, "a leap second, as :60, is read as :59 (RFC 5545, 3.3.12)"),
)
"""How a line is made one that the library reads, and what is told of it."""


@frozen
class Placed:
    """A VEVENT and the place where it begins, like ``work.ics:12``."""

    component: Component
    at: str

    def refused(self, name: str, why: str) -> TimelineError:
        """What to say of an event that cannot be imported for what its property ``name`` says."""
        uid = " ".join(printable(text(self.component, "UID") or "").split())
        called = f" {uid[:_QUOTED]!r}" if uid else ""
        return TimelineError(f"{self.at}: VEVENT{called}: field {name}: {why}")


@frozen
class PlacedCalendar:
    """A VCALENDAR, or what stands outside of any, with its events in the order of the file.

    ``refused`` has an error for each part that cannot be read.
    """

    component: Component
    events: tuple[Placed, ...]
    refused: tuple[TimelineError, ...]


def text(component: Component, name: str) -> str | None:
    """The text of a property, the first if there are several; None if it is missing, empty or broken."""
    found = first(component, name)
    return None if found is None else str(found).strip() or None


def first(component: Component, name: str) -> Any:
    """The value of a property, the first if there are several; None if it is missing or broken."""
    found = next(iter(many(component, name)), None)
    return None if isinstance(found, vBroken) else found


def many(component: Component, name: str) -> list[Any]:
    """All values of a property."""
    found = component.get(name)
    if found is None:
        return []
    return list(found) if isinstance(found, list) else [found]


def read_calendars(data: BinaryIO, name: str, limits: Limits, told: Told) -> Iterator[PlacedCalendar]:
    """Read the calendars of a file, one after the other. Raises TimelineError if it is none, or is too large."""
    found = calendars_in(_read(data, name, limits))
    if not found:
        raise TimelineError(f"{name}: no calendar in it: expected BEGIN:VCALENDAR and its END (RFC 5545)")
    for calendar in found:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library warns of the TZID whose last part it takes for an IANA name
            placed = _placed(calendar, name, told)
        yield placed


def _placed(calendar: Part, name: str, told: Told) -> PlacedCalendar:
    refused, events = list(_take_zones(calendar, name)), list[Placed]()
    for part in (part for part in calendar.parts if part.name == "VEVENT"):
        event = _event(part, f"{name}:{part.line}", told)
        if isinstance(event, TimelineError):
            refused.append(event)
        else:
            events.append(event)
        _tell_unread(part, name, told)
    for number, called in calendar.others:
        told.tell(f"{name}:{number}", f"{called} is left out: only events are read")
    if not calendar.ended and all(part.ended for part in calendar.parts):
        refused.append(TimelineError(f"{name}:{calendar.line}: VCALENDAR: {_NO_END}"))
    return PlacedCalendar(_heading(calendar, name, told), tuple(events), tuple(refused))


def _heading(calendar: Part, name: str, told: Told) -> Component:
    """What a calendar says of itself, line by line, as one that cannot be read is no reason to lose the others."""
    found = Calendar()
    for number, line in calendar.properties:
        try:
            read: Any = Calendar.from_ical(Part("VCALENDAR", 0).written([line]))
        except Exception:
            told.tell(f"{name}:{number}", "a property of the calendar that cannot be read is left out")
        else:
            for key, value in read.items():
                found.setdefault(key, value)
    return found


def _event(part: Part, at: str, told: Told) -> Placed | TimelineError:
    if not part.ended:
        return TimelineError(f"{at}: VEVENT: {_NO_END}")
    if found := plain_event((line for _, line in part.properties), part.written):
        return Placed(found, at)
    for change, what in _PLAINER:
        for place, (number, line) in enumerate(part.properties):
            if (plain := change(line)) != line:
                part.properties[place] = number, plain
                told.tell(at, what)
    try:
        component: Any = Component.from_ical(part.written())
    except Exception:  # the library fails in many ways on what is no event; the event is named for all
        return TimelineError(f"{at}: VEVENT: it cannot be read: it has to keep to RFC 5545")
    return Placed(component, at)


def _tell_unread(part: Part, name: str, told: Told) -> None:
    for number in part.unread:
        told.tell(f"{name}:{number}", "a line that is no property (NAME:value), nor begins with a blank, is left out")


def _take_zones(calendar: Part, name: str) -> Iterator[TimelineError]:
    """Have the library know the zones of a calendar that IANA has not, but for the bad; an error for each of these."""
    good: list[Part] = []
    for part in (part for part in calendar.parts if part.name == "VTIMEZONE"):
        called = next((line[5:].strip() for _, line in part.properties if line[:5].upper() == "TZID:"), "without TZID")
        problem = None if is_iana(called) else _zone_problem(part)  # of those, the library does not look at their rules
        if problem:
            yield TimelineError(f"{name}:{part.line}: VTIMEZONE {shortened(called)}: {problem}")
        else:
            good.append(part)
    use_zoneinfo()  # type: ignore[no-untyped-call]  # it keeps each that it parses, and here forgets the bad
    for part in good:
        with suppress(Exception):  # of one that IANA has, of which nothing is needed
            Component.from_ical(part.written())


def _zone_problem(part: Part) -> str | None:
    try:
        subs: list[Any] = [Component.from_ical(sub.written()) for sub in part.parts]
        rules = (rule for sub in subs for rule in many(sub, "RRULE"))
        found = next(filter(None, (zone_problem(rule) for rule in rules if isinstance(rule, vRecur))), None)
        if found:
            return f"field RRULE: {found}"
        use_zoneinfo()  # type: ignore[no-untyped-call]
        zone: Any = Component.from_ical(part.written())
        tzp.localize(_ANY, str(zone["TZID"])).utcoffset()
    except Exception:  # the library fails in many ways on what is no zone
        return _BAD_ZONE
    return None


def _read(data: BinaryIO, name: str, limits: Limits) -> str:
    """The text of a file in which no property is too long. Raises TimelineError."""
    found = data.read(limits.file + 1)
    if len(found) > limits.file:
        raise limits.passed(name, "file", "too many bytes")
    decoded = _decoded(found)
    length = begin = 0
    for number, line in enumerate(decoded.split("\n"), 1):
        folded = line[:1] in (" ", "\t")  # and so a part of the line before (§3.1)
        length, begin = (length + len(line), begin) if folded else (len(line), number)
        if length > limits.cell:
            raise limits.passed(f"{name}:{begin}", "cell", "too many characters in one property")
    return decoded


def _decoded(data: bytes) -> str:
    """UTF-8 (§3.1.4), with or without byte order mark; else what old programs wrote."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        decoded = data.decode("utf-16", "replace")
    else:
        try:
            # A fold may split a character (§3.1), so it is moved behind the character.
            decoded = _SPLIT_CHARACTER.sub(rb"\1\3\2", data).decode("utf-8-sig")
        except UnicodeDecodeError:
            decoded = data.decode("cp1252", "replace")
    return decoded if "\n" in decoded else decoded.replace("\r", "\n")
