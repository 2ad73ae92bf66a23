"""How readers match a text, and the parts that several of them know."""

import re

DAY = r"([0-9]{1,2})(?:st|nd|rd|th|er|ère|ers|º|ª|\.)?"
"""A day of the month, as in 4, 4th, 1er, 4."""

NAME = r"[^\W\d_][^\s\d.,/;:()\[\]{}?~%+-]*"
"""A word that may be the name of a month, in any script; of some, marks that are no letters are part of it."""

BC = r"B\.? ?C\.?(?: ?E\.?)?"
AD = r"(?:A\.? ?D\.?|C\.? ?E\.?)"
CALENDAR_DATE = r"-?[0-9]{4}(?:-[0-9]{2}){0,2}"
"""EDTF of a day, a month, a part of a year or a year."""


PRESENT = r"(?:the )?(?:present|ongoing|now|to date)"
"""The end of what goes on."""


def match_all(pattern: str, text: str) -> re.Match[str] | None:
    """Match the whole text, in either case."""
    return re.fullmatch(pattern, text, re.IGNORECASE)
