"""What can be saved of damaged segments: their lines, put in order again by the hashes that they give. Pure.

A line is saved if it stands in the chain from the first on, or if the next line vouches for it. One that a backup has
is taken from there, if a line here vouches for it. What is lost between two runs of lines stays lost, and the second is
linked anew: its entries say what they said, under other numbers. For the very last line nothing vouches in any log.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from ..entries import Codec, CodecError, NewerError
from ..entries.codec import Line
from .chain import is_stamp
from .port import GENESIS

_START = b'{"seq":'
"""How every writer begins a line; within a text the quotes would be escaped."""

_BLANK = b" \t\0"


class Found(Struct, frozen=True):
    """A line that was found: in which segment, its bytes, their hash, and what its envelope says."""

    segment: int
    raw: bytes
    hash: str
    line: Line


class Salvage(Struct, frozen=True):
    """What is saved: the lines as they were ``found``, and as they are ``linked``, by segments from 1 on.

    The first ``proven`` of them are in one chain and stay byte for byte; the others are linked anew. ``lost`` are the
    numbers of the entries that are missing between them, from and to; ``restored`` of those that came from a backup;
    ``unsure`` are the ids of those beside a gap that may be as they were, though nothing tells. ``unplaced`` counts
    what else there is: no lines, or lines that have no place.
    """

    found: tuple[Found, ...]
    linked: tuple[tuple[bytes, ...], ...]
    proven: int
    lost: tuple[tuple[int, int], ...]
    restored: tuple[int, ...]
    unsure: tuple[str, ...]
    unplaced: int


def salvage(segments: Mapping[int, bytes], codec: Codec, backup: Mapping[int, bytes] | None = None) -> Salvage:
    """Save what can be saved of segments, given by their numbers, with those of a ``backup``. Nothing is made up."""
    found = _Found()
    pieces = sum(found.take_all(number, data, codec) for number, data in segments.items())
    spare = _Found()
    for number, data in (backup or {}).items():
        spare.take_all(number, data, codec)
    filled = found.fill(spare)
    runs = list(_runs(found, codec))
    kept = tuple(line for run in runs for line in run)
    restored = tuple(one.line.seq for one in kept if one.hash in filled)
    linked, lost, unsure = _linked(kept, len(runs[0])), _lost(runs), _unsure(runs, found)
    unplaced = pieces + len(restored) - len(kept)
    return Salvage(kept, tuple(linked), len(runs[0]), tuple(lost), restored, tuple(unsure), unplaced)


class _Found(Struct):
    """The lines that were found, each once; ``behind`` has them by the hash that they give of the one before.

    ``last`` is the one that stands behind all others, ``placed`` are the ids of those that have their place.
    """

    lines: dict[str, Found] = field(default_factory=dict)
    behind: dict[str, list[Found]] = field(default_factory=dict)
    last: Found | None = None
    placed: set[str] = field(default_factory=set)

    def take_all(self, segment: int, data: bytes, codec: Codec) -> int:
        """Take in the lines of a segment; return how many pieces of text there are."""
        pieces = [piece for piece in _pieces(data) if piece.strip(_BLANK)]
        for piece in pieces:
            self._take(segment, piece, codec)
        return len(pieces)

    def _take(self, segment: int, piece: bytes, codec: Codec) -> None:
        """Take in a piece that may be a line, without what stands around it and as it is."""
        for raw in dict.fromkeys((piece[piece.find(b"{") : piece.rfind(b"}") + 1], piece)):
            digest = sha256(raw).hexdigest()
            line = _read(raw, codec)
            if line and is_stamp(line.recorded) and digest not in self.lines:
                self.last = Found(segment, raw, digest, line)
                self._add(self.last)

    def _add(self, one: Found) -> None:
        self.lines[one.hash] = one
        self.behind.setdefault(one.line.prev, []).append(one)

    def fill(self, spare: "_Found") -> set[str]:
        """Take the lines of a backup for which one here vouches, into its segment; return their hashes."""
        filled = set[str]()
        for one in sorted(spare.lines.values(), key=lambda one: one.line.seq, reverse=True):
            if one.hash in self.behind and one.hash not in self.lines:
                self._add(replace(one, segment=self.behind[one.hash][0].segment))
                filled.add(one.hash)
        return filled

    def next(self, before: "_End", codec: Codec) -> Found | None:
        """The line that goes on from there: one for which another vouches, else one that can be read."""
        linked = (one for one in self.behind.get(before.hash, ()) if one.line.seq == before.seq + 1)
        able = [one for one in linked if one.line.recorded >= before.recorded]
        vouched = (one for one in able if one.hash in self.behind)
        return next(vouched, None) or next((one for one in able if self._may_stand(one.line, codec)), None)

    def _may_stand(self, line: Line, codec: Codec) -> bool:
        """May a line for which nothing vouches be one that was written?"""
        return line.id not in self.placed and _is_readable(line, codec)

    def sure(self, run: Sequence[Found]) -> Sequence[Found]:
        """A run without its last line, if nothing vouches for that."""
        return run if run and run[-1].hash in self.behind else run[:-1]

    def starts(self, codec: Codec) -> Iterator[Found]:
        """The lines that are to be believed without the one before: those for which another vouches, and the last."""
        yield from sorted((one for one in self.lines.values() if one.hash in self.behind), key=lambda one: one.line.seq)
        if self.last and self._may_stand(self.last.line, codec):
            yield self.last


class _End(Struct, frozen=True):
    """Where a run of lines ends: what the next line has to go on from."""

    hash: str = GENESIS
    seq: int = 0
    recorded: str = ""


def _pieces(data: bytes) -> Iterator[bytes]:
    """What stands between line ends, converted or not, and where one is gone and the next line begins."""
    for piece in data.replace(b"\r", b"\n").split(b"\n"):
        before, *lines = piece.split(_START)
        yield before
        yield from (_START + line for line in lines)


def _read(raw: bytes, codec: Codec) -> Line | None:
    try:
        return codec.envelope(raw)
    except CodecError:
        return None


def _is_readable(line: Line, codec: Codec) -> bool:
    try:
        codec.entry(line)
    except NewerError:
        return True
    except CodecError:
        return False
    return True


def _runs(found: _Found, codec: Codec) -> Iterator[Sequence[Found]]:
    """Runs of lines that are linked, from the first line of the log on; behind each but the last, lines are missing."""
    starts = found.starts(codec)
    run: Sequence[Found] = list(_run(found, _End(), codec))
    while start := _behind(run, found, starts):
        yield run if _may_precede(run, start) else found.sure(run)
        found.placed.add(start.line.id)
        run = [start, *_run(found, _end([start]), codec)]
    yield run


def _may_precede(run: Sequence[Found], start: Found) -> bool:
    """May the last line of a run be as it was, going by the one with which the next run starts?"""
    end = _end(run)
    return start.line.prev == end.hash or (start.line.seq > end.seq + 1 and start.line.recorded >= end.recorded)


def _run(found: _Found, end: _End, codec: Codec) -> Iterator[Found]:
    while one := found.next(end, codec):
        found.placed.add(one.line.id)
        yield one
        end = _end([one])


def _end(run: Sequence[Found]) -> _End:
    return _End(run[-1].hash, run[-1].line.seq, run[-1].line.recorded) if run else _End()


def _behind(run: Sequence[Found], found: _Found, starts: Iterator[Found]) -> Found | None:
    """The line with which the next run starts: behind this one by its number or, if that was changed, by its link."""
    end, recorded = _end(run), _end(found.sure(run)).recorded
    later = (one for one in starts if one.line.recorded >= recorded and one.line.id not in found.placed)
    return next((one for one in later if one.line.seq > end.seq or one.line.prev == end.hash), None)


def _lost(runs: Sequence[Sequence[Found]]) -> Iterator[tuple[int, int]]:
    """The numbers of the first and last entry that are missing between runs."""
    for run, following in pairwise(runs):
        first, last = _end(run).seq + 1, following[0].line.seq - 1
        if first <= last and following[0].line.prev != _end(run).hash:
            yield first, last


def _unsure(runs: Sequence[Sequence[Found]], found: _Found) -> Iterator[str]:
    """The ids of the lines beside gaps for which nothing vouches."""
    beside = [run[-1] for run in runs[:-1] if run] + [runs[-1][0]] if len(runs) > 1 else []
    return (one.line.id for one in beside if one.hash not in found.behind)


def _linked(kept: Sequence[Found], proven: int) -> Iterator[tuple[bytes, ...]]:
    """The lines of each segment: those that are proven as they stand, the others linked anew."""
    prev, segment, lines = GENESIS, 0, list[bytes]()
    for seq, one in enumerate(kept, 1):
        if one.segment > segment and lines:
            yield tuple(lines)
            lines.clear()
        segment = max(segment, one.segment)
        lines.append(one.raw if seq <= proven else _relinked(one.raw, seq, prev))
        prev = sha256(lines[-1]).hexdigest()
    yield tuple(lines)


def _relinked(raw: bytes, seq: int, prev: str) -> bytes:
    """A line with another number and link, all else as it stands."""
    fields = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    linked: Iterable[tuple[str, int | str]] = (("seq", seq), ("prev", prev))
    return msgspec.json.encode(fields | {name: msgspec.Raw(msgspec.json.encode(value)) for name, value in linked})
