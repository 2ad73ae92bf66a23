"""The forms left to the `edtf` package: of all it does, only the strict bounds reach the rest of the engine.

Importing it takes 100 ms and a parse 10 ms, so it is imported when the first such form is read.
"""

import re
import warnings
from io import StringIO

from ..printing import printed_to
from .civil import LARGEST_YEAR, days_from_civil, is_day
from .errors import DateError, quoted

# What one date (no interval, no set) is written in: text with anything else in it is not worth the import.
_ONE_DATE = r"[-0-9XYES?~%]+(\^\S)?"
_BEYOND_DIGITS = "[XYES?~%^]"  # of digits alone there is no date that our own rules do not read
_LONG_EXPONENT = r".*E[0-9]{3,}.*"  # edtf would compute 10**999999999 before anyone could refuse it


def strict_days(text: str) -> tuple[int, int]:
    """Return the first and last day, counted from 1970-01-01, that one EDTF date may mean.

    Raises:
        DateError: `edtf` cannot read it, or its bounds are not days of the calendar in order.
    """
    if not re.fullmatch(_ONE_DATE, text) or not re.search(_BEYOND_DIGITS, text):
        raise not_a_date(text)
    _refuse_what_edtf_cannot_bound(text)
    first, last = (_day(bound, text) for bound in _bounds(text))
    if first > last:  # edtf turns the months and days of negative years with X around
        raise DateError(
            f"{quoted(text)} is a form whose bounds are not known; write an interval such as 2018-10/2018-12."
        )
    return first, last


def not_a_date(text: str) -> DateError:
    """Return the error for text that no rule can read."""
    return DateError(
        f"{quoted(text)} is not an EDTF date; write one such as 2018-09-06, 2018-04, 2018-05~, "
        "2018-09-06T09:00+05:30, 2019-06-28/2019-06-29 or [2018-10-04..2018-12-03]."
    )


def _refuse_what_edtf_cannot_bound(text: str) -> None:
    months_and_days = text.lstrip("-?~%").split("-")[1:]
    if any(part.count("X") == 1 for part in months_and_days):
        raise DateError(f"{quoted(text)} has half a month or day; write XX for it or a set such as [2018-10..2018-12].")
    if re.fullmatch(_LONG_EXPONENT, text):
        raise DateError(f"{quoted(text)} is further away than any year the log can hold.")


def _bounds(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    with printed_to(StringIO()):  # it prints about some texts that it cannot read, like 1950S2?-05
        return _strict_bounds(text)


def _strict_bounds(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The same, in one thread at a time: the filters of warnings and the cache of the parser are there once."""
    with warnings.catch_warnings():  # pyparsing warns of edtf's own grammar, while importing it, under -W
        warnings.simplefilter("ignore")
        from edtf import parse_edtf
        from pyparsing import ParserElement  # which edtf reads with
    try:
        parsed = parse_edtf(text)
        return parsed.lower_strict(), parsed.upper_strict()
    except Exception as error:  # not only its own: its grammar's actions run into errors of any type
        raise not_a_date(text) from error
    finally:
        ParserElement.reset_cache()  # it keeps what failed on the way, and so every caller's frame, a whole log perhaps


def _day(bound: tuple[int, ...], text: str) -> int:
    year, month, day = bound[:3]
    if abs(year) > LARGEST_YEAR:
        raise DateError(f"{quoted(text)} is further away than any year the log can hold.")
    if not is_day(year, month, day):
        raise DateError(f"{quoted(text)} begins or ends on a day that the calendar does not have; write another day.")
    return days_from_civil(year, month, day)
