"""The file of a workbook: openpyxl's parts, and within them what it did not write, the rows and links of the sheets."""

import re
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from posixpath import relpath
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import Factory, define
from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

NEVER = datetime(1980, 1, 1)
"""The first moment that a zip archive knows."""

_UNIX = 3
_UNPREFIXED = re.compile(rb"<(/?)([A-Za-z]+)(?=[\s/>])")
_FROM_ROOT = re.compile(rb'Target="/([^"]*)"')


@define
class Inserts:
    """What is to stand in the parts of a workbook before a marker: kept in files, however much it is.

    Close it, by ``with``, when the workbook is saved.
    """

    _by_part: dict[str, list[tuple[bytes, IO[bytes]]]] = Factory(dict)
    _files: ExitStack = Factory(ExitStack)

    def __enter__(self) -> "Inserts":
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def before(self, part: str, marker: bytes) -> IO[bytes]:
        """A file to write what stands in a part before the first such marker, behind what was asked for earlier."""
        source = self._files.enter_context(TemporaryFile())  # noqa: SIM115
        self._by_part.setdefault(part, []).append((marker, source))
        return source

    def pieces(self, part: str, data: bytes) -> Sequence[IO[bytes]]:
        """A part with all that is to stand in it, in order."""
        found: list[IO[bytes]] = []
        for marker, source in self._by_part.get(part, ()):
            at = data.index(marker)
            found += (BytesIO(data[:at]), source)
            data = data[at:]
        return [*found, BytesIO(data)]


def save(book: Workbook, inserts: Inserts, out: BinaryIO) -> None:
    """Write the finished workbook at once: nothing half done reaches ``out``, which need not be seekable."""
    with TemporaryFile() as whole:
        with _Archive(whole, "w", ZIP_DEFLATED) as archive:
            archive.inserts = inserts
            ExcelWriter(book, archive).write_data()  # Workbook.save would put in the time of now
        whole.seek(0)
        shutil.copyfileobj(whole, out)


class _Archive(ZipFile):
    """A zip archive in which every file has the same time and owner, and its inserts."""

    inserts = Inserts()

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        name, whole = str(zinfo_or_arcname), data.encode() if isinstance(data, str) else data
        if name.endswith(".rels"):
            whole = _relative(name, whole)
        elif name.startswith("xl/drawings/"):
            whole = _prefixed(whole)
        pieces = self.inserts.pieces(name, whole)
        entry = _entry(name)
        entry.file_size = sum(piece.seek(0, 2) for piece in pieces)  # over 2 GiB needs the zip64 form from the start
        with self.open(entry, "w") as target:
            for piece in pieces:
                piece.seek(0)
                shutil.copyfileobj(piece, target)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(str(arcname or filename), Path(filename).read_bytes())  # a sheet without its rows: not large


def _relative(name: str, relationships: bytes) -> bytes:
    """Relationships (ECMA-376 part 2, 6.5.3) as Excel writes them, from where they are: openpyxl writes them from the
    root, which is as valid, but not every reader follows.
    """
    folder = PurePosixPath(name).parent.parent
    return _FROM_ROOT.sub(lambda found: f'Target="{relpath(found[1].decode(), folder)}"'.encode(), relationships)


def _prefixed(drawing: bytes) -> bytes:
    """A drawing (ECMA-376 part 1, 20.5) with the prefix that Excel gives its elements: ExcelJS knows no others."""
    return _UNPREFIXED.sub(rb"<\1xdr:\2", drawing).replace(b" xmlns=", b" xmlns:xdr=", 1)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, NEVER.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = _UNIX
    return entry
