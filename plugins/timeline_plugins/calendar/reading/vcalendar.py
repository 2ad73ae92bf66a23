"""One VCALENDAR as rows: what its properties (RFC 5545 §3.7, RFC 7986 §5) mean for its events."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from attrs import frozen
from msgspec.structs import replace

from timeline_engine.errors import TimelineError, shortened
from timeline_engine.model import Source
from timeline_engine.view.ports import Row

from . import ours
from .file import Placed, PlacedCalendar, first, text
from .meant import settle, settle_versions, year_for_none
from .once import Occurrence, Window
from .properties import STATUSES, actors, event_id, known_text, line, status, summary, version, when_text
from .recurrence import expand, year_after
from .telling import Told
from .validity import by_uid, day, rank, stamp
from .zones import iana_name

_LASTING = ("RRULE", "RDATE", "DURATION")  # what makes more of an event than its start
_NOT_FOUND = "no occurrence can be made of it: it has to keep to RFC 5545, and to the years 1 to 9999"
_NO_YEAR = (
    "field DTSTART: left out, as the year {} stands for none (X-APPLE-OMIT-YEAR): give the event its year, and take "
    "X-APPLE-OMIT-YEAR out"
)
_NO_STATUS = (
    "a timeline exported it, and another program has left no word on whether it occurred: that is read from its date "
    "and stamp"
)

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


def calendar_rows(calendar: PlacedCalendar, wishes: Wishes, told: Told) -> Iterator[Reported | TimelineError]:
    """The occurrences of a calendar's events, and an error for each part that is refused."""
    yield from calendar.refused
    scale, method = (text(calendar.component, name) or "" for name in ("CALSCALE", "METHOD"))
    if scale.upper() not in ("", "GREGORIAN"):  # §3.7.1
        yield from (event.refused("CALSCALE", f"{scale} is not the Gregorian calendar") for event in calendar.events)
    elif method.upper() in _ANSWERS:
        yield from (event.refused("METHOD", f"{method} answers an invitation") for event in calendar.events)
    else:
        for event in calendar.events:
            settle(event, told)
            _tell_status(event, told)
        yield from _Reader.of(calendar, wishes, method.upper() == "CANCEL", told).read()


def _tell_status(event: Placed, told: Told) -> None:
    """A cancellation in other words would be lost silently."""
    found = status(event.component)
    if found and found not in STATUSES:
        told.tell(event.at, f"STATUS {shortened(found)} is none of {', '.join(STATUSES)} and is not read")


@frozen
class _Reader:
    calendar: PlacedCalendar
    wishes: Wishes
    cancels: bool
    window: Window
    told: Told

    @classmethod
    def of(cls, calendar: PlacedCalendar, wishes: Wishes, cancels: bool, told: Told) -> "_Reader":
        called = wishes.zone or text(calendar.component, "X-WR-TIMEZONE")
        zone = iana_name(called) if called else None
        timed = next(filter(_has_time, calendar.events), None)
        if called and not zone and timed:
            told.tell(
                timed.at,
                f"field X-WR-TIMEZONE: no time zone is called {shortened(called)}, so times without zone are local to "
                "the log: the option zone gives one",
            )
        stamps = [day(found) for event in calendar.events if (found := stamp(event.component))]
        until = year_after(max(stamps)) if stamps else None
        window = Window(wishes.start, wishes.end, until, zone, wishes.excluded)
        return cls(calendar, wishes, cancels, window, told)

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
        else:
            for found in expand(settle_versions(self._kept(events), self.told), self.window, self.told):
                yield found if isinstance(found, TimelineError) else self._occurrence(found)

    def _kept(self, events: Sequence[Placed]) -> list[Placed]:
        """The events but for those that are no events: taken out of the record, or without a year."""
        kept: list[Placed] = []
        for event in events:
            if ours.is_void(event.component):
                self.told.tell(event.at, "left out what the log that it comes from took out of its record")
            elif year := year_for_none(event.component):
                self.told.tell(event.at, _NO_YEAR.format(year))
            else:
                kept.append(event)
        return kept

    def _cancellation(self, event: Placed) -> Reported | TimelineError:
        """An event without a date: METHOD:CANCEL need not repeat it (RFC 5546 §3.2.5)."""
        if text(event.component, "UID") is None:
            return event.refused("UID", "it is missing, so nobody can say what is cancelled")
        original = getattr(first(event.component, "RECURRENCE-ID"), "dt", None)
        row = replace(self._row(event), event=event_id(event.component, original), phase="cancelled")
        return Reported((row,), event, rank(event.component))

    def _occurrence(self, found: Occurrence) -> Reported:
        component = found.event.component
        log = ours.log_of(component, self.calendar.component)
        if log is not None:
            return Reported(self._ours(found, log), found.event, rank(component))
        row = self._row(found.event)
        row = replace(
            row,
            event=event_id(component, found.original or (None if text(component, "UID") else found.start)),
            title=row.title or UNTITLED,
            when=when_text(found.start, found.end),
            phase=self._phase(found),
        )
        rows = self._by_title(row, found) if ours.is_bare(component) else (row,)
        return Reported(rows, found.event, rank(component))

    def _phase(self, found: Occurrence) -> str:
        off = self.cancels or found.excluded or status(found.event.component) == "CANCELLED"
        return "cancelled" if off else self.wishes.phase or "confirmed"

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

    def _ours(self, found: Occurrence, log: str) -> tuple[Row, ...]:
        """An event of our own calendar: one row for each of its issues, and for each of how it stood before."""
        component, said = found.event.component, ours.told(found, self.calendar.component, log)
        if said.doubt:
            self.told.tell(found.event.at, f"field DESCRIPTION: {said.doubt}, so no date is taken")
        row = Row(
            at=found.event.at,
            event=said.event,
            title=said.title,
            when=said.when,
            known=said.known or known_text(component),
            phase=said.phase or self._phase(found),
            place=line(component, "LOCATION"),
            summary=said.summary,
            is_state=True,
        )
        issues = self._issues(said)
        return (*self._before(row, said, issues), *_each(row, issues))

    def _before(self, row: Row, said: ours.Told, issues: tuple[str, ...]) -> Iterator[Row]:
        """How an event of our own calendar stood before it came to be as a row has it."""
        for then in said.before:
            stood = replace(
                row, title=then.title, when=then.when, known=then.known, phase=then.phase, place=None, summary=None
            )
            yield from _each(stood, issues if then.issues is None else then.issues)

    def _by_title(self, row: Row, found: Occurrence) -> tuple[Row, ...]:
        """An event of ours of which another program has left the UID: one row for each of its issues."""
        said = ours.told_by_title(found)
        phase = said.phase or (self._by_status(found.event) if row.phase == "confirmed" else row.phase)
        row = replace(row, title=said.title or UNTITLED, when=said.when, phase=phase)
        return tuple(replace(row, issue=issue) for issue in self._issues(said) or (None,))

    def _by_status(self, event: Placed) -> str:
        """The phase, of what is not off and of which the options say nothing."""
        phase = ours.PHASES.get(status(event.component))
        if phase is None:
            self.told.tell(event.at, _NO_STATUS)
        return phase or "confirmed"

    def _issues(self, said: ours.Told) -> tuple[str, ...]:
        return said.issues + ((self.wishes.issue,) if self.wishes.issue else ())


def _each(row: Row, issues: tuple[str, ...]) -> Iterator[Row]:
    """A row for each issue; one alone where there is none."""
    return (replace(row, issue=issue) for issue in issues) if issues else iter((row,))


def _has_time(event: Placed) -> bool:
    return isinstance(getattr(first(event.component, "DTSTART"), "dt", None), datetime)
