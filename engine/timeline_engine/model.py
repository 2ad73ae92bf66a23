"""What the log speaks of: sources, claims, quantities and the declared attributes of issues."""

import re
from typing import Literal

from attrs import field, frozen

from .errors import FieldError, shortened
from .fields import checked
from .numeric import EXACT, number_fault

AttributeKind = Literal["state", "estimate"]
Qualifier = Literal["about", "over", "under", "at least", "at most"]

STATUS = "status"


@checked
@frozen
class Quantity:
    """A figure with its unit: ``Quantity(6_000_000_000, "USD", "about")`` is about six billion dollars."""

    amount: int | float
    unit: str | None = None
    qualifier: Qualifier | None = None


Value = str | int | float | Quantity
"""What a claim may say: text (dates are ISO text), a number, or a quantity."""


@checked
@frozen
class Source:
    """Where an event was reported. ``published`` is an EDTF date or date-time."""

    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None


@checked
@frozen
class Claim:
    """What an event says of an issue: ``attribute = value``, optionally *by* someone."""

    issue: str
    attribute: str
    value: Value
    by: str | None = None


@checked
@frozen
class Attribute:
    """How an issue's attribute folds: ``state`` (later replaces earlier) or ``estimate`` (each figure stands)."""

    kind: AttributeKind = "state"
    unit: str | None = None
    allowed: tuple[Value, ...] = field(default=())


_SIGNS: dict[str, Qualifier] = {
    "~": "about", ">=": "at least", "≥": "at least", "<=": "at most", "≤": "at most", ">": "over", "<": "under",
}  # fmt: skip
_SIGN_OF = {"about": "~", "over": ">", "under": "<", "at least": ">=", "at most": "<="}
_WORDS: dict[str, Qualifier] = {
    "about": "about", "around": "about", "over": "over", "more than": "over", "under": "under",
    "less than": "under", "at least": "at least", "at most": "at most",
}  # fmt: skip
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
_CURRENCIES = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY"}
_NUMBER = r"-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?(?:[eE][+-]?\d+)?"
_QUANTITY = (
    r"(?P<sign>~|>=|<=|≥|≤|>|<|(?:about|around|over|more than|under|less than|at least|at most)\b)?\s*"
    r"(?P<currency>US\$|[$€£₹¥]|[A-Z]{3}(?=\s?\d))?\s?"
    rf"(?P<amount>{_NUMBER})"
    r"(?P<scale>[kmb]|\s?(?:mn|bn|tn|million|billion|trillion))?(?![A-Za-z])\s?"
    r"(?P<unit>[A-Za-z%°][\w%°²³/.-]*)?"
)
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![A-Za-z])"
)
_LONG = 12  # characters of an exponent, by which it is beyond any number
_LARGEST = 2**63  # of whole numbers that are doubles, those below it are kept in digits


def parse_value(text: str) -> Value:
    """Read a typed value: ``~6bn USD``, ``>5bn USD``, ``4.5``, ``"5"`` (quoted: text), or any other text.

    Whatever is no number and no quantity is text. A figure without unit and qualifier is a number. Raises FieldError
    for a figure that is no number the log takes (docs/semantics.md, section 9).
    """
    if not isinstance(text, str):
        raise FieldError(f"parse_value: text is {shortened(text)}, it must be a text")
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    if not any(character.isdigit() for character in text):
        return text
    if re.fullmatch(_NUMBER, text):
        return _number(text)
    figure = _quantity(text)
    if figure is None:
        return text
    return figure if figure.unit or figure.qualifier else figure.amount


def _quantity(text: str) -> Quantity | None:
    found = re.fullmatch(_QUANTITY, text)
    if found is None:
        return None
    currency, unit = found["currency"], found["unit"]
    if (currency and unit) or (unit and re.match(_MONTH, unit)):
        return None
    sign = found["sign"]
    qualifier = (_SIGNS.get(sign) or _WORDS[sign]) if sign else None
    if currency:
        unit = _CURRENCIES.get(currency, currency)
    return Quantity(_number(found["amount"], (found["scale"] or "").strip()), unit, qualifier)


def _number(text: str, scale: str = "") -> int | float:
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


def check_value(value: Value) -> Value:
    """The value, if the log takes the number in it. Raises FieldError."""
    number = value.amount if isinstance(value, Quantity) else value
    if not isinstance(number, str) and (wrong := number_fault(number)):
        raise FieldError(wrong)
    return value


def format_value(value: Value, unit: bool = True) -> str:
    """Write a value as a person would type it; ``parse_value`` reads it back equal. A figure also without its unit."""
    if isinstance(value, str):
        return value if _reads_as_text(value) else f'"{value}"'
    if isinstance(value, Quantity):
        sign = _SIGN_OF[value.qualifier] if value.qualifier else ""
        return f"{sign}{format_amount(value.amount)}{' ' + value.unit if value.unit and unit else ''}"
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise FieldError(f"format_value: value is {shortened(value)}, it must be a text, a number or a Quantity")
    return _plain(value)


def _reads_as_text(text: str) -> bool:
    try:
        return parse_value(text) == text
    except FieldError:
        return False


def format_amount(amount: int | float) -> str:
    """``4500000000`` as ``4.5bn``; below a million, and where that would lose digits, in plain digits."""
    from decimal import Decimal  # not needed to read a log

    if number_fault(amount) is None:  # an old log may have others
        for scale, suffix in ((12, "tn"), (9, "bn"), (6, "m")):
            if abs(amount) >= 10**scale:
                short = _plain(float(Decimal(repr(amount)).scaleb(-scale)))
                return f"{short}{suffix}" if _scaled(short, suffix) == amount else _plain(amount)
    return _plain(amount)


def _plain(number: int | float) -> str:
    try:
        return str(int(number)) if number == int(number) and abs(number) < 10**15 else repr(number)
    except (ValueError, OverflowError) as error:  # what no log has: no number, an infinite one, one too long for Python
        raise FieldError(str(number_fault(number))) from error
