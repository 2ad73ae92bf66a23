"""The lines of a text file as they come, none longer than it may be: the file is never held whole."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from attrs import define, field

from timeline_engine.errors import TimelineError

from ..limits import Limits

_NOT_UTF8 = re.compile("[\udc80-\udcff]")  # as what is no UTF-8 is decoded here; of what is, nothing is


@define
class Lines:
    """The lines of UTF-8 text with their ends, with or without byte order mark.

    ``newline`` is what ends a line, as `open` takes it. ``row`` is the line on which the row begins that is being
    read, ``length`` the characters of it so far: a row goes on until `end_row`.
    """

    _data: BinaryIO
    _name: str
    _limits: Limits
    _newline: str
    row: int = field(default=1, init=False)
    length: int = field(default=0, init=False)
    _number: int = field(default=0, init=False)
    _text: io.TextIOWrapper = field(init=False)

    def __attrs_post_init__(self) -> None:
        raw = io.BufferedReader(_Raw(self._data), 1 << 16)
        self._text = io.TextIOWrapper(raw, "utf-8-sig", "surrogateescape", self._newline)

    @property
    def at(self) -> str:
        """The place of the row that is being read."""
        return f"{self._name}:{self.row}"

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line. Raises TimelineError for one that is no UTF-8, or with which the row is too long."""
        left = self._limits.row - self.length
        line = self._text.readline(left + 1)
        if not line:
            raise StopIteration
        self._number += 1
        self.length += len(line)
        if len(line) > left:
            raise self._limits.passed(self.at, "row", "too many characters in one row")
        if not line.isascii() and _NOT_UTF8.search(line):
            raise TimelineError(f"{self._name}:{self._number}: not UTF-8 text: save the file as UTF-8")
        return line

    def end_row(self) -> None:
        """Go on to the row that begins with the next line."""
        self.row, self.length = self._number + 1, 0


class _Raw(io.RawIOBase):
    """A stream of which only ``read`` is asked for, and which stays open."""

    def __init__(self, data: BinaryIO) -> None:
        self._data = data

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        chunk = self._data.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)
