"""Days before March 1900, which programs count from two days, and the first day of a workbook that counts from 1904."""

from datetime import date, datetime, time, timedelta

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from timeline_engine.errors import TimelineError

from ..writing.cells import FIRST_DAY

_ZERO = date(1899, 12, 30)
COUNTERS = {"libreoffice": timedelta(0), "gnumeric": timedelta(days=1)}
"""Who counts these days, and how far their day 0 is from `_ZERO`: LibreOffice; Gnumeric and XlsxWriter, by which pandas
and Polars write. Days after 0 Excel counts as Gnumeric does, and openpyxl too; those before it openpyxl counts as
LibreOffice does, and Excel has none."""
_LEAP = 59  # openpyxl gives the same for day 60, which only LibreOffice has


class CellError(TimelineError):
    """What a cell says cannot be read; a sentence that names no place."""


def recounted(value: date | time, counted: str | None, epoch: datetime) -> date | time:
    """A day or time of a cell that is shown as a date, by who counted it; later days are the same for all.

    ``value`` is what openpyxl makes of its number: of 0 a midnight, of a part of a day a time. Raises CellError.
    """
    number = _number(value)
    if epoch == CALENDAR_MAC_1904:
        return _at(epoch.date(), value) if isinstance(value, time) else value
    if number is None:
        return value
    if counted is None or (number == _LEAP and counted == "libreoffice"):
        raise CellError(_readings(number))
    return _at(_ZERO + COUNTERS[counted] + timedelta(days=number), value)


def _number(value: date | time) -> int | None:
    """The number of an early day in the workbook; None for later ones."""
    if isinstance(value, time):
        return 0
    day = value.date() if isinstance(value, datetime) else value
    if day >= FIRST_DAY:
        return None
    since = (day - _ZERO).days
    return since - 1 if since > 0 else since


def _at(day: date, value: date | time) -> date:
    clock = value if isinstance(value, time) else value.time() if isinstance(value, datetime) else time()
    return datetime.combine(day, clock)


def _readings(number: int) -> str:
    """Why a day is refused, and what to type instead."""
    if number == _LEAP:
        return "it is 27 or 28 February 1900, by who counted: format the cell as text, and type it again"
    day, others = _ZERO + timedelta(days=number), "Excel, Gnumeric, openpyxl and pandas do"
    first = "LibreOffice counts"
    if number <= 0:
        first, others = "LibreOffice and openpyxl count", "Gnumeric, XlsxWriter and pandas do"
    time_too = "" if number else " (or a time without a day)"
    return (
        f"day {number}{time_too} is {day} as {first}, and a day later as {others}: say who counted with "
        "-O counted=libreoffice or -O counted=gnumeric, or format the cell as text"
    )
