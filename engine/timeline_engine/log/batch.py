"""What an append comes to: a receipt for each draft, and the lines of those that are new. Pure."""

from collections.abc import Callable, Sequence
from hashlib import sha256

from msgspec import Struct

from ..dates import utc_stamp
from ..entries import Body, Codec, CodecError, Draft
from .errors import IdConflict, LogError
from .port import Head, Receipt

Stored = Callable[[str], tuple[int, Body] | None]
"""Finds the number and the body of the entry with an id."""


class Batch(Struct, frozen=True):
    """The receipts of all drafts in order, and the lines (without newlines) of those that are new."""

    receipts: list[Receipt]
    lines: list[bytes]


def plan(drafts: Sequence[Draft], codec: Codec, head: Head, recorded: str, stored: Stored) -> Batch:
    """Work out what appending drafts behind ``head`` comes to. Raises IdConflict, LogError."""
    batch = Batch([], [])
    taken: dict[str, tuple[int, Body]] = {}
    for draft in drafts:
        found = taken.get(draft.id) or stored(draft.id)
        if found is None:
            line = _line(codec, draft, head.seq + 1, recorded, head.hash)
            head = Head(head.seq + 1, sha256(line).hexdigest())
            taken[draft.id] = found = head.seq, draft.body
            batch.lines.append(line)
            batch.receipts.append(Receipt(head.seq, draft.id, True))
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


def _line(codec: Codec, draft: Draft, seq: int, recorded: str, prev: str) -> bytes:
    """Write a line, and read it back: what could not be read again must never get into the log."""
    if not draft.id:
        raise LogError("an entry cannot be recorded without an id")
    try:
        line = codec.line(draft, seq, recorded, prev)
        back = codec.entry(codec.envelope(line))
        if back.body == draft.body or _same(codec, back.body, draft.body):
            return line
    except (CodecError, TypeError, ValueError, OverflowError) as error:
        raise LogError(f"entry {draft.id!r} cannot be recorded: {error}") from error
    raise LogError(f"entry {draft.id!r} cannot be recorded: it would read back as something else")
