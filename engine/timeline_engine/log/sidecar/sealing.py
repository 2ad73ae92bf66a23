"""The seal of a sidecar: it names its own time of change, which it loses when anybody else writes to it.

SQLite keeps no check sums: without it a changed byte could make something in the log not be found.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep, time
from typing import TypeVar

from ..disk import sync_folder
from ..errors import Unusable
from ..handle import identity
from ..keeping import WRITING
from .tables import transaction

_BACK = 3600  # seconds: no write of another sets the time so far back
_COARSE = 2  # seconds: every file system keeps times as exact as that
_SEALED = "sealed"
_PATIENCE = 2.0  # seconds: between two changes of who writes pass milliseconds; who was killed seals nothing
_PAUSE = 0.002

T = TypeVar("T")


class Seal:
    """Of a sidecar that is about to be opened. What is read of it holds if it is whole afterwards.

    A file that was put in the place of the one that was opened breaks it, too: nobody writes to that any more, but
    whoever did last may have been stopped. Raises Unusable, sqlite3.Error, OSError.
    """

    def __init__(self, path: Path) -> None:
        self._name = os.fspath(path)
        self._identity = identity(os.stat(self._name))  # noqa: PTH116 - a Path takes longer
        self._time = -1

    def check(self, found: sqlite3.Connection) -> None:
        """Raise Unusable if anybody else has written to it, or is writing."""
        there = os.stat(self._name)  # noqa: PTH116
        if identity(there) != self._identity:
            raise Unusable("another has its place")
        if there.st_mtime_ns != self._time:
            if _sealed(found) != there.st_mtime_ns:
                raise Unusable("somebody else has written to it, or whoever did was stopped")
            self._time = there.st_mtime_ns

    def surely(self, found: sqlite3.Connection, read: Callable[[], T]) -> T:
        """What is read while nobody writes; who is writing is waited for."""
        until = monotonic() + _PATIENCE
        while True:
            try:
                return self._checked(found, read)
            except Unusable:
                if monotonic() > until:
                    raise
                sleep(_PAUSE)

    def _checked(self, found: sqlite3.Connection, read: Callable[[], T]) -> T:
        try:
            return read()
        finally:  # also if it failed: half of what is written may be no database
            self.check(found)

    @contextmanager
    def reading(self, found: sqlite3.Connection) -> Iterator[None]:
        """See what there is now and no other, whoever writes meanwhile."""
        self.surely(found, lambda: _begin(found, self))
        try:
            yield
        finally:
            found.rollback()


def _sealed(found: sqlite3.Connection) -> object:
    try:
        row = found.execute("SELECT value FROM meta WHERE name = ?", (_SEALED,)).fetchone()
    except sqlite3.Error as error:
        raise Unusable(str(error)) from error
    return row[0] if row else None


def _begin(found: sqlite3.Connection, seal: Seal) -> None:
    """Begin to read. Who is about to write waits for that to end, so nothing is held while he is waited for."""
    found.execute("BEGIN DEFERRED")
    try:
        found.execute("SELECT 1 FROM meta").fetchone()
        seal.check(found)
    except BaseException:
        found.rollback()
        raise


@contextmanager
def sealing(found: sqlite3.Connection, path: Path, seal: Seal | None) -> Iterator[None]:
    """Write all of a block or nothing of it, and seal that. Raises Unusable unless what is there is sealed.

    ``seal``: of what is there; None: it is new. Readers go on until it is committed, as nothing is written before.
    Raises sqlite3.Error, OSError.
    """
    seconds = int(time()) // _COARSE * _COARSE - _BACK
    if seal:
        found.execute("PRAGMA cache_spill = OFF")
    with transaction(found):
        if seal:
            seal.check(found)
        yield
        found.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_SEALED, seconds * 10**9))
        if seal:
            _break(path)
    os.utime(path, ns=(seconds * 10**9, seconds * 10**9))
    if seal:
        path.with_name(WRITING).unlink(missing_ok=True)


def _break(path: Path) -> None:
    """Before anything is written the seal is broken, on disk: whatever stops it then, what is there is not believed.

    A file beside it says so on disk: to open and close that of the database would let go the locks of this process.
    """
    path.with_name(WRITING).touch()
    sync_folder(path.parent)
    os.utime(path)
