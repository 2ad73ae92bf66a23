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
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900

from timeline_engine.numeric import number_fault
from timeline_engine.visible import unmarked

from .early_days import CellError, recounted

WRITTEN_OUT = "iso"
"""The type of a cell that has a date as text, so that nobody counted."""

DATES = ("when", "until", "known", "published")

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")  # ECMA-376 part 1, 22.9.2.19; openpyxl leaves it as it is
_LINE_END = re.compile("\r\n?")
_NO_DATE_PART = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|AM/PM|A/P', re.IGNORECASE)
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
    epoch: datetime = CALENDAR_WINDOWS_1900


Cell = ReadOnlyCell | EmptyCell | PlainCell
Cells = Sequence[Cell]


def said(cell: Cell, column: str, counted: str | None = None) -> str | int | float | None:
    """What a cell says in a column of an import file; None if it is empty. Raises CellError.

    ``column`` is empty for a cell that is a part of what several say, or of a key: such a one may hold anything.
    ``counted`` is who counted the days before March 1900, of `COUNTERS`; None: nobody knows. A cell of the type
    `WRITTEN_OUT` counts none.
    """
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "e":
        raise CellError(f"{value} is the error of a formula; put in what it should say")
    if isinstance(value, date | time) and cell.data_type != WRITTEN_OUT and shows_day(_number_format(cell)):
        value = recounted(value, counted, _epoch(cell))
    for kinds, read in _READERS:
        if isinstance(value, kinds):
            return read(value, _number_format(cell), column)
    raise CellError(f"{value!r} is neither text nor number nor date")


def _epoch(cell: Cell) -> datetime:
    """The day 0 of the workbook."""
    book: Any = cell if isinstance(cell, PlainCell) else cell.parent.parent  # type: ignore[union-attr]
    return book.epoch  # type: ignore[no-any-return]


def shows_day(number_format: str) -> bool:
    """Whether a cell shows a day, a month or a year, and not only a time."""
    return is_date_format(number_format) and bool(_parts(number_format) & {"y", "e", "d"})


def _parts(number_format: str) -> set[str]:
    """The letters that stand for parts of a date in a number format; of General and its like there are others."""
    return set(_NO_DATE_PART.sub("", number_format).partition(";")[0].lower())


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
    return _shown(value, _parts(number_format))


def _shown(value: date, parts: set[str]) -> str:
    """What a cell shows: of a typed “Nov 2018” Excel makes the first of the month, but shows no day; so none is read.

    Of a plain day, programs that know date-times only (pandas, openpyxl) make one that shows 00:00:00.
    """
    clock = value.time() if isinstance(value, datetime) else time()
    if parts & {"y", "e"} and not parts & {"d", "a", "h", "w"}:
        return _without_day(value, parts)
    day = f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    if clock == time() and ("h" not in parts or "s" in parts):
        return day
    exact = "milliseconds" if clock.microsecond else "seconds" if clock.second else "minutes"
    return f"{day}T{clock.isoformat(exact)}"


def _without_day(value: date, parts: set[str]) -> str:
    """The month, quarter or year."""
    if "m" in parts:
        return f"{value.year:04d}-{value.month:02d}"
    return f"{value.year:04d}-{33 + (value.month - 1) // 3}" if "q" in parts else f"{value.year:04d}"


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
