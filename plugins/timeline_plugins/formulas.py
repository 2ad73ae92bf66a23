"""Texts that a spreadsheet would run: told alike in a workbook and in CSV, where they are guarded."""

import re

_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?([eE][+-]?\d+)?")
_BEGINS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the last four are those of East Asia, wide
_GUARD = "'"


def like_formula(text: str) -> bool:
    """Whether Excel would take the text for a formula, were it typed in; plain numbers are harmless."""
    start = text.lstrip()
    return start.startswith(_BEGINS) and not _NUMBER.fullmatch(start)


def guarded(text: str) -> str:
    """A text for a cell that no spreadsheet runs: one like a formula, or like a guarded one, has a quote before it."""
    return _GUARD + text if like_formula(text.lstrip(_GUARD)) else text


def unguarded(text: str) -> str:
    """What a cell says without our guard: of `guarded` the very text."""
    return text[1:] if text.startswith(_GUARD) and like_formula(text.lstrip(_GUARD)) else text
