"""Where a date stands in a calendar: the days or instants that its window covers."""

import re
from datetime import UTC, date, datetime, timedelta

from attrs import frozen

from timeline_engine.dates import When

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000  # microseconds
_EXACT = re.compile(r"\d{4}-\d{2}-\d{2}(T\S+)?")  # a plain day or a date-time, nothing vague about it


@frozen
class Span:
    """Where an event stands in a calendar: whole days, or instants in UTC.

    ``end`` is exclusive (RFC 5545 §3.6.1), None for a point in time. ``vague``: the calendar shows more, or
    less, than is known. ``open``: only one bound is known, and that is its one day.
    """

    start: date
    end: date | None
    vague: bool
    open: bool = False


def span_of(when: When) -> Span | None:
    """The days or instants that a date's window covers; None if no calendar can show any of it."""
    exact = all(_EXACT.fullmatch(side.strip()) for side in when.text.split("/"))
    if exact and "T" in when.text:
        return _timed(when)
    first, last = _day(when.first_day), _day(when.last_day)
    if first and last and (last < date.max or first == last):
        return Span(first, _day_after(last), vague=not exact)
    known = first or last
    return Span(known, _day_after(known), vague=True, open=True) if known else None


def _timed(when: When) -> Span | None:
    """A date-time, or an interval with one at an end: in UTC, as VTIMEZONE is misread by too many clients."""
    try:
        start = _EPOCH + timedelta(seconds=when.starts // _SECOND)
        end = _EPOCH + timedelta(seconds=-(-when.ends // _SECOND))  # a day ends a microsecond before midnight
    except OverflowError:
        return None
    # A DTEND must be later than its DTSTART (§3.8.2.2); a date-time without one is a point in time (§3.6.1).
    return Span(start, end if "/" in when.text and end > start else None, vague=False)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _day_after(day: date) -> date | None:
    """The exclusive end of a day; None after the last there is: a day without DTEND lasts that day (§3.6.1)."""
    return day + timedelta(days=1) if day < date.max else None
