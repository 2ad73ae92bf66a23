"""Entries of a log by number, read where their lines stand."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import FileIO
from pathlib import Path

from msgspec import Struct, field

from ..entries import Codec, CodecError, Entry
from ..log.chain import Block, Mark
from ..log.segments import segment_name

EVERY = 16
"""The place in the log is kept of one entry in so many; reading skips to those between."""

_USUAL = 600  # bytes of a line

Place = tuple[int, int]
"""The segment (from 1) and the byte at which a line starts."""


class NotThere(Exception):
    """A line is not where the index says: the log was changed, the index is not of it, or either is damaged."""


def kept(seq: int, firsts: Sequence[int]) -> int:
    """The entry at or before ``seq`` whose place is kept; ``firsts`` are the first entries of the segments."""
    segment = bisect_right(firsts, seq) - 1
    return max((seq - 1) // EVERY * EVERY + 1, firsts[segment] if segment >= 0 else 1)


class Course(Struct):
    """What following the chain block by block comes to: where it ends, and the places to be kept."""

    end: Mark
    firsts: list[int]
    places: dict[int, Place] = field(default_factory=dict)

    def add(self, block: Block) -> None:
        """Take in the next block."""
        while len(self.firsts) < block.start.segment:
            self.firsts.append(block.start.seq + 1)
        byte = block.start.byte
        for line, raw in zip(block.lines, block.raw, strict=False):
            if kept(line.seq, self.firsts) == line.seq:
                self.places[line.seq] = (block.start.segment, byte)
            byte += len(raw) + 1
        self.end = block.end


class Lines:
    """The lines of a log's segments. ``firsts`` are the first entries of these."""

    def __init__(self, folder: Path, codec: Codec, firsts: Sequence[int]) -> None:
        self._folder = folder
        self._codec = codec
        self._firsts = firsts
        self._files: dict[int, FileIO] = {}

    def entries(self, seqs: Iterable[int], places: Mapping[int, Place]) -> Iterator[Entry]:
        """The entries with these numbers. ``places`` holds at least those that `kept` names. Raises NotThere."""
        for seq in seqs:
            start = kept(seq, self._firsts)
            try:
                segment, byte = places[start]
                file = self._files.get(segment) or self._open(segment)
                entry = self._codec.entry(self._codec.envelope(_line(file, byte, seq - start)))
            except (KeyError, OSError, ValueError, CodecError) as error:
                raise NotThere(seq) from error
            if entry.seq != seq:
                raise NotThere(seq)
            yield entry

    def close(self) -> None:
        """Close the files that were read from."""
        for file in self._files.values():
            file.close()

    def _open(self, segment: int) -> FileIO:
        self._files[segment] = file = FileIO(self._folder / segment_name(segment))
        return file


def _line(file: FileIO, byte: int, skipped: int) -> bytes:
    """The line that comes ``skipped`` lines after the one at ``byte``. Raises ValueError, OSError."""
    size = (skipped + 1) * _USUAL
    while True:
        file.seek(byte)  # and not mapped into memory, which takes longer where so little is read
        found = file.read(size)
        lines = found.split(b"\n", skipped + 1)
        if len(lines) > skipped + 1:
            return lines[skipped]
        if len(found) < size:
            raise ValueError("the segment ends")
        size *= 2
