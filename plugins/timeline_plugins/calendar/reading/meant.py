"""What people write into a VEVENT that RFC 5545 would have otherwise, and what they mean by it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from icalendar import Component
from icalendar.prop import vDDDLists, vDDDTypes, vRecur

from timeline_engine.errors import shortened

from .file import Placed, first, many, text
from .telling import Told
from .zones import zone_called

_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")
_ALL_DAY = "X-MICROSOFT-CDO-ALLDAYEVENT"
_OMIT_YEAR = "X-APPLE-OMIT-YEAR"
_UNTIL = "UNTIL without Z is read as local time there, as programs do (RFC 5545, 3.3.10, wants it in UTC)"
_UNTIL_DAY = "UNTIL is a day beside a time, and read as its midnight in UTC (RFC 5545, 3.3.10, wants a time)"
_TIME_OF_A_DAY = "VALUE=DATE says a day, and so the time behind it is left out (RFC 5545, 3.3.4)"
_DAY_OUT = "a day takes out what the series has on it, at whatever time (RFC 5545, 3.8.5.1, wants the time)"
_TWO_ENDS = "COUNT and UNTIL stand together, which RFC 5545, 3.3.10, forbids: the rule ends with the first of them"
_MIDNIGHT = (
    "a day beside a {} that is a time is read as the midnight with which it begins, in the zone of that time or of the "
    "calendar (RFC 5545, 3.8.2.2, wants both alike)"
)
_NO_SERIES = "RECURRENCE-ID is not read, as nothing else has the UID and {} stands beside it"
_RULE_OF_ONE = "it is one changed occurrence, and so its own {} is not read"


def settle(event: Placed, told: Told) -> None:
    """Make an event say what is meant by it."""
    for name in _TIMES:
        for value in many(event.component, name):
            if isinstance(value, vDDDLists | vDDDTypes):
                _settle_times(event, name, value, told)
    _settle_whole_days(event)
    _tell_a_day_beside_a_time(event, told)
    _settle_until(event, told)
    _tell_two_ends(event, told)
    _tell_days_out(event, told)


def _settle_whole_days(event: Placed) -> None:
    """Midnights that Outlook says are days, as they are where it was written."""
    if (text(event.component, _ALL_DAY) or "").upper() != "TRUE" or "RRULE" in event.component:
        return
    values = [value for name in ("DTSTART", "DTEND") for value in many(event.component, name)]
    if all(isinstance(value.dt, datetime) and value.dt.time() == time() for value in values):
        for value in values:
            value.dt = value.dt.date()
            value.params.pop("TZID", None)


def _tell_a_day_beside_a_time(event: Placed, told: Told) -> None:
    """Which §3.8.2.2 forbids: nobody says at what time such a day begins."""
    moments = {name: getattr(first(event.component, name), "dt", None) for name in ("DTSTART", "DTEND")}
    days = [name for name, moment in moments.items() if isinstance(moment, date) and not isinstance(moment, datetime)]
    if len(days) == 1 and all(moments.values()):
        (other,) = moments.keys() - days
        told.tell(event.at, f"field {days[0]}: {_MIDNIGHT.format(other)}")


def year_for_none(component: Component) -> int | None:
    """The year of an event that stands for none, as Apple writes birthdays of which only the day is known."""
    start: Any = first(component, "DTSTART")
    moment = getattr(start, "dt", None)
    said = (text(component, _OMIT_YEAR), start.params.get(_OMIT_YEAR)) if isinstance(moment, date) else ()
    return moment.year if moment and str(moment.year) in map(str, said) else None


def settle_versions(events: Sequence[Placed], told: Told) -> Sequence[Placed]:
    """The events of one UID; a rule beside RECURRENCE-ID stands for the series, if nothing else does."""
    series = any("RECURRENCE-ID" not in event.component for event in events)
    _settle_days(events, told)
    for event in events:
        rules = [name for name in ("RRULE", "RDATE", "EXRULE") if name in event.component]
        if not rules or "RECURRENCE-ID" not in event.component:
            continue
        if series:
            told.tell(event.at, _RULE_OF_ONE.format(rules[0]))
        else:
            del event.component["RECURRENCE-ID"]
            told.tell(event.at, _NO_SERIES.format(rules[0]))
            series = True
    return events


def _settle_days(events: Sequence[Placed], told: Told) -> None:
    """A RECURRENCE-ID that is a day, of a series at a time of day: the occurrence of that day (§3.8.4.4)."""
    starts = (first(event.component, "DTSTART") for event in events if "RECURRENCE-ID" not in event.component)
    start: Any = next((value.dt for value in starts if value), None)
    for event in events if isinstance(start, datetime) else ():
        value = first(event.component, "RECURRENCE-ID")
        if value and not isinstance(value.dt, datetime):
            meant = vDDDTypes(datetime.combine(value.dt, start.timetz()))
            meant.params.update({name: said for name, said in value.params.items() if name == "RANGE"})
            event.component["RECURRENCE-ID"] = meant
            told.tell(event.at, "field RECURRENCE-ID: a day stands for the time that the series has on it")


def _settle_times(event: Placed, name: str, value: vDDDLists | vDDDTypes, told: Told) -> None:
    called = str(value.params.get("TZID") or "")
    is_day = str(value.params.get("VALUE") or "").upper() == "DATE"  # for which TZID says nothing (§3.2.19)
    zone: tzinfo | None = None
    moments: list[Any] = value.dts if isinstance(value, vDDDLists) else [value]
    if called and not is_day and any(_is_local(moment.dt) for moment in moments):
        zone = zone_called(called)
        told.tell(event.at, _zone_words(name, called, zone))
    for moment in moments:
        if is_day:
            if isinstance(moment.dt, datetime) and moment.dt.time() != time():  # the library makes midnights of days
                told.tell(event.at, f"field {name}: {_TIME_OF_A_DAY}")
            moment.dt = _each(moment.dt, _day)
        elif zone:
            moment.dt = _each(moment.dt, lambda found, zone=zone: _there(found, zone))
    if (zone or is_day) and called:
        value.params.pop("TZID")


def _each(moment: Any, change: Any) -> Any:
    """A date, or both of a period (§3.3.9)."""
    return tuple(change(one) for one in moment) if isinstance(moment, tuple) else change(moment)


def _day(moment: Any) -> Any:
    return moment.date() if isinstance(moment, datetime) else moment


def _there(moment: Any, zone: tzinfo) -> Any:
    return moment.replace(tzinfo=zone) if _is_local(moment) else moment


def _is_local(moment: Any) -> bool:
    one = moment[0] if isinstance(moment, tuple) else moment
    return isinstance(one, datetime) and one.tzinfo is None


def _zone_words(name: str, called: str, zone: tzinfo | None) -> str:
    if zone is None:
        return f"field {name}: no time zone is called {shortened(called)}, so the time is taken as one without zone"
    return f"field {name}: the time zone {shortened(called)} is taken for {getattr(zone, 'key', zone)}"


def _settle_until(event: Placed, told: Told) -> None:
    """UNTIL without Z beside a DTSTART with TZID (§3.3.10)."""
    start = getattr(first(event.component, "DTSTART"), "dt", None)
    if not isinstance(start, datetime) or start.tzinfo is None:
        return
    for rule in _rules(event.component):
        until = rule.get("UNTIL")
        if isinstance(until, list) and not all(isinstance(one, datetime) for one in until):
            told.tell(event.at, f"field RRULE: {_UNTIL_DAY}")
        local = [one for one in until if _is_local(one)] if isinstance(until, list) else []
        if local:
            rule["UNTIL"] = [_there(one, start.tzinfo).astimezone(UTC) for one in local]
            if start.utcoffset():
                told.tell(event.at, f"field RRULE: {_UNTIL}")


def _tell_two_ends(event: Placed, told: Told) -> None:
    for name in ("RRULE", "EXRULE"):
        if any("COUNT" in rule and "UNTIL" in rule for rule in _rules(event.component, name)):
            told.tell(event.at, f"field {name}: {_TWO_ENDS}")


def _tell_days_out(event: Placed, told: Told) -> None:
    """An EXDATE that is a day, of a series at a time of day (§3.8.5.1 wants that time)."""
    start: Any = first(event.component, "DTSTART")
    lists = (value for value in many(event.component, "EXDATE") if isinstance(value, vDDDLists))
    days = any(not isinstance(moment.dt, datetime) for value in lists for moment in value.dts)
    if days and isinstance(getattr(start, "dt", None), datetime):
        told.tell(event.at, f"field EXDATE: {_DAY_OUT}")


def _rules(component: Component, *names: str) -> Iterator[vRecur]:
    for name in names or ("RRULE", "EXRULE"):
        yield from (rule for rule in many(component, name) if isinstance(rule, vRecur))
