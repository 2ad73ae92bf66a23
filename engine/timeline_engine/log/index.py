"""Which ids a log holds, and where their lines stand."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, count
from typing import Protocol

from .chain import Block, Mark
from .errors import LogDamaged


class Base(Protocol):
    """The same of entries that were read before, by another process."""

    @property
    def mark(self) -> Mark:
        """How far they go."""
        ...

    def seq(self, entry_id: str) -> int | None:
        """Return the number of the entry with an id."""
        ...

    def place(self, seq: int) -> tuple[int, int]:
        """Return the segment (from 1) and the byte at which the line of an entry starts."""
        ...

    def first(self, segment: int) -> int:
        """Return the number of the first entry in a segment."""
        ...


class Index:
    """Filled as lines are read, so that a taken id is found without reading the log again.

    It keeps two numbers per entry and no bodies: those are read back from the file in the rare case that an
    id comes twice. Of the entries of a ``base`` it keeps nothing.
    """

    def __init__(self, base: Base | None = None) -> None:
        self.base: Base | None = base
        self._upto = base.mark.seq if base else 0
        self._seqs: dict[str, int] = {}
        self._bytes = array("Q")  # of entry seq - 1 - upto: where its line starts in its segment
        begun = base.mark.segment if base and base.mark.seq else 0
        self._firsts = [base.first(number) for number in range(1, begun + 1)] if base else []  # of segment number - 1

    def add(self, block: Block) -> None:
        """Take in lines that were read. Raises LogDamaged if an id comes twice."""
        ids = [line.id for line in block.lines]
        if len(set(ids)) < len(ids) or not self._seqs.keys().isdisjoint(ids) or any(map(self._before, ids)):
            raise self._twice(block)
        self.extend(block.start, ids, block.raw[: len(ids)])

    def extend(self, start: Mark, ids: Sequence[str], raw: Sequence[bytes]) -> None:
        """Take in lines behind a mark, all of whose ids are new."""
        if not ids:
            return
        if len(self._firsts) < start.segment:
            self._firsts.append(start.seq + 1)
        self._seqs.update(zip(ids, count(start.seq + 1)))
        self._bytes.extend(accumulate([len(line) + 1 for line in raw[:-1]], initial=start.byte))

    def _twice(self, block: Block) -> LogDamaged:
        seqs = dict(self._seqs)
        for index, line in enumerate(block.lines):
            seq = self._before(line.id) or seqs.setdefault(line.id, line.seq)
            if seq != line.seq:
                return block.damaged(index, f"its id {line.id!r} is that of entry {seq} already")
        raise AssertionError("no id comes twice")

    def seq(self, entry_id: str) -> int | None:
        """Return the number of the entry with an id."""
        return self._seqs.get(entry_id) or self._before(entry_id)

    def _before(self, entry_id: str) -> int | None:
        return self.base.seq(entry_id) if self.base else None

    def place(self, seq: int) -> tuple[int, int]:
        """Return the segment (from 1) and the byte at which the line of an entry starts."""
        if self.base and seq <= self._upto:
            return self.base.place(seq)
        return bisect_right(self._firsts, seq), self._bytes[seq - 1 - self._upto]

    def line(self, seq: int) -> int:
        """Return the number of the line of an entry within its segment, from 1."""
        return seq - self._firsts[self.place(seq)[0] - 1] + 1
