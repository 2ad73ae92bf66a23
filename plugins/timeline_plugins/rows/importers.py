"""Importers of rows: CSV with a header line, and JSON Lines. Both carry the same columns."""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, ClassVar

from attrs import evolve, field, frozen

from timeline_engine.errors import TimelineError
from timeline_engine.rows.columns import ColumnMap, read_map
from timeline_engine.rows.headed import Headed
from timeline_engine.rows.keys import read_key
from timeline_engine.rows.options import read_empty
from timeline_engine.view.ports import Row

from ..limits import Limits, read_limits
from .csv_header import find_header, read_header
from .csv_rows import rows_below
from .encoding import read_encoding
from .harmless import read_cell
from .json_object import json_object
from .lines import Lines
from .row_of_cells import read_row


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
    header: Sequence[str] = field(default=None, converter=read_header)
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
        names_first = any(0 in headed.places.get(column, ()) for column in ("event", "title"))
        for at, cells in rows_below(lines, header.separator, len(headers), may_be_alone=names_first):
            if isinstance(cells, TimelineError):
                yield cells
            else:
                yield self._too_large(cells, lines, at) or self._row(cells, headed, at)

    def _too_large(self, cells: Sequence[str], lines: Lines, at: str) -> TimelineError | None:
        return _too_many(cells, at, self.limits) or _too_long(dict(enumerate(cells, 1)), lines.length, at, self.limits)

    def _row(self, cells: Sequence[str], headed: Headed, at: str) -> Row | TimelineError:
        named = [place for place, header in enumerate(headed.headers) if header.strip()]
        # A map may leave out a column without a name, but what is beyond the last name is a cell that came apart.
        bare = range(named[-1] + 1, len(cells)) if self.map else set(range(len(cells))).difference(named)
        if any(cells[place].strip() for place in bare):
            return TimelineError(f"{at}: {len(cells)} cells under {len(named)} columns: quote cells with commas")
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
        keys: dict[str, None] = {}
        columns = evolve(self.map, key=self.key, empty=self.empty)
        for line in lines:
            if line.strip():
                yield self._row(line, columns, keys, lines)
            lines.end_row()
        if keys:
            columns.check_found(keys, name)
            columns.check_key(keys, name)

    def _row(self, line: str, columns: ColumnMap, keys: dict[str, None], lines: Lines) -> Row | TimelineError:
        """The row of a line, and its keys with all those seen before."""
        at = lines.at
        try:
            said = json_object(line, at)
            if wrong := _too_many(said, at, self.limits) or _too_long(said, lines.length, at, self.limits):
                return wrong
            keys.update(dict.fromkeys(said))
            values = list(said.values())
            found = columns.under_some(list(said), at).read(lambda place, _: values[place])
        except TimelineError as error:
            return error
        return read_row(found.cells, at, found.key, found.faults)


def _too_many(cells: Collection[object], at: str, limits: Limits) -> TimelineError | None:
    many = len(cells)
    return limits.passed(at, "cells", f"a row of {many:,} cells") if many > limits.cells else None


def _too_long(cells: Mapping[Any, object], size: int, at: str, limits: Limits) -> TimelineError | None:
    """Why a row with the named or numbered cells is refused; few are so long that their cells have to be looked at."""
    if size <= limits.cell:
        return None
    long = ((name, len(cell)) for name, cell in cells.items() if isinstance(cell, str) and len(cell) > limits.cell)
    found = next((f"{length:,} characters in the cell {name!r}" for name, length in long), None)
    return limits.passed(at, "cell", found) if found else None
