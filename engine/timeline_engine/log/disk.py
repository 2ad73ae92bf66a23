"""What makes writing safe: one writer at a time, on disk before acknowledged, no trace of what failed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import LogBusy, LogError

if TYPE_CHECKING:
    from filelock import FileLock

_POLL = 0.005  # seconds: little beside a few fsyncs, so that many writers take turns


class WriterLock:
    """Makes a thread the only writer of the log in a folder, as often within itself as it likes."""

    def __init__(self, folder: Path, timeout: float) -> None:
        self._folder = folder
        self._timeout = timeout

    @cached_property
    def _lock(self) -> "FileLock":
        from filelock import FileLock  # takes longer to import than a small log to read

        return FileLock(self._folder / ".lock", timeout=self._timeout, poll_interval=_POLL)

    @property
    def is_held(self) -> bool:
        """Whether this thread holds the lock."""
        return "_lock" in self.__dict__ and self._lock.is_locked

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock.

        Raises:
            LogBusy: another writer still holds it after ``timeout`` seconds.
            LogError: the folder cannot be written to.
        """
        try:
            with _writing(self._folder / ".lock"):
                self._lock.acquire()
        except TimeoutError as error:
            raise LogBusy(
                f"another process is writing to the log at {self._folder}, and was after {self._timeout:g} s still; "
                "try again"
            ) from error
        try:
            yield
        finally:
            self._lock.release()


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except TimeoutError:
        raise
    except OSError as error:
        raise LogError(f"cannot write to {path}: {error.strerror or error}; nothing was recorded") from error


def append_durably(path: Path, data: bytes, size: int) -> None:
    """Append to a file of ``size`` bytes (0: it may not exist yet), to be there after a power cut.

    Raises LogError if that fails; the file is then cut back to ``size``.
    """
    with _writing(path), path.open("ab", buffering=0) as file:
        try:
            _write(file, data)
            os.fsync(file.fileno())
            if size == 0:
                sync_folder(path.parent)
        except BaseException:
            with suppress(OSError):  # what cannot be cut off now is for the next writer to find
                file.truncate(size)
                os.fsync(file.fileno())
            raise


def _write(file: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:  # one write, unless the system takes less
        rest = rest[file.write(rest) :]


def set_aside(path: Path, byte: int) -> Path:
    """Move what a file holds from ``byte`` on into another, whose path is returned. Raises LogError."""
    aside = path.with_name(f"{path.name}.{byte}.torn")
    with _writing(path), path.open("r+b") as file, aside.open("ab") as kept:
        file.seek(byte)
        kept.write(file.read())
        kept.flush()
        os.fsync(kept.fileno())
        sync_folder(path.parent)
        file.truncate(byte)
        os.fsync(file.fileno())
    return aside


def create_durably(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all. Raises LogError."""
    draft = path.with_name(path.name + ".new")
    with _writing(path):
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names of new files in a folder durable."""
    if os.name == "nt":
        return  # Windows can neither open a folder nor needs to
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
