"""Append: entries on disk and synced, a batch or a single one at a time, by the clock on the wall.

Anchors: writing and syncing the same bytes and nothing else, in the same folder; and `eventsourcing`.
The *floor* is what any log of JSON lines with a hash chain must do: structs that stand ready are encoded by msgspec,
hashed one after the other, written and synced, and nothing is checked. No such log comes nearer to the raw rate.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from typing import TypeVar

import msgspec
from comparing import Anchor, Bench, Build, Row
from logs import feed_of, lines_of, scratch
from measuring import Run, part
from msgspec import Struct
from others import NO_CHECKS, PYTHON
from parts import Clock

from timeline_engine.entries import Codec, Draft, to_data
from timeline_engine.entries.shapes import shaped
from timeline_engine.log import GENESIS, FileLog, Log, create_log

SINGLES = 500
Item = TypeVar("Item")


def benches() -> dict[str, Callable[[Bench], Iterator[Row]]]:
    return {"append-batches": partial(appended, 20_000, 1000), "append": partial(appended, SINGLES, 1)}


def appended(entries: int, batch: int, bench: Bench) -> Iterator[Row]:
    entries = min(entries, bench.sized(entries))
    feed = feed_of(max(entries, 400) if bench.size else 20_000)
    words = (feed, entries, batch)
    anchors = [
        Anchor("write and fsync", part(PYTHON, "append.raw", *words), None, "writes bytes that stand ready"),
        Anchor("JSON, SHA-256, write and fsync", part(PYTHON, "append.floor", *words), None, "checks nothing"),
        Anchor("eventsourcing", part(PYTHON, "append.theirs", *words), None, NO_CHECKS, "eventsourcing"),
    ]
    size = f"{entries:,} by {batch:,}"
    yield from bench.compare("append (wall)", size, partial(_part, "append.ours", words), anchors)


def _part(function: str, words: tuple[object, ...], build: Build) -> Run:
    return part(build.python, function, *words)


# --- What is measured: each in a process of its own ------------------------------------------------


def ours(source: str, entries: str, batch: str) -> float:
    drafts = drafts_of(source, int(entries))
    log = create_log(scratch() / "log", title="A feed", zone="UTC")
    log.append([Draft("first", drafts[0].body)])
    return timed(log, drafts, int(batch))


def to_log(folder: str, source: str, entries: str) -> float:
    """Single entries behind those that a log has, under ids that it has not."""
    log = FileLog(folder)
    drafts = [Draft(_other(draft.id), draft.body) for draft in drafts_of(source, int(entries) + 1)]
    log.append(drafts[:1])
    return timed(log, drafts[1:], 1)


def _other(entry_id: str) -> str:
    """An id like those of ours, that no other run gives."""
    return sha256(f"{entry_id} {os.getpid()}".encode()).hexdigest()[: len(entry_id)]


def drafts_of(source: str, entries: int) -> list[Draft]:
    codec = Codec()
    found = codec.entries(codec.envelopes(lines_of(source)[:entries]))
    return [Draft(entry.id, entry.body) for entry in found]


def timed(log: Log, drafts: list[Draft], batch: int) -> float:
    with Clock(disk=True) as clock:
        for some in in_batches(drafts, batch):
            log.append(some)
    return clock.seconds


def in_batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def raw(source: str, entries: str, batch: str) -> float:
    chunks = [
        b"".join(line + b"\n" for line in some) for some in in_batches(lines_of(source)[: int(entries)], int(batch))
    ]
    with (scratch() / "raw.jsonl").open("ab", buffering=0) as file, Clock(disk=True) as clock:
        for chunk in chunks:
            file.write(chunk)
            os.fsync(file.fileno())
    return clock.seconds


class Ready(Struct, gc=False):
    """A line whose data is a struct, which takes the least time to encode."""

    seq: int
    id: str
    recorded: str
    kind: str
    v: int
    data: object
    prev: str = GENESIS


def floor(source: str, entries: str, batch: str) -> float:
    codec = Codec()
    ready = [
        Ready(line.seq, line.id, line.recorded, line.kind, line.v, shaped(body) or to_data(body))
        for line in codec.envelopes(lines_of(source)[: int(entries)])
        for body in [codec.body(line)]
    ]
    encode, prev = msgspec.json.Encoder().encode, GENESIS
    with (scratch() / "floor.jsonl").open("ab", buffering=0) as file, Clock(disk=True) as clock:
        for some in in_batches(ready, int(batch)):
            raw = []
            for line in some:
                line.prev = prev
                raw.append(text := encode(line))
                prev = sha256(text).hexdigest()
            file.write(b"\n".join([*raw, b""]))
            os.fsync(file.fileno())
    return clock.seconds


def theirs(source: str, entries: str, batch: str) -> float:
    from peers.happenings import feed, told

    found = list(told(source))[: int(entries)]
    with feed(scratch() / "feed.sqlite") as app:
        app.take([("first", found[0][1], found[0][2])], 1)
        with Clock(disk=True) as clock:
            app.take(found, int(batch))
    return clock.seconds
