"""What can be read of the log in a folder, whoever writes to it meanwhile."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from ..entries import Codec
from ..entries.codec import Line
from .chain import START, Block, Mark
from .ending import Ending
from .errors import LogError
from .index import Index
from .port import Head, LogInfo, Warn
from .segments import (
    OnTorn,
    Torn,
    confirmed,
    count_segments,
    end_of,
    line_before,
    segment_name,
    start_for,
    unheard,
    walk,
)
from .settings import read_info


class FolderReader:
    """The reading half of `FileLog`. ``shown`` is the path as the caller wrote it. Raises LogNotFound, LogError."""

    def __init__(self, path: Path, shown: str | Path, warn: Warn, codec: Codec | None) -> None:
        self.path: Path = path
        self._info = read_info(path, shown)
        self._warn = warn
        self._told: Torn | None = None  # it is warned of once
        self.codec: Codec = codec or Codec()

    @property
    def info(self) -> LogInfo:
        """What the log says of itself."""
        return self._info

    @property
    def location(self) -> str:
        """Its path; see `Log.location`."""
        return str(self.path)

    def lines(self, after: int = 0) -> Iterator[Line]:
        """Stream the envelopes of the same entries, their data not decoded. Raises LogDamaged."""
        for block in self._read_from(start_for(self.path, after, self.codec)):
            yield from (line for line in block.lines if line.seq > after)

    def _read_from(self, start: Mark) -> Iterator[Block]:
        """The blocks from a mark on, each vouched for by the next, with no id twice. Raises LogDamaged."""
        ids: set[str] = set()
        for block in confirmed(walk(self.path, start, self.codec, self._warn_of)):
            new = len(ids) + len(block.lines)
            ids.update([line.id for line in block.lines])
            if len(ids) < new:
                self._tell_twice(start)
            yield block

    def _tell_twice(self, start: Mark) -> None:
        """Read again from a mark to where an id comes twice. Raises LogDamaged."""
        index = Index()
        for block in walk(self.path, start, self.codec, unheard):
            index.add(block)

    def head(self) -> Head:
        """Return the end of the log, from its last lines and the links between its segments.

        Raises LogDamaged where one of these does not follow from what is before; what else there is, `read` checks.
        """
        return self.ending().head

    def ending(self) -> Ending:
        """The same, with the stamp of the last entry; see `Ended`."""
        return end_of(self.path, self.codec).ending

    def blocks(self, after: Mark = START, on_torn: OnTorn = unheard) -> Iterator[Block]:
        """Check the chain behind a mark, block by block; see `Chained`. Raises LogDamaged behind the intact ones."""
        return walk(self.path, after, self.codec, on_torn)

    def holds(self, mark: Mark) -> bool:
        """Is this log still the one that was read up to a mark; see `Followed`. Raises LogNotFound, LogError."""
        count_segments(self.path)
        same = read_info(self.path, self.path).id == self._info.id
        return same and (not mark.seq or hash_of(line_before(self._segment(mark.segment), mark.byte)) == mark.hash)

    def lines_at(self, seqs: Sequence[int]) -> list[bytes]:
        """The lines with these numbers, as stored; see `Followed`. Raises LogDamaged, LogError."""
        found, last = dict[int, bytes](), max(seqs, default=0)
        for block in self.blocks(start_for(self.path, min(seqs, default=1) - 1, self.codec)):
            found.update(
                (seq, block.raw[seq - block.start.seq - 1]) for seq in seqs if block.start.seq < seq <= block.end.seq
            )
            if block.end.seq >= last:
                break
        if missing := [seq for seq in seqs if seq not in found]:
            raise LogError(f"there is no entry {missing[0]}: the log has {self.head().seq}")
        return [found[seq] for seq in seqs]

    def _warn_of(self, torn: Torn) -> None:
        if torn == self._told:
            return
        self._told = torn
        self._warn(
            f"{self.path}: left out {torn}; it is being written right now or was cut short by a crash, "
            "in which case the next append sets it aside"
        )

    def _segment(self, number: int) -> Path:
        return self.path / segment_name(number)


def hash_of(line: bytes) -> str:
    """The SHA-256 of a line, in hex."""
    return sha256(line).hexdigest()
