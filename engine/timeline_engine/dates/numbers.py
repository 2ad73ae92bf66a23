"""One day in numbers, turned into EDTF. What has two readings is refused with both, unless the convention decides."""

from .civil import MONTHS, day_text
from .errors import DateError, quoted
from .how import How
from .patterns import match_all
from .reading import calendar_day

_ORDERS = ("dates=day-first", "dates=month-first")
PIVOT = "pivot=2029"
"""The option, for an example, with which two digits are a year."""

_YEAR_FIRST = (
    r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})",
    r"([0-9]{4})()([0-9]{2})([0-9]{2})",  # the basic form of ISO 8601
    r"([0-9]{4})(\. ?)([0-9]{1,2})\. ?([0-9]{1,2})\.?",
    r"([0-9]{4}) ?([年년]) ?([0-9]{1,2}) ?[月월] ?([0-9]{1,2}) ?[日일]",
)
_YEAR_LAST = (r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]+)", r"([0-9]{1,2})(\. )([0-9]{1,2})\. ([0-9]+)")


def read_year_first(text: str, _how: How) -> str | None:
    """``2018/11/04``, ``2018.11.4``, ``20181104``, ``2018年11月4日``."""
    match = next((match for form in _YEAR_FIRST if (match := match_all(form, text))), None)
    return day_text(calendar_day(text, int(match[1]), int(match[3]), int(match[4]))) if match else None


def read_year_last(text: str, how: How) -> str | None:
    """``13/04/2018``, ``4/13/2018``, ``13. 4. 2018``."""
    match = next((match for form in _YEAR_LAST if (match := match_all(form, text))), None)
    if match is None:
        return None
    first, second, order = int(match[1]), int(match[3]), how.convention.order
    doubtful = order is None and first <= 12 and second <= 12 and first != second
    if order is None and not doubtful:
        _refuse_year_first(text, match[1], match[3], match[4], how)
    year = read_year(text, match[4], how, options=_ORDERS if doubtful else ())
    if doubtful:
        raise _of_two_readings(text, year, first, second)
    month_first = second > 12 or (order == "month-first" and first <= 12)
    day, month = (second, first) if month_first else (first, second)
    return day_text(calendar_day(text, year, month, day))


def _refuse_year_first(text: str, first: str, month: str, last: str, how: How) -> None:
    """Two digits on each side, either of which may be the year: ``18-11-04``. A pivot does not say which."""
    if not (len(first) == len(month) == len(last) == 2 and int(month) <= 12 and 1 <= int(last) <= 31):
        return
    years = how.convention.year(first), how.convention.year(last)
    if first == last:
        return
    if years[0] is None or years[1] is None:
        said = "has a year of 2 digits, the first or the last; write all four, as in 2018-11-04."
    else:
        said = f"can be read as {years[0]}-{month}-{last} or {years[1]}-{month}-{first}; write one of these."
    raise DateError(f"{quoted(text)} {said}", _ORDERS[:1])


def read_month_in_numbers(text: str, _how: How) -> str | None:
    """``11/2018``, ``2018/11``, ``2018-2``, ``2018年11月``; ``1914/18`` is years, ``2005/08`` may be either."""
    if match_all(r"[0-9]{4}\.[0-9]", text):
        raise DateError(
            f"{quoted(text)} is a number, which may have lost its last 0; write a month as in {text[:4]}-05."
        )
    if match := match_all(r"([0-9]{1,2})[/.-]([0-9]{4})|([0-9]{4})(?:\.| ?[年년] ?)([0-9]{1,2}) ?[月월]?", text):
        return _month(text, match[2] or match[3], match[1] or match[4])
    match = match_all(r"([0-9]{4})(?:/|-(?=.$))([0-9]{1,2})", text)
    if match is None:
        return None
    end = match[1][: -len(match[2])] + match[2]  # as many digits as are written change
    if match[1][2:] == "99" and match[2] == "00":
        end = f"{int(match[1]) + 1:04d}"  # 1999/00
    years = f"{match[1]}/{end}" if end > match[1] else None
    if years and 1 <= int(match[2]) <= 12:
        month = _month(text, match[1], match[2])
        raise DateError(f"{quoted(text)} can be read as {month} or {years}; write one of these.")
    return years or _month(text, *match.groups())


def _month(text: str, year: str, month: str) -> str:
    calendar_day(text, int(year), int(month), 1)
    return f"{year}-{month:0>2}"


def read_year(text: str, digits: str, how: How, options: tuple[str, ...] = (), also: int = 4) -> int:
    """The year; three digits are one where `also` is 3, and two where the convention has a pivot.

    Raises:
        DateError: it has another number of digits; `options` are what else has to be said of such a date.
    """
    if len(digits) == 4 or (len(digits) == also and digits[0] != "0"):
        return int(digits)
    if len(digits) == 2 and (year := how.convention.year(digits)) is not None:
        return year
    many = "" if len(digits) == 1 else "s"
    raise DateError(
        f"{quoted(text)} has a year of {len(digits)} digit{many}; write all four, as in 2018.",
        (PIVOT, *options) if len(digits) == 2 else (),
    )


def _of_two_readings(text: str, year: int, first: int, second: int) -> DateError:
    readings = [
        f"{day} {MONTHS[month - 1]} {year} ({day_text(calendar_day(text, year, month, day))})"
        for day, month in ((first, second), (second, first))
    ]
    return DateError(f"{quoted(text)} can be read as {' or '.join(readings)}; write one of these.", _ORDERS)
