"""Which ids a log holds, and where their lines stand."""

from array import array
from bisect import bisect_right

from .chain import Block


class Index:
    """Filled as lines are read, so that a taken id is found without reading the log again.

    It keeps two numbers per entry and no bodies: those are read back from the file in the rare case that an
    id comes twice.
    """

    def __init__(self) -> None:
        self._seqs: dict[str, int] = {}
        self._bytes = array("Q")  # of entry seq - 1: where its line starts in its segment
        self._firsts: list[int] = []  # of segment number - 1: the seq of its first entry

    def add(self, block: Block) -> None:
        """Take in the next lines. Raises LogDamaged if an id comes twice."""
        if len(self._firsts) < block.start.segment:
            self._firsts.append(block.start.seq + 1)
        byte = block.start.byte
        for index, line in enumerate(block.lines):
            seq = self._seqs.setdefault(line.id, line.seq)
            if seq != line.seq:
                raise block.damaged(index, f"its id {line.id!r} is that of entry {seq} already")
            self._bytes.append(byte)
            byte += len(block.raw[index]) + 1

    def seq(self, entry_id: str) -> int | None:
        """Return the number of the entry with an id."""
        return self._seqs.get(entry_id)

    def place(self, seq: int) -> tuple[int, int]:
        """Return the segment (from 1) and the byte at which the line of an entry starts."""
        return bisect_right(self._firsts, seq), self._bytes[seq - 1]
