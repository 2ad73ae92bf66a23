"""Importer: the events of an iCalendar file (RFC 5545), each occurrence of a recurring one as an event of its own."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, BinaryIO, ClassVar
from zoneinfo import ZoneInfo

from attrs import Attribute, evolve, field, frozen
from icalendar.timezone import tzp

from timeline_engine.errors import TimelineError
from timeline_engine.model import Source
from timeline_engine.view.ports import Row

from . import ics_ours
from .ics_fields import actors, event_id, known_text, line, summary, when_text
from .ics_file import Placed, PlacedCalendar, first, read_calendars, text
from .ics_series import Occurrence, Window, expand, horizon, rank, series

UNTITLED = "(untitled)"
_ANSWERS = ("REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER")  # RFC 5546 §1.4: what is said of an invitation


@frozen
class Reported:
    """The rows of one event, and which of several versions of it they are."""

    rows: tuple[Row, ...]
    rank: tuple[int, datetime]


def _read_day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _check_phase(_: Any, __: "Attribute[str | None]", value: str | None) -> None:
    if value not in (None, "scheduled", "occurred"):
        raise ValueError(f"phase is {value!r}, it must be scheduled or occurred")


def _check_zone(_: Any, __: "Attribute[str | None]", value: str | None) -> None:
    if value is not None and _zone_name(value) is None:
        raise ValueError(f"zone is {value!r}, it must be an IANA name such as Asia/Kolkata")


def _zone_name(name: str) -> str | None:
    """The IANA name of a zone that is called so, or as Windows calls it."""
    zone = tzp.timezone(name)
    return zone.key if isinstance(zone, ZoneInfo) else None


@frozen(kw_only=True)
class IcsImporter:
    """Reads the VEVENTs of a calendar. To-dos, journals, free and busy times and alarms are no events, and left out.

    An event is known by its UID, an occurrence of a recurring one by ``UID/date``, where the date is the one that
    its rule gave it: so the next file of the same calendar moves and cancels what this one brought.

    Options:
        start: the first day that is wanted, like ``2018-09-06``; the calendar's first day if not given.
        end: the day after the last that is wanted; if not given, recurring events are followed to the end of the
            year after the newest DTSTAMP or LAST-MODIFIED in the calendar.
        issue: the id of the issue that the events bear on.
        phase: ``scheduled`` or ``occurred`` for all that is not cancelled. If not given, what starts after it
            became known is scheduled, all else occurred.
        known: since when events are known that carry no stamp, an EDTF date.
        publisher: whose calendar it is, if it has no name of its own.
        zone: the IANA name of the zone for times that have none, or one that nobody knows.
    """

    title: ClassVar[str] = "events of a calendar program (RFC 5545)"
    suffix: ClassVar[str] = ".ics"

    start: date | None = field(default=None, converter=_read_day)
    end: date | None = field(default=None, converter=_read_day)
    issue: str | None = None
    phase: str | None = field(default=None, validator=_check_phase)
    known: str | None = None
    publisher: str | None = None
    zone: str | None = field(default=None, validator=_check_zone)

    def rows(self, data: BinaryIO, name: str) -> Iterable[Row | TimelineError]:
        """One row an occurrence, and an error for each event that must be refused, in the order of the file."""
        calendars = read_calendars(data.read(), name)
        return _newest([found for calendar in calendars for found in self._calendar(calendar)])

    def _calendar(self, calendar: PlacedCalendar) -> Iterator[Reported | TimelineError]:
        scale, method = (text(calendar.component, name) or "" for name in ("CALSCALE", "METHOD"))
        for events in series(calendar.events):
            if scale.upper() not in ("", "GREGORIAN"):  # §3.7.1
                yield events[0].refused("CALSCALE", f"{scale} is not the Gregorian calendar")
            elif method.upper() in _ANSWERS:
                yield events[0].refused("METHOD", f"{method} is an answer to an invitation, and no calendar")
            else:
                yield from self._events(events, calendar, cancels=method.upper() == "CANCEL")

    def _events(
        self, events: list[Placed], calendar: PlacedCalendar, cancels: bool
    ) -> Iterator[Reported | TimelineError]:
        if cancels and all("DTSTART" not in event.component for event in events):
            yield from (self._cancellation(event, calendar) for event in events)
            return
        zone = self.zone or text(calendar.component, "X-WR-TIMEZONE")
        name = _zone_name(zone) if zone else None
        if zone and not name and any(_has_time(event) for event in events):
            yield events[0].refused("X-WR-TIMEZONE", f"no time zone is called {zone!r}: the option zone gives one")
            return
        for found in expand(events, name, Window(self.start, self.end), horizon(calendar.events)):
            yield found if isinstance(found, TimelineError) else self._occurrence(found, calendar, cancels)

    def _cancellation(self, event: Placed, calendar: PlacedCalendar) -> Reported | TimelineError:
        """An event without a date: METHOD:CANCEL need not repeat it (RFC 5546 §3.2.5)."""
        if text(event.component, "UID") is None:
            return event.refused("UID", "it is missing, so nobody can say what is cancelled")
        original = getattr(first(event.component, "RECURRENCE-ID"), "dt", None)
        row = evolve(self._row(event, calendar), event=event_id(event.component, original), phase="cancelled")
        return Reported((row,), rank(event.component))

    def _occurrence(self, found: Occurrence, calendar: PlacedCalendar, cancels: bool) -> Reported:
        component = found.event.component
        off = cancels or (text(component, "STATUS") or "").upper() == "CANCELLED"  # §3.8.1.11
        original = found.original or (None if text(component, "UID") else found.start)
        row = self._row(found.event, calendar)
        row = evolve(
            row,
            event=event_id(component, original),
            title=row.title or UNTITLED,
            when=when_text(found.start, found.end),
            phase="cancelled" if off else self.phase,
        )
        rows = self._ours(row, found, calendar) if ics_ours.is_ours(calendar.component) else (row,)
        return Reported(rows, found.rank)

    def _row(self, event: Placed, calendar: PlacedCalendar) -> Row:
        """What an event says, but for its dates."""
        component = event.component
        publisher = self.publisher or line(calendar.component, "X-WR-CALNAME") or line(calendar.component, "NAME")
        # Without the stamp: that is the known date, and a source that is newly published would be a new source.
        source = Source(publisher, url=line(component, "URL"))
        return Row(
            at=event.at,
            title=line(component, "SUMMARY"),
            known=known_text(component) or self.known,
            issue=self.issue,
            source=None if source == Source() else source,
            place=line(component, "LOCATION"),
            actors=tuple(dict.fromkeys(actors(component))),
            summary=summary(component),
        )

    def _ours(self, row: Row, found: Occurrence, calendar: PlacedCalendar) -> tuple[Row, ...]:
        """An event of our own calendar: one row for each of its issues."""
        told = ics_ours.told(found, calendar.component)
        row = evolve(
            row,
            event=told.event,
            title=told.title,
            when=told.when or row.when,
            known=told.known or row.known,
            phase=told.phase or row.phase,
            source=None,
            actors=(),
            summary=told.summary,
        )
        issues = told.issues + ((self.issue,) if self.issue else ())
        return tuple(evolve(row, issue=issue) for issue in issues) or (row,)


def _has_time(event: Placed) -> bool:
    return isinstance(getattr(first(event.component, "DTSTART"), "dt", None), datetime)


def _newest(found: Iterable[Reported | TimelineError]) -> Iterator[Row | TimelineError]:
    """The rows of the newest version of each event, as calendars in one file may tell of the same (RFC 5546 §2.1.5)."""
    kept: dict[object, Reported | TimelineError] = {}
    for item in found:
        key = item.rows[0].event if isinstance(item, Reported) else item
        held = kept.get(key)
        if isinstance(item, Reported) and isinstance(held, Reported):
            kept[key] = max(held, item, key=lambda version: version.rank)
            if refused := _doubled(item, held):
                kept[refused] = refused
        else:
            kept[key] = item
    for item in kept.values():
        yield from item.rows if isinstance(item, Reported) else (item,)


def _doubled(item: Reported, held: Reported) -> TimelineError | None:
    """Why a further version of an event is refused: it differs, and is neither newer nor older."""
    row, first_row = item.rows[0], held.rows[0]
    if item.rank != held.rank or evolve(row, at=first_row.at) == first_row:
        return None
    return TimelineError(
        f"{row.at}: VEVENT {row.event!r}: field UID: {first_row.at} has the same UID and differs, and neither is the "
        "newer one"
    )
