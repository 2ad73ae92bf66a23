"""What a cell of a workbook says: text, a number, a date as it is shown; or why it must be refused."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from attrs import frozen
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.styles.numbers import is_date_format

from timeline_engine.errors import TimelineError
from timeline_engine.numeric import number_fault
from timeline_engine.visible import unmarked

from ..writing.cells import FIRST_DAY

DATES = ("when", "until", "known", "published")

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")  # ECMA-376 part 1, 22.9.2.19; openpyxl leaves it as it is
_LINE_END = re.compile("\r\n?")
_NO_DATE_PART = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|AM/PM|A/P', re.IGNORECASE)
_FIRST_COUNTED = date(1899, 12, 30)  # where LibreOffice begins; what is before it, Excel cannot hold
COUNTERS = {"libreoffice": timedelta(0), "gnumeric": timedelta(days=1)}
"""Who counts the days before 1900, and how far from `_FIRST_COUNTED`: LibreOffice and openpyxl; Gnumeric and
XlsxWriter, by which pandas and Polars write."""
_LAST_DAY = 2_958_465  # 9999-12-31, as Excel counts
_WHOLE = 2**63  # whole numbers below it are such when they are typed, too


@frozen
class PlainCell:
    """A cell that another reader than openpyxl gives, with all that is asked of one."""

    value: Any
    row: int
    column: int
    number_format: str = ""
    data_type: str = "n"


Cell = ReadOnlyCell | EmptyCell | PlainCell
Cells = Sequence[Cell]


class CellError(TimelineError):
    """What a cell says cannot be read; a sentence that names no place."""


def said(cell: Cell, column: str, counted: str | None = None) -> str | int | float | None:
    """What a cell says in a column of an import file; None if it is empty. Raises CellError.

    ``column`` is empty for a cell that is a part of what several say, or of a key: such a one may hold anything.
    ``counted`` is who counted the days before 1900, of `COUNTERS`; None: nobody knows.
    """
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "e":
        raise CellError(f"{value} is the error of a formula; put in what it should say")
    if isinstance(value, date) and _is_before_first(cell, value):
        value = _recounted(value, counted)
    for kinds, read in _READERS:
        if isinstance(value, kinds):
            return read(value, _number_format(cell), column)
    raise CellError(f"{value!r} is neither text nor number nor date")


def _is_before_first(cell: Cell, value: date) -> bool:
    """Whether a cell is a number below 0 shown as a date; one that holds a date as text may be shown as such alone."""
    return _day(value) < _FIRST_COUNTED and is_date_format(_number_format(cell))


def _recounted(value: date, counted: str | None) -> date:
    if counted is None:
        raise CellError(
            f"day {(_day(value) - _FIRST_COUNTED).days} is {_day(value)} as LibreOffice and openpyxl count, and a day "
            "later as Gnumeric, XlsxWriter and pandas do: say who counted with -O counted=libreoffice or "
            "-O counted=gnumeric, or format the cell as text"
        )
    return value + COUNTERS[counted]


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _number_format(cell: Cell) -> str:
    try:
        return cell.number_format or ""
    except IndexError:  # a cell of a style that the workbook does not have
        return ""


def text(value: object) -> str:
    """A value of a cell as plain text; empty if there is none."""
    return unescaped(value) if isinstance(value, str) else "" if value is None else str(value)


def unescaped(text: str) -> str:
    """A text without the escapes that workbooks have for characters, nor our marks, and with one kind of line end."""
    if "_x" in text:
        text = _decoded(_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text), text)
    return unmarked(_LINE_END.sub("\n", text))


def _decoded(text: str, escaped: str) -> str:
    """Two escapes may be the halves of one character; a half alone is none, and all stays as it was."""
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return escaped


def _text(value: str, _format: str, _column: str) -> str:
    return unescaped(value)


def _boolean(value: bool, _format: str, _column: str) -> str:
    raise CellError(f"{str(value).upper()} is a truth value; format the cell as text and type what it should say")


def _duration(value: timedelta | time, _format: str, column: str) -> str:
    if isinstance(value, time) and not column:
        return value.isoformat()
    also = ", or a day before 1900" if value == time() else ""
    raise CellError(f"{value} is a time without a day{also}; type the date, or format the cell as text")


def _date(value: date, number_format: str, column: str) -> str:
    """A true date, as exact as the cell shows it; see `_shown`."""
    if column and column not in DATES and column != "value":
        raise CellError(
            f"{value:%Y-%m-%d} is a date, where a text should be; format the cell as text and type it again"
        )
    day = _day(value)
    if _FIRST_COUNTED <= day < FIRST_DAY:
        raise CellError(f"a date before {FIRST_DAY} is another in Excel than in LibreOffice; format the cell as text")
    return _shown(value, day, set(_NO_DATE_PART.sub("", number_format).partition(";")[0].lower()))


def _shown(value: date, day: date, parts: set[str]) -> str:
    """What a cell shows: of a typed “Nov 2018” Excel makes the first of the month, but shows no day; so none is read.

    Of a plain day, programs that know date-times only (pandas, openpyxl) make one that shows 00:00:00.
    """
    clock = value.time() if isinstance(value, datetime) else time()
    if clock != time() or ("h" in parts and "s" not in parts):
        exact = "milliseconds" if clock.microsecond else "seconds" if clock.second else "minutes"
        return f"{day}T{clock.isoformat(exact)}"
    if day.day > 1 or not parts & {"y", "e"} or parts & {"d", "a"}:
        return day.isoformat()
    if "m" in parts:
        return f"{day:%Y-%m}"
    return f"{day:%Y}" if day.month == 1 else day.isoformat()


def _number(value: int | float, number_format: str, column: str) -> str | int | float:
    number = _plain(value)
    if column == "value":
        return f"{Decimal(repr(number)).scaleb(2):f}%" if _is_percent(number_format) else number
    if column not in DATES:
        return number
    if isinstance(number, int) and (1000 <= number <= 9999 or number > _LAST_DAY):
        return str(number)  # a year, or digits that the options of the import may have for a date
    raise CellError(f"{number} is a number and no date; format the cell as a date, or type one such as 2018-11-04")


def _plain(value: int | float) -> int | float:
    """A figure to the 15 digits that Excel shows: what a formula makes of 0.1+0.2 is 0.3."""
    if isinstance(value, int):
        return value
    if not isfinite(value):
        raise CellError(number_fault(value))
    rounded = float(f"{value:.15g}")
    return int(rounded) if rounded == int(rounded) and abs(rounded) < _WHOLE else rounded


def _is_percent(number_format: str) -> bool:
    """Whether the cell shows hundredths: 0.27 as 27%, as it was typed."""
    return "%" in _NO_DATE_PART.sub("", number_format)


_READERS: tuple[tuple[type | tuple[type, ...], Callable[[Any, str, str], str | int | float]], ...] = (
    (str, _text),
    (bool, _boolean),  # a bool is an int, too
    ((int, float), _number),
    (date, _date),  # and a datetime a date
    ((time, timedelta), _duration),
)
