"""What an append comes to: a receipt for each draft, and the lines of those that are new. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from ..dates import utc_instant, utc_stamp
from ..entries import BODIES, Body, Codec, CodecError, Draft, figures_fault
from ..errors import shortened
from .chain import Mark, link
from .errors import IdConflict, LogError
from .port import Head, Receipt, Warn

_AHEAD = 86_400_000_000  # microseconds: a day, as the time zone of a clock may be set wrongly

_BODIES = tuple(BODIES.values())

Stored = Callable[[str], tuple[int, Body] | None]
"""Finds the number and the body of the entry with an id."""


class Pending(Struct, frozen=True):
    """The receipts of all drafts in order, and the ids and lines of those that are new.

    ``lines`` can be taken once, without newlines, each made as it is taken: which raises LogError for a draft that
    cannot be recorded. All of them have the stamp ``recorded``.
    """

    receipts: list[Receipt]
    ids: list[str]
    lines: Iterable[bytes]
    recorded: str


class Batch(Struct, frozen=True):
    """The receipts of all drafts in order, and the ids and lines of those that are new.

    ``raw`` are the lines as they are to be stored, without newlines; ``hash`` is that of the last.
    """

    receipts: list[Receipt]
    ids: list[str]
    raw: list[bytes]
    hash: str
    recorded: str

    def data(self) -> bytes:
        """The lines as they are written."""
        return b"\n".join([*self.raw, b""])

    def end(self, start: Mark) -> Mark:
        """The mark behind the lines, if they are stored behind ``start``."""
        return start.behind(self.raw, self.hash, self.recorded) if self.raw else start


def pending(drafts: Sequence[Draft], codec: Codec, head: Head, recorded: str, stored: Stored) -> Pending:
    """Work out what appending drafts behind ``head`` comes to. Raises IdConflict, LogError."""
    new: dict[str, Draft] = {}
    receipts: list[Receipt] = []
    for draft in drafts:
        _check_draft(draft)
        found = stored(draft.id)
        if found is None and draft.id not in new:
            new[draft.id] = draft
            receipts.append(Receipt(head.seq + len(new), draft.id, True))
        else:
            seq, body = found or (head.seq + 1 + list(new).index(draft.id), new[draft.id].body)
            if not _same(codec, body, draft.body):
                raise IdConflict(draft.id, seq)
            receipts.append(Receipt(seq, draft.id, False))
    return Pending(receipts, list(new), _chained(new.values(), codec, head, recorded), recorded)


def plan(drafts: Sequence[Draft], codec: Codec, head: Head, recorded: str, stored: Stored) -> Batch:
    """Work it out, and make all lines at once. Raises IdConflict, LogError."""
    found = pending(drafts, codec, head, recorded, stored)
    raw = list(found.lines)
    return Batch(found.receipts, found.ids, raw, sha256(raw[-1]).hexdigest() if raw else head.hash, recorded)


def _chained(drafts: Iterable[Draft], codec: Codec, head: Head, recorded: str) -> Iterator[bytes]:
    """The lines of new entries."""
    prev = head.hash
    for seq, draft in enumerate(drafts, head.seq + 1):
        try:
            line = codec.shaped_line(draft, seq, recorded, prev) or _read_back(codec, draft, seq, recorded, prev)
        except (CodecError, TypeError, ValueError, OverflowError) as error:
            raise LogError(f"entry {draft.id!r} cannot be recorded: {error}") from error
        yield line
        prev = sha256(line).hexdigest()


def _check_draft(draft: Draft) -> None:
    if not isinstance(draft, Draft):
        raise LogError(f"{shortened(draft)} cannot be recorded: give a Draft, of an id and a body")
    if not isinstance(draft.id, str) or not isinstance(draft.body, _BODIES):
        raise LogError(
            f"a Draft of {shortened(draft.id)} and {shortened(draft.body)} cannot be recorded: give the id as text, "
            "and a body of timeline_engine.entries"
        )


def _read_back(codec: Codec, draft: Draft, seq: int, recorded: str, prev: str) -> bytes:
    """Write a line, and read it back: what could not be read again must never get into the log."""
    if not draft.id:
        raise LogError("an entry cannot be recorded without an id")
    if fault := figures_fault(draft.body):
        raise CodecError(fault)
    line = codec.line(draft, seq, recorded, prev)
    read = codec.envelope(line)
    if codec.data(codec.body(read)) != read.data:
        raise LogError(f"entry {draft.id!r} cannot be recorded: it would read back as something else")
    return line


def copied(raw: Sequence[bytes], start: Mark, codec: Codec, seq: Callable[[str], int | None]) -> Batch:
    """The batch of lines that are to be stored as they are behind a mark; ``seq`` finds an id that is taken.

    Raises LogError.
    """
    block = link("", replace(start, line=start.seq), raw, codec)
    ids = dict[str, None]()
    fault = block.damaged(len(block.lines), block.fault) if block.fault else None
    for index, line in enumerate(block.lines):
        if b"\n" in raw[index] or b"\r" in raw[index]:
            fault = block.damaged(index, "it is more than one line")
        elif line.id in ids or seq(line.id):
            fault = block.damaged(index, f"its id {line.id!r} is that of another entry already")
        ids[line.id] = None
    if fault:
        raise LogError(f"these lines do not follow from entry {start.seq} of the log: {fault.fault}; none was recorded")
    return Batch([], list(ids), list(raw), block.end.hash, block.end.recorded)


def next_stamp(now: int, last: str) -> str:
    """The stamp for ``now`` (microseconds); just after the ``last`` one if the clock stands or was set back.

    So what was appended at once has a stamp of its own, by which it can be undone.
    """
    stamp = utc_stamp(now)
    return stamp if stamp > last else utc_stamp(utc_instant(last) + 1)


def stamp_behind(last: str, now: int, warn: Warn, where: object) -> str:
    """The `next_stamp` of a log somewhere; warns if its last one is `ahead` of the clock."""
    stamp = utc_stamp(now)
    if stamp > last:
        return stamp
    if ahead(last, now):
        warn(f"{where}: {_ahead_fault(last, now)}")
    return next_stamp(now, last)


def ahead(recorded: str, now: int) -> bool:
    """Is a stamp so far ahead of the clock that it was made under one that was wrong, or this one is?"""
    return recorded > utc_stamp(now + _AHEAD)


def _ahead_fault(recorded: str, now: int) -> str:
    """What is wrong with a log that ends with this stamp, which is ahead of the clock."""
    return (
        f"its last entry is stamped {recorded}, but by this computer's clock it is {utc_stamp(now)}: one of the "
        "clocks is wrong. What is appended now gets that stamp too, as stamps never run backwards; `timeline check` "
        "names the entry that came first"
    )


def _same(codec: Codec, stored: Body, draft: Body) -> bool:
    return stored.KIND == draft.KIND and codec.data(stored) == codec.data(draft)
