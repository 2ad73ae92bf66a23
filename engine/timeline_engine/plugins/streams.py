"""Paths and streams as a caller gives them, looked at before a plugin works with them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOBase
from os import PathLike
from pathlib import Path
from typing import BinaryIO, cast

from ..atomic_write import written_aside
from ..errors import TimelineError, shortened
from ..log.folder import log_of


@contextmanager
def writing(out: BinaryIO | str | PathLike[str]) -> Iterator[BinaryIO]:
    """The stream to write to: the caller's, or of a file that takes its place at the path when it is whole.

    Raises TimelineError for what takes no bytes and for a file of a log, which only appending changes; OSError naming
    the path.
    """
    if isinstance(out, str | PathLike):
        if log_of(Path(out)):
            raise TimelineError(f"{out} is part of a log, which would be lost: write to another file")
        with written_aside(Path(out)) as file:
            yield file
    else:
        _try(out, lambda: out.write(b""), "an export is bytes, and this file takes text", "wb")
        yield out


@contextmanager
def reading(data: BinaryIO | str | PathLike[str]) -> Iterator[BinaryIO]:
    """The stream to read: the caller's, or of the file at the path. Raises TimelineError for what gives no bytes."""
    if isinstance(data, str | PathLike):
        with Path(data).open("rb") as file:
            yield file
    else:
        _try(data, lambda: b"" + data.read(0), "rows are read from bytes, and this file gives text", "rb")
        yield data


class _Text(TextIOBase):
    """A stream of text that is written as UTF-8, as it stands; unlike a TextIOWrapper, it never closes the other."""

    encoding = "utf-8"

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"a text is to be written, and {shortened(text)} is none")
        self._out.write(text.encode())
        return len(text)


def for_plugin(plugin: object, out: BinaryIO) -> BinaryIO:
    """What a plugin writes to: the stream, or one of text if it says that it writes such (`TextExporter`)."""
    return cast("BinaryIO", _Text(out)) if getattr(plugin, "text", False) else out


def _try(stream: object, use: Callable[[], object], text: str, mode: str) -> None:
    """Ask a stream for nothing, which only a binary one that is open for it can do. Raises TimelineError."""
    try:
        use()
    except AttributeError:
        wanted = f"give a path, or a file that is open in binary, with mode {mode!r}"
        raise TimelineError(f"{shortened(stream)} is neither a path nor a stream of bytes: {wanted}") from None
    except TypeError:
        raise TimelineError(f"{text}: open it in binary, with mode {mode!r}, or give its .buffer") from None
    except ValueError as error:  # closed, or open for the other direction
        raise TimelineError(f"{shortened(stream)} cannot be used: {error}") from None
