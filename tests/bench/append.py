"""Append: entries on disk and synced, a batch or a single one at a time.

Anchors: writing and syncing the same bytes and nothing else, in the same folder; and `eventsourcing`, see `happenings`.
The *floor* is what any log of JSON lines with a hash chain must do: structs that stand ready are encoded by msgspec,
hashed one after the other, written and synced, and nothing is checked. No such log comes nearer to the raw rate.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
from happenings import batches, feed
from measuring import WORK, Clock, Row, feed_of, taken
from msgspec import Struct
from replay import lines_of, told

from timeline_engine.entries import Codec, Draft, to_data
from timeline_engine.entries.shapes import shaped
from timeline_engine.log import GENESIS, FileLog, create_log

BATCH = 1000
ENTRIES = 20_000
SINGLES = 500
LARGEST = 1_000_000


def rows(sizes: list[int]) -> Iterator[Row]:
    yield from _rows(ENTRIES, BATCH, f"{ENTRIES:,} by {BATCH:,}", "append, 1,000 per batch", (0.6, 10))
    yield from _rows(SINGLES, 1, f"{SINGLES:,} one by one", "append, one", (0.8, None))
    yield from (_first(size) for size in sizes if size <= LARGEST)


def _rows(entries: int, batch: int, size: str, what: str, targets: tuple[float, float | None]) -> list[Row]:
    source = feed_of(ENTRIES)
    ours, raw, theirs, floor = taken(
        *((f"append.{name}", source, entries, batch) for name in ("ours", "raw", "theirs", "floor")), rounds=5
    )
    return [
        Row(what, size, "raw write and fsync", ours, raw, targets[0]),
        Row(what, size, "eventsourcing", ours, theirs, targets[1]),
        Row(what, size, "floor: JSON, SHA-256, write and fsync", ours, floor),
        Row("of that, the floor alone", size, "raw write and fsync", floor, raw),
    ]


def _first(size: int) -> Row:
    ours, bare = taken(("append.first", feed_of(size)), ("append.read", feed_of(size)), rounds=5)
    return Row("append, the first of a process", f"to {size:,}", "reading and hashing the lines", ours, bare)


def _folder() -> Path:
    folder = WORK / "append"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


# --- What is measured: each in a process of its own ------------------------------------------------


def ours(source: str, entries: str, batch: str) -> float:
    codec = Codec()
    found = codec.entries(codec.envelopes(lines_of(source)[: int(entries)]))
    drafts = [Draft(entry.id, entry.body) for entry in found]
    log = create_log(_folder(), title="A feed", zone="UTC")
    log.append([Draft("first", drafts[0].body)])
    with Clock(disk=True) as clock:
        for some in batches(drafts, int(batch)):
            log.append(some)
    return clock.seconds


def raw(source: str, entries: str, batch: str) -> float:
    chunks = [b"".join(line + b"\n" for line in some) for some in batches(lines_of(source)[: int(entries)], int(batch))]
    with (_folder() / "raw.jsonl").open("ab", buffering=0) as file, Clock(disk=True) as clock:
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
    found = codec.envelopes(lines_of(source)[: int(entries)])
    ready = [
        Ready(line.seq, line.id, line.recorded, line.kind, line.v, shaped(body) or to_data(body))
        for line in found
        for body in [codec.body(line)]
    ]
    encode, prev = msgspec.json.Encoder().encode, GENESIS
    with (_folder() / "floor.jsonl").open("ab", buffering=0) as file, Clock(disk=True) as clock:
        for some in batches(ready, int(batch)):
            raw = []
            for line in some:
                line.prev = prev
                raw.append(text := encode(line))
                prev = sha256(text).hexdigest()
            file.write(b"\n".join([*raw, b""]))
            os.fsync(file.fileno())
    return clock.seconds


def theirs(source: str, entries: str, batch: str) -> float:
    found = told(Path(source))[: int(entries)]
    with feed(_folder() / "feed.sqlite") as app:
        app.take([("first", found[0][1], found[0][2])], 1)
        with Clock(disk=True) as clock:
            app.take(found, int(batch))
    return clock.seconds


def first(source: str) -> float:
    folder = WORK / "append"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    codec = Codec()
    draft = Draft("new", codec.body(codec.envelope(lines_of(source)[-1])))
    with Clock() as clock:
        FileLog(folder).append([draft])
    return clock.seconds


def read(source: str) -> float:
    with Clock() as clock:
        assert all(sha256(line).digest() for line in lines_of(source))
    return clock.seconds


if __name__ == "__main__":
    for row in rows([int(size) for size in sys.argv[1:]] or [10_000]):
        print(row.what, row.size, row.anchor_name, f"{row.ratio:.2f}", row.ours, row.anchor)
