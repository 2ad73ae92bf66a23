"""Replay: from the lines of a log to the state of every issue.

Anchors: msgspec alone, decoding the same lines into the same classes; and `eventsourcing`, see `happenings`.
"""

import functools
import gc
import operator
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from measuring import WORK, Clock, Measure, Row, day_within, feed_of, taken

from timeline_engine.dates import Zone
from timeline_engine.entries import BODIES, Codec, Entry
from timeline_engine.history import read_history
from timeline_engine.log import FileLog
from timeline_engine.log.segments import CHUNK
from timeline_engine.projection import fold
from timeline_engine.view import project

REPLAY = "replay: decode, history, fold"
LOOKED_AT = "the same, and every event made that is shown"
AT_ONCE = CHUNK // 500  # lines, as the log is read
LARGEST = 1_000_000  # in memory; more entries are for the index
LARGEST_THEIRS = 100_000


def rows(sizes: list[int]) -> Iterator[Row]:
    for size in sizes:
        if size <= LARGEST:
            yield from _against_msgspec(size)
        if size <= LARGEST_THEIRS:
            yield from _against_eventsourcing(size)


def _against_msgspec(size: int) -> list[Row]:
    folder, name = feed_of(size), f"{size:,}"
    bare, typed, ours, alone = taken(
        ("replay.lines", folder, "no collector"),
        ("replay.decoded", folder, "no collector"),
        ("replay.lines", folder),
        ("replay.decoded", folder),
        rounds=_rounds(size),
    )
    return [
        Row(REPLAY, name, "msgspec's typed decode", ours, alone, _target(size, 0.5)),
        Row(f"{REPLAY}, no collector", name, "msgspec's typed decode, no collector", bare, typed, _target(size, 0.5)),
    ]


def _against_eventsourcing(size: int) -> list[Row]:
    folder, name = feed_of(size), f"{size:,}"
    database = database_of(size)
    measures: list[Measure] = [
        ("replay.lines", folder), ("replay.lines", folder, "", "looked at"), ("replay.whole", folder),
        ("replay.notifications", database), ("replay.repository", database),
    ]  # fmt: skip
    ours, looked_at, whole, notifications, repository = taken(*measures, rounds=_rounds(size))
    return [
        Row(REPLAY, name, "eventsourcing, all notifications", ours, notifications, _target(size, 8)),
        Row(REPLAY, name, "eventsourcing, each from the repository", ours, repository, _target(size, 8)),
        Row(LOOKED_AT, name, "eventsourcing, all notifications", looked_at, notifications, _target(size, 8)),
        Row(LOOKED_AT, name, "eventsourcing, each from the repository", looked_at, repository, _target(size, 8)),
        Row("project, from disk, chain checked", name, "eventsourcing, all notifications", whole, notifications),
    ]


def _target(size: int, target: float) -> float | None:
    """Targets are for a log of 100,000 entries."""
    return target if size == 100_000 else None


def _rounds(size: int) -> int:
    return 3 if size <= 100_000 else 1


def database_of(size: int) -> Path:
    """The feed in `eventsourcing`, made once and kept."""
    path = WORK / f"feed-{size}.sqlite"
    if not path.exists():
        taken(("replay.fill", feed_of(size), path), rounds=1)
    return path


def fill(folder: str, database: str) -> float:
    from happenings import feed

    with feed(Path(database)) as app, Clock() as clock:
        app.take(told(Path(folder)), 1000)
    return clock.seconds


def told(folder: Path) -> list[tuple[str, str, dict]]:
    """What an entry is about, its kind and its data. A correction is about what the corrected entry is about."""
    codec, about, found = Codec(), {}, []
    for line in codec.envelopes(lines_of(folder)):
        data = msgspec.json.decode(line.data)
        about[line.id] = about.get(data.get("entry", ""), data.get("event") or data.get("issue"))
        found.append((about[line.id], line.kind, data))
    return found


def lines_of(folder: Path | str) -> list[bytes]:
    """The lines of a log, without newlines."""
    return [line for path in sorted(Path(folder).glob("*.jsonl")) for line in path.read_bytes().split(b"\n")[:-1]]


# --- What is measured: each in a process of its own ------------------------------------------------


def lines(folder: str, no_collector: str = "", looked_at: str = "") -> float:
    raw, codec, zone, day = lines_of(folder), Codec(), Zone("Asia/Kolkata"), day_within(folder)
    _collect(not no_collector)
    with Clock() as clock:
        answer = fold(read_history(_entries(codec, raw), zone), zone.instant(day), None)
        for _event in answer.events if looked_at else ():
            pass
        _settle()
    assert answer.issues[0].status is not None
    return clock.seconds


def _entries(codec: Codec, raw: list[bytes]) -> Iterator[Entry]:
    for start in range(0, len(raw), AT_ONCE):
        yield from codec.entries(codec.envelopes(raw[start : start + AT_ONCE]))


def _collect(wanted: bool) -> None:
    if not wanted:
        gc.disable()


def _settle() -> None:
    """What was put off is part of the cost: the collector's look at all that is new."""
    if gc.isenabled():
        gc.collect(0)


def whole(folder: str) -> float:
    with Clock() as clock:
        answer = project(FileLog(folder), day_within(folder), hindsight=True)
        _settle()
    assert answer.issues[0].status is not None
    return clock.seconds


def decoded(folder: str, no_collector: str = "") -> float:
    raw, decode = lines_of(folder), msgspec.json.Decoder(line_type()).decode
    _collect(not no_collector)
    with Clock() as clock:
        found = [decode(line) for line in raw]
    assert found[-1].seq == len(raw)
    return clock.seconds


def line_type() -> type:
    """A line of the log, whole, as one type: its kind says which class its data is of."""
    fields = [("seq", int), ("id", str), ("recorded", str), ("v", int), ("prev", str)]
    kinds = tuple(
        msgspec.defstruct(body.__name__, [*fields, ("data", body)], frozen=True, tag_field="kind", tag=kind)
        for kind, body in BODIES.items()
    )
    return functools.reduce(operator.or_, kinds)


def notifications(database: str) -> float:
    from happenings import feed

    with feed(Path(database)) as app:
        with Clock() as clock:
            state = app.replay()
        assert state
    return clock.seconds


def repository(database: str) -> float:
    from happenings import feed

    with feed(Path(database)) as app:
        ids = list(app.replay())
        with Clock() as clock:
            state = [app.repository.get(aggregate) for aggregate in ids]
        assert len(state) == len(ids)
    return clock.seconds


if __name__ == "__main__":
    for row in rows([int(size) for size in sys.argv[1:]] or [10_000]):
        print(row.what, row.size, row.anchor_name, f"{row.ratio:.2f}", row.ours, row.anchor)
