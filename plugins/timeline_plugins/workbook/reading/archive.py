"""The ZIP archive that a workbook is: no part of it is unpacked that is larger than it may be.

A part gives no more bytes than the directory of the archive says (zipfile sees to that), so that is asked first. What
is made of a part grows with its elements, too, so they are counted before a library sees them.
"""

import re
from abc import ABC, abstractmethod
from typing import IO, Any, BinaryIO, Self
from zipfile import ZipFile, ZipInfo

from ...limits import Limits

_ROW = re.compile(rb"<(?:[\w.-]+:)?(?:table-)?row[\s>/]")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c\s[^<>]*?\br=[\"']([A-Z]+[0-9]+)[\"']")
_TEXT = re.compile(rb"<(?:[\w.-]+:)?si[\s>/]")
_SMALL = 1_000_000  # bytes to which a part may be unpacked, however well it was packed
TEXT_TAKES = 100  # bytes of memory, besides its characters
_LONGEST_TAG = 300


class Archive(ZipFile):
    """A part read whole is held whole; one read as it comes is a sheet, or the texts of all sheets."""

    def __init__(self, file: BinaryIO, name: str, limits: Limits) -> None:
        super().__init__(file)
        self._name = name
        self._limits = limits

    def read(self, name: str | ZipInfo, pwd: bytes | None = None) -> bytes:
        """A whole part. Raises TimelineError if it is too large."""
        at = self._checked(name, "part")
        with super().open(name, "r", pwd) as part:
            found = part.read()
        if found.count(b"<") > 2 * self._limits.elements:
            raise self._limits.passed(at, "elements", "too many elements in one part")
        return found

    def open(self, name: Any, mode: Any = "r", pwd: bytes | None = None, *, force_zip64: bool = False) -> Any:
        """A part as it comes. Raises TimelineError if it is too large or, later, what is read of it is."""
        of_texts = "sharedstrings" in str(getattr(name, "filename", name)).lower()
        at = self._checked(name, "texts" if of_texts else "sheet")
        part = super().open(name, mode, pwd, force_zip64=force_zip64)
        if at.endswith(".bin"):  # no XML: its records are looked at by who reads them
            return part
        return _Texts(part, at, self._limits) if of_texts else _Sheet(part, at, self._limits)

    def _checked(self, name: str | ZipInfo, limit: str) -> str:
        """The place of a part that is not too large. Raises TimelineError for one that is."""
        info = name if isinstance(name, ZipInfo) else self.getinfo(name)
        at, size = f"{self._name}:{info.filename}", info.file_size
        times = size // max(info.compress_size, 1)
        if size > getattr(self._limits, limit):
            raise self._limits.passed(at, limit, f"{size:,} bytes, unpacked")
        if size > _SMALL and times > self._limits.ratio:
            raise self._limits.passed(at, "ratio", f"{times:,} times as large as packed")
        return at


class _Watched(ABC):
    """A part as it comes, looked at before it is handed on."""

    def __init__(self, part: IO[bytes], at: str, limits: Limits) -> None:
        self._part = part
        self._at = at
        self._limits = limits
        self._before = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises TimelineError if they are too much."""
        chunk = self._part.read(self._limits.part + 1 if size < 0 else size)
        self._look(self._before + chunk, len(self._before))
        self._before = chunk[-_LONGEST_TAG:]
        return chunk

    @abstractmethod
    def _look(self, seen: bytes, new: int) -> None:
        """Look at bytes, of which those from a place on are new."""

    def close(self) -> None:
        self._part.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Sheet(_Watched):
    """A sheet: what stands from one row to the next is held at once."""

    _size = 0
    _elements = 0
    _cells = b""

    def _look(self, seen: bytes, new: int) -> None:
        row = max((found.start() for found in _ROW.finditer(seen)), default=None)
        since = new if row is None else max(row, new)
        self._size = (self._size if row is None else 0) + len(seen) - since
        self._elements = (self._elements if row is None else 0) + seen.count(b"<", since)
        self._cells = seen if b" r=" in seen else self._cells
        if self._size > self._limits.part:
            raise self._limits.passed(self._at, "part", f"too many bytes in one row{self._where()}")
        if self._elements > 2 * self._limits.elements:
            raise self._limits.passed(self._at, "elements", f"too many elements in one row{self._where()}")

    def _where(self) -> str:
        found = _CELL.findall(self._cells)
        return f" near cell {found[-1].decode()}" if found else ""


class _Texts(_Watched):
    """The texts of all sheets, of which a list is made."""

    _taken = 0
    _texts = 0

    def _look(self, seen: bytes, new: int) -> None:
        self._texts += sum(found.end() > new for found in _TEXT.finditer(seen))
        self._taken += len(seen) - new
        if self._taken + TEXT_TAKES * self._texts > self._limits.texts:
            raise self._limits.passed(self._at, "texts", f"too many texts: {self._texts:,} so far")
