"""One writer at a time, among the threads of a process and among processes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import TIMEOUT_MAX, Lock, get_ident
from time import monotonic
from typing import Protocol
from weakref import WeakSet

from .disk import unwritable
from .errors import LogBusy


class _ProcessLock(Protocol):
    def acquire(self, timeout: float) -> object: ...
    def release(self) -> object: ...


class WriterLock:
    """Makes a thread the only writer of the log in a folder, as often within itself as it likes.

    Entering raises LogBusy if another writer still holds the lock after ``timeout`` seconds, LogError if the
    folder cannot be written to.
    """

    def __init__(self, folder: Path, timeout: float) -> None:
        self._folder = folder
        self._timeout = max(0.0, min(timeout, TIMEOUT_MAX))
        self.start_afresh()
        _LOCKS.add(self)

    def start_afresh(self) -> None:
        """Hold nothing: a process that was forked shares open files with its parent, but must not share locks."""
        self._threads = Lock()
        self._processes: _ProcessLock | None = None
        self._owner: int | None = None
        self._depth = 0

    def close(self) -> None:
        """Keep no file open, unless it is held: who takes it again opens one."""
        if not self.is_held and self._threads.acquire(blocking=False):
            self._processes = None
            self._threads.release()

    @property
    def is_held(self) -> bool:
        """Whether this thread holds the lock."""
        return self._owner == get_ident()

    @contextmanager
    def at_once(self, patience: float = 0.0) -> Iterator[None]:
        """The same for who does not wait, or only so many seconds: raises LogBusy if another writer holds the lock."""
        if not self.is_held:
            self._acquire(patience)
        self._depth += 1
        try:
            yield
        finally:
            self.__exit__()

    def __enter__(self) -> None:
        if not self.is_held:
            self._acquire(self._timeout)
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        if not self.is_held:
            return  # forked within the block: it is the parent's
        self._depth -= 1
        if self._depth == 0:
            self._owner = None
            self._release()

    def _acquire(self, timeout: float) -> None:
        until = monotonic() + timeout
        if not self._threads.acquire(timeout=timeout):
            raise self._busy()
        try:
            self._processes = self._processes or _process_lock(self._folder / ".lock")
            self._processes.acquire(max(until - monotonic(), 0))
            self._owner = get_ident()
        except BaseException as error:  # an interrupt may come after it was taken
            self._owner = None
            self._release()
            if isinstance(error, TimeoutError):
                raise self._busy() from error
            if isinstance(error, OSError):
                raise unwritable(self._folder / ".lock", error) from error
            raise

    def _release(self) -> None:
        try:
            if self._processes:
                self._processes.release()
        finally:
            self._threads.release()

    def _busy(self) -> LogBusy:
        return LogBusy(
            f"another process is writing to the log at {self._folder}, and was after {self._timeout:g} s still; "
            "try again"
        )


def _process_lock(path: Path) -> _ProcessLock:
    try:
        from .flock import FileLock
    except ImportError:  # Windows has no flock
        from filelock import FileLock as OtherLock  # takes longer to import than a small log to read

        return OtherLock(path, poll_interval=0.005)
    return FileLock(path)


_LOCKS: WeakSet[WriterLock] = WeakSet()


def _start_afresh() -> None:
    for lock in _LOCKS:
        lock.start_afresh()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_start_afresh)
