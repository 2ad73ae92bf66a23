"""Occurrences, the window they are wanted in, and those of events that take place once: nothing has to be expanded."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from attrs import frozen

from .file import Placed, first
from .local import moment_in_zone

_RECURRING = frozenset(["RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"])
_SPAN = ("DTSTART", "DTEND", "DURATION")
_DAY = timedelta(days=1)


@frozen
class Window:
    """Which occurrences are wanted, and where they are.

    Attributes:
        start: the first day; None: the first of the UID.
        end: the day after the last; None: ``until``, or the year after the last date that the UID names.
        until: where the calendar suggests to end.
        zone: the IANA name of the zone for times in UTC and without zone; None: they stay what they are.
        excluded: whether occurrences that EXDATE (§3.8.5.1) takes out are wanted as well.
    """

    start: date | None = None
    end: date | None = None
    until: date | None = None
    zone: str | None = None
    excluded: bool = False


@frozen
class Occurrence:
    """An event as it takes place once.

    ``original`` is when its rule had it, None if it does not recur; ``excluded``: EXDATE takes it out.
    """

    event: Placed
    start: date
    end: date
    original: date | None
    excluded: bool = False


def single(events: Sequence[Placed], window: Window) -> Occurrence | None:
    """The occurrence of one event that does not recur; None if that takes more than to look at it."""
    if len(events) != 1 or window.start or window.end or not _RECURRING.isdisjoint(events[0].component):
        return None
    start, end, lasts = (getattr(first(events[0].component, name), "dt", None) for name in _SPAN)
    if not isinstance(start, date) or (end and isinstance(end, datetime) != isinstance(start, datetime)):
        return None
    if isinstance(start, datetime):
        ends = end or start + (lasts or timedelta(0))
        return Occurrence(events[0], moment_in_zone(start, window.zone), moment_in_zone(ends, window.zone), None)
    if lasts and lasts % timedelta(days=1):
        return None
    return Occurrence(events[0], start, end or (start + (lasts or _DAY) if start < date.max else start), None)
