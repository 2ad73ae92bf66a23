"""One process at a time: `flock`, as the filelock library takes it, on a file that stays open. Not on Windows."""

import fcntl
import os
from pathlib import Path
from time import monotonic, sleep

from .handle import Handle

_POLL = 0.005  # seconds: little beside a few fsyncs, so that many writers take turns


class FileLock:
    """A lock on a file, which excludes whoever else takes `flock` on it, in this process too."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: Handle | None = None

    def acquire(self, timeout: float) -> None:
        """Wait for the lock so many seconds. Raises TimeoutError, OSError."""
        if self._taken():
            return
        until = monotonic() + timeout
        while not self._taken():
            if monotonic() >= until:
                raise TimeoutError
            sleep(_POLL)

    def release(self) -> None:
        """Let others have it."""
        if self._handle:
            fcntl.flock(self._handle.number, fcntl.LOCK_UN)

    def _taken(self) -> bool:
        handle = self._handle or Handle(self._path, os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(handle.number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # which of the two is up to the file system
            return False
        # Another file of that name, if someone removed this one, is what others would lock.
        self._handle = handle if handle.size() is not None else None
        return self._handle is not None
