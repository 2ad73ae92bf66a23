"""The log's time zone: turns dates into instants and instants into dates.

A day lasts from its first instant in the zone to the last microsecond before the next day's first instant.
Days that `datetime` does not know (before year 1, after 9999) are those of UTC.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from ..errors import shortened
from .civil import (
    BEGINNING,
    DAY,
    EPOCH_ORDINAL,
    FIRST_DAY,
    FOREVER,
    LAST_DAY,
    SECOND,
    Instant,
    day_text,
)
from .errors import DateError, quoted
from .reading import Moment, Span, plain_day, read_span
from .when import When

_EPOCH = datetime(1970, 1, 1)
_UTC_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CACHED = 100_000  # dates remembered per zone before starting afresh, so that a long-lived process stays small


class Zone:
    """A time zone by its IANA name, with the dates read in it.

    Raises:
        DateError: there is no zone of that name; the message suggests similar ones.
    """

    __slots__ = ("_seen", "_tz", "name")

    def __init__(self, name: str) -> None:
        self.name: str = name
        self._tz = time_zone(name)
        self._seen: dict[str, When] = {}

    def __repr__(self) -> str:
        return f"Zone({self.name!r})"

    def __eq__(self, other: object) -> bool:
        """Whether two are the same zone by name."""
        return self.name == other.name if isinstance(other, Zone) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.name)

    def when(self, text: str) -> When:
        """Read an EDTF date or date-time.

        Raises:
            DateError: it is not EDTF, not in the calendar, or an interval that ends before it starts.
        """
        found = self._seen.get(text)
        if found is None:
            if len(self._seen) >= _CACHED:
                self._seen.clear()
            found = self._seen[text] = self._read(text.strip())
        return found

    def instant(self, text: str) -> Instant:
        """Return the instant a date stands for as a bound: the end of its latest day; a date-time is exact.

        Raises:
            DateError: `when` raises it, or the date has an open end.
        """
        ends = self.when(text).ends
        if ends == FOREVER:
            raise DateError(f"{quoted(text)} has an open end and so stands for no instant; write a date with an end.")
        return ends

    def day(self, instant: Instant) -> str:
        """Return the calendar day of an instant, "YYYY-MM-DD"."""
        local = self._local(instant)
        return local.date().isoformat() if local else day_text(instant // DAY)

    def stamp(self, instant: Instant) -> str:
        """Return the local date-time of an instant with its offset, "2018-12-04T09:22:00+05:30".

        Microseconds are written only when there are any.
        """
        local = self._local(instant)
        return local.isoformat() if local else _far_stamp(instant, "auto") + "+00:00"

    def _read(self, text: str) -> When:
        day = plain_day(text)
        if day is None:
            return self._read_span(text, read_span(text))
        starts, ends = self._day_bounds(day)
        return When(text, text, text, starts, ends, ends, "day")

    def _read_span(self, text: str, span: Span) -> When:
        starts = self._bounds(span.first)[0] if span.first else BEGINNING
        ends = self._bounds(span.last)[1] if span.last else FOREVER
        if starts > ends:
            raise DateError(f"{quoted(text)} ends before it starts; write the earlier date first.")
        effective = min(self._takes_effect(span), ends) if span.from_start else ends
        earliest = self._day_of(span.first, starts) if span.first else None
        latest = self._day_of(span.last, ends) if span.last else None
        return When(text, earliest, latest, starts, ends, effective, span.kind)

    def _day_of(self, moment: Moment, bound: Instant) -> str:
        """The day of a bound in this zone, onto which an offset of another zone may move a date-time."""
        return day_text(moment.day) if moment.clock is None else self.day(bound)

    def _takes_effect(self, span: Span) -> Instant:
        return self._bounds(span.first)[1] if span.first else BEGINNING

    def _bounds(self, moment: Moment) -> tuple[Instant, Instant]:
        """Return the first and last instant of a moment: those of its day; of a date-time, twice the same."""
        if moment.clock is None:
            return self._day_bounds(moment.day)
        clock = moment.day * DAY + moment.clock
        exact = clock - (self._offset(clock) if moment.offset is None else moment.offset)
        return exact, exact

    def _day_bounds(self, day: int) -> tuple[Instant, Instant]:
        # A day that the zone left out (Pacific/Apia, 2011-12-30) is the last instant of the day before.
        ends = self._midnight(day + 1) - 1
        return min(self._midnight(day), ends), ends

    def _midnight(self, day: int) -> Instant:
        """Return the first instant of a day.

        Where the clocks skip midnight, counting from before the gap gives the instant after it, as gaps begin at
        midnight; in all of the tz database, only one (Toronto, 30 March 1919, 23:30) begins earlier.
        """
        if not FIRST_DAY <= day <= LAST_DAY:
            return day * DAY
        return day * DAY - _micros(self._tz.utcoffset(datetime.fromordinal(day + EPOCH_ORDINAL)))

    def _offset(self, clock: int) -> int:
        """Return how far the zone is ahead of UTC, in microseconds, when its clocks show `clock`.

        A time that comes twice is the first of the two; one that the clocks skip counts from before the gap.
        """
        if not FIRST_DAY * DAY <= clock < (LAST_DAY + 1) * DAY:
            return 0
        return _micros(self._tz.utcoffset(_EPOCH + timedelta(microseconds=clock)))

    def _local(self, instant: Instant) -> datetime | None:
        """Return the zone's date-time of an instant; None if datetime cannot hold it."""
        try:
            return (_UTC_EPOCH + timedelta(microseconds=instant)).astimezone(self._tz)
        except OverflowError:
            return None


def utc_stamp(instant: Instant) -> str:
    """Return an instant as a UTC date-time with six fractional digits, "2026-11-21T22:58:00.123456Z"."""
    try:
        return (_EPOCH + timedelta(microseconds=instant)).isoformat(timespec="microseconds") + "Z"
    except OverflowError:
        return _far_stamp(instant, "microseconds") + "Z"


def utc_instant(text: str) -> Instant:
    """Return the instant of a UTC date-time as `utc_stamp` writes it, for the years 0001 to 9999.

    Raises:
        DateError: it is not a date-time ending in Z.
    """
    try:
        if text[10] != "T" or text[-1] != "Z":
            raise ValueError(text)
        return (datetime.fromisoformat(text) - _UTC_EPOCH) // _MICROSECOND
    except (ValueError, IndexError, TypeError) as error:
        raise DateError(f"{quoted(text)} is not a UTC time; write one such as 2026-11-21T22:58:00.123456Z.") from error


def _micros(span: timedelta | None) -> int:
    return 0 if span is None else (span.days * 86_400 + span.seconds) * SECOND + span.microseconds


def _far_stamp(instant: Instant, timespec: str) -> str:
    """Write the UTC date-time of an instant that datetime cannot hold, without its zone."""
    day, clock = divmod(instant, DAY)
    return day_text(day) + (_EPOCH + timedelta(microseconds=clock)).isoformat(timespec=timespec)[10:]


def time_zone(name: str) -> tzinfo:
    """The time zone of that IANA name. Raises DateError, with similar names."""
    if not isinstance(name, str):
        raise DateError(f"{shortened(name)} is no time zone; write an IANA name such as Asia/Kolkata or UTC.")
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo, available_timezones  # UTC, the commonest, does without

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise DateError(_unknown_zone(name, available_timezones())) from error


def is_time_zone(name: str) -> bool:
    """Whether there is a time zone of that IANA name."""
    try:
        return bool(time_zone(name))
    except DateError:
        return False


def _unknown_zone(name: str, names: Iterable[str]) -> str:
    from difflib import get_close_matches

    folded = {known.casefold(): known for known in sorted(names)}
    wanted = name.casefold().replace(" ", "_")
    cities = [known for known in folded if known.rpartition("/")[2] == wanted]
    similar = [wanted] if wanted in folded else cities or get_close_matches(wanted, folded, n=3, cutoff=0.7)
    hint = " or ".join(folded[known] for known in similar[:3])
    advice = f"did you mean {hint}?" if hint else "write an IANA name such as Asia/Kolkata or UTC."
    return f"there is no time zone called {quoted(name)}; {advice}"
