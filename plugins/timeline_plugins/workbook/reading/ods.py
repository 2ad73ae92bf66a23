"""OpenDocument spreadsheets (ISO/IEC 26300-3, 9 and 19) as they come, each cell with its number format."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from xml.parsers import expat

from attrs import Factory, define, field, frozen
from openpyxl.cell.read_only import EmptyCell

from timeline_engine.errors import TimelineError

from .archive import Archive
from .cells import WRITTEN_OUT, Cell, Cells, PlainCell
from .ods_styles import Styles, attributes_of, read_styles
from .sheet_parts import LAST_ROW, Around

CONTENT = "content.xml"
_CHUNK = 1 << 16
_WIDEST = 16_385  # cells, one more than any sheet has, and so too many
_EMPTY = EmptyCell()
_ERROR = re.compile(r"#[A-Z/0]+[!?]?|Err:\d+")
_DEFAULT = "default-cell-style-name"
Made = tuple[int, int, list[Cell]]
"""How often a row stands there, its first number, its cells."""

_NO_TEXT = {"annotation", "tracked-changes", "dde-links"}


@frozen
class OdsSheet:
    """A sheet of an OpenDocument file: a table of its content, by its place there."""

    title: str
    visible: bool
    _name: str
    _place: int
    _archive: Archive
    _styles: Styles
    _around: Around = field(factory=Around)

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The rows that have anything, with their numbers; one that stands there several times over says nothing new.

        What stands in merged cells stands in each row of them.
        """
        reader = _Rows(self._place, self._styles, self._around)
        for repeated, first, cells in _read(self._archive, reader):
            if first + repeated - 1 > LAST_ROW:
                raise TimelineError(f"{self._name}:{self.title}: a row below row {LAST_ROW:,}, and no sheet has more")
            yield first, cells

    def around(self) -> Around:
        """The links of the rows that were read; there is nothing else that a row does not tell."""
        return self._around


def read_sheets(archive: Archive, name: str) -> list[OdsSheet]:
    """The sheets of an OpenDocument file, in order."""
    styles = read_styles(archive)
    titles = _Titles()
    for _ in _read(archive, titles):
        pass
    return [
        OdsSheet(title, styles.is_shown(style), name, place, archive, styles)
        for place, (title, style) in enumerate(titles.found)
    ]


@define
class _Titles:
    """Notes the name and style of each table."""

    found: list[tuple[str, str]] = Factory(list)
    rows: list[Made] = Factory(list)
    is_over: bool = False
    _inside: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table" and not self._inside:
            self.found.append((attributes.get("name", ""), attributes.get("style-name", "")))
        self._inside += tag == "table" or tag in _NO_TEXT

    def end(self, tag: str) -> None:
        self._inside -= tag == "table" or tag in _NO_TEXT

    def characters(self, text: str) -> None:
        """Nothing of it is a title."""


@define
class _Rows:
    """Makes rows of the table at a place: how often each stands there, its first number, and its cells."""

    _place: int
    _styles: Styles
    _around: Around
    rows: list[Made] = Factory(list)
    is_over: bool = False
    _seen: int = -1
    _inside: int = 0
    _quiet: int = 0
    _columns: list[tuple[int, str]] = Factory(list)
    _number: int = 1
    _row: dict[str, str] = Factory(dict)
    _cells: list[Cell] = Factory(list)
    _cell: dict[str, str] | None = None
    _column: int = 1
    _text: list[str] = Factory(list)
    _held: dict[int, tuple[int, PlainCell]] = Factory(dict)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _NO_TEXT:
            self._quiet += 1
        elif tag == "table" and not self._quiet:
            self._seen += not self._inside
            self._inside += 1
        elif self._is_here():
            self._started(tag, attributes)

    def end(self, tag: str) -> None:
        if tag in _NO_TEXT:
            self._quiet -= 1
        elif tag == "table" and not self._quiet:
            self._inside -= 1
            self.is_over = not self._inside and self._seen == self._place
        elif self._is_here() and tag in ("table-cell", "covered-table-cell"):
            self._end_cell(tag)
        elif self._is_here() and tag == "table-row":
            self._end_row()

    def characters(self, text: str) -> None:
        if self._cell is not None and not self._quiet:
            self._text.append(text)

    def _is_here(self) -> bool:
        return self._inside == 1 and self._seen == self._place and not self._quiet

    def _started(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "table-column":
                self._columns.append((_times(attributes, "number-columns-repeated"), attributes.get(_DEFAULT, "")))
            case "table-row":
                self._row, self._cells, self._column = attributes, [], 1
            case "table-cell" | "covered-table-cell":
                self._cell, self._text = attributes, []
            case "p" if self._text:
                self._text.append("\n")
            case "s":
                self._text.append(" " * min(_times(attributes, "c"), _CHUNK))
            case "tab" | "line-break":
                self._text.append("\t" if tag == "tab" else "\n")
            case "a" if href := attributes.get("href", ""):
                self._around.add_link_at(self._number, self._column, href)

    def _end_cell(self, tag: str) -> None:
        said, self._cell = self._cell or {}, None
        many = _times(said, "number-columns-repeated")
        cell = self._made(said) if tag == "table-cell" else self._covered()
        if cell is not None:
            self._cells += [_EMPTY] * (self._column - 1 - len(self._cells))
            self._cells += [cell] * min(many, _WIDEST)
            if (rows := _times(said, "number-rows-spanned")) > 1:
                self._held[self._column] = (self._number + rows - 1, cell)
        self._column += many

    def _covered(self) -> PlainCell | None:
        """What stands in a cell that is one with another above it."""
        last, cell = self._held.get(self._column, (0, None))
        return cell if last >= self._number else None

    def _end_row(self) -> None:
        repeated = _times(self._row, "number-rows-repeated")
        if self._cells:
            self.rows.append((repeated, self._number, self._cells))
        self._number += repeated

    def _made(self, said: dict[str, str]) -> PlainCell | None:
        text = "".join(self._text)
        value = _value(said, text)
        is_error = "formula" in said and _ERROR.fullmatch(text)
        if value is None and not is_error:
            return None
        style = said.get("style-name") or self._row.get(_DEFAULT) or self._column_style()
        shown = self._styles.number_format(style)
        kind = "e" if is_error else WRITTEN_OUT
        return PlainCell(text if is_error else value, self._number, self._column, shown, kind)

    def _column_style(self) -> str:
        last = 0
        for many, style in self._columns:
            last += many
            if last >= self._column:
                return style
        return ""


def _read(archive: Archive, reader: _Titles | _Rows) -> Iterator[Made]:
    """The rows that a reader makes of the content, a few at a time."""
    parser: Any = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, said: reader.start(tag.rpartition(" ")[2], attributes_of(said))
    parser.EndElementHandler = lambda tag: reader.end(tag.rpartition(" ")[2])
    parser.CharacterDataHandler = reader.characters
    with archive.open(CONTENT) as source:
        while not reader.is_over and (chunk := source.read(_CHUNK)):
            parser.Parse(chunk, False)
            yield from reader.rows
            reader.rows.clear()


def _times(attributes: dict[str, str], name: str) -> int:
    """How often a cell or row stands there."""
    return max(int(attributes.get(name, "1")), 1)


def _value(said: dict[str, str], text: str) -> Any:
    """What a cell holds; None if it is empty."""
    match said.get("value-type"):
        case "float" | "percentage" | "currency" if "value" in said:
            number = float(said["value"])
            return int(number) if number.is_integer() and abs(number) < 2**53 else number
        case "date":
            return _date(said.get("date-value", ""))
        case "boolean":
            return said.get("boolean-value") == "true"
        case "time":
            return time()
        case None:
            return None
    return text or said.get("string-value") or None


def _date(text: str) -> date | str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if "T" in text else moment.date()
