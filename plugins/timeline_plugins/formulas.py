"""Texts that a spreadsheet would run: told alike in a workbook and in CSV."""

import re

_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?([eE][+-]?\d+)?")


def like_formula(text: str) -> bool:
    """Whether Excel would take the text for a formula, were it typed in; plain numbers are harmless."""
    start = text.lstrip()
    return start.startswith(("=", "+", "-", "@")) and not _NUMBER.fullmatch(start)
