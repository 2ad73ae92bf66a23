"""Times in UTC or without zone, as times of the zone that a calendar names (X-WR-TIMEZONE)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Component
from icalendar.prop import vDDDLists, vDDDTypes

from .file import many

_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")


def moment_in_zone(moment: datetime, zone: str | None) -> datetime:
    """A time in UTC or without zone, in the zone of the calendar; one in another zone stays what it is."""
    if zone is None or (moment.tzinfo and moment.tzname() != "UTC"):
        return moment
    return moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def in_zone(component: Component, zone: str | None) -> Component:
    """A copy of an event with all its times so."""
    copied: Component = component.copy()
    for name in _TIMES if zone else ():
        if name in copied:
            values = [_value(value, zone) for value in many(copied, name)]
            copied[name] = values if len(values) > 1 else values[0]
    return copied


def _value(value: Any, zone: str | None) -> Any:
    if isinstance(value, vDDDLists):
        return vDDDLists([_dated(one.dt, zone) for one in value.dts])
    moved = vDDDTypes(_dated(value.dt, zone))
    if "RANGE" in value.params:
        moved.params["RANGE"] = value.params["RANGE"]
    return moved


def _dated(dated: Any, zone: str | None) -> Any:
    """A day, a time, or a period of two."""
    if isinstance(dated, tuple):
        return tuple(_dated(one, zone) for one in dated)
    return moment_in_zone(dated, zone) if isinstance(dated, datetime) else dated
