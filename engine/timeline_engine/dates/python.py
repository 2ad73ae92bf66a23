"""Dates of Python: taken as text, as which everything here deals in dates, and given where a program reckons on."""

from datetime import UTC, date, datetime

_MINUTE = 60


def date_text(day: str | date) -> str:
    """A date or date-time as EDTF text; text as it is. A date-time without offset is local to the log's zone.

    A ``datetime`` is that instant, a ``date`` the whole day: what is asked as of a date is asked at its end.
    """
    if isinstance(day, str):
        return day
    if not isinstance(day, datetime):
        return date.isoformat(day)
    offset = day.utcoffset()
    if offset is not None and offset.total_seconds() % _MINUTE:  # as before there were zones of time
        day = day.astimezone(UTC)
    return datetime.isoformat(day)  # also of a subclass that knows nanoseconds


def python_date(day: str | None) -> date | None:
    """A calendar day, "YYYY-MM-DD", as Python's; None for none, and for one before year 1 or after 9999."""
    try:
        return None if day is None else date.fromisoformat(day)
    except ValueError:
        return None
