"""Entries of a log by number, read where their lines stand."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from io import FileIO
from itertools import accumulate
from pathlib import Path

from msgspec import Struct, field

from ..entries import Codec, CodecError, Entry
from ..log import Head
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
    """What following the chain block by block comes to: where it ends, and where the entries behind ``after`` start."""

    end: Mark
    firsts: list[int]
    after: int = 0
    starts: "array[int]" = field(default_factory=lambda: array("Q"))

    def add(self, block: Block) -> None:
        """Take in the next block."""
        while len(self.firsts) < block.start.segment:
            self.firsts.append(block.start.seq + 1)
        if not self.starts:
            self.after = block.start.seq
        sizes = [len(raw) + 1 for raw in block.raw[: len(block.lines)]]
        self.starts.extend(accumulate(sizes[:-1], initial=block.start.byte) if sizes else ())
        self.end = block.end

    def places(self, after: int = 0) -> dict[int, Place]:
        """The places to be kept, of entries behind one."""
        firsts = {first for first in self.firsts if first <= self.end.seq}
        seqs = {*range(1, self.end.seq + 1, EVERY), *firsts}
        return {seq: self.place(seq) for seq in sorted(seqs) if seq > max(after, self.after)}

    def place(self, seq: int) -> Place:
        """Where an entry starts."""
        return bisect_right(self.firsts, seq), self.starts[seq - 1 - self.after]


At = Callable[[int], tuple[Place, int, int]]
"""Where to read the line of an entry: a place, how many lines to skip from there, and how many bytes that may be."""


def kept_at(places: Mapping[int, Place], firsts: Sequence[int]) -> At:
    """Found from places that hold at least those that `kept` names. Raises KeyError."""

    def at(seq: int) -> tuple[Place, int, int]:
        start = kept(seq, firsts)
        return places[start], seq - start, (seq - start + 2) * _USUAL  # and the next line, which vouches for it

    return at


def started_at(starts: Sequence[int], firsts: Sequence[int]) -> At:
    """Found from where all lines start."""
    count = len(starts)

    def at(seq: int) -> tuple[Place, int, int]:
        start = starts[seq - 1]
        size = starts[seq] - start if seq < count else 0
        return (bisect_right(firsts, seq), start), 0, size if size > 0 else _USUAL  # or the next is of another segment

    return at


class Lines:
    """The lines of a log's segments, up to an ``end`` to which the chain was checked once.

    Each is believed only if the line after it, or the end, has its hash, as it may have been changed since. Without an
    end that is left to who checks the chain at the same time.
    """

    def __init__(self, folder: Path, codec: Codec, end: Head | None = None) -> None:
        self._folder = folder
        self._codec = codec
        self._end = end
        self._files: dict[int, FileIO] = {}

    def entries(self, seqs: Sequence[int], at: At) -> list[Entry]:
        """The entries with these numbers. Raises NotThere."""
        try:
            entries = self._codec.entries(self._codec.envelopes([self._line(seq, *at(seq)) for seq in seqs]))
        except (LookupError, OSError, ValueError, CodecError) as error:
            raise NotThere(str(error)) from error
        if [entry.seq for entry in entries] != list(seqs):
            raise NotThere("another entry stands there")
        return entries

    def _line(self, seq: int, place: Place, skipped: int, size: int) -> bytes:
        segment, byte = place
        if self._end is None:
            return self._found(segment, byte, skipped, 1, size)[0]
        line, *after = self._found(segment, byte, skipped, 2, size)
        if sha256(line).hexdigest() != self._hash(seq, segment, after):
            raise NotThere(f"the line of entry {seq} is not the one that the next follows")
        return line

    def _hash(self, seq: int, segment: int, after: Sequence[bytes]) -> str:
        """The hash of the line of an entry, as the chain has it: in the next, perhaps that of another segment."""
        if self._end and seq == self._end.seq:
            return self._end.hash
        return self._codec.envelope((after or self._found(segment + 1, 0, 0, 1, _USUAL))[0]).prev

    def _found(self, segment: int, byte: int, skipped: int, count: int, size: int) -> list[bytes]:
        return _lines(self._files.get(segment) or self._open(segment), byte, skipped, count, size)

    def close(self) -> None:
        """Close the files that were read from."""
        for file in self._files.values():
            file.close()

    def _open(self, segment: int) -> FileIO:
        self._files[segment] = file = FileIO(self._folder / segment_name(segment))
        return file


def _lines(file: FileIO, byte: int, skipped: int, count: int, size: int) -> list[bytes]:
    """So many lines, or as many as there are, from the one that comes ``skipped`` lines after that at ``byte``.

    Raises OSError, and ValueError if there is none.
    """
    while True:
        file.seek(byte)  # and not mapped into memory, which takes longer where so little is read
        found = file.read(size)
        lines = found.split(b"\n", skipped + count)
        if len(lines) > skipped + count or (len(found) < size and len(lines) > skipped + 1):
            return lines[skipped:-1]
        if len(found) < size:
            raise ValueError("the segment ends")
        size *= 2
