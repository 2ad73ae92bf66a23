"""The events of one UID, expanded to their occurrences in a window (RFC 5545 §3.8.5).

The expansion is that of recurring-ical-events. What it cannot know is said here: which of two versions holds,
and which event is refused, for what, before it could go on for ever.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

import recurring_ical_events
from attrs import frozen
from icalendar import Calendar, Component
from icalendar.prop import vDDDLists, vDDDTypes, vRecur
from recurring_ical_events.util import make_comparable

from timeline_engine.errors import TimelineError

from .ics_file import Placed, first, many, text
from .ics_rules import crowd, problem, too_many

_ONCE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "UID")  # §3.6.1: these stand once at most
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")
_DECISIVE = (*_ONCE, "RRULE", "RDATE", "EXDATE", "EXRULE")  # without them the event would be another one
_BROKEN_LINE = re.compile(rf"[^']*'({'|'.join(_DECISIVE)})\b", re.IGNORECASE)
_AT = "X-TIMELINE-AT"
_YEARS = 2  # a window ends with the year after the newest stamp, so that it moves once a year


@frozen
class Window:
    """The days of which occurrences are wanted; ``end`` is the day after the last. None: as the calendar suggests."""

    start: date | None = None
    end: date | None = None


@frozen
class Occurrence:
    """An event as it takes place once. ``original`` is when its rule had it, None if it does not recur."""

    event: Placed
    start: date
    end: date
    original: date | None
    rank: tuple[int, datetime]


def stamp(component: Component) -> date | None:
    """When what an event says was said: LAST-MODIFIED (§3.8.7.3), else DTSTAMP (§3.8.7.2), else CREATED (§3.8.7.1)."""
    values = (first(component, name) for name in ("LAST-MODIFIED", "DTSTAMP", "CREATED"))
    return next((found for value in values if isinstance(found := getattr(value, "dt", None), date)), None)


def horizon(events: Iterable[Placed]) -> date | None:
    """The day up to which a calendar's rules are expanded: the end of the year after its newest stamp."""
    stamps = [found for event in events if (found := stamp(event.component))]
    return _year_after(max(map(_day, stamps))) if stamps else None


def series(events: Iterable[Placed]) -> list[list[Placed]]:
    """The events by UID (§3.8.4.7), in the order of the file; one without UID stands for itself."""
    gathered: dict[str, list[Placed]] = {}
    for number, event in enumerate(events):
        gathered.setdefault(text(event.component, "UID") or f"\n{number}", []).append(event)
    return list(gathered.values())


def expand(
    events: Sequence[Placed], zone: str | None, window: Window, until: date | None
) -> Iterator[Occurrence | TimelineError]:
    """The occurrences of one UID in the window, in order of time; an error for each event that is refused.

    Times in UTC and without zone are in ``zone``, an IANA name, if it is given. ``until`` is where the window
    ends unless it says so itself.
    """
    sound: list[Placed] = []
    for event in events:
        if found := _problem(event, zone):
            yield found
        else:
            sound.append(event)
    held: list[Placed] = []
    for event in _newest(sound):
        if isinstance(event, TimelineError):
            yield event
        else:
            held.append(event)
    if held:
        yield from _expanded(held, zone, _span(held, window, until))


def _problem(event: Placed, zone: str | None) -> TimelineError | None:
    """What an event must be refused for, before anything is made of it."""
    component = event.component
    for name, message in component.errors:
        broken = name or ((line := _BROKEN_LINE.match(message)) and line[1])
        if broken and broken.upper() in _DECISIVE:
            return event.refused(broken.upper(), message)
    for name in _ONCE:
        if len(many(component, name)) > 1:
            return event.refused(name, "it stands more than once")
    if "EXRULE" in component:
        return event.refused("EXRULE", "RFC 5545 withdrew it: list the days that are left out as EXDATE")
    if "DTSTART" not in component:
        return event.refused("DTSTART", "it is missing, so there is no date")
    return _time_problem(event, zone) or _order_problem(event)


def _time_problem(event: Placed, zone: str | None) -> TimelineError | None:
    for name in _TIMES:
        for value in many(event.component, name):
            for moment in value.dts if isinstance(value, vDDDLists) else [value]:
                if not isinstance(moment.dt, date | tuple if name == "RDATE" else date):
                    return event.refused(name, f"{value.to_ical().decode()!r} is neither a date nor a date-time")
            if not zone and (unknown := _unknown_zone(value)):
                return event.refused(name, f"no VTIMEZONE describes the zone {unknown!r}: the option zone gives one")
    return None


def _unknown_zone(value: Any) -> str | None:
    """The TZID (§3.2.19) that told the library nothing, so that it left the time without a zone."""
    moments = [moment.dt for moment in value.dts] if isinstance(value, vDDDLists) else [value.dt]
    starts = [moment[0] if isinstance(moment, tuple) else moment for moment in moments]
    loose = any(isinstance(start, datetime) and start.tzinfo is None for start in starts)
    return str(value.params["TZID"]) if loose and "TZID" in value.params else None


def _order_problem(event: Placed) -> TimelineError | None:
    """DTEND is later than DTSTART (§3.8.2.2), and a DURATION is positive (§3.8.2.5)."""
    start, end, duration = (first(event.component, name) for name in ("DTSTART", "DTEND", "DURATION"))
    if end is not None:
        begins, ends = make_comparable((start.dt, end.dt))
        if ends < begins:
            return event.refused("DTEND", f"it ends at {end.dt}, before it starts at {start.dt}")
    if duration is not None and duration.dt < timedelta(0):
        return event.refused("DURATION", f"{duration.to_ical().decode()} is negative")
    return None


def _newest(events: Sequence[Placed]) -> Iterator[Placed | TimelineError]:
    """The newest version of each event and of each changed occurrence (RFC 5546 §2.1.5)."""
    versions: dict[bytes, list[Placed]] = {}
    for event in events:
        changed = first(event.component, "RECURRENCE-ID")
        versions.setdefault(changed.to_ical() if changed else b"", []).append(event)
    for same in versions.values():
        best = max(same, key=lambda event: rank(event.component))
        yield best
        rivals = [other for other in same if other is not best and rank(other.component) == rank(best.component)]
        for other in rivals:
            if other.component.to_ical() != best.component.to_ical():
                yield other.refused("UID", f"{best.at} has the same UID and differs, and neither is the newer one")


def rank(component: Component) -> tuple[int, datetime]:
    """Which of two versions is the newer one: SEQUENCE (§3.8.7.4), then the stamp."""
    sequence, stamped = first(component, "SEQUENCE"), stamp(component)
    moment = stamped if isinstance(stamped, datetime) else datetime.combine(stamped or date.min, time.min)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (sequence if isinstance(sequence, int) else -1, aware)


def _span(events: Sequence[Placed], window: Window, until: date | None) -> tuple[date, date]:
    """The window of one UID: it begins with the first event and takes in every event that is written down."""
    days = [day for event in events for day in _days(event.component)]
    start = window.start or max(min(days), date.min + timedelta(days=1)) - timedelta(days=1)
    return start, window.end or max(until or date.min, _year_after(max(days)))


def _days(component: Component) -> Iterator[date]:
    """The days that an event names, but for those it leaves out."""
    for name in ("DTSTART", "RECURRENCE-ID", "RDATE"):
        for value in many(component, name):
            for moment in value.dts if isinstance(value, vDDDLists) else [value]:
                yield _day(moment.dt[0] if isinstance(moment.dt, tuple) else moment.dt)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _year_after(day: date) -> date:
    return date(day.year + _YEARS, 1, 1) if day.year + _YEARS <= date.max.year else date.max


class _Remembering(recurring_ical_events.Occurrence):  # type: ignore[misc]  # the library has no types
    """An occurrence whose RECURRENCE-ID is when the rule had it, also if RANGE=THISANDFUTURE moved it (§3.2.13)."""

    def __init__(self, adapter: Any, start: Any = None, end: Any = None, sequence: int = -1) -> None:
        super().__init__(adapter, start, end, sequence)
        self._original = None if start is None else start - adapter.move_recurrences_by

    def as_component(self, keep_recurrence_attributes: bool) -> Component:
        """Return the event with the dates of this occurrence."""
        component: Component = super().as_component(keep_recurrence_attributes)
        if self._original is not None:
            component["RECURRENCE-ID"] = vDDDTypes(self._original)
        return component


def _expanded(
    events: Sequence[Placed], zone: str | None, span: tuple[date, date]
) -> Iterator[Occurrence | TimelineError]:
    core = next((event for event in events if "RECURRENCE-ID" not in event.component), None)
    try:
        if found := _endless(events, span):
            yield found
            return
        yield from _occurrences(events, core, zone, span)
    except Exception as error:  # whatever the library makes of an event that is written against the rules
        event = core or events[0]
        name = "RRULE" if "RRULE" in event.component else "DTSTART"
        yield event.refused(name, f"its occurrences cannot be found: {error}")


def _endless(events: Sequence[Placed], span: tuple[date, date]) -> TimelineError | None:
    for event in events:
        for rule in many(event.component, "RRULE"):
            if isinstance(rule, vRecur) and (found := problem(rule, _day(first(event.component, "DTSTART").dt), span[1])):
                return event.refused("RRULE", found)
    return None


def _occurrences(
    events: Sequence[Placed], core: Placed | None, zone: str | None, span: tuple[date, date]
) -> Iterator[Occurrence | TimelineError]:
    places = {event.at: event for event in events}
    query = recurring_ical_events.of(
        _calendar(events, zone),
        components=[recurring_ical_events.ComponentsWithName("VEVENT", occurrence=_Remembering)],
    )
    rules = [rule for found in query.series for rule in getattr(found.recurrence, "rrules", ())]
    if core and (found := next(filter(None, (crowd(rule, span[1]) for rule in rules)), None)):
        yield core.refused("RRULE", found)
        return
    zones = [getattr(found.recurrence, "tzinfo", None) for found in query.series]
    found = query.between(*span) if span[0] < span[1] else []
    if core and (much := too_many(len(found))):
        yield core.refused("RRULE", much)
        return
    for component in sorted(found, key=_Ordered):
        yield _occurrence(component, places[str(component[_AT])], core, zones[0])


class _Ordered:
    """Dates, and date-times with and without zone, in one order."""

    def __init__(self, component: Component) -> None:
        self.start = first(component, "DTSTART").dt

    def __lt__(self, other: "_Ordered") -> bool:
        mine, others = make_comparable((self.start, other.start))
        return bool(mine < others)


def _calendar(events: Sequence[Placed], zone: str | None) -> Calendar:
    """A calendar of these events alone, so that none of them can do harm to another."""
    made = Calendar()
    if zone:
        made.add("X-WR-TIMEZONE", zone)
    for event in events:
        copied = event.component.copy()
        copied[_AT] = event.at
        made.add_component(copied)
    return made


def _occurrence(component: Component, event: Placed, core: Placed | None, zone: tzinfo | None) -> Occurrence:
    alone = event is core and "RRULE" not in event.component and "RDATE" not in event.component
    original = None if alone else first(component, "RECURRENCE-ID").dt
    if isinstance(original, datetime) and core:
        if not isinstance(first(core.component, "DTSTART").dt, datetime):
            original = original.date()  # of an event of whole days, some write it as midnight
        elif original.tzinfo is None and zone:
            original = original.replace(tzinfo=zone)
    return Occurrence(event, first(component, "DTSTART").dt, first(component, "DTEND").dt, original, rank(event.component))
