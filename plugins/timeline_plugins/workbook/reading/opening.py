"""Opens a workbook that somebody sends, as a stream; or says in one sentence why it cannot be read."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, Protocol
from zipfile import is_zipfile

from attrs import frozen
from openpyxl.reader.excel import ExcelReader

from timeline_engine.errors import TimelineError

from ...limits import Limits
from .archive import Archive
from .cells import Cells
from .damaged import SAVE_AGAIN, readable
from .sheet_parts import LAST_ROW, Around, read_around
from .text_rows import TextRows

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of old Office files, and of every encrypted one
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MANIFEST = "META-INF/manifest.xml"
_BATCH = 200


class OpenSheet(Protocol):
    """A sheet of an open workbook."""

    @property
    def title(self) -> str:
        """Its name."""
        ...

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        ...

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The sheet's rows with their numbers; empty ones and cells at the end of one may be missing."""
        ...

    def around(self) -> Around:
        """What its rows do not tell: merged cells, links, and formulas that have no value."""
        ...


@frozen
class XlsxSheet:
    """A sheet that openpyxl reads, with the number formats and all rules of Excel."""

    title: str
    visible: bool
    _name: str
    _sheet: Any  # a ReadOnlyWorksheet, the half of whose attributes its type stubs do not know
    _archive: Archive

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The sheet's rows with their numbers; cells at the end of a row may be missing."""
        with self._archive.open(self._sheet._worksheet_path) as source:
            ours = TextRows(source)
            yield from ((row.number, row) for row in ours)
        if ours.is_whole:
            return
        self._sheet.reset_dimensions()  # programs write wrong ones, and what is outside them would not be read
        begin = ours.last + 1
        for number, cells in enumerate(self._sheet.iter_rows(min_row=begin, min_col=1), begin):
            if number > LAST_ROW:  # a row may have any number, and those before it are made
                raise TimelineError(f"{self._name}:{self.title}: a row below row {LAST_ROW:,}, and no sheet has more")
            yield number, cells

    def around(self) -> Around:
        """What a stream of rows does not tell: merged cells, links, and formulas that have no value."""
        return read_around(self._archive, self._sheet._worksheet_path)


class _Reader(ExcelReader):
    """openpyxl's, without its search for the size of each sheet: nobody asks it, and ours are read whole for it."""

    def read_worksheets(self) -> None:
        """Make the sheets, of which no cell is read yet."""
        book: Any = self.wb  # half of whose attributes its type stubs do not know
        book._archive = _Sizeless()
        super().read_worksheets()
        book._archive = self.archive


class _Sizeless:
    """An archive in which each sheet is empty."""

    def open(self, _: str) -> IO[bytes]:
        """Return a sheet without rows."""
        return BytesIO(b"<worksheet />")


@frozen
class _Guarded:
    """A sheet whose rows are read a few at a time; whatever fails there is said to be damage of the file."""

    _sheet: OpenSheet
    _name: str

    @property
    def title(self) -> str:
        return self._sheet.title

    @property
    def visible(self) -> bool:
        return self._sheet.visible

    def rows(self) -> Iterator[tuple[int, Cells]]:
        rows = self._sheet.rows()
        while batch := self._batch(rows):
            yield from batch

    def around(self) -> Around:
        with readable(self._name):
            return self._sheet.around()

    def _batch(self, rows: Iterator[tuple[int, Cells]]) -> list[tuple[int, Cells]]:
        with readable(self._name):
            return list(islice(rows, _BATCH))


@frozen
class OpenBook:
    """An open workbook: its sheets of cells, in order. ``is_untouched``: no program saved it since it was made."""

    name: str
    sheets: Sequence[OpenSheet]
    is_untouched: bool = False


@contextmanager
def opened(data: BinaryIO, name: str, limits: Limits) -> Iterator[OpenBook]:
    """Open the workbook of a file called ``name``, of whatever kind its bytes are.

    Raises TimelineError, also for what is over the limits.
    """
    with _seekable(data) as file, _OPENERS[_kind(file, name, limits)](file, name, limits) as book:
        yield book


@contextmanager
def _xlsx(file: BinaryIO, name: str, limits: Limits) -> Iterator[OpenBook]:
    with readable(name):
        archive = Archive(file, name, limits)
        reader = _Reader(file, read_only=True, data_only=True, keep_links=False)
        reader.archive = archive  # for its own looks at no size
        reader.read()
        book = reader.wb
    try:
        sheets = [(sheet.title, sheet.sheet_state == "visible", name, sheet, archive) for sheet in book.worksheets]
        is_untouched = book.properties.created == book.properties.modified
        yield OpenBook(name, [_Guarded(XlsxSheet(*sheet), name) for sheet in sheets], is_untouched)
    finally:
        book.close()


@contextmanager
def _ods(file: BinaryIO, name: str, limits: Limits) -> Iterator[OpenBook]:
    from .ods import read_sheets

    with Archive(file, name, limits) as archive:
        with readable(name):
            sheets = read_sheets(archive, name)
        yield OpenBook(name, [_Guarded(sheet, name) for sheet in sheets])


@contextmanager
def _xls(file: BinaryIO, name: str, limits: Limits) -> Iterator[OpenBook]:
    from .xls import read_book

    with readable(name):
        sheets = read_book(file, name, limits)
    yield OpenBook(name, [_Guarded(sheet, name) for sheet in sheets])


@contextmanager
def _xlsb(file: BinaryIO, name: str, limits: Limits) -> Iterator[OpenBook]:
    from .xlsb import read_sheets

    with Archive(file, name, limits) as archive:
        with readable(name):
            sheets = read_sheets(archive, name, limits)
        yield OpenBook(name, [_Guarded(sheet, name) for sheet in sheets])


_OPENERS = {"xlsx": _xlsx, "ods": _ods, "xls": _xls, "xlsb": _xlsb}


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


def _kind(file: BinaryIO, name: str, limits: Limits) -> str:
    """Which kind of workbook it is. Refuses what people take for one, and locked files."""
    begin = file.read(len(_OLE))
    file.seek(0)
    if begin == _OLE:
        if _ENCRYPTED in file.read():
            raise TimelineError(f"{name}: the workbook has a password: remove it: {SAVE_AGAIN}")
        file.seek(0)
        return "xls"
    if not is_zipfile(file):
        raise TimelineError(f"{name}: this is no workbook, or a damaged one: {SAVE_AGAIN}")
    file.seek(0)
    with readable(name), Archive(file, name, limits) as archive:
        names = archive.namelist()
        opendocument = "mimetype" in names and b"opendocument" in archive.read("mimetype")
        locked = opendocument and _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST)
    file.seek(0)
    if locked:
        raise TimelineError(f"{name}: the workbook has a password: remove it: {SAVE_AGAIN}")
    return "ods" if opendocument else "xlsb" if "xl/workbook.bin" in names else "xlsx"
