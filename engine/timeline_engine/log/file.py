"""The log in a folder: ``timeline.toml`` and numbered segments of JSON Lines; see docs/log-format.md."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Self, TypeVar

from ..entries import Body, Codec, CodecError, Draft, Entry
from .batch import Batch, copied, plan, stamp_behind
from .chain import Block, Mark
from .disk import append_durably, set_aside
from .errors import LogDamaged, Unusable
from .index import Index
from .keeping import LARGE, Keeper
from .port import Clock, Head, Reading, Receipt, Warn, check_expected, ignore, utc_now
from .reader import FolderReader, hash_of
from .segments import (
    Torn,
    damaged_at,
    line_at,
    start_for,
    walk,
)
from .tail import Tail
from .writers import WriterLock

SEGMENT_BYTES = 64 << 20
LOCK_SECONDS = 60.0

T = TypeVar("T")

_KEEPS = os.name != "nt"  # Windows lets nobody rename or delete a file that is open


class FileLog(FolderReader):
    """One folder, one log. Any number of processes may append and read at once.

    ``path`` must hold a log (see `create_log`). ``warn`` is told of an unfinished last line and, when appending, of a
    last entry that is stamped more than a day ahead of the clock. A segment that has reached ``segment_bytes`` is
    followed by a new one. ``lock_seconds`` is how long to wait for other writers. Once appended to, it keeps two files
    open until it is closed.

    Raises:
        LogNotFound: there is no log at ``path``.
        LogError: its settings cannot be used.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        clock: Clock = utc_now,
        warn: Warn = ignore,
        codec: Codec | None = None,
        segment_bytes: int = SEGMENT_BYTES,
        lock_seconds: float = LOCK_SECONDS,
        large: int = LARGE,
    ) -> None:
        super().__init__(Path(path), path, warn, codec)
        self._clock = clock
        self._segment_bytes = segment_bytes
        self._lock = WriterLock(self.path, lock_seconds)
        self._mark = Mark()  # how far this process has read in order to append
        self._index = Index()  # the entries up to there
        self._uses_sidecar = True
        self._tail: Tail | None = None  # the segment they end in, if this process wrote the last
        self.keeper: Keeper = Keeper(self.path, self._info, self.codec, self._lock, self._read_from, large)

    def append(self, drafts: Sequence[Draft], expected_head: Head | str | None = None) -> list[Receipt]:
        """Record drafts, all or none; see `Log.append`. On disk, synced, when it returns.

        All or none is what a caller sees. A power cut may leave the first lines of a batch: append it
        again, and what is there already is a no-op.
        """
        if not drafts and expected_head is None:
            return []
        with self.exclusive():
            batch, torn = self._by_sidecar(lambda: self._planned(drafts, expected_head))
            self._put(batch, torn)
        return batch.receipts

    def exclusive(self) -> AbstractContextManager[object]:
        """Keep other writers waiting until the block ends; see `Log.exclusive`. Readers go on."""
        return self._lock

    def read(self, after: int = 0) -> Reading:
        """Stream the entries with ``seq > after`` in order, as the log stands when reading begins.

        The chain is checked from the start of the segment that holds entry ``after``, and an entry is
        handed out only when the ``prev`` of the next has confirmed it. Of the segments before, the links between
        them are checked.

        Raises:
            LogDamaged: a line is not what was written, or does not follow from the one before.
            LogNewer: an entry is of a kind or version that this program does not know.
        """
        return Reading(self._parts(after))

    def _parts(self, after: int) -> Iterator[tuple[Iterable[Entry], Head]]:
        start = start_for(self.path, after, self.codec)
        yield (), start.head
        for block in self._read_from(start):
            if self._lock.is_held and block.start.hash == self._mark.hash:
                self._take(block)  # read in order to append: it need not be read a second time
            yield block.entries(self.codec, after), block.end.head

    def take(self, raw: Sequence[bytes]) -> Head:
        """Store lines of another log as they are; see `Followed`. Raises LogError."""
        with self.exclusive():
            batch, torn = self._by_sidecar(lambda: self._copied(raw))
            self._put(batch, torn)
            return self._mark.head

    def close(self) -> None:
        """Keep no file open; see `Log.close`."""
        self.keeper.keep_up()
        self._tail = None
        if self._index.base:  # has files open
            self._forget()
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<FileLog {str(self.path)!r}: {self._info.title!r}>"

    def _planned(self, drafts: Sequence[Draft], expected_head: Head | str | None) -> tuple[Batch, Torn | None]:
        torn = self._catch_up()
        check_expected(expected_head, self._mark.head)
        recorded = stamp_behind(self._mark.recorded, self._clock(), self._warn, self.path)
        return plan(drafts, self.codec, self._mark.head, recorded, self._stored), torn

    def _copied(self, raw: Sequence[bytes]) -> tuple[Batch, Torn | None]:
        torn = self._catch_up()
        return copied(raw, self._mark, self.codec, self._index.seq), torn

    def _by_sidecar(self, ask: Callable[[], T]) -> T:
        """What the sidecar helps to tell; if it can no longer be used, another one, or the whole log."""
        for another in (True, False):
            with suppress(Unusable):
                return ask()
            self._forget()
            self._uses_sidecar = another
        return ask()

    def _catch_up(self) -> Torn | None:
        """Take in what was appended since the last time; return the unfinished last line, if any."""
        if self._tail and self._tail.is_as_left(self._mark, self._index.place(self._mark.seq)[1]):
            return None
        self._tail = None
        if not self._mark.seq and self._uses_sidecar and (kept := self.keeper.kept()):
            self._mark, self._index = kept.mark, Index(kept)
        self._check_unchanged()
        torn: list[Torn] = []
        for block in walk(self.path, self._mark, self.codec, torn.append):
            self._take(block)
        return torn[0] if torn else None

    def _take(self, block: Block) -> None:
        try:
            self._index.add(block)
            self._mark = block.end
        except BaseException:
            self._forget()
            raise

    def _forget(self) -> None:
        """Know of nothing, after taking something in was interrupted: the next append reads the log afresh."""
        self._index, self._mark, self._tail = Index(), Mark(), None

    def _check_unchanged(self) -> None:
        """Refuse to build on a last line that someone has changed or cut off since it was read."""
        if self._mark.seq and hash_of(self._line(self._mark.seq)) != self._mark.hash:
            raise self._changed(self._mark.seq, "the line is no longer the one that this process has read there")

    def _stored(self, entry_id: str) -> tuple[int, Body] | None:
        seq = self._index.seq(entry_id)
        if seq is None:
            return None
        try:
            line = self._line(seq)
            follows = self._mark.hash if seq == self._mark.seq else self.codec.envelope(self._line(seq + 1)).prev
            if hash_of(line) == follows:
                return seq, self.codec.body(self.codec.envelope(line))
        except CodecError as error:
            raise self._changed(seq, str(error)) from error
        raise self._changed(seq, "it or the next line was changed after this process had read them")

    def _line(self, seq: int) -> bytes:
        segment, byte = self._index.place(seq)
        return line_at(self._segment(segment), byte)

    def _changed(self, seq: int, reason: str) -> LogDamaged:
        segment, byte = self._index.place(seq)
        return damaged_at(Mark(segment, self._index.line(seq) - 1, byte, seq - 1), reason)

    def _put(self, batch: Batch, torn: Torn | None) -> None:
        if batch.raw:
            self._write(batch, torn)
            self.keeper.note(len(batch.raw))

    def _write(self, batch: Batch, torn: Torn | None) -> None:
        if torn:
            aside = set_aside(self.path / torn.segment, torn.byte)
            self._warn(f"{self.path}: cut off {torn}; its bytes are kept in {aside.name}")
        tail = self._tail if self._mark.byte < self._segment_bytes else None
        self._tail = None  # what fails is looked at afresh
        tail = tail or Tail(self.path, self._mark, self._segment_bytes)
        start = self._mark if tail.segment == self._mark.segment else self._mark.at_segment(tail.segment)
        append_durably(tail.file, batch.data(), start.byte)
        try:
            self._index.extend(start, batch.ids, batch.raw)
            self._mark = batch.end(start)
            self._tail = tail if _KEEPS else None
        except BaseException:
            self._forget()
            raise
