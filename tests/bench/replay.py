"""Replay: from the lines of a log to the state of every issue.

Anchors: msgspec alone, decoding the same lines; and `eventsourcing`, which reads its file as we read ours.

msgspec decodes into Structs without the garbage collector (``gc=False``), which is the least that lines come to as
objects. Into our own classes with the collector on, as an anchor had it before, it takes several times as long.
"""

import functools
import gc
import operator
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
from comparing import Anchor, Bench, Build, Row
from logs import day_within, feed_of, lines_of, own
from measuring import Run, part, whole
from others import PYTHON, happenings
from parts import Clock

from timeline_engine.dates import Zone
from timeline_engine.entries import BODIES, Codec, Entry
from timeline_engine.entries.shapes import shape
from timeline_engine.history import read_history
from timeline_engine.log import FileLog
from timeline_engine.log.segments import CHUNK
from timeline_engine.projection import fold

AT_ONCE = CHUNK // 500  # lines, as the log is read
NO_STATE = "finds no state, checks no chain"
STATE_TODAY = "has the state of each event today alone; no issues, no answer as of a day"


def benches() -> dict[str, Callable[[Bench], Iterator[Row]]]:
    return {"replay": against_msgspec, "replay-from-disk": from_disk, "eventsourcing": against_eventsourcing}


def against_msgspec(bench: Bench) -> Iterator[Row]:
    size = bench.sized(100_000)
    folder = feed_of(size)
    anchors = [
        Anchor("msgspec, Structs with gc=False", part(PYTHON, "replay.decoded", folder, "structs"), None, NO_STATE),
        Anchor("msgspec, our classes, collector on", part(PYTHON, "replay.decoded", folder), None, NO_STATE),
    ]
    ours = partial(_part, "replay.lines", folder)
    yield from bench.compare("replay: decode, history, fold (within a process)", size, ours, anchors)


def from_disk(bench: Bench) -> Iterator[Row]:
    size = bench.sized(100_000)

    def ours(build: Build) -> Run:
        return _part("replay.whole_log", feed_of(size), build)._replace(says=False)

    yield from bench.compare("replay from disk, chain checked (by the library)", size, ours, _theirs(size))


def against_eventsourcing(bench: Bench) -> Iterator[Row]:
    size = bench.sized(100_000)
    yield from bench.compare("project, all issues as of a day", size, partial(_project, size), _theirs(size))


def _theirs(size: int) -> list[Anchor]:
    kept = happenings(size)
    return [
        Anchor(f"eventsourcing, {name}", kept.run(verb, kept.database), None, STATE_TODAY, "eventsourcing")
        for name, verb in (("all notifications", "replay"), ("each from the repository", "repository"))
    ]


def _part(function: str, folder: Path, build: Build) -> Run:
    return part(build.python, function, folder)


def _project(size: int, build: Build) -> Run:
    return whole(*build.timeline(own(build, size), "project", "--as-of", day_within(feed_of(size))))


# --- What is measured: each in a process of its own ------------------------------------------------


def lines(folder: str) -> float:
    raw, codec, zone, day = lines_of(folder), Codec(), Zone("Asia/Kolkata"), day_within(folder)
    with Clock() as clock:
        answer = fold(read_history(_entries(codec, raw), zone), zone.instant(day), None)
        gc.collect(0)  # what was put off is part of the cost: the collector's look at all that is new
    assert answer.issues[0].status is not None
    return clock.seconds


def _entries(codec: Codec, raw: list[bytes]) -> Iterator[Entry]:
    for start in range(0, len(raw), AT_ONCE):
        yield from codec.entries(codec.envelopes(raw[start : start + AT_ONCE]))


def whole_log(folder: str) -> float:
    zone = Zone("Asia/Kolkata")
    with Clock() as clock:
        answer = fold(read_history(FileLog(folder).read(), zone), zone.instant(day_within(folder)), None)
    assert answer.issues[0].status is not None
    return clock.seconds


def decoded(folder: str, structs: str = "") -> float:
    raw, decode = lines_of(folder), msgspec.json.Decoder(line_type(bool(structs))).decode
    with Clock() as clock:
        found = [decode(line) for line in raw]
    assert found[-1].seq == len(raw)
    return clock.seconds


def line_type(structs: bool = True) -> type:
    """A line of the log, whole, as one type: its kind says which type its data is of."""
    fields = [("seq", int), ("id", str), ("recorded", str), ("v", int), ("prev", str)]
    kinds = tuple(
        msgspec.defstruct(
            body.__name__, [*fields, ("data", shape(body) if structs else body)],
            frozen=True, tag_field="kind", tag=kind, gc=not structs,
        )
        for kind, body in BODIES.items()
    )  # fmt: skip
    return functools.reduce(operator.or_, kinds)
