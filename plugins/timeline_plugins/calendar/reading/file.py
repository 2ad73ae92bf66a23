"""An iCalendar file as it comes: bytes to calendars, each event with its line (RFC 5545 §3.1, §3.4)."""

import re
import warnings
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from typing import Any, BinaryIO

from attrs import frozen
from icalendar import Calendar, Component, use_zoneinfo
from icalendar.prop import vBroken, vRecur

from timeline_engine.errors import TimelineError
from timeline_engine.view.words.printable import printable

from ...limits import Limits
from .recurrence_limits import zone_problem

_UNREAD = frozenset(["VALARM", "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY"])
_EDGE = re.compile(r"(BEGIN|END):([\w-]+)[ \t]*\r?", re.IGNORECASE)
_BEGIN = re.compile(r"^BEGIN:", re.IGNORECASE | re.MULTILINE)
_SPLIT_CHARACTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]*)(\r?\n[ \t])([\x80-\xbf]+)")
_TOO_LONG = "a number in it has over 4,300 digits"
_LONGEST = 200  # characters of what the library says, which may quote a whole line
_QUOTED = 60  # characters of a UID in a message


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
    """A VCALENDAR, or another component that stands alone, with its events in the order of the file."""

    component: Component
    events: tuple[Placed, ...]


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


def read_calendars(data: BinaryIO, name: str, limits: Limits) -> list[PlacedCalendar]:
    """Read the calendars of a file. Raises TimelineError if it is none, is too large, or broken where all events depend
    on it.
    """
    wanted, lines = _only_wanted(_read(data, name, limits))
    if not _BEGIN.search(wanted):
        raise _no_calendar(name)
    try:
        calendars = _parsed(wanted)
    except Exception as error:  # the library fails in many ways on what is no calendar; the file is named for all
        said = _TOO_LONG if "int_max_str_digits" in str(error) else str(error)[:_LONGEST]
        raise TimelineError(f"{name}: not an iCalendar file that can be read (RFC 5545): {said}") from error
    if not calendars and not lines:
        raise _no_calendar(name)
    _check_zones(calendars, name)
    found = [(calendar, calendar.walk("VEVENT")) for calendar in calendars]
    if sum(len(events) for _, events in found) != len(lines):
        raise TimelineError(f"{name}: a component begins and does not end: the file is cut off, or an END is missing")
    places = iter(f"{name}:{line}" for line in lines)
    return [
        PlacedCalendar(calendar, tuple(Placed(event, next(places)) for event in events)) for calendar, events in found
    ]


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


def _no_calendar(name: str) -> TimelineError:
    return TimelineError(f"{name}: no calendar in it: expected BEGIN:VCALENDAR and its END (RFC 5545)")


def _parsed(wanted: str) -> Sequence[Component]:
    # The library keeps each VTIMEZONE for all later files, and this forgets those of other files.
    use_zoneinfo()  # type: ignore[no-untyped-call]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of the TZID whose last part it takes for an IANA name
        # As bytes: a str of one line would be tried as the path of a file.
        return Calendar.from_ical(wanted.encode(), multiple=True)


def _check_zones(calendars: Sequence[Component], name: str) -> None:
    for zone in (zone for calendar in calendars for zone in calendar.walk("VTIMEZONE")):
        for rule in (rule for part in zone.subcomponents for rule in many(part, "RRULE")):
            if isinstance(rule, vRecur) and (found := zone_problem(rule)):
                raise TimelineError(f"{name}: VTIMEZONE {text(zone, 'TZID')!r}: field RRULE: {found}")


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


def _only_wanted(decoded: str) -> tuple[str, list[int]]:
    """The text without the components that are not imported, and the lines on which its events begin.

    What is not imported cannot break what is: one bad line of an alarm would make the library refuse the file.
    """
    wanted: list[str] = []
    begins: list[int] = []
    depth, unread = 0, ""
    for number, line in enumerate(decoded.split("\n"), 1):
        edge = _EDGE.fullmatch(line)
        begin, name = (edge[1].upper() == "BEGIN", edge[2].upper()) if edge else (False, "")
        if unread:
            if name == unread and not begin:
                unread = ""
            elif name in ("VEVENT", "VCALENDAR"):  # it never ended, and nobody knows what belongs to it
                return decoded, _begins(decoded)
            continue
        if begin and depth and name in _UNREAD:
            unread = name
            continue
        if edge:
            depth += 1 if begin else -1
        if begin and name == "VEVENT":
            begins.append(number)
        wanted.append(line)
    return (decoded, _begins(decoded)) if unread else ("\n".join(wanted), begins)


def _begins(decoded: str) -> list[int]:
    lines = enumerate(decoded.split("\n"), 1)
    return [number for number, line in lines if re.fullmatch(r"BEGIN:VEVENT[ \t]*\r?", line, re.IGNORECASE)]
