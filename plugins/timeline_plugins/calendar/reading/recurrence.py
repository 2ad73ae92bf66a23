"""The events of one UID, expanded to their occurrences in a window (RFC 5545 §3.8.5).

The expansion is that of recurring-ical-events, which holds whatever it does not refuse. Events come to it sound
(`validity`), with rules that end in good time (`recurrence_limits`), and one UID at a time, so that none harms another.
"""

import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import cmp_to_key
from typing import Any

import recurring_ical_events
from attrs import evolve
from icalendar import Calendar, Component
from icalendar.prop import vDDDLists, vDDDTypes
from recurring_ical_events.util import cmp, convert_to_datetime

from timeline_engine.errors import TimelineError

from .file import Placed, first, many
from .local import in_zone
from .once import Occurrence, Window, single
from .recurrence_limits import crowd, problem, too_many
from .telling import Told
from .validity import day, newest, sound

_AT = "X-TIMELINE-AT"
_DAY = timedelta(days=1)
_UNTIL = "-O end=DATE says until when"
_YEARS = 2  # a window ends with the year after the newest stamp, so that it moves once a year


def expand(events: Sequence[Placed], window: Window, told: Told) -> Iterator[Occurrence | TimelineError]:
    """The occurrences of one UID in the window, in order of time; an error for each event that is refused."""
    good: list[Placed] = []
    for checked in sound(events, told):
        if isinstance(checked, TimelineError):
            yield checked
        else:
            good.append(checked)
    held: list[Placed] = []
    for version in newest(good):
        if isinstance(version, TimelineError):
            yield version
        else:
            held.append(version)
    for event in held:
        if "EXRULE" in event.component:
            told.tell(
                event.at, "field EXRULE: RFC 5545 withdrew it, and many programs pass it over; what it names is out"
            )
    if held:
        yield from [once] if (once := single(held, window)) else _expanded(held, window, told)


def year_after(moment: date) -> date:
    """The day after the end of the year after a day."""
    return date(moment.year + _YEARS, 1, 1) if moment.year + _YEARS <= date.max.year else date.max


def _expanded(events: list[Placed], window: Window, told: Told) -> Iterator[Occurrence | TimelineError]:
    start, end = _span(events, window)
    core = next((event for event in events if "RECURRENCE-ID" not in event.component), None)
    refused = next(filter(None, (_endless(event, end) for event in events)), None)
    if refused:
        yield refused
    elif start < end:
        yield from _occurrences(events, core, start, end, window, told)


def _span(events: Sequence[Placed], window: Window) -> tuple[date, date]:
    """The window of one UID: unless told otherwise, it takes in every date that is written down."""
    days = [found for event in events for found in _days(event.component)]
    first_day = max(min(days), date.min + timedelta(days=1)) - timedelta(days=1)  # a zone may move it by a day
    return window.start or first_day, window.end or max(window.until or date.min, year_after(max(days)))


def _days(component: Component) -> Iterator[date]:
    for name in ("DTSTART", "RECURRENCE-ID", "RDATE"):
        for value in many(component, name):
            moments: list[Any] = value.dts if isinstance(value, vDDDLists) else [value]
            yield from (day(moment.dt[0] if isinstance(moment.dt, tuple) else moment.dt) for moment in moments)


def _endless(event: Placed, end: date) -> TimelineError | None:
    starts = day(first(event.component, "DTSTART").dt)
    for name in ("RRULE", "EXRULE"):
        found = next(filter(None, (problem(rule, starts, end) for rule in many(event.component, name))), None)
        if found:
            return event.refused(name, found)
    return None


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


def _occurrences(
    events: Sequence[Placed], core: Placed | None, start: date, end: date, window: Window, told: Told
) -> Iterator[Occurrence | TimelineError]:
    query = _query(events, window.zone)
    rules = [rule for series in query.series for rule in getattr(series.recurrence, "rrules", ())]
    refused = next(filter(None, (crowd(rule, end) for rule in rules)), None)
    found: list[Component] = [] if refused else query.between(start, end)
    refused = refused or too_many(len(found))
    if refused:
        yield (core or events[0]).refused("RRULE", refused)
        return
    if window.end is None and _goes_on(query, end):
        told.tell((core or events[0]).at, f"field RRULE: it goes on; what is after {end - _DAY} is left out: {_UNTIL}")
    zone = next((getattr(series.recurrence, "tzinfo", None) for series in query.series), None)
    places = {event.at: event for event in events}
    occurrences = [_occurrence(component, places[str(component[_AT])], core, zone) for component in found]
    if core and "EXRULE" in core.component:
        out = _taken_out(core, window.zone, start, end)
        occurrences = [other for other in occurrences if other.original not in out]
    if window.excluded and core and not {"EXDATE", "EXRULE"}.isdisjoint(core.component):
        held = {occurrence.original for occurrence in occurrences}
        every = _query(events, window.zone, all_of_it=True).between(start, end)
        whole = (_occurrence(component, places[str(component[_AT])], core, zone) for component in every)
        occurrences += [evolve(other, excluded=True) for other in whole if other.original not in held]
    yield from sorted(occurrences, key=cmp_to_key(_order))


def _goes_on(query: Any, end: date) -> bool:
    """Whether a rule has more from a day on."""
    found = ((rule, series.recurrence) for series in query.series for rule in getattr(series.recurrence, "rrules", ()))
    return any(rule.after(convert_to_datetime(end, of.tzinfo), inc=True) for rule, of in found)


def _taken_out(core: Placed, zone: str | None, start: date, end: date) -> set[date]:
    """What EXRULE (RFC 2445 §4.8.5.2) names: when a rule of the same words would have it."""
    excluding = core.component.copy()
    for name in ("RRULE", "RDATE", "EXDATE"):
        excluding.pop(name, None)
    excluding["RRULE"] = excluding.pop("EXRULE")
    (series,) = _query([evolve(core, component=excluding)], zone).series
    _, *rules = series.recurrence.rrules  # the first is of DTSTART and RDATE
    first_moment, last_moment = (convert_to_datetime(moment, series.recurrence.tzinfo) for moment in (start, end))
    starts = (found for rule in rules for found in rule.between(first_moment, last_moment, inc=True))
    return {series.recurrence.convert_to_original_type(found) for found in starts}


def _order(one: Occurrence, other: Occurrence) -> int:
    return int(cmp(one.start, other.start))  # dates, and date-times with and without zone


def _query(events: Sequence[Placed], zone: str | None, all_of_it: bool = False) -> Any:
    """A query of a calendar of these events alone; ``all_of_it``: also of what EXDATE takes out."""
    calendar = Calendar()
    for event in events:
        component = in_zone(event.component, zone)
        component[_AT] = event.at
        if all_of_it:
            component.pop("EXDATE", None)
        calendar.add_component(component)
    adapted = recurring_ical_events.ComponentsWithName("VEVENT", occurrence=_Remembering)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # dateutil's of COUNT beside UNTIL, which is told (`meant`)
        return recurring_ical_events.of(calendar, components=[adapted])


def _occurrence(component: Component, event: Placed, core: Placed | None, zone: tzinfo | None) -> Occurrence:
    start, end, original = (first(component, name).dt for name in ("DTSTART", "DTEND", "RECURRENCE-ID"))
    if event is core and not {"RRULE", "RDATE"}.intersection(event.component):
        return Occurrence(event, start, end, None)
    if isinstance(original, datetime) and core:
        if not isinstance(first(core.component, "DTSTART").dt, datetime):
            original = original.date()  # of an event of whole days, some write it as midnight
        elif original.tzinfo is None and zone:
            original = original.replace(tzinfo=zone)
    return Occurrence(event, start, end, original)
