"""What a cell of a workbook can hold: safe texts, numbers, links; and a tally of what it could not hold whole."""

import re
from datetime import date
from functools import lru_cache
from math import isfinite
from urllib.parse import quote, urlsplit

from attrs import Factory, define, frozen

from timeline_engine.visible import marked

from ...formulas import like_formula

LONGEST_TEXT = 32_767
"""UTF-16 units a cell may hold. openpyxl cuts behind that many characters without a word."""

LONGEST_LINK = 2_079
"""Characters of a link's address; Excel calls a workbook with a longer one damaged."""

LARGEST_NUMBER = 9.99e307

OPEN = "open"
"""Stands for a date that has no bound on one side; its cell is left blank."""

FIRST_DAY = date(1900, 3, 1)
"""The first true date. Excel counts a 29 February 1900 that never was; others show what is before it a day early."""

CUT_MARK = " … [cut]"

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
_LINE_END = re.compile("\r\n?")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # ECMA-376 part 1, 22.9.2.19: Excel would read _x0041_ as A
_DOUBTFUL = "=+-@ \n"  # at the beginning of a text
_SHORT = LONGEST_TEXT // 2  # characters, of which each has one UTF-16 unit or two
_LINKED = ("http", "https", "mailto")
_SAFE_IN_LINK = "%:/?#@!$&'()*+,;=~-._"
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


@frozen
class Link:
    """A text that opens an address, if it has one."""

    text: str
    url: str | None


Field = str | int | float | date | Link | None
"""A value on its way to a cell. A ``str`` where a date is expected is one that Excel cannot hold, and the cell is left
blank: one text makes a column of dates one of texts to programs that read it.
"""

_SENTENCES = {
    "formula": "{cells} with text that begins like a formula (=, +, - or @): kept as text, never run",
    "control": "{cells} had control characters that a workbook cannot hold: they were removed",
    "cut": f"{{cells}} had more than {LONGEST_TEXT:,} characters: cut, and marked “{CUT_MARK.strip()}” at the end; "
    "an import leaves such cells out",
    "date": f"{{cells}} with a date outside {FIRST_DAY} to 9999-12-31, which Excel cannot hold: left blank, and said "
    "in the column of dates in words, and in Events",
    "open": "{cells} for sorting by a date that is open on that side: left blank, which sorts after every date",
    "digits": "{cells} with a figure of more than 15 digits: Excel rounds it, the text beside it is exact",
    "size": "{cells} with a figure larger than Excel can hold: left empty, the text beside it has it",
    "address": "{cells} with an address that is not http, https or mailto: written as text, not as a link",
    "long address": f"{{cells}} with an address of over {LONGEST_LINK:,} characters: written as text, not as a link",
    "too many": "{cells} with an address more than a sheet may hold links: written as text, not as a link",
}  # fmt: skip


@define
class Losses:
    """Counts the cells that could not carry their value whole, by reason."""

    _counts: dict[str, int] = Factory(dict)
    _first: dict[str, str] = Factory(dict)

    def add(self, reason: str, place: str) -> None:
        """Count one cell, at a place like ``Timeline!B7``."""
        self._counts[reason] = self._counts.get(reason, 0) + 1
        self._first.setdefault(reason, place)

    def sentences(self) -> list[str]:
        """One sentence for each reason, with the first place to look at."""
        return [self._sentence(reason, text) for reason, text in _SENTENCES.items() if reason in self._counts]

    def _sentence(self, reason: str, text: str) -> str:
        count = self._counts[reason]
        where = self._first[reason]
        return text.format(cells=f"1 cell ({where})" if count == 1 else f"{count:,} cells (first: {where})") + "."


def safe_text(text: str) -> tuple[str, list[str]]:
    """Make a text fit for a cell; return it with the reasons for which it is not whole or needs care."""
    text = marked(text)
    printable = text.isprintable() or text.replace("\n", "").isprintable()
    if printable and len(text) < _SHORT and text[:1] not in _DOUBTFUL and "_x" not in text:
        return text, []  # as nearly all are
    lines = _LINE_END.sub("\n", text)
    legal = _ILLEGAL.sub("", lines)
    reasons = ["control"] if legal != lines else []
    escaped = _ESCAPE_LIKE.sub("_x005F_", legal)
    fitting = _cut(escaped)
    if fitting != escaped:
        reasons.append("cut")
    if like_formula(fitting):
        reasons.append("formula")
    return fitting, reasons


def _cut(text: str) -> str:
    if len(text) * 2 <= LONGEST_TEXT or _utf16_units(text) <= LONGEST_TEXT:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(CUT_MARK))]
    return kept.decode("utf-16-le", "ignore") + CUT_MARK


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@lru_cache(1_000)  # the events of a report share its address, and so do the sheets
def safe_link(url: str) -> tuple[str | None, str]:
    """Return the address to link to, percent-encoded as Excel needs it, or None and the reason why not."""
    try:
        parts = urlsplit(url.strip())
        address = quote(_STRAY_PERCENT.sub("%25", _ILLEGAL.sub("", url.strip())), safe=_SAFE_IN_LINK)
    except ValueError:
        return None, "address"
    if parts.scheme not in _LINKED or not (parts.netloc or parts.path):
        return None, "address"
    return (address, "") if len(address) <= LONGEST_LINK else (None, "long address")


def safe_number(number: int | float) -> tuple[int | float | None, str]:
    """A number fit for a cell and, if Excel cannot hold it exactly or at all, the reason."""
    try:
        rounded = float(f"{number:.15g}")
    except OverflowError:
        return None, "size"
    if not isfinite(rounded) or abs(rounded) > LARGEST_NUMBER:
        return None, "size"
    return number, "" if rounded == number else "digits"
