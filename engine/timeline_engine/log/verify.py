"""Prove a log: every link of its chain, every entry, and that a head kept elsewhere is still part of it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import count
from pathlib import Path

from msgspec import Struct, field

from ..entries import Body, Codec, CodecError
from ..entries.codec import Line
from ..entries.names import are_whole, named_twice
from ..errors import shortened
from ..fields import typed
from .chain import START, Block
from .errors import LogDamaged, LogError, LogNewer
from .opening import open_log
from .port import EMPTY, GENESIS, Head, Log, hash_name
from .segments import Torn
from .showing import Chained


class Place(Struct, frozen=True):
    """A line of the chain: its hash, and when it was ``recorded``; before the first line GENESIS and None."""

    hash: str
    recorded: str | None


Seen = Callable[[Sequence[Line], Sequence[Body]], object]
"""Is shown lines that hold, with what they carry, as the log is gone through."""


def nobody(lines: Sequence[Line], bodies: Sequence[Body]) -> None:
    """Is shown lines, and asks nothing of them."""


class VerifyReport(Struct, frozen=True):
    """What holds of a log, up to the first damage if there is any.

    ``entries`` counts the lines that are proven, ``head`` is the last of them, ``segments`` how many files they
    are in (1 if in none). (Of the line before one that does not follow, nothing tells whether it is unchanged: it is
    not counted.)
    ``newer`` counts those of a kind or version that this program cannot read: their chain is proven, their content
    is not. ``torn`` is an unfinished last line, which is no damage. ``kept`` is the head that was asked for, if it is
    in the chain. ``recorded`` is the stamp of the last line, None if there is none or it is not proven. ``places`` are
    the lines that were asked for by their numbers, as far as they are in the chain.
    """

    entries: int
    head: Head
    segments: int
    newer: int
    damage: LogDamaged | None
    torn: Torn | None
    kept: Head | None
    recorded: str | None = None
    places: dict[int, Place] = {}


@typed
def verify(
    log: Log | str | Path, kept: str | None = None, places: Collection[int] = (), seen: Seen = nobody
) -> VerifyReport:
    """Check a log (or that at a path) from its first line to its last.

    ``kept`` is the hash of a head noted earlier, or at least its first 8 digits. Without one nobody can
    tell whether lines were cut off the end, or the whole log was written anew. ``places`` are numbers of entries of
    which the report is to have the hash. ``seen`` is shown what this program can read of the lines, for who has more to
    ask of them.

    Raises:
        LogNotFound: there is no log at that path.
        LogError: ``kept`` is no hash or stands for several, or this kind of log cannot be verified.
    """
    log = open_log(log) if isinstance(log, str | Path) else log
    if not isinstance(log, Chained):
        raise LogError(f"{shortened(log)} cannot be verified from here: give a log, or the path of one")
    return prove(log, kept, places, seen)


def prove(log: Chained, kept: str | None = None, places: Collection[int] = (), seen: Seen = nobody) -> VerifyReport:
    """The same of whatever shows a chain. Raises LogError."""
    proof = _Proof(log.codec, hash_name(kept) if kept is not None else None, frozenset(places), seen)
    damage = proof.follow(log)
    head, recorded = proof.head, None if damage else proof.recorded
    found = proof.found(kept)
    return VerifyReport(head.seq, head, proof.segments, proof.newer, damage, proof.torn, found, recorded, proof.places)


class _Proof(Struct):
    """What has been seen of a log so far."""

    codec: Codec
    wanted: str | None
    asked: frozenset[int]
    seen: Seen
    head: Head = EMPTY
    proven: Head = EMPTY
    segments: int = 0
    newer: int = 0
    torn: Torn | None = None
    recorded: str | None = None
    places: dict[int, Place] = field(default_factory=lambda: {0: Place(GENESIS, None)})
    ids: dict[str, int] = field(default_factory=dict)
    matches: list[Head] = field(default_factory=list)

    def follow(self, log: Chained) -> LogDamaged | None:
        """Take in the log; return the first damage."""
        try:
            self._match(self.head)
            blocks = log.blocks(START, self._tear)
            while block := self._next(blocks):
                self._take(block)
        except LogDamaged as damage:
            return damage
        return None

    def _next(self, blocks: Iterator[Block]) -> Block | None:
        try:
            return next(blocks, None)
        except LogDamaged:
            self.head = self.proven  # the line that should have vouched for the last one does not
            raise

    def found(self, kept: str | None) -> Head | None:
        """The head that was asked for. Raises LogError if several begin so."""
        if len(self.matches) > 1:
            seqs = " and ".join(str(head.seq) for head in self.matches[:2])
            raise LogError(f"{kept} stands for several heads, those of entries {seqs}: write more digits")
        return self.matches[0] if self.matches else None

    def _tear(self, torn: Torn) -> None:
        self.torn = torn

    def _take(self, block: Block) -> None:
        """Take in a block: as a whole if nothing is wrong with it and nobody asks for a line of it, as of most."""
        bodies = self._bodies(block)
        if bodies is None or self._is_asked(block):
            newer = self.newer
            self._take_each(block)
            bodies = self.codec.bodies(block.lines) if not block.fault and newer == self.newer else None
        else:
            self.ids.update(zip([line.id for line in block.lines], count(block.start.seq + 1)))
            last = block.lines[-1]
            self.proven, self.head = Head(last.seq - 1, last.prev), block.end.head
            self.segments, self.recorded = block.start.segment, last.recorded
        if bodies:
            self.seen(block.lines, bodies)

    def _is_asked(self, block: Block) -> bool:
        after = block.start.seq
        return self.wanted is not None or any(after < seq <= block.end.seq for seq in self.asked)

    def _bodies(self, block: Block) -> list[Body] | None:
        """What all lines of a block carry; None if that of one cannot be read, or something else is wrong with it."""
        ids = {line.id for line in block.lines}
        if block.fault or not ids or len(ids) < len(block.lines) or not self.ids.keys().isdisjoint(ids):
            return None
        try:
            return self.codec.bodies(block.lines) if are_whole(block.raw) else None
        except CodecError:
            return None

    def _take_each(self, block: Block) -> None:
        # A line that was changed is better reported as that than by what its content has become.
        hashes = [line.prev for line in block.lines[1:]] + [block.end.hash]
        for index, (line, digest) in enumerate(zip(block.lines, hashes, strict=False)):
            if block.fault is None:
                self._read(block, index)
            if self.ids.setdefault(line.id, line.seq) != line.seq:
                raise block.damaged(index, f"its id {line.id!r} is that of entry {self.ids[line.id]} already")
            self.proven, self.head = self.head, Head(line.seq, digest)
            self.segments, self.recorded = block.start.segment, line.recorded
            if line.seq in self.asked:
                self.places[line.seq] = Place(digest, line.recorded)
            self._match(self.head)

    def _read(self, block: Block, index: int) -> None:
        try:
            block.entry(index, self.codec)
        except LogNewer:
            self.newer += 1
        try:
            name = named_twice(block.raw[index])
        except UnicodeDecodeError as error:  # in what readers pass over
            raise block.damaged(index, f"not UTF-8 text: {error.reason}") from error
        if name is not None:
            raise block.damaged(index, f"it gives {name!r} twice in one object, of which readers take one or other")

    def _match(self, head: Head) -> None:
        if self.wanted is not None and head.hash.startswith(self.wanted):
            self.matches.append(head)
