"""Records of a binary workbook ([MS-XLSB] 2.1.4): a number, a size, and so many bytes."""

import struct
from collections.abc import Iterator
from typing import IO

from ...limits import Limits

_CHUNK = 1 << 16


class Records:
    """The records of a part as they come; of one larger than ``part`` allows, a TimelineError is raised."""

    def __init__(self, source: IO[bytes], at: str, limits: Limits) -> None:
        self._source, self._at, self._limits = source, at, limits
        self._held, self._place = b"", 0

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        while self._more(1):
            kind = self._number(2)
            size = self._number(4)
            if size > self._limits.part:
                raise self._limits.passed(self._at, "part", f"{size:,} bytes in one record")
            yield kind, self._bytes(size)

    def _number(self, longest: int) -> int:
        """A number of seven bits a byte, the lowest first."""
        found = 0
        for place in range(longest):
            (byte,) = self._bytes(1)
            found |= (byte & 0x7F) << (7 * place)
            if byte < 0x80:
                break
        return found

    def _bytes(self, size: int) -> bytes:
        if not self._more(size):
            raise EOFError("a record ends before its size")
        self._place += size
        return self._held[self._place - size : self._place]

    def _more(self, size: int) -> bool:
        """Whether there are so many bytes more."""
        while len(self._held) - self._place < size and (chunk := self._source.read(_CHUNK)):
            self._held, self._place = self._held[self._place :] + chunk, 0
        return len(self._held) - self._place >= size


def number(data: bytes, at: int) -> int:
    """The whole number of four bytes at a place."""
    found: int = struct.unpack_from("<I", data, at)[0]
    return found


def real(data: bytes, at: int) -> float:
    """The number with a fraction at a place."""
    found: float = struct.unpack_from("<d", data, at)[0]
    return found


def packed(data: bytes, at: int) -> float:
    """The number of four bytes at a place: whole or the upper half of one with a fraction, or hundredths of that."""
    raw = number(data, at)
    if raw & 2:
        found: float = struct.unpack("<i", data[at : at + 4])[0] >> 2
    else:
        found = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", raw & 0xFFFFFFFC))[0]
    return found / 100 if raw & 1 else found


def text(data: bytes, at: int) -> tuple[str, int]:
    """The text at a place, and where it ends."""
    end = at + 4 + 2 * number(data, at)
    if end > len(data):
        raise EOFError("a text ends behind its record")
    return data[at + 4 : end].decode("utf-16-le"), end
