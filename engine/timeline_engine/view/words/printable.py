"""Text from sources made safe to print: no control characters, one kind of line break."""

import re

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Control characters, which RFC 5545 §3.1 forbids and a terminal would obey, and what XML 1.0, 2.2 has no place for."""

_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")  # str.splitlines, which some readers use, breaks lines here


def printable(text: str) -> str:
    r"""Return the text without control characters; every line break in it is ``\n``."""
    return UNPRINTABLE.sub("", _BREAKS.sub("\n", text))
