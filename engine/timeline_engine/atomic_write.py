"""Writing a file so that it is there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_aside(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its place when it is whole; a failure leaves the old file as it was.

    What is no regular file, like a device or a pipe, is written to as it is. Raises OSError naming the path.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as out:
                yield out
        else:
            yield from _aside(Path(os.path.realpath(path)))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _aside(path: Path) -> Iterator[BinaryIO]:
    handle, aside = tempfile.mkstemp(prefix=f".{path.name}."[:100], dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())  # or after a power cut there may be a file without its bytes, and not the old one
        Path(aside).chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_mask())
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _mask() -> int:
    """The permissions that this process withholds from new files; reading it takes setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
