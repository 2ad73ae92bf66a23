"""Content lines of iCalendar, RFC 5545 §3.1: the very bytes that the `icalendar` library writes, many times faster.

The library looks at each character of a line to fold it; here a line is cut where the 75th octet falls.
"""

from collections.abc import Iterable
from datetime import date, datetime

_BROKEN = b"\r\n "
_OCTETS = 74  # of a line: with the blank that begins a further one, the 75 of §3.1
_ESCAPES = b"\\^"  # a reader may take what follows for a part of it (§3.3.11, RFC 6868), unfolded or not


def content_lines(lines: Iterable[str]) -> bytes:
    """Fold lines of ``NAME:value`` and join them."""
    return b"".join([_folded(line.encode()) + b"\r\n" for line in lines])


def escaped(text: str) -> str:
    r"""TEXT as §3.3.11 has it: backslash first, so that nothing is escaped twice.

    Not by the library, which makes the ``\N`` of ``C:\New`` a line break.
    """
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def moment(name: str, value: date) -> str:
    """A property that is a day (§3.3.4) or a date-time in UTC (§3.3.5)."""
    day = f"{value.year:04}{value.month:02}{value.day:02}"
    if not isinstance(value, datetime):
        return f"{name};VALUE=DATE:{day}"
    return f"{name}:{day}T{value.hour:02}{value.minute:02}{value.second:02}Z"


def _folded(line: bytes) -> bytes:
    """Cut a line between characters, never within a UTF-8 sequence nor behind the sign that begins an escape."""
    if len(line) <= _OCTETS:
        return line
    pieces, start = [], 0
    while len(line) - start > _OCTETS:
        end = start + _OCTETS
        while line[end] & 0xC0 == 0x80:  # within a sequence
            end -= 1
        if line[end - 1] in _ESCAPES:
            end -= 1
        pieces.append(line[start:end])
        start = end
    pieces.append(line[start:])
    return _BROKEN.join(pieces)
