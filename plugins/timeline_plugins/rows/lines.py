"""The lines of a text file as they come, none longer than it may be: the file is never held whole."""

import io
import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from attrs import Factory, define, field

from timeline_engine.errors import TimelineError

from ..limits import Limits
from .encoding import guessed, marked

_UNREAD = re.compile("[\udc80-\udcff]")  # as bytes are decoded here that are no text in the encoding
_AHEAD = 1 << 18  # characters by which an encoding is guessed


class RowTooLong(TimelineError):
    """A row of several lines that is longer than it may be; the line on which it begins is not."""


@define
class Lines:
    """The lines of a text with their ends, in the encoding that is given, that its mark says, or that they have.

    ``newline`` is what ends a line, as `open` takes it. ``row`` is the line on which the row begins that is being
    read, ``length`` the characters of it so far, ``taken`` its lines: a row goes on until `end_row`.
    """

    _data: BinaryIO
    _name: str
    _limits: Limits
    _newline: str
    _encoding: str | None = None
    row: int = field(default=1, init=False)
    length: int = field(default=0, init=False)
    taken: list[str] = field(factory=list, init=False)
    _number: int = field(default=0, init=False)
    _text: io.TextIOWrapper = field(init=False)
    _most: int = field(init=False)
    _again: deque[str] = field(factory=deque, init=False)
    _ahead: deque[str] = field(factory=deque, init=False)
    _found: str | None = field(default=None, init=False)
    _is_beyond_ascii: bool = field(default=False, init=False)
    _is_guessed: bool = field(default=Factory(lambda self: self._encoding is None, takes_self=True), init=False)

    def __attrs_post_init__(self) -> None:
        raw = io.BufferedReader(Raw(self._data), 1 << 16)
        self._encoding = self._encoding or marked(raw.peek(4), self._name)
        self._text = io.TextIOWrapper(raw, self._encoding, "surrogateescape", self._newline)

        self._most = self._limits.row

    @property
    def at(self) -> str:
        """The place of the row that is being read."""
        return f"{self._name}:{self.row}"

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line. Raises TimelineError for one that is no text, or with which the row is too long."""
        line = self._again.popleft() if self._again else self._next()
        self._number += 1
        length = self.length = self.length + len(line)
        self.taken.append(line)
        if length > self._most:
            wrong = self._limits.passed(self.at, "row", "too many characters in one row")
            raise RowTooLong(str(wrong)) if len(self.taken) > 1 else wrong
        return line

    def end_row(self) -> None:
        """Go on to the row that begins with the next line."""
        self.row, self.length = self._number + 1, 0
        self.taken.clear()

    def back(self, lines: Sequence[str]) -> None:
        """End the row before these lines, its last ones, which are read again."""
        self._again.extendleft(reversed(lines))
        self._number -= len(lines)
        self.end_row()

    def _next(self) -> str:
        """A line that was not read before."""
        line = self._ahead.popleft() if self._ahead else self._readline()
        if not line:
            raise StopIteration
        return line if line.isascii() else self._checked(line)

    def _readline(self) -> str:
        """A line as it is decoded at first, so much of it as may be."""
        try:
            return self._text.readline(self._most + 1)
        except UnicodeError:  # somewhere in what the stream has read ahead
            raise self._no_text(self._name) from None

    def _checked(self, line: str) -> str:
        """A line that is more than ASCII. The encoding is asked for where the first is no UTF-8."""
        if self._found is None and _UNREAD.search(line):
            if not self._is_guessed or self._encoding != "utf-8" or self._is_beyond_ascii:
                raise self._no_text()
            self._found = self._guess(line)
        self._is_beyond_ascii = True
        if self._found:
            return self._decoded(line)
        return line if self._number else line.removeprefix("\ufeff")

    def _guess(self, line: str) -> str:
        seen, size = [line], len(line)
        while size < _AHEAD and (more := self._readline()):
            self._ahead.append(more)
            seen.append(more)
            size += len(more)
        return guessed(map(_bytes, seen), f"{self._name}:{self._number + 1}", self._name)

    def _decoded(self, line: str) -> str:
        try:
            return _bytes(line).decode(self._found or "")
        except UnicodeError:
            raise self._no_text() from None

    def _no_text(self, at: str = "") -> TimelineError:
        at = at or f"{self._name}:{self._number + 1}"
        if self._found or self._encoding != "utf-8":
            said = self._found or self._encoding
            return TimelineError(f"{at}: not text in {said}: say what the file is with -O encoding=NAME")
        return TimelineError(f"{at}: not UTF-8 text, as what stands before it is: save the file as UTF-8")


def _bytes(line: str) -> bytes:
    """A line as it stands in the file, if that was decoded as UTF-8."""
    return line.encode("utf-8", "surrogateescape")


class Raw(io.RawIOBase):
    """A stream of which only ``read`` is asked for, and which stays open."""

    def __init__(self, data: BinaryIO) -> None:
        self._data = data

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Read so much into a buffer."""
        chunk = self._data.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)
