"""What stands around the cells of a sheet and is not told by a stream of rows, read ahead of them.

It comes behind the rows in the file (merged cells, links), or openpyxl drops it (formulas, for their values).
"""

import re
from collections.abc import Mapping
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

from attrs import Factory, define, field
from openpyxl.packaging.relationship import get_dependents
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter, range_boundaries

Place = tuple[int, int]
"""Row and column, from 1."""

_CHUNK = 1 << 18
_WORTH_READING = re.compile(rb"<(?:[\w.-]+:)?(?:f[\s>/]|mergeCell|hyperlink)")
_LONGEST_TAG = 300
_LINK_FORMULA = re.compile(r'\s*(?:_xlfn\.)?HYPERLINK\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)
_WEB = ("http://", "https://")
LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@define
class Around:
    """Merged cells by their first row, as (column, last row); links; and formulas that were never calculated."""

    merged: dict[int, list[Place]] = Factory(dict)
    uncomputed: set[Place] = Factory(set)
    _links: dict[Place, str] = Factory(dict)
    _wide_links: list[tuple[tuple[int, int, int, int], str]] = Factory(list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of the kind."""
        return not (self.merged or self.uncomputed or self._links or self._wide_links)

    def link(self, row: int, column: int) -> str | None:
        """The web address that a cell leads to."""
        found = self._links.get((row, column))
        wide = (
            url for (left, top, right, last), url in self._wide_links if left <= column <= right and top <= row <= last
        )
        return found or next(wide, None)

    def add_link(self, ref: str, url: str) -> None:
        """Note where the cells of a reference lead, if that is on the web."""
        if not url.lower().startswith(_WEB):
            return
        if ":" in ref:
            self._wide_links.append((_bounds(ref), url))
        else:
            self._links[coordinate_to_tuple(ref)] = url

    def add_link_at(self, row: int, column: int, url: str) -> None:
        """Note where a cell leads, if that is on the web."""
        if url.lower().startswith(_WEB):
            self._links[row, column] = url

    def add_merged(self, ref: str) -> None:
        """Note cells that are one."""
        left, top, _, last = _bounds(ref)
        if last > top:
            self.merged.setdefault(top, []).append((left, last))


def read_around(archive: ZipFile, path: str) -> Around:
    """Read what stands around the cells of the sheet that is this member of the archive."""
    with archive.open(path) as source:
        worth = _is_worth_reading(source)
    if not worth:
        return Around()
    scan = _Scan(_targets(archive, path))
    with archive.open(path) as source:
        scan.read(source)
    return scan.around


def _targets(archive: ZipFile, path: str) -> dict[str, str]:
    """Where the relationships of a part lead, by their ids."""
    folder, _, file = path.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels"
    if rels not in archive.namelist():
        return {}
    return {str(rel.Id): rel.Target for rel in get_dependents(archive, rels)}


def _is_worth_reading(source: IO[bytes]) -> bool:
    """Whether there is anything of the kind: most large sheets have none, and parsing all their cells takes long."""
    before = source.read(4)
    if b"\0" in before or before[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True  # UTF-16
    while chunk := source.read(_CHUNK):
        if _WORTH_READING.search(before + chunk):
            return True
        before = chunk[-_LONGEST_TAG:]
    return False


@define
class _Scan:
    """Goes through the XML of a sheet (ECMA-376 part 1, 18.3.1), tag by tag."""

    _targets: Mapping[str, str]
    around: Around = field(factory=Around)
    _row: int = 0
    _column: int = 0
    _type: str = "n"
    _formula: list[str] | None = None
    _value: list[str] | None = None
    _text: list[str] | None = None

    def read(self, source: IO[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.ParseFile(source)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(" ")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
            case "c":
                self._begin_cell(attributes)
            case "f":
                self._text = self._formula = []
            case "v":
                self._text = self._value = []
            case "mergeCell":
                self.around.add_merged(attributes["ref"])
            case "hyperlink":
                self._link(attributes)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("r")
        self._column = coordinate_to_tuple(ref)[1] if ref else self._column + 1
        self._type = attributes.get("t", "n")
        self._formula = self._value = None

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c" and self._formula is not None:
            self._end_formula("".join(self._formula))
        elif name in ("f", "v"):
            self._text = None

    def _end_formula(self, formula: str) -> None:
        if not self._value and self._type != "str":  # a text may be empty
            self.around.uncomputed.add((self._row, self._column))
        elif found := _LINK_FORMULA.match(formula):
            self.around.add_link(f"{get_column_letter(self._column)}{self._row}", found[1].replace('""', '"'))

    def _link(self, attributes: dict[str, str]) -> None:
        rel = next((value for name, value in attributes.items() if name.endswith(" id")), "")
        anchor = attributes.get("location")
        url = self._targets.get(rel, "")
        self.around.add_link(attributes["ref"], f"{url}#{anchor}" if url and anchor else url)


def _bounds(ref: str) -> tuple[int, int, int, int]:
    """The first column and row, and the last; of whole columns or rows, all there are."""
    left, top, right, last = range_boundaries(ref)
    return left or 1, top or 1, right or _LAST_COLUMN, last or LAST_ROW
