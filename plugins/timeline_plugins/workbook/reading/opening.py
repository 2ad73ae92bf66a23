"""Opens a workbook that somebody sends, as a stream; or says in one sentence why it cannot be read."""

import shutil
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from zipfile import is_zipfile

from attrs import frozen
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.reader.excel import ExcelReader

from timeline_engine.errors import TimelineError

from ...limits import Limits
from .archive import Archive
from .sheet_parts import LAST_ROW, Around, read_around

Cells = Sequence[ReadOnlyCell | EmptyCell]

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of old Office files, and of every encrypted one
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AGAIN = "open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and import that"
_BATCH = 200


@frozen
class OpenSheet:
    """A sheet of an open workbook."""

    title: str
    visible: bool
    _name: str
    _sheet: Any  # a ReadOnlyWorksheet, the half of whose attributes its type stubs do not know
    _archive: Archive

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The sheet's rows with their numbers, a few in memory at a time; cells at the end of a row may be missing."""
        self._sheet.reset_dimensions()  # programs write wrong ones, and what is outside them would not be read
        rows = enumerate(self._sheet.iter_rows(min_row=1, min_col=1), 1)
        while batch := self._batch(rows):
            if batch[-1][0] > LAST_ROW:  # a row may have any number, and those before it are made
                raise TimelineError(f"{self._name}:{self.title}: a row below row {LAST_ROW:,}, and no sheet has more")
            yield from batch

    def around(self) -> Around:
        """What a stream of rows does not tell: merged cells, links, and formulas that have no value."""
        with _readable(self._name):
            return read_around(self._archive, self._sheet._worksheet_path)

    def _batch(self, rows: Iterator[tuple[int, Cells]]) -> list[tuple[int, Cells]]:
        with _readable(self._name):
            return list(islice(rows, _BATCH))


@frozen
class OpenBook:
    """An open workbook: its sheets of cells, in order."""

    name: str
    sheets: Sequence[OpenSheet]


@contextmanager
def opened(data: BinaryIO, name: str, limits: Limits) -> Iterator[OpenBook]:
    """Open the workbook of a file called ``name``. Raises TimelineError, also for what is over the limits."""
    with _seekable(data) as file:
        _check_kind(file, name, limits)
        with _readable(name):
            archive = Archive(file, name, limits)
            reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
            reader.archive = archive  # for its own looks at no size
            reader.read()
            book = reader.wb
        try:
            yield OpenBook(
                name,
                [
                    OpenSheet(sheet.title, sheet.sheet_state == "visible", name, sheet, archive)
                    for sheet in book.worksheets
                ],
            )
        finally:
            book.close()


@contextmanager
def _seekable(data: BinaryIO) -> Iterator[BinaryIO]:
    """The same bytes where one can go back, as the contents of an archive stand at its end."""
    if data.seekable():
        yield data
        return
    with TemporaryFile() as file:
        shutil.copyfileobj(data, file)
        file.seek(0)
        yield file


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Openpyxl fails on a damaged file in many ways, and warns of what does not matter here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (TimelineError, MemoryError):
            raise
        except Exception as error:
            raise TimelineError(f"{name}: the workbook is damaged ({_reason(error)}): {_SAVE_AGAIN}") from error


def _reason(error: Exception) -> str:
    if isinstance(error, ValueError) and "integer string conversion" in str(error):
        return "a number of over 4,300 digits"
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def _check_kind(file: BinaryIO, name: str, limits: Limits) -> None:
    """Refuse what people take for a workbook: the formats of other programs, and locked files."""
    begin = file.read(len(_OLE))
    file.seek(0)
    if begin == _OLE:
        locked = _ENCRYPTED in file.read()
        what = "has a password: remove it" if locked else "is in the old format of Excel (.xls)"
        raise TimelineError(f"{name}: the workbook {what}: {_SAVE_AGAIN}")
    if not is_zipfile(file):
        raise TimelineError(f"{name}: this is no Excel workbook, or a damaged one: {_SAVE_AGAIN}")
    file.seek(0)
    with _readable(name), Archive(file, name, limits) as archive:
        names = archive.namelist()
        opendocument = "mimetype" in names and b"opendocument" in archive.read("mimetype")
    if opendocument or "xl/workbook.bin" in names:
        what = "an OpenDocument file" if opendocument else "a binary workbook (.xlsb)"
        raise TimelineError(f"{name}: this is {what}: {_SAVE_AGAIN}")
    file.seek(0)
