"""Which VEVENTs say enough to be imported, and which of several versions holds (RFC 5545 §3.6.1, RFC 5546 §2.1.5)."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Component
from icalendar.prop import vBroken, vDDDLists
from recurring_ical_events.util import make_comparable

from timeline_engine.errors import TimelineError, shortened

from .file import Placed, first, many, text
from .telling import Told

_ONCE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "UID")  # §3.6.1: these stand once at most
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")
_DECISIVE = (*_ONCE, "RRULE", "RDATE", "EXDATE", "EXRULE", "SEQUENCE")  # without them the event would be another one
_A_DATE = "a date or date-time, such as 20180906 or 20180906T093000Z, in the years 1 to 9999"
_A_RULE = "a rule, such as FREQ=WEEKLY;COUNT=10, with numbers of up to nine digits (RFC 5545, 3.3.10)"
_MUST = {
    "DURATION": "a duration, such as PT1H30M or P2D, that ends before the year 10000 (RFC 5545, 3.3.6)",
    "RRULE": _A_RULE,
    "EXRULE": _A_RULE,
    "RDATE": f"{_A_DATE}, or a period (RFC 5545, 3.3.9)",
    "SEQUENCE": "a whole number of up to nine digits",
    "UID": "a text",
}
"""What a property must be; the others a date."""
_BROKEN_LINE = re.compile(r"[^']*'([A-Z-]+)\b", re.IGNORECASE)


def sound(events: Iterable[Placed], told: Told) -> Iterator[Placed | TimelineError]:
    """Each event, or what it must be refused for; what is broken of one and does not matter to others is told."""
    for event in events:
        yield _broken(event, told) or _missing(event) or _no_time(event) or _turned(event) or event


def by_uid(events: Iterable[Placed]) -> list[list[Placed]]:
    """The events by UID (§3.8.4.7), in the order of the file; one without UID stands for itself."""
    gathered: dict[str | int, list[Placed]] = {}
    for number, event in enumerate(events):
        gathered.setdefault(text(event.component, "UID") or number, []).append(event)
    return list(gathered.values())


def newest(events: Iterable[Placed]) -> Iterator[Placed | TimelineError]:
    """The newest version of each event and of each changed occurrence; an error for one that rivals it."""
    versions: dict[bytes, list[Placed]] = {}
    for event in events:
        changed = first(event.component, "RECURRENCE-ID")
        versions.setdefault(changed.to_ical() if changed else b"", []).append(event)
    for same in versions.values():
        best = max(same, key=lambda event: rank(event.component))
        yield best
        yield from (rival(other, best.at) for other in same if other is not best and _rivals(other, best))


def rival(event: Placed, held_at: str) -> TimelineError:
    """What to say of an event whose UID (§3.8.4.7) another event has that is neither older nor newer."""
    if text(event.component, "UID") is None:
        return event.refused("UID", f"it is missing, and {held_at} has the same title and date and says otherwise")
    return event.refused("UID", f"{held_at} has the same one and says otherwise, and neither is the newer version")


def rank(component: Component) -> tuple[int, datetime]:
    """Which of two versions is the newer one: SEQUENCE (§3.8.7.4), then the stamp."""
    sequence, stamped = first(component, "SEQUENCE"), stamp(component)
    moment = stamped if isinstance(stamped, datetime) else datetime.combine(stamped or date.min, time.min)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (sequence if isinstance(sequence, int) else -1, aware)


def stamp(component: Component) -> date | None:
    """When what an event says was said: LAST-MODIFIED (§3.8.7.3), else DTSTAMP (§3.8.7.2), else CREATED (§3.8.7.1)."""
    values = (first(component, name) for name in ("LAST-MODIFIED", "DTSTAMP", "CREATED"))
    return next((found for value in values if isinstance(found := getattr(value, "dt", None), date)), None)


def day(moment: date) -> date:
    """The day of a date or date-time."""
    return moment.date() if isinstance(moment, datetime) else moment


def _rivals(other: Placed, best: Placed) -> bool:
    same_rank = rank(other.component) == rank(best.component)
    return same_rank and other.component.to_ical() != best.component.to_ical()


def _broken(event: Placed, told: Told) -> TimelineError | None:
    """A property that the library could not read, if the event would be another one without it."""
    for name, message in event.component.errors:
        broken = (name or ((line := _BROKEN_LINE.match(message)) and line[1]) or "").upper()
        if broken in _DECISIVE:
            return event.refused(broken, _unread(event.component, broken))
        told.tell(event.at, f"{f'field {broken}: it' if broken else 'a property'} cannot be read, and is left out")
    return None


def _unread(component: Component, name: str) -> str:
    """That nothing can be made of a property, in our own words: those of the libraries are about how they are made."""
    said = next((str(value) for value in many(component, name) if isinstance(value, vBroken)), None)
    must = _MUST.get(name, _A_DATE)
    return f"{shortened(said)} is not {must}" if said else f"the line cannot be read; it must be {must}"


def _missing(event: Placed) -> TimelineError | None:
    component = event.component
    for name in _ONCE:
        if len(many(component, name)) > 1:
            return event.refused(name, "it stands more than once")
    return None if "DTSTART" in component else event.refused("DTSTART", "it is missing, so there is no date")


def _no_time(event: Placed) -> TimelineError | None:
    """A property of dates (§3.3.4, §3.3.5) with something else in it."""
    for name in _TIMES:
        wanted = (date, tuple) if name == "RDATE" else (date,)  # a period (§3.3.9) is a pair
        for value in many(event.component, name):
            moments: list[Any] = value.dts if isinstance(value, vDDDLists) else [value]
            if not all(isinstance(getattr(moment, "dt", None), wanted) for moment in moments):
                return event.refused(name, f"{value.to_ical().decode()!r} is neither a date nor a date-time")
    return None


def _turned(event: Placed) -> TimelineError | None:
    """A DTEND that is before DTSTART (§3.8.2.2), or a negative DURATION (§3.8.2.5)."""
    start, end, duration = (first(event.component, name) for name in ("DTSTART", "DTEND", "DURATION"))
    if end is not None:
        if {_is_aware(start.dt), _is_aware(end.dt)} == {True, False}:
            return event.refused("DTEND", "of it and DTSTART one has a time zone and the other has none")
        begins, ends = make_comparable((start.dt, end.dt))
        if ends < begins:
            return event.refused("DTEND", f"it ends at {end.dt}, before it starts at {start.dt}")
    if duration is not None and duration.dt < timedelta(0):
        return event.refused("DURATION", f"{duration.to_ical().decode()} is negative")
    return None


def _is_aware(moment: date) -> bool | None:
    """Whether a date-time has a zone; None for a day."""
    return moment.tzinfo is not None if isinstance(moment, datetime) else None
