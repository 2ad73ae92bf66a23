"""The pixels of a PNG of eight bits a channel, red, green, blue and opacity, as resvg writes it (PNG 9)."""

import struct
from collections.abc import Sequence
from zlib import decompress

_BYTES = 4  # of a pixel


def rows_of(png: bytes) -> Sequence[bytes]:
    """Its rows, from the top."""
    width, height = struct.unpack(">II", png[16:24])
    data, length = decompress(b"".join(_data(png))), width * _BYTES
    rows = [bytes(length)]
    for start in range(0, height * (length + 1), length + 1):
        rows.append(_row(data[start], data[start + 1 : start + 1 + length], rows[-1]))
    return rows[1:]


def _data(png: bytes) -> list[bytes]:
    """The parts of its data."""
    found, place = [], 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            found.append(png[place + 8 : place + 8 + length])
        place += length + 12
    return found


def _row(kind: int, row: bytes, above: bytes) -> bytes:
    """A row of which the filter is undone."""
    made = bytearray(_BYTES) + row
    before = bytes(_BYTES) + above
    for place in range(_BYTES, len(made)):
        left, up, corner = made[place - _BYTES], before[place], before[place - _BYTES]
        guess = (0, left, up, (left + up) // 2, _nearest(left, up, corner))[kind]
        made[place] = (made[place] + guess) & 255
    return bytes(made[_BYTES:])


def _nearest(left: int, up: int, corner: int) -> int:
    """Paeth's: the one that is nearest to what goes on as its neighbours do."""
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))
