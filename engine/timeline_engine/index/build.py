"""Making an index of a whole log. Every link of its chain is checked on the way, and every entry read."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from ..dates import Zone
from ..entries import VERSION, read_recorded
from ..log import FileLog
from ..log.chain import Mark
from ..log.segments import Torn, count_segments, segment_name
from . import parse, store
from .deriving import Job, Progress, Work
from .duck import Connection, Error
from .groups import DEFINITIONS
from .lines import Course
from .rows import Unindexable
from .tables import create_staging, create_tables, put_places, stage, take

_WALKED, _DERIVED = 0.5, 0.85  # how much is done when


def build(log: FileLog, progress: Progress = lambda done: None) -> None:
    """Make the index of a log, which takes the place of any there is.

    Raises:
        LogDamaged, LogNewer, HistoryError, DateError: the log cannot be answered from, by whatever way.
        Unindexable: it can, but not from an index.
        OSError: the folder of the log cannot be written to.
    """
    with store.made_aside(log) as path:
        base = store.connect(path, write=True)
        try:
            _fill(base, log, path.parent, progress)
        except Error as error:
            raise Unindexable(f"DuckDB says: {str(error).splitlines()[0]}") from error
        finally:
            base.close()


def _fill(base: Connection, log: FileLog, folder: Path, progress: Progress) -> None:
    zone = Zone(log.info.zone)
    create_tables(base)
    create_staging(base)
    course = Course(Mark(), [])
    with ThreadPoolExecutor(1) as pool:  # DuckDB reads the lines while Python checks the chain
        sealed = [log.path / segment_name(number) for number in range(1, count_segments(log.path))]
        parsing = pool.submit(parse.parse, base, sealed)
        _follow(log, course, progress)
        parsing.result()
    behind = [log.path / segment_name(number) for number in range(len(sealed) + 1, course.end.segment)]
    parse.parse(base, [*behind, _intact(log, course.end, folder)])
    parse.group(base)
    put_places(base, course.places)
    work = Work(_job(base, log, course), folder)
    try:
        parse.stage_alone(base, zone)
        work.finish(lambda done: progress(_WALKED + (_DERIVED - _WALKED) * done))
    finally:
        work.stop()
    stage(base, work.paths)
    take(base)
    store.note(base, store.made_of(log, course))
    base.execute("CHECKPOINT")
    progress(1.0)


def _follow(log: FileLog, course: Course, progress: Progress) -> None:
    """Check every link of the chain, and that every entry can be read. Raises LogDamaged, LogNewer."""
    total = sum(segment.size for segment in store.segments_of(log)) or 1
    check, done = read_recorded, 0
    for block in log.blocks(_pass):
        course.add(block)
        for index, line in enumerate(block.lines):
            if line.kind == "event.recorded" and line.v == VERSION:
                try:
                    check(line.data)
                except (msgspec.MsgspecError, UnicodeDecodeError):
                    block.entry(index, log.codec)  # which says what is wrong
        done += block.end.byte - block.start.byte
        progress(_WALKED * min(done / total, 1.0))


def _pass(torn: Torn) -> None:
    """An unfinished last line is no entry, here as everywhere."""


def _intact(log: FileLog, end: Mark, folder: Path) -> Path:
    """The last segment up to a mark: itself, or a copy of its beginning if it goes on."""
    path = log.path / segment_name(end.segment)
    if path.stat().st_size == end.byte:
        return path
    copy = folder / "last.jsonl"
    with path.open("rb") as file:
        copy.write_bytes(file.read(end.byte))
    return copy


def _job(base: Connection, log: FileLog, course: Course) -> Job:
    """All groups of several entries."""
    groups = parse.several(base)
    definitions = [seq for event, seqs in groups if event == DEFINITIONS for seq in seqs]
    return Job(str(log.path), log.info.zone, course.firsts, course.places, definitions, groups)
