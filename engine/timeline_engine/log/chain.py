"""The hash chain: which line may follow which. Pure: bytes in, checked lines out."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from ..entries import Codec, CodecError, Entry, NewerError
from ..entries.codec import Line
from .ending import Ending
from .errors import LogDamaged, LogNewer
from .port import GENESIS, Head

_STAMP = r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z"
_FORMS = re.compile(f"(?:{_STAMP})*", re.ASCII)
_LENGTH = 27


class Mark(Struct, frozen=True):
    """A place just behind an intact line: where reading stands, and what the next line has to follow.

    ``segment`` counts from 1; ``line`` and ``byte`` say how much of that segment lies before. ``recorded``
    is the stamp of the line before; with "" any stamp may follow.
    """

    segment: int = 1
    line: int = 0
    byte: int = 0
    seq: int = 0
    hash: str = GENESIS
    recorded: str = ""

    @property
    def head(self) -> Head:
        """The head of a log that ends here."""
        return Head(self.seq, self.hash)

    @property
    def ending(self) -> Ending:
        """The same with the stamp of the line before."""
        return Ending(self.head, self.recorded or None)

    def at_segment(self, number: int) -> "Mark":
        """The same link of the chain, at the start of a segment."""
        return replace(self, segment=number, line=0, byte=0)

    def behind(self, raw: Sequence[bytes], digest: str, recorded: str) -> "Mark":
        """The mark behind further lines of the segment: the hash and stamp of the last are given."""
        seq, line, byte = self.seq + len(raw), self.line + len(raw), self.byte + _size(raw)
        return Mark(self.segment, line, byte, seq, digest, recorded)


START = Mark()
"""The place before the first line."""


class Block(Struct, frozen=True):
    """A run of lines of one segment: as stored, and read as far as each follows from the one before.

    ``segment`` names its file; it is empty for a log that is in none. ``fault`` says what is wrong with the first line
    that does not, if any; ``end`` is the mark behind the others.
    """

    segment: str
    start: Mark
    raw: Sequence[bytes]
    lines: list[Line]
    end: Mark
    fault: str | None

    def entries(self, codec: Codec, after: int = 0) -> Iterable[Entry]:
        """Decode the lines with ``seq > after``. Raises LogDamaged, LogNewer behind the intact ones."""
        first = max(after - self.start.seq, 0)
        try:
            return codec.entries(self.lines[first:])
        except CodecError:
            return (self.entry(index, codec) for index in range(first, len(self.lines)))

    def entry(self, index: int, codec: Codec) -> Entry:
        """Decode one line. Raises LogDamaged, LogNewer."""
        try:
            return codec.entry(self.lines[index])
        except NewerError as error:
            raise LogNewer(f"{self._place(index)}: {error}") from error
        except CodecError as error:
            raise self.damaged(index, str(error)) from error

    def damaged(self, index: int, reason: str) -> LogDamaged:
        """The error that something is wrong with a line."""
        byte = f" (byte {self.start.byte + _size(self.raw[:index])})" if self.segment else ""
        return LogDamaged(f"{self._place(index)}{byte}", self.start.seq + index + 1, reason, bool(self.segment))

    def _place(self, index: int) -> str:
        line = f"line {self.start.line + index + 1}"
        return f"{self.segment}, {line}" if self.segment else line


def link(segment: str, start: Mark, raw: Sequence[bytes], codec: Codec) -> Block:
    """Read lines (without their newlines) that should follow ``start``."""
    try:
        lines = codec.envelopes(raw)
    except CodecError:
        return _link_each(segment, start, raw, codec)
    hashes = [start.hash, *(sha256(text).hexdigest() for text in raw)]
    stamps = [start.recorded, *(line.recorded for line in lines)]
    if (
        [line.prev for line in lines] == hashes[:-1]
        and [line.seq for line in lines] == list(range(start.seq + 1, start.seq + 1 + len(lines)))
        and stamps == sorted(stamps)
        and _are_stamps(stamps[1:])
    ):
        return Block(segment, start, raw, lines, start.behind(raw, hashes[-1], stamps[-1]), None)
    return _link_each(segment, start, raw, codec)


def _link_each(segment: str, start: Mark, raw: Sequence[bytes], codec: Codec) -> Block:
    """The same, a line at a time: to find the one with which something is wrong, and what."""
    seq, prev, recorded = start.seq, start.hash, start.recorded
    lines: list[Line] = []
    fault = None
    for text in raw:
        try:
            line = codec.envelope(text)
            fault = _fault(line, seq, prev, recorded)
        except CodecError as error:
            fault = str(error)
        if fault:
            break
        seq, prev, recorded = seq + 1, sha256(text).hexdigest(), line.recorded
        lines.append(line)
    return Block(segment, start, raw, lines, start.behind(raw[: len(lines)], prev, recorded), fault)


def _size(raw: Sequence[bytes]) -> int:
    return sum(map(len, raw)) + len(raw)  # each with its newline


def _fault(line: Line, seq: int, prev: str, recorded: str) -> str | None:
    """What is wrong with a line that comes after entry ``seq``, if anything."""
    if line.seq != seq + 1:
        return f"its seq is {line.seq}, {seq + 1} comes next: lines were removed, added or moved"
    if line.prev != prev:
        return "its prev is not the SHA-256 of the line before: one of the two was changed after it was written"
    if not is_stamp(line.recorded):
        return f"its recorded is {line.recorded!r}, not a time such as 2018-12-04T09:22:00.000000Z"
    if line.recorded < recorded:
        return f"its recorded, {line.recorded}, lies before {recorded} of the line before"
    return None


def is_stamp(text: str) -> bool:
    """Tell whether a text is a UTC time of the one fixed form, which sorts as text."""
    return re.fullmatch(_STAMP, text, re.ASCII) is not None and _is_day(text[:10])


def _are_stamps(texts: Sequence[str]) -> bool:
    """Tell the same of many at once, which takes a third of the time."""
    return (
        set(map(len, texts)) <= {_LENGTH}
        and _FORMS.fullmatch("".join(texts)) is not None
        and all(map(_is_day, {text[:10] for text in texts}))
    )


@lru_cache(maxsize=256)
def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
