"""Importers of rows: CSV with a header line, JSON and JSON Lines. All carry the same columns."""

import csv
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, ClassVar

from attrs import evolve, field, frozen

from timeline_engine.errors import TimelineError
from timeline_engine.rows.columns import ColumnMap, read_map
from timeline_engine.rows.headed import Headed
from timeline_engine.rows.headers import listed
from timeline_engine.rows.keys import read_key
from timeline_engine.rows.options import read_empty
from timeline_engine.view.ports import LeftOut, Row

from ..limits import Limits, read_limits
from .csv_header import find_header, read_header
from .csv_rows import rows_below
from .encoding import read_encoding
from .harmless import read_cell
from .json_object import json_object
from .json_text import JsonText
from .lines import Lines
from .nameless import Nameless
from .objects import Objects, too_long, too_many
from .row_of_cells import read_row
from .single_cells import SingleCells


@frozen(kw_only=True)
class CsvImporter:
    """CSV: cells apart by commas, semicolons, tabs or ``|``, as the header line has them or ``sep=;`` above it says.

    Lines above the header and below the table are left out, and told. A file that is no UTF-8 and has no mark that says
    what it is, is read if all that it could be reads the same; else it is refused.

    A quote before what looks like a formula (``'=A1``) is taken off, and ``<U+202E>`` is read as that character: so an
    export writes them.

    Options:
        map: what the headers stand for, like ``Date=when,Headline=title``; columns not named in it are left out.
        key: the columns that identify an event, like ``publisher,title``: of them rows without its id get one.
        empty: what a blank cell may hold, like ``-,n/a``.
        header: the columns in their order, like ``when,title,place``, of a file in which no line names them.
        encoding: in which encoding the file is written, like ``cp1252``; if not given, as its mark says, or UTF-8.
        limits: how large a row and what is in it may be, like ``cell=5M,row=20M``; docs/plugins.md has the limits.
    """

    title: ClassVar[str] = "import rows, comma-separated"
    suffix: ClassVar[str] = ".csv"

    map: ColumnMap = field(default=None, converter=read_map)
    key: Sequence[str] = field(default=None, converter=read_key)
    empty: Sequence[str] = field(default=None, converter=read_empty)
    header: Sequence[Sequence[str]] = field(default=None, converter=read_header)
    encoding: str | None = field(default=None, converter=read_encoding)
    limits: Limits = field(default=None, converter=read_limits)

    def rows(self, data: BinaryIO, name: str) -> Iterable[Row | TimelineError]:
        """One row a line, under a header line that names the columns."""
        return self._rows(Lines(data, name, self.limits, "", self.encoding))

    def _rows(self, lines: Lines) -> Iterator[Row | TimelineError]:
        # The limit of the module is one for all, and below ours; rows are held to ours.
        csv.field_size_limit(max(csv.field_size_limit(), self.limits.row))
        columns = evolve(self.map, key=self.key, empty=self.empty)
        header = find_header(lines, columns, self.limits, self.header)
        at, headers = header.at, header.cells
        if too_large := self._too_large(headers, lines, at):
            raise too_large
        headed = columns.under(headers, at)
        single = SingleCells.of(headed, read_cell)
        names_first = any(0 in headed.places.get(column, ()) for column in ("event", "title"))
        nameless = Nameless.of(header)
        for at, cells in rows_below(lines, header.separator, len(headers), may_be_alone=names_first):
            if isinstance(cells, TimelineError):
                yield cells
            else:
                wrong = self._too_large(cells, lines, at) or header.misfit(cells, at) or nameless.moved(cells, at)
                yield wrong or (single and single.row(cells, at)) or self._row(cells, headed, at)
        nameless.tell()

    def _too_large(self, cells: Sequence[str], lines: Lines, at: str) -> TimelineError | None:
        if lines.length <= self.limits.cell and len(cells) <= self.limits.cells:  # as most
            return None
        return too_many(cells, at, self.limits) or too_long(dict(enumerate(cells, 1)), lines.length, at, self.limits)

    def _row(self, cells: Sequence[str], headed: Headed, at: str) -> Row | TimelineError:
        said = headed.read(lambda place, _: read_cell(cells[place]) if place < len(cells) else None)
        return read_row(said.cells, at, said.key, said.faults)


@frozen(kw_only=True)
class TsvImporter(CsvImporter):
    """The same under another suffix: what sets cells apart is seen in the header line, whatever a file is called."""

    title: ClassVar[str] = "import rows, tab-separated"
    suffix: ClassVar[str] = ".tsv"


@frozen(kw_only=True)
class JsonlImporter:
    """One JSON object a line, UTF-8; its keys are the columns.

    Options:
        map: what the keys stand for, like ``Date=when,Headline=title``; keys not named in it are left out.
        key: the columns that identify an event, like ``publisher,title``: of them rows without its id get one.
        empty: what a blank cell may hold, like ``-,n/a``.
        limits: how large a row and what is in it may be, like ``cell=5M,row=20M``; docs/plugins.md has the limits.
    """

    title: ClassVar[str] = "import rows, one JSON object a line"
    suffix: ClassVar[str] = ".jsonl"

    map: ColumnMap = field(default=None, converter=read_map)
    key: Sequence[str] = field(default=None, converter=read_key)
    empty: Sequence[str] = field(default=None, converter=read_empty)
    limits: Limits = field(default=None, converter=read_limits)

    def rows(self, data: BinaryIO, name: str) -> Iterable[Row | TimelineError]:
        """One row a line; empty lines are skipped."""
        return self._rows(Lines(data, name, self.limits, "\n"), name)

    def _rows(self, lines: Lines, name: str) -> Iterator[Row | TimelineError]:
        objects = Objects(evolve(self.map, key=self.key, empty=self.empty), self.limits)
        for line in lines:
            if line.strip():
                yield from _read_object(line, objects, lines.at)
            lines.end_row()
        objects.check(name)


@frozen(kw_only=True)
class JsonImporter:
    """JSON: a list of objects, or an object that has one; their keys are the columns.

    What is nested in an object goes by its path, like ``start_date.year``. Of several sources in lists, each makes a
    row of its own.

    Options:
        list: which list of objects, like ``events`` or ``data.rows``; if not given, the first.
        map: what the keys stand for, like ``Date=when,Headline=title``; keys not named in it are left out.
        key: the columns that identify an event, like ``publisher,title``: of them rows without its id get one.
        empty: what a blank cell may hold, like ``-,n/a``.
        limits: how large an object and what is in it may be, like ``cell=5M,row=20M``; docs/plugins.md has the limits.
    """

    title: ClassVar[str] = "import rows, a list of JSON objects"
    suffix: ClassVar[str] = ".json"

    list: str | None = None
    map: ColumnMap = field(default=None, converter=read_map)
    key: Sequence[str] = field(default=None, converter=read_key)
    empty: Sequence[str] = field(default=None, converter=read_empty)
    limits: Limits = field(default=None, converter=read_limits)

    def rows(self, data: BinaryIO, name: str) -> Iterable[Row | TimelineError]:
        """One row an object of the list, or one for each of its sources."""
        text = JsonText(data, name, self.limits)
        objects = Objects(evolve(self.map, key=self.key, empty=self.empty), self.limits)
        for at, said in text.objects(self.list):
            if _OF_AN_ANSWER.issubset(text.left):
                raise TimelineError(
                    f"{name}: it is an answer of timeline, for programs to read; to import its events elsewhere export "
                    "them as rows: timeline export FILE.jsonl"
                )
            yield from _read_object(said, objects, at)
        objects.check(name)
        if text.left:
            warnings.warn(f"{name}: left out {listed(text.left)}, beside the list that is read", LeftOut, stacklevel=2)


_OF_AN_ANSWER = {"as_of", "known_by", "recorded_by"}
"""Keys of the JSON that is exported, and of ``--json``, before any list."""


def _read_object(text: str, objects: Objects, at: str) -> Iterator[Row | TimelineError]:
    try:
        said = json_object(text, at)
    except TimelineError as error:
        yield error
        return
    yield from objects.rows(said, len(text), at)
