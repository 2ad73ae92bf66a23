"""Exporters of import rows, CSV and JSON Lines: an edited file can be imported again."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, ClassVar

import msgspec
from attrs import define, field, frozen

from timeline_engine.entries import IssueDefined
from timeline_engine.model import Quantity, Value
from timeline_engine.view import View
from timeline_engine.view.ports import Row
from timeline_engine.view.words.phrases import counted
from timeline_engine.visible import json_escaped
from timeline_plugins.options import yes_or_no

from ..formulas import like_formula
from .columns import COLUMNS
from .harmless import read_cell, written_cell
from .of_events import ViewRows, cells, typed
from .read_back import ReadBack

_GUARDED = "A quote stands before each, so that no spreadsheet program runs it; an import takes it off."
_LIVE = "A spreadsheet program may run it: have it take all columns as text, or export xlsx."
_BOM = b"\xef\xbb\xbf"


@frozen
class JsonlExporter:
    """Writes one JSON object a line, UTF-8: an import row without what it does not say.

    Figures are JSON numbers or objects, actors a list: nothing of them is lost in words.
    """

    title: ClassVar[str] = "Import rows, one JSON object a line"
    suffix: ClassVar[str] = ".jsonl"
    binary: ClassVar[bool] = False

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the rows, one at a time. Returns one sentence for each thing that they cannot say."""
        rows = ViewRows(view)
        return [*self.export_rows(rows, out), *rows.unsaid(), *_definitions(view)]

    def export_rows(self, rows: Iterable[Row], out: BinaryIO) -> Sequence[str]:
        """Write rows as an importer gives them. Returns one sentence for each thing that the file cannot say."""
        read_back = ReadBack()
        for row in rows:
            said = dict(_said(row))
            read_back.take(row, said)
            out.write(_line(said))
        return read_back.sentences()


def _line(said: Mapping[str, Any]) -> bytes:
    line = msgspec.json.encode(said) + b"\n"
    return line if line.isascii() else json_escaped(line.decode()).encode()


def _definitions(view: View) -> list[str]:
    """That what was defined of the issues is not in the rows, if anything was beyond their ids."""
    defined = (view.history.issues[state.issue] for state in view.issues)
    said = sum(one != IssueDefined(issue=one.issue, title=one.issue) for one in defined)
    issues = counted(said, "issue")
    told = f"Rows are of events: what is defined of {issues} (title, question, estimates) stays behind."
    return [told] if said else []


def _said(row: Row) -> Iterator[tuple[str, Any]]:
    """The keys of a row's object, in the order of the columns, without those that it says nothing of."""
    for name, text in zip(COLUMNS, cells(row), strict=True):
        if text is not None:
            yield name, _EXACT[name](row) if name in _EXACT else text


def _value(row: Row) -> Any:
    return _exact(row.value) if row.value is not None else None


def _exact(value: Value) -> Any:
    """A figure as JSON has it. Text is typed as by a person, in quotes if it reads like a figure."""
    if isinstance(value, Quantity):
        parts = {"amount": value.amount, "unit": value.unit, "qualifier": value.qualifier, "upper": value.upper}
        return {name: part for name, part in parts.items() if part is not None}
    return typed(value) if isinstance(value, str) else value


def _actors(row: Row) -> Sequence[str]:
    return list(row.actors)


def _claim(row: Row) -> int | None:
    return row.claim


_EXACT: dict[str, Callable[[Row], Any]] = {"value": _value, "actors": _actors, "claim": _claim}


def _bom(text: str | bool) -> bool:
    return yes_or_no("bom", text)


def _safe(text: str | bool) -> bool:
    return yes_or_no("safe", text)


@frozen(kw_only=True)
class CsvExporter:
    """Writes a table as RFC 4180 has it: UTF-8, commas, a header line, CRLF.

    Options:
        bom: yes to begin with a byte order mark, without which Excel takes the file for one in its old code page.
        safe: no to write all texts as they are, for programs. Else one that a spreadsheet would run has a quote before
            it (``'=A1``) and what is hidden in a text is marked (``<U+202E>``); an import reads both as they were.
    """

    title: ClassVar[str] = "Import rows, comma-separated"
    suffix: ClassVar[str] = ".csv"
    binary: ClassVar[bool] = False

    bom: bool = field(default=False, converter=_bom)
    safe: bool = field(default=True, converter=_safe)

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the rows, one at a time. Returns one sentence for each thing that they cannot say, or could do harm."""
        rows = ViewRows(view)
        return [*self.export_rows(rows, out), *rows.unsaid(), *_definitions(view)]

    def export_rows(self, rows: Iterable[Row], out: BinaryIO) -> Sequence[str]:
        """Write rows as an importer gives them. Returns sentences as `export` does."""
        if self.bom:
            out.write(_BOM)
        read_back, dangers = ReadBack(), _Dangers(self.safe)
        writer = csv.writer(_Encoded(out))  # the csv module's own dialect: quotes where needed, CRLF
        writer.writerow(COLUMNS)
        for row in rows:
            said = cells(row)._asdict()
            written = {name: text and self._cell(text) for name, text in said.items()}
            read_back.take(row, {name: cell and read_cell(cell) for name, cell in written.items()})
            dangers.take(said)
            writer.writerow(written.values())
        return [*dangers.sentences(), *read_back.sentences()]

    def _cell(self, text: str) -> str:
        return written_cell(text) if self.safe else text


@frozen
class _Encoded:
    """Takes text and writes it as UTF-8; unlike a TextIOWrapper, it never closes what it writes to."""

    _out: BinaryIO

    def write(self, text: str) -> None:
        self._out.write(text.encode())


@define
class _Dangers:
    """Counts the cells that a spreadsheet program would take for a formula."""

    _safe: bool
    _count: int = 0
    _first: str = ""

    def take(self, said: Mapping[str, str | None]) -> None:
        for name, text in said.items():
            if text is not None and like_formula(text):
                self._first = self._first or f"the {name} of {said['event']}"
                self._count += 1

    def sentences(self) -> list[str]:
        cells = counted(self._count, "cell begins", "cells begin")
        told = _GUARDED if self._safe else _LIVE
        formulas = f"{cells} like a formula (=, +, - or @; first: {self._first}). {told}"
        return [formulas] if self._count else []
