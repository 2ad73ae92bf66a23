"""Importers of rows: CSV with a header line, and JSON Lines. Both carry the same columns."""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO, ClassVar

from attrs import evolve, field, frozen

from timeline_engine.errors import TimelineError
from timeline_engine.rows.columns import ColumnMap, read_map
from timeline_engine.rows.headed import Headed
from timeline_engine.rows.keys import read_key
from timeline_engine.rows.options import read_empty
from timeline_engine.view.ports import Row

from ..limits import Limits, read_limits
from .harmless import read_cell
from .json_object import json_object
from .lines import Lines
from .row_of_cells import read_row


@frozen(kw_only=True)
class CsvImporter:
    """UTF-8 CSV, with or without byte order mark; comma, semicolon or tab as the header line uses them.

    A quote before what looks like a formula (``'=A1``) is taken off, and ``<U+202E>`` is read as that character: so an
    export writes them.

    Options:
        map: what the headers stand for, like ``Date=when,Headline=title``; columns not named in it are left out.
        key: the columns that identify an event, like ``publisher,title``: of them rows without its id get one.
        empty: what a blank cell may hold, like ``-,n/a``.
        limits: how large a row and what is in it may be, like ``cell=5M,row=20M``; docs/plugins.md has the limits.
    """

    title: ClassVar[str] = "import rows, comma-separated"
    suffix: ClassVar[str] = ".csv"

    map: ColumnMap = field(default=None, converter=read_map)
    key: Sequence[str] = field(default=None, converter=read_key)
    empty: Sequence[str] = field(default=None, converter=read_empty)
    limits: Limits = field(default=None, converter=read_limits)

    def rows(self, data: BinaryIO, name: str) -> Iterable[Row | TimelineError]:
        """One row a line, under a header line that names the columns."""
        return self._rows(Lines(data, name, self.limits, ""))

    def _rows(self, lines: Lines) -> Iterator[Row | TimelineError]:
        columns, read = evolve(self.map, key=self.key, empty=self.empty), self._read(lines)
        at, headers = next(read, (lines.at, []))
        if isinstance(headers, TimelineError):
            raise headers
        headed = columns.under(headers, at)
        for at, cells in read:
            yield cells if isinstance(cells, TimelineError) else self._row(cells, headed, at)

    def _read(self, lines: Lines) -> Iterator[tuple[str, list[str] | TimelineError]]:
        """The cells of each row that has any, with its place: a quoted cell may hold line ends."""
        # The limit of the module is one for all, and below ours; rows are held to ours.
        csv.field_size_limit(max(csv.field_size_limit(), self.limits.row))
        begin = _begin(lines)
        reader = csv.reader(chain([begin], lines), delimiter=_delimiter(begin), strict=True)
        try:
            for cells in reader:
                if _filled(cells):
                    yield lines.at, self._too_large(cells, lines) or cells
                lines.end_row()
        except csv.Error as error:
            raise TimelineError(f"{lines.at}: not CSV: {error}") from error

    def _too_large(self, cells: Sequence[str], lines: Lines) -> TimelineError | None:
        return _too_many(cells, lines, self.limits) or _too_long(dict(enumerate(cells, 1)), lines, self.limits)

    def _row(self, cells: Sequence[str], headed: Headed, at: str) -> Row | TimelineError:
        named = [place for place, header in enumerate(headed.headers) if header.strip()]
        # A map may leave out a column without a name, but what is beyond the last name is a cell that came apart.
        bare = range(named[-1] + 1, len(cells)) if self.map else set(range(len(cells))).difference(named)
        if any(cells[place].strip() for place in bare):
            return TimelineError(f"{at}: {len(cells)} cells under {len(named)} columns: quote cells with commas")
        said = headed.read(lambda place, _: read_cell(cells[place]) if place < len(cells) else None)
        return read_row(said.cells, at, said.key, said.faults)


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
            if wrong := _too_many(said, lines, self.limits) or _too_long(said, lines, self.limits):
                return wrong
            keys.update(dict.fromkeys(said))
            values = list(said.values())
            found = columns.under_some(list(said), at).read(lambda place, _: values[place])
        except TimelineError as error:
            return error
        return read_row(found.cells, at, found.key, found.faults)


def _too_many(cells: Collection[object], lines: Lines, limits: Limits) -> TimelineError | None:
    many = len(cells)
    return limits.passed(lines.at, "cells", f"a row of {many:,} cells") if many > limits.cells else None


def _too_long(cells: Mapping[Any, object], lines: Lines, limits: Limits) -> TimelineError | None:
    """Why a row with the named or numbered cells is refused; few are so long that their cells have to be looked at."""
    if lines.length <= limits.cell:
        return None
    long = ((name, len(cell)) for name, cell in cells.items() if isinstance(cell, str) and len(cell) > limits.cell)
    found = next((f"{length:,} characters in the cell {name!r}" for name, length in long), None)
    return limits.passed(lines.at, "cell", found) if found else None


def _begin(lines: Lines) -> str:
    """The first line that is not empty, with which the header begins."""
    for line in lines:
        if line.strip("\r\n"):
            return line
        lines.end_row()
    return ""


def _delimiter(header: str) -> str:
    """What sets the cells of the header line apart."""
    return max(",;\t", key=header.count)


def _filled(cells: Iterable[str]) -> bool:
    return any(cell.strip() for cell in cells)
