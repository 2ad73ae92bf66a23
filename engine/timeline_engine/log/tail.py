"""The last segment, open from one append to the next as long as nobody else has touched the log."""

import os
from hashlib import sha256
from pathlib import Path

from .chain import Mark
from .disk import open_segment
from .handle import Handle
from .segments import count_segments, segment_name


class Tail:
    """The segment that is to take the lines behind a mark: the last, or a new one once that is full.

    Raises LogDamaged if a segment is missing, LogNotFound, LogError.
    """

    def __init__(self, folder: Path, mark: Mark, full: int) -> None:
        last = count_segments(folder)
        self.segment: int = last + 1 if last == mark.segment and mark.byte >= full else last
        self.file: Handle = open_segment(folder / segment_name(self.segment))
        self._before = [str(folder / segment_name(number)) for number in range(1, self.segment)]
        self._next = str(folder / segment_name(self.segment + 1))

    def is_as_left(self, mark: Mark, byte: int) -> bool:
        """Whether the log still ends at a mark in this segment: the line before it starts at ``byte``.

        False if a segment was added or removed, if this one was replaced, has grown or shrunk, or if that line is not
        the one it was.
        """
        if self.file.size() != mark.byte or _is_there(self._next) or not all(map(_is_there, self._before)):
            return False
        try:
            line = self.file.read(byte, mark.byte - byte).removesuffix(b"\n")
        except OSError:
            return False
        return sha256(line).hexdigest() == mark.hash


def _is_there(path: str) -> bool:
    return os.access(path, os.F_OK)  # on every append: the quickest way to ask
