"""What makes writing safe: on disk before acknowledged, and no trace of what failed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import LogError
from .handle import Handle

NOTHING_RECORDED = "nothing was recorded"


def unwritable(path: Path, error: OSError, so: str = NOTHING_RECORDED) -> LogError:
    """The error that a file cannot be written to, and ``so`` what was not done."""
    return LogError(f"cannot write to {path}: {error.strerror or error}; {so}")


def _doubtful(path: Path, error: OSError) -> LogError:
    """The error that writing failed, and that taking back what had been written did, too."""
    return LogError(
        f"cannot write to {path}: {error.strerror or error}; nor is what was written cut off again for sure, so it "
        "may have been recorded: find out why the disk fails; before you try again, ask `timeline verify`, and look "
        "with `timeline events`"
    )


@contextmanager
def _writing(path: Path, so: str = NOTHING_RECORDED) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(path, error, so) from error


def open_segment(path: Path) -> Handle:
    """Open a segment to be appended to, a new one if there is none. Raises LogError."""
    with _writing(path):
        return Handle(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)


def append_durably(file: Handle, data: bytes, size: int) -> None:
    """Append to a segment of ``size`` bytes (0: it may be new), to be there after a power cut.

    Raises LogError if that fails; the file is then cut back to ``size`` or, where that fails too, the error says so.
    """
    try:
        _write(file.number, data)
        os.fsync(file.number)
        if size == 0:
            sync_folder(file.path.parent)
    except BaseException as error:
        told = unwritable if _cut_back(file.number, size) else _doubtful
        if isinstance(error, OSError):
            raise told(file.path, error) from error
        raise


def _cut_back(handle: int, size: int) -> bool:
    """Cut off what was appended, if that can be done; what cannot be cut off now is for the next writer to find."""
    try:
        os.ftruncate(handle, size)
        os.fsync(handle)
    except OSError:
        return False
    return True


def _write(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:  # one write, unless the system takes less
        rest = rest[os.write(handle, rest) :]


def set_aside(path: Path, byte: int, so: str = NOTHING_RECORDED) -> Path:
    """Move what a file holds from ``byte`` on into another, whose path is returned. Raises LogError."""
    aside = path.with_name(f"{path.name}.{byte}.torn")
    with _writing(path, so), path.open("r+b") as file, aside.open("ab") as kept:
        file.seek(byte)
        kept.write(file.read())
        kept.flush()
        os.fsync(kept.fileno())
        sync_folder(path.parent)
        file.truncate(byte)
        os.fsync(file.fileno())
    return aside


def create_durably(path: Path, data: bytes, so: str) -> None:
    """Write a file so that it is there whole or not at all. Raises LogError, see `unwritable`."""
    draft = path.with_name(path.name + ".new")
    with _writing(path, so):
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise LogError(
            f"{path} is written, but may be gone after a power cut: {error.strerror or error}; find out why the disk "
            "fails"
        ) from error


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, to be there after a power cut. Raises OSError."""
    missing = [above for above in folder.parents if not above.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in (folder, *missing):  # the folder also where it is there: who made it may not have come this far
        with suppress(PermissionError):  # who may not list a folder cannot sync it
            sync_folder(made.parent)


def sync_folder(folder: Path) -> None:
    """Make the names of new files in a folder durable."""
    if os.name == "nt":
        return  # Windows can neither open a folder nor needs to
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
