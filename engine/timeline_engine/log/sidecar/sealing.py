"""The seal of a sidecar: it names its own time of change, which it loses when anybody else writes to it.

SQLite keeps no check sums: without it a changed byte could make something in the log not be found.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time

from ..errors import Unusable
from .tables import transaction

_BACK = 3600  # seconds: no write of another sets the time so far back
_COARSE = 2  # seconds: every file system keeps times as exact as that
_SEALED = "sealed"


@contextmanager
def sealing(found: sqlite3.Connection, path: Path, *, new: bool = False) -> Iterator[None]:
    """Write all of a block or nothing of it, and seal that. Raises Unusable unless what is there is sealed, or new.

    Readers go on until it is committed, as nothing is written before. Raises sqlite3.Error, OSError.
    """
    seconds = int(time()) // _COARSE * _COARSE - _BACK
    if not new:
        found.execute("PRAGMA cache_spill = OFF")
    with transaction(found):
        if not new:
            check_seal(found, path)
        yield
        found.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_SEALED, seconds * 10**9))
        if not new:
            _unseal(path)
    os.utime(path, ns=(seconds * 10**9, seconds * 10**9))


def _unseal(path: Path) -> None:
    """Before anything is written the seal is broken, on disk: whatever stops it then, what is there is not believed."""
    with path.open("r+b") as file:
        os.utime(path)
        os.fsync(file.fileno())


def check_seal(found: sqlite3.Connection, path: Path) -> None:
    """Raises Unusable if anybody else has written to a sidecar, sqlite3.Error, OSError."""
    row = found.execute("SELECT value FROM meta WHERE name = ?", (_SEALED,)).fetchone()
    if row != (path.stat().st_mtime_ns,):
        raise Unusable("somebody else has written to it, or whoever did was stopped")
