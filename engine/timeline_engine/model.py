"""What the log speaks of: sources, claims, quantities and the declared attributes of issues."""

import re
from math import isfinite
from typing import Literal

from attrs import field, frozen

AttributeKind = Literal["state", "estimate"]
Qualifier = Literal["about", "over", "under", "at least", "at most"]

STATUS = "status"


@frozen
class Quantity:
    """A figure with its unit: ``Quantity(6_000_000_000, "USD", "about")`` is about six billion dollars."""

    amount: int | float
    unit: str | None = None
    qualifier: Qualifier | None = None


Value = str | int | float | Quantity
"""What a claim may say: text (dates are ISO text), a number, or a quantity."""


@frozen
class Source:
    """Where an event was reported. ``published`` is an EDTF date or date-time."""

    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None


@frozen
class Claim:
    """What an event says of an issue: ``attribute = value``, optionally *by* someone."""

    issue: str
    attribute: str
    value: Value
    by: str | None = None


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
_NUMBER = r"-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?"
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
_LARGEST = 2**63  # whole numbers below it are kept exactly, as most readers of JSON can
_EXACT = 2**53  # below it every whole number is a float


def parse_value(text: str) -> Value:
    """Read a typed value: ``~6bn USD``, ``>5bn USD``, ``4.5``, ``"5"`` (quoted: text), or any other text.

    Total: whatever is no number and no quantity is text. A figure without unit and qualifier is a number.
    """
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    if not any(character.isdigit() for character in text):
        return text
    if re.fullmatch(_NUMBER, text) and isfinite(number := _number(text)):
        return number
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
    amount = _number(found["amount"], _SCALES[(found["scale"] or "").strip()])
    return Quantity(amount, unit, qualifier) if isfinite(amount) else None


def _number(text: str, scale: int = 0) -> int | float:
    from decimal import Decimal  # not needed to read a log

    number = Decimal(text.replace(",", "")).scaleb(scale)
    largest = _EXACT if scale or "e" in text.lower() else _LARGEST  # what is written short is no exact figure
    return int(number) if number == number.to_integral_value() and -largest <= number < largest else float(number)


def format_value(value: Value) -> str:
    """Write a value as a person would type it; ``parse_value`` reads it back equal."""
    if isinstance(value, str):
        return f'"{value}"' if parse_value(value) != value else value
    if isinstance(value, Quantity):
        sign = _SIGN_OF[value.qualifier] if value.qualifier else ""
        return f"{sign}{format_amount(value.amount)}{' ' + value.unit if value.unit else ''}"
    return _plain(value)


def format_amount(amount: int | float) -> str:
    """``4500000000`` as ``4.5bn``; below a million in plain digits."""
    from decimal import Decimal

    for scale, suffix in ((12, "tn"), (9, "bn"), (6, "m")):
        if abs(amount) >= 10**scale:
            short = _plain(float(Decimal(repr(amount)).scaleb(-scale)))
            return f"{short}{suffix}" if _number(short, scale) == amount else _plain(amount)
    return _plain(amount)


def _plain(number: int | float) -> str:
    return str(int(number)) if number == int(number) and abs(number) < 10**15 else repr(number)
