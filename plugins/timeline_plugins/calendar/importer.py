"""Importer: the events of an iCalendar file (RFC 5545), each occurrence of a recurring one as an event of its own."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO, ClassVar

from attrs import Attribute, field, frozen
from msgspec.structs import replace

from timeline_engine.errors import TimelineError
from timeline_engine.view.ports import Row

from ..limits import Limits, read_limits
from .reading.file import read_calendars
from .reading.telling import telling
from .reading.validity import rival
from .reading.vcalendar import Reported, Wishes, calendar_rows
from .reading.zones import iana_name

_EXCLUDED = {"omit": False, "cancelled": True}


def _start(value: str | None) -> date | None:
    return _day("start", value)


def _end(value: str | None) -> date | None:
    return _day("end", value)


def _day(name: str, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{name} is {value!r}, it must be a day such as 2018-09-06") from error


def _one_of(*values: str | None) -> Any:
    def check(_: Any, attribute: "Attribute[str | None]", value: str | None) -> None:
        if value not in values:
            raise ValueError(f"{attribute.name} is {value!r}, it must be {' or '.join(filter(None, values))}")

    return check


def _check_zone(_: Any, __: "Attribute[str | None]", value: str | None) -> None:
    if value is not None and iana_name(value) is None:
        raise ValueError(f"zone is {value!r}, it must be an IANA name such as Asia/Kolkata")


@frozen(kw_only=True)
class IcsImporter:
    """Reads the VEVENTs of a calendar. To-dos, journals, free and busy times and alarms are no events, and left out.

    An event is known by its UID, an occurrence of a recurring one by ``UID/date``, where the date is the one that
    its rule gave it: so the next file of the same calendar moves and cancels what this one brought. A cancellation
    is what STATUS or METHOD says, and an event that the log has as cancelled and the file does not is on again. One
    that is merely gone from the next file stays as it is, unless ``timeline import --complete`` says what that means.

    A time without zone, or in one that neither the file nor IANA knows, is in ``zone``, else in the zone that the
    calendar names as its own, else local to the log.

    Options:
        start: the first day that is wanted, like ``2018-09-06``; if not given, the first there is.
        end: the day after the last that is wanted; if not given, recurring events are followed to the end of the
            year after the newest LAST-MODIFIED or DTSTAMP of the calendar.
        excluded: what becomes of an occurrence that EXDATE takes out: ``omit`` it, or import it as ``cancelled``.
        issue: the id of the issue that the events bear on.
        phase: ``scheduled`` or ``occurred`` for all that is not cancelled. If not given, what starts after it
            became known is scheduled, all else occurred.
        publisher: whose calendar it is; if not given, as the calendar calls itself.
        zone: the IANA name of a zone, as above.
        limits: how large the calendar and its properties may be, like ``cell=5M,file=100M``; docs/plugins.md has the
            limits.
    """

    title: ClassVar[str] = "events of a calendar program (RFC 5545)"
    suffix: ClassVar[str] = ".ics"

    start: date | None = field(default=None, converter=_start)
    end: date | None = field(default=None, converter=_end)
    excluded: str = field(default="omit", validator=_one_of(*_EXCLUDED))
    issue: str | None = None
    phase: str | None = field(default=None, validator=_one_of(None, "scheduled", "occurred"))
    publisher: str | None = None
    zone: str | None = field(default=None, validator=_check_zone)
    limits: Limits = field(default=None, converter=read_limits)

    def rows(self, data: BinaryIO, name: str) -> Iterable[Row | TimelineError]:
        """One row an occurrence, and an error for each event that must be refused, in the order of the file."""
        wishes = Wishes(
            start=self.start,
            end=self.end,
            excluded=_EXCLUDED[self.excluded],
            issue=self.issue,
            phase=self.phase,
            publisher=self.publisher,
            zone=self.zone,
        )
        with telling() as told:
            calendars = read_calendars(data, name, self.limits, told)
            found = (item for calendar in calendars for item in calendar_rows(calendar, wishes, told))
            return list(_newest(found))


def _newest(found: Iterable[Reported | TimelineError]) -> Iterator[Row | TimelineError]:
    """The rows of the newest version of each event, as calendars in one file may tell of the same (RFC 5546 §2.1.5)."""
    kept: dict[object, Reported | TimelineError] = {}
    for item in found:
        key = item.rows[0].event if isinstance(item, Reported) else item
        held = kept.get(key)
        if isinstance(item, Reported) and isinstance(held, Reported):
            kept[key] = max(held, item, key=lambda version: version.rank)
            if _rivals(item, held):
                # Once for all occurrences of the event.
                kept.setdefault((item.event.at, held.event.at), rival(item.event, held.event.at))
        else:
            kept[key] = item
    for item in kept.values():
        yield from item.rows if isinstance(item, Reported) else (item,)


def _rivals(item: Reported, held: Reported) -> bool:
    row = item.rows[0]
    return item.rank == held.rank and replace(row, at=held.rows[0].at) != held.rows[0]
