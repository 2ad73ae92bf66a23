"""The components of an iCalendar file as they are written (RFC 5545 §3.1, §3.4), each by itself: none harms another.

What is not read cannot break what is: only the properties and components that an import reads go any further.
"""

import re
from collections.abc import Iterable, Iterator

from attrs import define, field

_EDGE = re.compile(r"(BEGIN|END):([\w.-]+)[ \t]*", re.IGNORECASE)
_NAME = re.compile(r"([\w.-]+)(?=[;:])")
_ZONE_OF_UTC = re.compile(
    r"((?:DTSTART|DTEND|RECURRENCE-ID|RDATE|EXDATE)[^:\"]*?);TZID=(?:\"[^\"]*\"|[^;:\"]*)((?:;[^:]*)?:[0-9]{8}T[0-9]{6}Z)",
    re.IGNORECASE,
)
_DATED = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE", "RRULE", "DTSTAMP", "CREATED", "LAST-MODIFIED")
_LEAP_SECOND = re.compile(r"(?<=[0-9]{8}T[0-9]{4})60(?=Z?(?:[,;/]|$))")
_ZONE_WITH_SIGNS = re.compile(r"(;TZID=)([^\";]*[:,][^\";]*)(?=;|:[^:;]*$)", re.IGNORECASE)
_RULES = ("RRULE", "EXRULE")
_OURS = "X-TIMELINE-"
_HOLD = {"VCALENDAR": ("VEVENT", "VTIMEZONE"), "VTIMEZONE": ("STANDARD", "DAYLIGHT"), "VEVENT": ()}
"""What may stand in a component, of what is read."""
_READ = {
    name: frozenset(properties.split())
    for name, properties in {
        "VCALENDAR": "PRODID METHOD CALSCALE UID NAME X-WR-CALNAME X-WR-TIMEZONE",
        "VEVENT": "UID SUMMARY DESCRIPTION LOCATION URL STATUS SEQUENCE CATEGORIES ORGANIZER ATTENDEE DTSTAMP CREATED "
        "X-MICROSOFT-CDO-ALLDAYEVENT X-APPLE-OMIT-YEAR "
        "LAST-MODIFIED DTSTART DTEND DURATION RECURRENCE-ID RRULE RDATE EXDATE EXRULE",
        "VTIMEZONE": "TZID",
        "STANDARD": "DTSTART TZOFFSETFROM TZOFFSETTO RRULE RDATE TZNAME",
        "DAYLIGHT": "DTSTART TZOFFSETFROM TZOFFSETTO RRULE RDATE TZNAME",
    }.items()
}
"""What is read of a component, besides properties of our own."""


@define
class Part:
    """A component: its name, the line where it begins, its properties, and what stands in it.

    ``properties`` are unfolded lines with their numbers; ``unread`` the numbers of lines that are no property;
    ``others`` the tasks and journals in it, by line and name; ``ended``: its END was found.
    """

    name: str
    line: int
    properties: list[tuple[int, str]] = field(factory=list)
    parts: list["Part"] = field(factory=list)
    unread: list[int] = field(factory=list)
    others: list[tuple[int, str]] = field(factory=list)
    ended: bool = False

    def written(self, properties: Iterable[str] | None = None) -> bytes:
        """The component as text again; with other properties, if they are given."""
        return "\r\n".join(self._lines(properties)).encode() + b"\r\n"

    def _lines(self, properties: Iterable[str] | None) -> Iterator[str]:
        yield f"BEGIN:{self.name}"
        yield from (line for _, line in self.properties) if properties is None else properties
        if self.name == "VTIMEZONE":
            for part in self.parts:
                yield from part._lines(None)
        yield f"END:{self.name}"


def calendars_in(decoded: str) -> list[Part]:
    """The calendars of a file, first what stands outside of any; none if no component begins."""
    loose = Part("", 1, ended=True)
    found = [loose]
    stack: list[Part] = []
    is_begun = False
    for number, line in _unfolded(decoded):
        edge = _EDGE.fullmatch(line)
        if not edge:
            _take(stack[-1] if stack else None, number, line)
        elif edge[1].upper() == "END":
            _end(stack, edge[2].upper())
        else:
            _begin(stack, Part(edge[2].upper(), number), found)
            is_begun = True
    return found if is_begun else []


def _unfolded(decoded: str) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, with what was folded off them (§3.1), and the number of the first."""
    begin, pieces = 0, list[str]()
    for number, raw in enumerate(decoded.split("\n"), 1):
        line = raw.removesuffix("\r")
        if line[:1] in (" ", "\t") and pieces:
            pieces.append(line[1:])
        elif line:
            if pieces:
                yield begin, "".join(pieces)
            begin, pieces = number, [line]
    if pieces:
        yield begin, "".join(pieces)


def _begin(stack: list[Part], part: Part, found: list[Part]) -> None:
    """A component begins; where it cannot stand in one that is open, that one has no end."""
    if part.name == "VCALENDAR":
        stack.clear()
        found.append(part)
    elif part.name in ("VEVENT", "VTIMEZONE"):
        while stack and stack[-1].name != "VCALENDAR":
            stack.pop()
        (stack[-1] if stack else found[0]).parts.append(part)
    elif part.name in ("VTODO", "VJOURNAL"):
        (stack[0] if stack else found[0]).others.append((part.line, part.name))
    elif stack and part.name in _HOLD.get(stack[-1].name, ()):
        stack[-1].parts.append(part)
    stack.append(part)


def _end(stack: list[Part], name: str) -> None:
    """A component ends, and all in it that has no end; an END of what never began is passed over."""
    if any(part.name == name for part in stack):
        while (part := stack.pop()).name != name:
            pass
        part.ended = True


def _take(part: Part | None, number: int, line: str) -> None:
    """A line of a component, if it is one that is read."""
    if part is None or part.name not in _READ or not line.strip():
        return
    named = _NAME.match(line)
    if named is None:
        part.unread.append(number)
    elif (name := named[1].upper()) in _READ[part.name] or name.startswith(_OURS):
        part.properties.append((number, _tidy(name, line)))


def in_utc(line: str) -> str:
    """A line without the TZID that stands beside a time in UTC (``…Z``), to which it is not applied (§3.2.19)."""
    found = _ZONE_OF_UTC.fullmatch(line)
    return f"{found[1]}{found[2]}" if found else line


def without_leap_second(line: str) -> str:
    """A line with 59 where it has 60 seconds, for which clocks have no place (§3.3.12)."""
    named = _NAME.match(line)
    return _LEAP_SECOND.sub("59", line) if named and named[1].upper() in _DATED else line


def _tidy(name: str, line: str) -> str:
    """A line as the library reads it: what is X- as a text, a zone with signs in quotes, a rule without blanks."""
    if name.startswith("X-") and "VALUE=" not in line.upper().partition(":")[0]:
        return f"{line[: len(name)]};VALUE=TEXT{line[len(name) :]}"
    if name in _RULES:
        return line.replace(" ", "")
    return _ZONE_WITH_SIGNS.sub(r'\1"\2"', line) if "TZID" in line.upper() else line
