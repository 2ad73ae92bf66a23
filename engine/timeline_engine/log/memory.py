"""A log in memory: the whole contract, nothing on disk. For tests, and for trying things out."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from itertools import count
from threading import RLock
from typing import Self

from ..entries import Body, Codec, Draft, Entry
from .batch import copied, plan, stamp_behind
from .chain import START, Block, Mark, link
from .errors import LogError
from .port import Clock, Head, LogInfo, Reading, Receipt, Warn, check_expected, ignore, utc_now
from .segments import OnTorn, unheard


class MemoryLog:
    """Keeps the very lines a file would hold, so that what is read has been through the codec."""

    def __init__(
        self, info: LogInfo, *, clock: Clock = utc_now, warn: Warn = ignore, codec: Codec | None = None
    ) -> None:
        self._info = info
        self._clock = clock
        self._warn = warn
        self.codec: Codec = codec or Codec()
        self._lines: list[bytes] = []
        self._seqs: dict[str, int] = {}
        self._mark = Mark()
        self._lock = RLock()

    @property
    def info(self) -> LogInfo:
        """What the log says of itself."""
        return self._info

    @property
    def location(self) -> str:
        """Nothing opens it again; see `Log.location`."""
        return ""

    def append(self, drafts: Sequence[Draft], expected_head: Head | str | None = None) -> list[Receipt]:
        """Record drafts, all or none; see `Log.append`."""
        with self._lock:
            check_expected(expected_head, self.head())
            recorded = stamp_behind(self._mark.recorded, self._clock(), self._warn, self.info.title)
            batch = plan(drafts, self.codec, self.head(), recorded, self._stored)
            self._lines += batch.raw
            self._mark = batch.end(self._mark)  # last, since readers take no lock
            self._seqs.update((receipt.id, receipt.seq) for receipt in batch.receipts)
        return batch.receipts

    def exclusive(self) -> AbstractContextManager[object]:
        """Keep other threads from appending; see `Log.exclusive`."""
        return self._lock

    def read(self, after: int = 0) -> Reading:
        """Stream the entries with ``seq > after`` in order, as the log stands when reading begins."""
        return Reading(self._parts(after))

    def _parts(self, after: int) -> Iterator[tuple[Iterable[Entry], Head]]:
        head = self.head()
        lines = self._lines[max(after, 0) : head.seq]
        yield (self.codec.entry(self.codec.envelope(line)) for line in lines), head

    def head(self) -> Head:
        """Return the end of the log."""
        return self._mark.head

    def close(self) -> None:
        """Nothing is open, and all stays; see `Log.close`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<MemoryLog {self._info.title!r}>"

    def blocks(self, after: Mark = START, on_torn: OnTorn = unheard) -> Iterator[Block]:
        """Check the chain behind a mark; see `Chained`. Nothing is ever torn here."""
        block = link("", after, self._lines[after.seq : self.head().seq], self.codec)
        if block.raw:
            yield block
        if block.fault:
            raise block.damaged(len(block.lines), block.fault)

    def holds(self, mark: Mark) -> bool:
        """Is this line the one that was read; see `Followed`."""
        stored = self._lines[mark.seq - 1 : mark.seq] if mark.seq else []
        return not mark.seq or [sha256(line).hexdigest() for line in stored] == [mark.hash]

    def lines_at(self, seqs: Sequence[int]) -> list[bytes]:
        """The lines with these numbers, as stored; see `Followed`."""
        upto = self.head().seq
        if missing := [seq for seq in seqs if not 0 < seq <= upto]:
            raise LogError(f"there is no entry {missing[0]}: the log has {upto}")
        return [self._lines[seq - 1] for seq in seqs]

    def take(self, raw: Sequence[bytes]) -> Head:
        """Store lines of another log as they are; see `Followed`."""
        with self._lock:
            batch = copied(raw, self._mark, self.codec, self._seqs.get)
            seq = self._mark.seq
            self._lines += batch.raw
            self._mark = batch.end(self._mark)
            self._seqs.update(zip(batch.ids, count(seq + 1)))
            return self._mark.head

    def _stored(self, entry_id: str) -> tuple[int, Body] | None:
        seq = self._seqs.get(entry_id)
        return None if seq is None else (seq, self.codec.body(self.codec.envelope(self._lines[seq - 1])))
