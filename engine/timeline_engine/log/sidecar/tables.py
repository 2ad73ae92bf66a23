"""The tables of the sidecar: an SQLite file beside a log that tells where in it things stand, and nothing of its own.

It is never needed: whatever is wrong with it, it is made again from the log, or the log is read whole.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from msgspec import Struct, field

from ...dates.civil import DAY
from ...entries.subjects import Kind
from ..chain import Mark
from ..errors import Unusable
from ..port import LogInfo

VERSION = 1
"""Of the tables, and of the rules by which what they hold is made. Another one is made again."""

KINDS: dict[Kind, int] = {"event": 0, "issue": 1, "entry": 2}
"""What entries are filed under: an event, an issue, or an entry that is not before its correction."""

ROW = 32
"""Lines of the log in a row of ``lines``."""
HASH = 16
"""Bytes of a line's SHA-256 that are kept."""

FEW = 1024
"""Of a publisher so many entries are found; of one that has more, that it has."""
OTHER = 1 << 32
"""From here on are the keys of ids that do not begin with eight hex digits."""

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE segment (number INTEGER PRIMARY KEY, first INTEGER, size INTEGER);
CREATE TABLE lines (first INTEGER PRIMARY KEY, byte INTEGER, sizes BLOB, hashes BLOB);
CREATE TABLE ids (key INTEGER, seq INTEGER, PRIMARY KEY (key, seq)) WITHOUT ROWID;
CREATE TABLE about (kind INTEGER, name TEXT, first INTEGER, PRIMARY KEY (kind, name)) WITHOUT ROWID;
CREATE TABLE more (first INTEGER, seq INTEGER, PRIMARY KEY (first, seq)) WITHOUT ROWID;
CREATE TABLE dated (long INTEGER, day INTEGER, days INTEGER, seq INTEGER, PRIMARY KEY (long, day, days, seq))
    WITHOUT ROWID;
CREATE TABLE issue (number INTEGER PRIMARY KEY, name TEXT UNIQUE, first INTEGER);
CREATE TABLE line (issue INTEGER, day INTEGER, said BLOB, also BLOB, PRIMARY KEY (issue, day)) WITHOUT ROWID;
CREATE TABLE unit (number INTEGER PRIMARY KEY, name TEXT UNIQUE, count INTEGER);
CREATE TABLE publisher (number INTEGER PRIMARY KEY, name TEXT UNIQUE, count INTEGER);
CREATE TABLE given (publisher INTEGER, seq INTEGER, PRIMARY KEY (publisher, seq)) WITHOUT ROWID;
CREATE TABLE naming (issue INTEGER, seq INTEGER, PRIMARY KEY (issue, seq)) WITHOUT ROWID;
"""

_MARK = ("segment", "line", "byte", "seq", "hash", "recorded")
_BUSY_SECONDS = 5.0


def opened(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open a sidecar. Raises sqlite3.Error."""
    mode = "rwc" if create else "rw"
    found = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
    try:
        found.execute("PRAGMA cache_size = -8192")
        found.execute("PRAGMA journal_mode = MEMORY")  # what is stopped in the middle is made again, see `sealing`
    except BaseException:  # it is no database
        found.close()
        raise
    return found


def create(found: sqlite3.Connection, log: LogInfo) -> None:
    """Make the tables of a new sidecar of a log."""
    found.executescript(_TABLES)
    found.executemany("INSERT INTO meta VALUES (?, ?)", _of_log(log).items())
    write_mark(found, Mark())


@contextmanager
def transaction(found: sqlite3.Connection, how: str = "IMMEDIATE") -> Iterator[None]:
    """All of a block or nothing of it."""
    found.execute(f"BEGIN {how}")
    try:
        yield
        found.execute("COMMIT")
    except BaseException:
        found.rollback()
        raise


def _of_log(log: LogInfo) -> dict[str, object]:
    """What a sidecar of another version or log has otherwise; the days of entries are those of the log's zone."""
    return {"version": VERSION, "log": log.id, "zone": log.zone}


def read_mark(found: sqlite3.Connection, log: LogInfo) -> Mark:
    """How far into the log a sidecar goes. Raises Unusable, sqlite3.Error."""
    meta = dict(found.execute("SELECT name, value FROM meta").fetchall())
    if any(meta.get(name) != value for name, value in _of_log(log).items()):
        raise Unusable("it is of another version, of another log, or of another time zone")
    return Mark(**{name: meta[name] for name in _MARK})


def write_mark(found: sqlite3.Connection, mark: Mark) -> None:
    """Say how far into the log a sidecar goes."""
    rows = [(name, getattr(mark, name)) for name in _MARK]
    found.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)


_FAR = 1 << 40  # days: the past and the future that are open are further than numbers of SQLite go
LENGTHS = (8, 64, 512, 2 * _FAR)
"""How long a date may be, in days: long ones that reach into a stretch of time began further back."""

_FILE = {
    "ids": "INSERT INTO ids VALUES (?, ?)",
    "naming": "INSERT INTO naming VALUES (?, ?)",
    "given": "INSERT INTO given VALUES (?, ?)",
    "dated": "INSERT INTO dated VALUES (?, ?, ?, ?)",
    "units": "INSERT INTO unit (name, count) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET count = count + 1",
}
_MORE = "INSERT INTO more SELECT first, ? FROM about WHERE kind = ? AND name = ? AND first < ?"


class Filed(Struct, gc=False):
    """What is to be put into the tables of some entries in a row."""

    ids: list[tuple[int, int]] = field(default_factory=list)
    about: list[tuple[int, str, int]] = field(default_factory=list)
    naming: list[tuple[int, int]] = field(default_factory=list)
    given: list[tuple[int, int]] = field(default_factory=list)
    dated: list[tuple[int, int, int, int]] = field(default_factory=list)
    units: list[tuple[str]] = field(default_factory=list)

    def put(self, found: sqlite3.Connection) -> None:
        """Put it there, but for what entries are about."""
        for table, insert in _FILE.items():
            found.executemany(insert, getattr(self, table))


def publisher_name(publisher: str | None) -> str:
    """How a publisher is called in the tables; None: who gives none."""
    return "" if publisher is None else f"by {publisher}"


def put_about(found: sqlite3.Connection, about: Sequence[tuple[int, str, int]]) -> None:
    """Put what entries are about into the tables, in the order of the entries."""
    found.executemany("INSERT OR IGNORE INTO about VALUES (?, ?, ?)", about)
    found.executemany(_MORE, [(seq, kind, name, seq) for kind, name, seq in about])


def gather_about(found: sqlite3.Connection) -> None:
    """Make a temporary table for what entries are about, in any order."""
    found.execute("CREATE TEMP TABLE told (kind INTEGER, name TEXT, seq INTEGER)")


def gathered_about(found: sqlite3.Connection) -> None:
    """Put what was gathered there into the tables, all at once."""
    found.execute("CREATE TEMP TABLE ordered AS SELECT kind, name, seq FROM told ORDER BY kind, name, seq")
    found.execute("DROP TABLE told")
    found.execute("INSERT INTO about SELECT kind, name, min(seq) FROM ordered GROUP BY kind, name")
    firsts = "SELECT min(seq) OVER (PARTITION BY kind, name) AS first, seq FROM ordered"
    found.execute(f"INSERT INTO more SELECT first, seq FROM ({firsts}) WHERE seq > first ORDER BY first, seq")
    found.execute("DROP TABLE ordered")


def day_of(instant: int) -> int:
    """The number of the day of an instant; of one that is very far, of another that is."""
    return max(-_FAR, min(instant // DAY, _FAR))


_HEX = set("0123456789abcdef")


def key_of(entry_id: str) -> int:
    """The number under which the id of an entry stands; several may have it. Ids of ours are ordered by theirs."""
    beginning = entry_id[:8]
    if len(beginning) == 8 and set(beginning) <= _HEX:
        return int(beginning, 16)
    return OTHER + crc32(entry_id.encode("utf-8", "surrogatepass"))


def keys_from(text: str) -> tuple[int, int] | None:
    """The first and last number of ids that begin with a text of hex digits; None where that is none."""
    digits = text[:8]
    if not digits or not set(digits) <= _HEX:
        return None
    return int(digits.ljust(8, "0"), 16), int(digits.ljust(8, "f"), 16)
