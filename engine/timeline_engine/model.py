"""What the log speaks of: sources, claims, quantities and the declared attributes of issues."""

import re
from collections.abc import Iterator
from typing import Literal

from attrs import evolve, field, frozen

from .errors import FieldError, shortened
from .fields import checked
from .numeric import NUMBER, format_amount, number_fault, plain_number, read_number

AttributeKind = Literal["state", "estimate"]
Qualifier = Literal["about", "over", "under", "at least", "at most"]

STATUS = "status"


@checked
@frozen
class Quantity:
    """A figure with its unit: ``Quantity(6_000_000_000, "USD", "about")`` is about six billion dollars.

    ``upper`` is the other end of a range, of which ``amount`` is the lower one.
    """

    amount: int | float
    unit: str | None = None
    qualifier: Qualifier | None = None
    upper: int | float | None = None


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
_CURRENCIES = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY"}
_CODES = frozenset(
    [
        *("AED", "ARS", "AUD", "BDT", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD", "HUF"),
        *("IDR", "ILS", "INR", "JPY", "KES", "KRW", "KZT", "LKR", "MXN", "MYR", "NGN", "NOK", "NZD", "PKR", "PLN"),
        *("QAR", "RUB", "SAR", "SEK", "SGD", "THB", "TWD", "UAH", "USD", "VND", "ZAR"),
    ]
)
"""Of ISO 4217, such as are no words in small letters."""
_SCALE = r"[kmb]|\s?(?:mn|bn|tn|million|billion|trillion)"
_CURRENCY = r"US\$|[$€£₹¥]|[A-Z]{3}(?=\s?\d)"
_SIGN = r"(?P<sign>~|>=|<=|≥|≤|>|<|(?:about|around|over|more than|under|less than|at least|at most)\b)?\s*"
_UNIT = r"(?P<unit>[A-Za-z%°][\w%°²³/.-]*)?"
_QUANTITY = rf"{_SIGN}(?P<currency>{_CURRENCY})?\s?(?P<amount>{NUMBER})(?P<scale>{_SCALE})?(?![A-Za-z])\s?{_UNIT}"
_RANGE = (
    rf"{_SIGN}(?P<currency>{_CURRENCY})?\s?(?P<amount>{NUMBER})(?P<scale>{_SCALE})?"
    rf"(?:\s?[-\u2013]\s?|\sto\s|(?P<sure>\.\.))(?P<again>{_CURRENCY})?\s?"
    rf"(?P<upper>{NUMBER})(?P<upper_scale>{_SCALE})?(?![A-Za-z])\s?{_UNIT}"
)
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![A-Za-z])"
)


def parse_value(text: str) -> Value:
    """Read a typed value: ``~6bn USD``, ``>5bn USD``, ``35-39bn GBP``, ``4.5``, ``"5"`` (quoted: text), or other text.

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
    if re.fullmatch(NUMBER, text):
        return read_number(text)
    figure = _quantity(text) or _range(text)
    if figure is None:
        return text
    return figure.amount if figure == Quantity(figure.amount) else figure


def in_unit(value: Value, attribute: Attribute | None) -> Value:
    """The value with the declared unit, where it has none, or the same in other letters: a bare figure is in it."""
    unit = attribute.unit if attribute else None
    if attribute is None or unit is None or isinstance(value, str) or value in attribute.allowed:
        return value
    if not isinstance(value, Quantity):
        return Quantity(value, unit)
    return evolve(value, unit=unit) if value.unit is None or value.unit.casefold() == unit.casefold() else value


def _quantity(text: str) -> Quantity | None:
    found = re.fullmatch(_QUANTITY, text)
    unit = _unit(found["currency"], found["unit"]) if found else None
    if found is None or unit is _NO_UNIT:
        return None
    return Quantity(read_number(found["amount"], (found["scale"] or "").strip()), unit, _qualifier(found["sign"]))


def _range(text: str) -> Quantity | None:
    """A range of figures that are sure to be some: with a scale, a currency or per cent. ``10-12 wins`` is text.

    A scale that is only at the end is meant for both. Two dots always make a range, each end with a scale of its own.
    """
    found = re.fullmatch(_RANGE, text)
    unit = _unit(found["currency"], found["unit"]) if found else None
    if found is None or unit is _NO_UNIT or found["again"] not in (None, found["currency"]):
        return None
    if not (found["sure"] or found["upper_scale"] or unit in _CODES or unit == "%"):
        return None
    scale = (found["upper_scale"] or "").strip()
    lower_scale = (found["scale"] or ("" if found["sure"] else scale)).strip()
    amount, upper = read_number(found["amount"], lower_scale), read_number(found["upper"], scale)
    if amount > upper:
        raise FieldError(
            f"{shortened(text)} is a range that ends below its start: write the lower figure first, or quote it as text"
        )
    return Quantity(amount, unit, _qualifier(found["sign"]), upper) if amount < upper else None


_NO_UNIT = "?"
"""What stands behind a figure, and is none."""


def _unit(currency: str | None, unit: str | None) -> str | None:
    """The unit: a sign of a currency or a code, also in small letters, as its code."""
    if (currency and unit) or (unit and re.match(_MONTH, unit)):
        return _NO_UNIT
    if currency:
        return _CURRENCIES.get(currency, currency)
    return unit.upper() if unit and unit.upper() in _CODES else unit


def _qualifier(sign: str | None) -> Qualifier | None:
    return (_SIGNS.get(sign) or _WORDS[sign]) if sign else None


def check_value(value: Value) -> Value:
    """The value, if the log takes the numbers in it. Raises FieldError."""
    wrong = range_fault(value) if isinstance(value, Quantity) else None
    for number in numbers_of(value):
        wrong = number_fault(number) or wrong
    if wrong:
        raise FieldError(wrong)
    return value


def numbers_of(value: Value) -> Iterator[int | float]:
    """The numbers in a value: of a range both ends."""
    if isinstance(value, Quantity):
        yield value.amount
        if value.upper is not None:
            yield value.upper
    elif not isinstance(value, str):
        yield value


def range_fault(value: Quantity) -> str | None:
    """What is wrong with a range: the other end has to be the upper one. None: nothing, or it is no range."""
    if value.upper is None or value.amount < value.upper:
        return None
    return f"upper is {value.upper}, it must be more than the amount, {value.amount}"


def format_value(value: Value, unit: bool = True) -> str:
    """Write a value as a person would type it; ``parse_value`` reads it back equal. A figure also without its unit."""
    if isinstance(value, str):
        return value if _reads_as(value, value) else f'"{value}"'
    if isinstance(value, Quantity):
        return _quantity_words(value, value.unit if unit else None)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise FieldError(f"format_value: value is {shortened(value)}, it must be a text, a number or a Quantity")
    return plain_number(value)


def _reads_as(text: str, value: Value) -> bool:
    try:
        return parse_value(text) == value
    except FieldError:
        return False


def _quantity_words(value: Quantity, unit: str | None) -> str:
    """A figure, or a range: ``35-39bn GBP``, and with two dots where it would be read as text, or as another one."""
    sign = _SIGN_OF[value.qualifier] if value.qualifier else ""
    behind = f" {unit}" if unit else ""
    if value.upper is None:
        return f"{sign}{format_amount(value.amount)}{behind}"
    ends = format_amount(value.amount), format_amount(value.upper)
    scales = [end.lstrip("-0123456789.e+") for end in ends]
    short = f"{sign}{ends[0].removesuffix(scales[1]) if scales[0] == scales[1] else ends[0]}-{ends[1]}{behind}"
    return short if _reads_as(short, evolve(value, unit=unit)) else f"{sign}{ends[0]}..{ends[1]}{behind}"
