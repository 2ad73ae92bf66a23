"""What an append comes to: a receipt for each draft, and the lines of those that are new. Pure."""

from collections.abc import Callable, Sequence
from hashlib import sha256

from msgspec import Struct

from ..bulk import uncollected
from ..dates import utc_stamp
from ..entries import Body, Codec, CodecError, Draft
from ..entries.codec import Line
from ..entries.shapes import reads_as, shaped
from .chain import Block, Mark
from .errors import IdConflict, LogError
from .port import Head, Receipt

Stored = Callable[[str], tuple[int, Body] | None]
"""Finds the number and the body of the entry with an id."""


class Batch(Struct, frozen=True):
    """The receipts of all drafts in order, and the lines of those that are new.

    ``raw`` are the lines as they are to be stored, without newlines.
    """

    receipts: list[Receipt]
    raw: list[bytes]
    lines: list[Line]

    def block(self, segment: str, start: Mark) -> Block:
        """The new lines, stored behind a mark."""
        if not self.raw:
            return Block(segment, start, (), [], start, None)
        end = start.behind(self.raw, sha256(self.raw[-1]).hexdigest(), self.lines[-1].recorded)
        return Block(segment, start, self.raw, self.lines, end, None)


@uncollected()
def plan(drafts: Sequence[Draft], codec: Codec, head: Head, recorded: str, stored: Stored) -> Batch:
    """Work out what appending drafts behind ``head`` comes to. Raises IdConflict, LogError."""
    batch = Batch([], [], [])
    taken: dict[str, tuple[int, Body]] = {}
    seq, prev = head.seq, head.hash
    for draft in drafts:
        found = taken.get(draft.id) or stored(draft.id)
        if found is None:
            seq += 1
            raw, line = _written(codec, draft, seq, recorded, prev)
            prev = sha256(raw).hexdigest()
            taken[draft.id] = seq, draft.body
            batch.raw.append(raw)
            batch.lines.append(line)
            batch.receipts.append(Receipt(seq, draft.id, True))
        elif _same(codec, found[1], draft.body):
            batch.receipts.append(Receipt(found[0], draft.id, False))
        else:
            raise IdConflict(draft.id, found[0])
    return batch


def next_stamp(now: int, last: str) -> str:
    """The stamp for ``now`` (microseconds), or the ``last`` one again if the clock was set back."""
    return max(utc_stamp(now), last)


def _same(codec: Codec, stored: Body, draft: Body) -> bool:
    return stored.KIND == draft.KIND and codec.data(stored) == codec.data(draft)


def _written(codec: Codec, draft: Draft, seq: int, recorded: str, prev: str) -> tuple[bytes, Line]:
    """Write a line, and read it back: what could not be read again must never get into the log."""
    if not draft.id:
        raise LogError("an entry cannot be recorded without an id")
    try:
        said = shaped(draft.body)
        raw = codec.line(draft, seq, recorded, prev, said)
        line = codec.envelope(raw)
        if (said is not None and reads_as(line.data, said)) or _same(codec, codec.body(line), draft.body):
            return raw, line
    except (CodecError, TypeError, ValueError, OverflowError) as error:
        raise LogError(f"entry {draft.id!r} cannot be recorded: {error}") from error
    raise LogError(f"entry {draft.id!r} cannot be recorded: it would read back as something else")
