"""One VCALENDAR as rows: what its properties (RFC 5545 §3.7, RFC 7986 §5) mean for its events."""

import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from attrs import evolve, frozen
from icalendar.timezone import tzp

from timeline_engine.errors import TimelineError, shortened
from timeline_engine.model import Source
from timeline_engine.view.ports import LeftOut, Row

from . import ours
from .file import Placed, PlacedCalendar, first, text
from .properties import STATUSES, actors, event_id, known_text, line, status, summary, version, when_text
from .recurrence import Occurrence, Window, expand, year_after
from .validity import by_uid, day, rank, stamp

_LASTING = ("RRULE", "RDATE", "DURATION")  # what makes more of an event than its start
_NOT_FOUND = "no occurrence can be made of it: it has to keep to RFC 5545, and to the years 1 to 9999"

UNTITLED = "(untitled)"
_ANSWERS = ("REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER")  # RFC 5546 §1.4: what is said of an invitation


@frozen
class Reported:
    """The rows of one event, the VEVENT they come from, and which of several versions of it that is."""

    rows: tuple[Row, ...]
    event: Placed
    rank: tuple[int, datetime]


@frozen(kw_only=True)
class Wishes:
    """The options of the importer that matter to each calendar; None: not given."""

    start: date | None = None
    end: date | None = None
    issue: str | None = None
    phase: str | None = None
    publisher: str | None = None
    zone: str | None = None
    excluded: bool = False


def zone_name(name: str) -> str | None:
    """The IANA name of a zone that is called so, or as Windows calls it."""
    try:
        zone = tzp.timezone(name)
    except (OSError, ValueError):  # the zoneinfo module reads a file, and a name may lead to none
        return None
    return zone.key if isinstance(zone, ZoneInfo) else None


def calendar_rows(calendar: PlacedCalendar, wishes: Wishes) -> Iterator[Reported | TimelineError]:
    """The occurrences of a calendar's events, and an error for each event that is refused."""
    scale, method = (text(calendar.component, name) or "" for name in ("CALSCALE", "METHOD"))
    if scale.upper() not in ("", "GREGORIAN"):  # §3.7.1
        yield from (event.refused("CALSCALE", f"{scale} is not the Gregorian calendar") for event in calendar.events)
    elif method.upper() in _ANSWERS:
        yield from (event.refused("METHOD", f"{method} answers an invitation") for event in calendar.events)
    else:
        _tell_unknown_status(calendar.events)
        yield from _Reader.of(calendar, wishes, method.upper() == "CANCEL").read()


def _tell_unknown_status(events: Sequence[Placed]) -> None:
    """A cancellation in other words would be lost silently."""
    unknown: dict[str, list[str]] = {}
    for event in events:
        if (found := status(event.component)) and found not in STATUSES:
            unknown.setdefault(found, []).append(event.at)
    for found, (at, *more) in unknown.items():
        also = f", and in {len(more)} more," if more else ""
        known = ", ".join(STATUSES)
        warnings.warn(
            f"{at}: STATUS {shortened(found)} is none of {known}{also} and is not read", LeftOut, stacklevel=2
        )


@frozen
class _Reader:
    calendar: PlacedCalendar
    wishes: Wishes
    cancels: bool
    zone: str | None
    window: Window

    @classmethod
    def of(cls, calendar: PlacedCalendar, wishes: Wishes, cancels: bool) -> "_Reader":
        zone = wishes.zone or text(calendar.component, "X-WR-TIMEZONE")
        stamps = [day(found) for event in calendar.events if (found := stamp(event.component))]
        until = year_after(max(stamps)) if stamps else None
        window = Window(wishes.start, wishes.end, until, zone_name(zone) if zone else None, wishes.excluded)
        return cls(calendar, wishes, cancels, zone, window)

    def read(self) -> Iterator[Reported | TimelineError]:
        for events in by_uid(self.calendar.events):
            try:
                found = list(self._uid(events))
            except Exception:  # whatever the libraries make of an event that is written against the rules
                name = next((name for name in _LASTING if name in events[0].component), "DTSTART")
                found = [events[0].refused(name, _NOT_FOUND)]
            yield from found

    def _uid(self, events: Sequence[Placed]) -> Iterator[Reported | TimelineError]:
        if self.cancels and all("DTSTART" not in event.component for event in events):
            yield from map(self._cancellation, events)
        elif self.zone and not self.window.zone and any(map(_has_time, events)):
            why = f"no time zone is called {self.zone!r}: the option zone gives one"
            yield events[0].refused("X-WR-TIMEZONE", why)
        else:
            for found in expand(events, self.window):
                yield found if isinstance(found, TimelineError) else self._occurrence(found)

    def _cancellation(self, event: Placed) -> Reported | TimelineError:
        """An event without a date: METHOD:CANCEL need not repeat it (RFC 5546 §3.2.5)."""
        if text(event.component, "UID") is None:
            return event.refused("UID", "it is missing, so nobody can say what is cancelled")
        original = getattr(first(event.component, "RECURRENCE-ID"), "dt", None)
        row = evolve(self._row(event), event=event_id(event.component, original), phase="cancelled")
        return Reported((row,), event, rank(event.component))

    def _occurrence(self, found: Occurrence) -> Reported:
        component, row = found.event.component, self._row(found.event)
        off = self.cancels or found.excluded or status(component) == "CANCELLED"
        row = evolve(
            row,
            event=event_id(component, found.original or (None if text(component, "UID") else found.start)),
            title=row.title or UNTITLED,
            when=when_text(found.start, found.end),
            phase="cancelled" if off else self.wishes.phase or "confirmed",
        )
        rows = self._ours(row, found) if ours.is_ours(self.calendar.component) else (row,)
        return Reported(rows, found.event, rank(component))

    def _row(self, event: Placed) -> Row:
        """What an event says, but for its dates."""
        component, named = event.component, self.calendar.component
        publisher = self.wishes.publisher or line(named, "X-WR-CALNAME") or line(named, "NAME")
        # Neither the stamp, which is the known date, nor the file's name: with either, each further download
        # would be a new source of every event.
        source = Source(publisher, url=line(component, "URL"))
        return Row(
            at=event.at,
            title=line(component, "SUMMARY"),
            known=known_text(component),
            issue=self.wishes.issue,
            source=None if source == Source() else source,
            place=line(component, "LOCATION"),
            actors=tuple(dict.fromkeys(actors(component))),
            summary=summary(component),
            is_state=True,
            version=version(component),
        )

    def _ours(self, row: Row, found: Occurrence) -> tuple[Row, ...]:
        """An event of our own calendar: one row for each of its issues."""
        told = ours.told(found, self.calendar.component)
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
            version=None,
        )
        issues = told.issues + ((self.wishes.issue,) if self.wishes.issue else ())
        return tuple(evolve(row, issue=issue) for issue in issues) or (row,)


def _has_time(event: Placed) -> bool:
    return isinstance(getattr(first(event.component, "DTSTART"), "dt", None), datetime)
