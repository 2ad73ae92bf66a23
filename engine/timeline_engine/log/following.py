"""Following a log: each look gives what was appended since the last, and reads nothing else."""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from ..entries import Entry
from .chain import START, Block
from .errors import LogError
from .index import Index
from .port import Head, Log
from .segments import confirmed
from .showing import Followed


class Appended(Struct, frozen=True):
    """Entries that were appended together, at one instant, and the head of the log that ends with them."""

    entries: tuple[Entry, ...]
    head: Head


class Follower:
    """Reads a log from its beginning, and with each `look` on from where the last one ended.
    Raises LogError for one of a kind that shows no lines.

    It holds two numbers of each entry, by which it finds an id that comes twice. No file stays open between looks.
    """

    def __init__(self, log: Log) -> None:
        if not isinstance(log, Followed):
            raise LogError("this kind of log cannot be followed")
        self._log = log
        self._location = log.location or "the log"
        self._mark = START  # how far it has been read
        self._index = Index()
        self._hashed: list[tuple[Entry, str]] = []  # what was read and not yet told, as reading on failed

    def look(self) -> list[Appended]:
        """What was appended since the last look, at the first all that there is. An unfinished last line is none.

        Raises:
            LogDamaged: a new line does not follow from what was read before.
            LogUnreachable: there is no way to it now; the next look tells what this one would have.
            LogNotFound, LogError: the log is gone, or is no longer the one that was read.
            LogNewer: an entry is of a kind or version that this program does not know.
        """
        self._check_unchanged()
        for block in self._blocks():
            self._hashed += self._with_hashes(block)
        hashed, self._hashed = self._hashed, []
        return [_together(list(pairs)) for _, pairs in groupby(hashed, lambda pair: pair[0].recorded)]

    def _blocks(self) -> Iterator[Block]:
        for block in confirmed(self._log.blocks(self._mark)):
            self._index.add(block)
            self._mark = block.end
            yield block

    def _with_hashes(self, block: Block) -> Iterator[tuple[Entry, str]]:
        """Each entry with the hash of its line, which the next line names."""
        hashes = [*(line.prev for line in block.lines[1:]), block.end.hash]
        return zip(block.entries(self._log.codec), hashes, strict=False)

    def _check_unchanged(self) -> None:
        """Raises LogError if the log is not the one whose lines were read: what else it holds tells nothing then."""
        if not self._log.holds(self._mark):
            raise LogError(
                f"{self._location} is no longer the log that was read up to entry {self._mark.seq}: it was replaced, "
                "cut short or changed; `timeline verify` tells whether it is whole"
            )


def _together(hashed: list[tuple[Entry, str]]) -> Appended:
    last, digest = hashed[-1]
    return Appended(tuple(entry for entry, _ in hashed), Head(last.seq, digest))
