"""Making an index of a whole log. Every link of its chain is checked on the way, and every entry read."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec.structs import replace

from ..bulk import uncollected
from ..dates import Zone
from ..entries import VERSION, EventRecorded, read_said
from ..log import FileLog
from ..log.chain import Block, Mark
from ..log.segments import Torn, count_segments, segment_name
from . import parse, store
from .deriving import Job, Progress, Work
from .duck import Connection, Error, interruptible
from .groups import DEFINITIONS
from .lines import Course, NotThere
from .rows import Unindexable
from .tables import create_staging, create_tables, put_places, stage, take

_WALKED, _DERIVED = 0.5, 0.85  # how much is done when


@interruptible()
def build(log: FileLog, progress: Progress = lambda done: None) -> None:
    """Make the index of a log, which takes the place of any there is.

    Raises:
        LogDamaged, LogNewer, HistoryError, DateError: the log cannot be answered from, by whatever way.
        Unindexable: it can, but not from an index.
        Unwritable: its folder cannot be written to.
    """
    with store.made_aside(log) as path:
        base = store.connect(path, write=True)
        try:
            _fill(base, log, path.parent, progress)
        except (Error, NotThere) as error:
            for _ in log.read():  # which says what is wrong with an entry, if that is why
                pass
            changed = isinstance(error, NotThere)
            reason = "it was changed meanwhile" if changed else f"DuckDB says: {str(error).splitlines()[0]}"
            raise Unindexable(reason) from error
        finally:
            base.close()


def _fill(base: Connection, log: FileLog, folder: Path, progress: Progress) -> None:
    zone = Zone(log.info.zone)
    create_tables(base)
    create_staging(base)
    base.execute(f"SET threads = {max((os.cpu_count() or 1) - 1, 1)}")  # one core is for Python
    segments, end, course = store.segments_of(log), _end(log), Course(Mark(), [])
    with ThreadPoolExecutor(1) as pool:  # DuckDB reads the lines while Python checks the chain
        grouping = pool.submit(_group, base, _segments(log, end, folder))
        staging = pool.submit(parse.stage_alone, base, zone)
        _follow(log, course, end, progress)
        work = Work(_job(log, course, grouping.result(), folder))
        try:
            staging.result()
            put_places(base, course.places())
            work.finish(lambda done: progress(_WALKED + (_DERIVED - _WALKED) * done))
        finally:
            work.stop()
    base.execute("RESET threads")
    stage(base, work.folders)
    take(base, parse.ALONE)
    store.note(base, store.made_of(log, course, segments))
    base.execute("CHECKPOINT")
    progress(1.0)


Groups = list[tuple[int, list[int]]]


def _group(base: Connection, paths: Sequence[Path]) -> Groups:
    parse.parse(base, paths)
    parse.group(base)
    return parse.several(base)


def _end(log: FileLog) -> tuple[int, int]:
    """The last segment and how long it is, without a line that is not finished: what is appended later is left out."""
    number = count_segments(log.path)
    return number, (log.path / segment_name(number)).read_bytes().rfind(b"\n") + 1 if number else 0


def _segments(log: FileLog, end: tuple[int, int], folder: Path) -> list[Path]:
    """The segments up to an end: of the last, if it goes on, a copy of its beginning."""
    number, size = end
    paths = [log.path / segment_name(n) for n in range(1, number + 1)]
    if size == 0:
        return paths[:-1]
    if paths[-1].stat().st_size != size:
        whole, paths[-1] = paths[-1], folder / "last.jsonl"
        paths[-1].write_bytes(whole.read_bytes()[:size])
    return paths


@uncollected()
def _follow(log: FileLog, course: Course, end: tuple[int, int], progress: Progress) -> None:
    """Check every link of the chain up to an end, and that every entry can be read. Raises LogDamaged, LogNewer."""
    total = sum(segment.size for segment in store.segments_of(log)) or 1
    read, done = read_said[EventRecorded.KIND], 0  # whatever else there is, is derived, and read for that
    for found in log.blocks(_pass):
        block = _cut(found, end)
        course.add(block)
        for index, line in enumerate(block.lines):
            if line.kind == EventRecorded.KIND and line.v == VERSION:
                try:
                    read(line.data)
                except (msgspec.MsgspecError, UnicodeDecodeError):
                    block.entry(index, log.codec)  # which says what is wrong
        done += block.end.byte - block.start.byte
        progress(_WALKED * min(done / total, 1.0))
        if block is not found:
            break


def _cut(block: Block, end: tuple[int, int]) -> Block:
    """A block without what lies behind an end."""
    if (block.end.segment, block.end.byte) <= end:
        return block
    count, byte = 0, block.start.byte
    while (block.start.segment, byte) < end:
        byte += len(block.raw[count]) + 1
        count += 1
    raw, lines = block.raw[:count], block.lines[:count]
    if len(lines) < count:  # where something is wrong with a line before the end
        return block
    if not lines:
        return replace(block, raw=(), lines=[], end=block.start)
    behind = block.start.behind(raw, sha256(raw[-1]).hexdigest(), lines[-1].recorded)
    return replace(block, raw=raw, lines=lines, end=behind)


def _pass(torn: Torn) -> None:
    """An unfinished last line is no entry, here as everywhere."""


def _job(log: FileLog, course: Course, groups: Groups, folder: Path) -> Job:
    """All groups of several entries."""
    starts = folder / "starts"
    starts.write_bytes(course.starts.tobytes())
    return Job(
        log=str(log.path),
        zone=log.info.zone,
        firsts=course.firsts,
        starts=str(starts),
        definitions=[seq for event, seqs in groups if event == DEFINITIONS for seq in seqs],
        groups=groups,
        folder=str(folder / "rows"),
    )
