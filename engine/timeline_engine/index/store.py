"""The file of an index: what it was made from, whether that still holds, and how a new one takes its place.

An index is read by any number of processes and changed by none: a new one is made aside and renamed. Whoever makes one
meanwhile makes the same, so it does not matter whose is last.
"""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Literal
from zoneinfo import TZPATH

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..errors import TimelineError
from ..log import FileLog
from ..log.chain import Mark
from ..log.segments import count_segments, segment_name
from . import FILE
from .duck import Connection, Error, __version__
from .duck import connect as connect_to
from .lines import Course
from .rows import Unindexable

FORMAT = 2
"""The version of the tables."""

_MEMORY = "3GB"
_ABANDONED = 600  # seconds
_ASIDE = re.compile(rf"{re.escape(FILE)}\.[a-z0-9_]{{8}}")  # as tempfile names a folder
_ENGINE = Path(__file__).parents[1]
_DECIDE = ("dates", "entries", "history", "index", "model.py")  # what the rows of an index follow from


class Unwritable(Unindexable):
    """The folder of a log, for a ``reason`` that the system gives."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"its folder cannot be written to ({reason})")
        self.reason = reason


Freshness = Literal["fresh", "behind", "stale"]


class Segment(Struct, frozen=True):
    """A segment as it was: its first entry, and what the file system said of it."""

    first: int
    size: int
    modified: int


class Made(Struct, frozen=True, kw_only=True):
    """What an index was made from, and by which code."""

    format: int
    code: str
    log: str
    zone: str
    end: Mark
    segments: list[Segment]

    @property
    def firsts(self) -> list[int]:
        """The number of the first entry of each segment."""
        return [segment.first for segment in self.segments]


class Index(Struct):
    """An index that is open for reading, and what it was made from."""

    base: Connection
    made: Made


def path_of(log: FileLog) -> Path:
    """Where the index of a log is, or would be."""
    return log.path / FILE


def connect(path: Path, *, write: bool = False) -> Connection:
    """Open an index. What making one needs beyond ``_MEMORY`` goes to files beside it. Raises duckdb.Error."""
    base = connect_to(str(path), read_only=not write)
    base.execute("SET enable_progress_bar = false")
    if write:
        base.execute(f"SET memory_limit = '{_MEMORY}'")
    return base


def opened(path: Path) -> Index | None:
    """The index at a path; None if there is none, or none that can be read."""
    try:
        base = connect(path)
        made = noted(base)
        return Index(base, made) if made and _is_whole(base, path) else None
    except (Error, msgspec.MsgspecError, OSError):
        return None


def _is_whole(base: Connection, path: Path) -> bool:
    """Is the file as long as all that is in use? Free blocks at its end need not be there."""
    blocks = base.execute("SELECT block_size * used_blocks FROM pragma_database_size()").fetchone()
    return blocks is not None and path.stat().st_size >= blocks[0]


def noted(base: Connection) -> Made | None:
    """What an open index was made from. Raises duckdb.Error, MsgspecError."""
    found = base.execute("SELECT value FROM about").fetchone()
    return msgspec.json.decode(found[0], type=Made) if found else None


def freshness(index: Index, log: FileLog) -> Freshness:
    """Is the index of this very log, by this very program; and does it end where the log ends, or before?

    That the last segment has only grown since, `refresh` has yet to prove.
    """
    made = index.made
    if (made.format, made.code, made.log, made.zone) != (FORMAT, code_version(), log.info.id, zone_version(log)):
        return "stale"
    now, last = segments_of(log, made), len(made.segments) - 1
    if now == made.segments:
        return "fresh" if log.head() == made.end.head else "stale"
    grown = len(now) > last and now[:last] == made.segments[:-1] and now[last].size >= made.segments[-1].size
    return "behind" if grown and (now[last].size, len(now)) != (made.segments[-1].size, last + 1) else "stale"


def segments_of(log: FileLog, made: Made | None = None) -> list[Segment]:
    """The segments as they are; of those not in ``made``, the first entry is not known (0)."""
    firsts = made.firsts if made else []
    stats = [(log.path / segment_name(number)).stat() for number in range(1, count_segments(log.path) + 1)]
    return [
        Segment(firsts[place] if place < len(firsts) else 0, stat.st_size, stat.st_mtime_ns)
        for place, stat in enumerate(stats)
    ]


@contextmanager
def made_aside(log: FileLog) -> Iterator[Path]:
    """A path at which to make an index; when it is whole it takes its place. Raises OSError, Unwritable, TimelineError.

    The folder of that path is there for the moment, for whatever else it takes to make one.
    """
    from tempfile import TemporaryDirectory  # not needed to ask

    _check_place(log)
    _clear_up(log)
    try:
        with TemporaryDirectory(prefix=f"{FILE}.", dir=log.path) as folder:
            aside = Path(folder) / FILE
            yield aside
            aside.replace(path_of(log))
    except OSError as error:
        if str(error.filename) in map(str, log.path.glob("*.jsonl")):
            raise  # it is the log that cannot be read
        raise Unwritable(error.strerror or str(error)) from error


def drop(log: FileLog) -> bool:
    """Remove the index of a log, and what is left of one that was not finished; was there any?

    Raises OSError, TimelineError.
    """
    from shutil import rmtree

    _check_place(log)
    files = [path for path in (path_of(log), log.path / f"{FILE}.wal") if path.is_file()]
    folders = [folder for folder in log.path.glob(f"{FILE}.*/") if _is_left(folder)]
    for path in files:
        path.unlink(missing_ok=True)
    for folder in folders:
        rmtree(folder)
    return bool(files or folders)


def _check_place(log: FileLog) -> None:
    """Refuse what stands where an index would, and is none. Raises TimelineError."""
    if path_of(log).is_dir():
        raise TimelineError(f"{path_of(log)} is a folder, and no index: give it another name")


def _clear_up(log: FileLog) -> None:
    """Remove what is left of indexes whose making was killed: nothing of it has changed for long."""
    from shutil import rmtree

    for folder in log.path.glob(f"{FILE}.*/"):
        with suppress(OSError):  # someone else does the same
            changed = max(path.stat().st_mtime for path in (folder, *folder.rglob("*")))
            if _is_left(folder) and time.time() - changed > _ABANDONED:
                rmtree(folder)


def _is_left(folder: Path) -> bool:
    """Tell by its name and what is in it whether a folder was made for an index, here or by DuckDB."""
    names = [path.name for path in folder.iterdir()]
    if folder.is_symlink():
        return False
    if folder.name == f"{FILE}.tmp":
        return all(name.startswith("duckdb_temp") for name in names)
    return bool(_ASIDE.fullmatch(folder.name)) and (not names or any(name.startswith(FILE) for name in names))


def made_of(log: FileLog, course: Course, found: Sequence[Segment]) -> Made:
    """What to note of an index that is made from a log so far; ``found`` are its segments before anything was read."""
    firsts = course.firsts
    segments = [
        replace(segment, first=firsts[place] if place < len(firsts) else course.end.seq + 1)
        for place, segment in enumerate(found)
    ]
    return Made(
        format=FORMAT,
        code=code_version(),
        log=log.info.id,
        zone=zone_version(log),
        end=course.end,
        segments=segments,
    )


def note(base: Connection, made: Made) -> None:
    """Write into an index what it was made from."""
    base.execute("DELETE FROM about")
    base.execute("INSERT INTO about VALUES ('made', ?)", [msgspec.json.encode(made).decode()])


def code_version() -> str:
    """What tells this code from any other that might make other rows."""
    digest = sha256(__version__.encode())
    for name in _DECIDE:
        path = _ENGINE / name
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return digest.hexdigest()


def zone_version(log: FileLog) -> str:
    """The time zone of a log, and what tells its rules from those before a government changed them."""
    name = log.info.zone
    for folder in TZPATH:
        with suppress(OSError):
            return f"{name} {sha256((Path(folder) / name).read_bytes()).hexdigest()}"
    from importlib.metadata import version

    return f"{name} {version('tzdata')}"
