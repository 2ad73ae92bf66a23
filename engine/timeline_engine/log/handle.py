"""An open file that is kept from one use to the next, as long as it is the one at its path."""

import os
from pathlib import Path
from weakref import finalize

_BINARY = getattr(os, "O_BINARY", 0)  # Windows
_PREADS = hasattr(os, "pread")  # not there


class Handle:
    """A file, open until nobody refers to this any more. Raises OSError."""

    def __init__(self, path: Path, flags: int) -> None:
        self.path: Path = path
        self._name = os.fspath(path)
        self.number: int = os.open(path, flags | _BINARY, 0o666)
        finalize(self, os.close, self.number)
        self._identity = identity(os.fstat(self.number))

    def size(self) -> int | None:
        """How large the file is; None if it is no longer the one at its path."""
        try:
            found = os.stat(self._name)  # noqa: PTH116 - a Path takes longer
        except OSError:
            return None
        return found.st_size if identity(found) == self._identity else None

    def read(self, byte: int, size: int) -> bytes:
        """Read from a place. Raises OSError."""
        if _PREADS:
            return os.pread(self.number, size, byte)
        os.lseek(self.number, byte, os.SEEK_SET)
        return os.read(self.number, size)


def identity(found: os.stat_result) -> tuple[int, int]:
    """What no other file has as long as this one is open."""
    return found.st_dev, found.st_ino
