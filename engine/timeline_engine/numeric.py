"""Which numbers the log takes: those that every program reads as the same (RFC 8259, section 6).

Programs that read JSON keep a number as an IEEE 754 double. So a whole number is taken up to 2^53-1 either way, where
all of them are doubles; beyond, where it is one. Any other number is the nearest double, of which 15 digits are sure.
"""

import re
from math import isnan
from sys import float_info

from .errors import FieldError

LARGEST = float_info.max
"""The largest number, 1.7976931348623157e308."""

SMALLEST = float_info.min
"""The smallest but 0, 2.2250738585072014e-308. Of what is smaller, doubles keep fewer and fewer digits."""

EXACT = 2**53 - 1
"""Up to here, 9007199254740991, every whole number is a double, and no other number is read as it."""

NUMBER = r"-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?(?:[eE][+-]?\d+)?"
"""A number as it is written."""

_SCALES = {
    "": 0,
    "k": 3,
    "m": 6,
    "mn": 6,
    "million": 6,
    "bn": 9,
    "b": 9,
    "billion": 9,
    "tn": 12,
    "trillion": 12,
}
_LONG = 12  # characters of an exponent, by which it is beyond any number
_LARGEST = 2**63  # of whole numbers that are doubles, those below it are kept in digits
_SHOWN = 40  # characters of a number in a message
_AS_TEXT = "write it as text (where it is typed: in quotes)"


def number_fault(number: int | float, written: str | None = None) -> str | None:
    """Why the log does not take a number, in a sentence that says what to write instead; None: it takes it.

    ``written`` is how it was written, where that may have been more than a double holds.
    """
    if isinstance(number, float) and not SMALLEST <= abs(number) <= LARGEST and number:
        return _fault_of_double(number, written or repr(number))
    if number == 0 and written and _says_more_than_zero(written):
        return _too_small(written)
    if isinstance(number, float) or -EXACT <= number <= EXACT:
        return None
    try:
        near = float(number)
    except OverflowError:
        return _too_large(written or _digits(number))
    return None if near == number else _too_exact(written or _digits(number), near)


def _fault_of_double(number: float, written: str) -> str:
    if isnan(number):
        return "nan is no number: write a number, or a text"
    return _too_large(written) if abs(number) > 1 else _too_small(written)


def _says_more_than_zero(written: str) -> bool:
    return re.search("[1-9]", written.lower().partition("e")[0]) is not None


def _too_large(written: str) -> str:
    return f"{_cut(written)} is beyond the largest numbers, ±1.79e308: {_AS_TEXT}"


def _too_small(written: str) -> str:
    return f"{_cut(written)} is closer to 0 than the smallest numbers, ±2.23e-308: write 0, or {_AS_TEXT}"


def _too_exact(written: str, near: float) -> str:
    return (
        f"{_cut(written)} has more digits than every program keeps (whole numbers are exact up to {EXACT}): "
        f"{_AS_TEXT}, or round it, like {near:.15g}"
    )


def _digits(number: int) -> str:
    try:
        return str(number)
    except ValueError:  # Python writes none of over 4,300 digits
        return f"a whole number of some {number.bit_length() * 3 // 10:,} digits"


def _cut(written: str) -> str:
    return written if len(written) <= _SHOWN else f"{written[: _SHOWN // 2]}... ({len(written):,} characters)"


def read_number(text: str, scale: str = "") -> int | float:
    """The number that is written so. Raises FieldError if the log does not take it."""
    number = _scaled(text, scale)
    if wrong := number_fault(number, f"{text}{scale}"):
        raise FieldError(wrong)
    return number


def _scaled(text: str, scale: str) -> int | float:
    """What is written short, with a scale or an exponent, is no exact figure: a whole number only where all are."""
    digits, power = text.replace(",", ""), _SCALES[scale]
    if not power and (whole := re.fullmatch(r"(-?\d{1,400})(?:\.0+)?", digits)):
        number = int(whole[1])
        return number if number_fault(number) or -_LARGEST <= number < _LARGEST else float(number)
    mantissa, _, exponent = digits.lower().partition("e")
    near = float(f"{mantissa}e{int(exponent[:_LONG] or 0) + power}")
    return int(near) if near.is_integer() and abs(near) <= EXACT else near


def format_amount(amount: int | float) -> str:
    """``4500000000`` as ``4.5bn``; below a million, and where that would lose digits, in plain digits."""
    from decimal import Decimal  # not needed to read a log

    if number_fault(amount) is None:  # an old log may have others
        for scale, suffix in ((12, "tn"), (9, "bn"), (6, "m")):
            if abs(amount) >= 10**scale:
                short = plain_number(float(Decimal(repr(amount)).scaleb(-scale)))
                return f"{short}{suffix}" if _scaled(short, suffix) == amount else plain_number(amount)
    return plain_number(amount)


def plain_number(number: int | float) -> str:
    """The digits of a number. Raises FieldError for what no log has."""
    try:
        return str(int(number)) if number == int(number) and abs(number) < 10**15 else repr(number)
    except (ValueError, OverflowError) as error:  # what no log has: no number, an infinite one, one too long for Python
        raise FieldError(str(number_fault(number))) from error
