"""Rows of texts as our own writer writes them (`row_xml`), taken out of the XML by their form and not by a parser.

What is written in any other way is left to openpyxl from that row on, which knows all of ECMA-376.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import IO, overload
from xml.parsers import expat

from attrs import define, frozen
from openpyxl.cell.read_only import EmptyCell
from openpyxl.utils import column_index_from_string

from .cells import Cell, PlainCell
from .sheet_parts import LAST_ROW

_CHUNK = 1 << 18
_BEGIN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_DATA, _END, _ROW_END = "<sheetData>", "</sheetData>", "</row>"
_CELL = r'<c r="{}" s="[0-9]+" t="inlineStr"><is><t(?: xml:space="preserve")?>{}</t></is></c>'
_CELLS = _CELL.format(r"[A-Z]{1,3}\1", r"[^<>\x00-\x08\x0b-\x1f\ufffe\uffff]+")
_ROW = re.compile(rf'<row r="([1-9][0-9]{{0,6}})"(?: ht="[0-9.]+" customHeight="1")?>((?:{_CELLS})*){_ROW_END}')
_TEXTS = re.compile(_CELL.format("([A-Z]+)[0-9]+", "([^<]+)"))
_OTHER_SIGN = re.compile("&(?!(?:lt|gt|amp);)")

_column = cache(column_index_from_string)  # of which there are as many as columns


@frozen
class TextRow(Sequence[Cell]):
    """A row of which all cells are texts. ``texts`` has them by their place, from 0; ``raw`` are they as written."""

    number: int
    texts: Mapping[int, str]
    raw: str

    def __len__(self) -> int:
        return max(self.texts, default=-1) + 1

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Cell]: ...
    def __getitem__(self, place: int | slice) -> Cell | Sequence[Cell]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        text = self.texts.get(place)
        return EmptyCell() if text is None else PlainCell(text, self.number, place + 1, data_type="s")


@define
class TextRows:
    """The rows of the XML of a sheet, from the first on, as far as they follow each other and are written so.

    ``last`` is the number of the last; ``is_whole``: no more is in the sheet.
    """

    _source: IO[bytes]
    last: int = 0
    is_whole: bool = False

    def __iter__(self) -> Iterator[TextRow]:
        decode = getincrementaldecoder("utf-8")().decode
        head, held = "", ""
        try:
            while chunk := self._source.read(_CHUNK):
                held += decode(chunk)
                if not head:
                    head, _, held = held.partition(_DATA)
                    if not head.startswith(_BEGIN):
                        return
                place = 0
                while found := _ROW.match(held, place):
                    row = self._row(found)
                    if row is None:
                        return
                    place, self.last = found.end(), row.number
                    yield row
                held = held[place:]
                if _ROW_END in held:  # one that is written otherwise
                    return
            decode(b"", True)
        except UnicodeDecodeError:
            return
        self.is_whole = held.startswith(_END) and _is_xml(f"{head}{_DATA}{held}")

    def _row(self, found: re.Match[str]) -> TextRow | None:
        """A row as written; None if openpyxl has to read it."""
        number, raw = int(found[1]), found[2]
        if number != self.last + 1 or number > LAST_ROW or ("&" in raw and _OTHER_SIGN.search(raw)):
            return None
        texts = {_column(letters) - 1: text for letters, text in _TEXTS.findall(raw)}
        places = [*texts]
        if len(texts) != raw.count("<c ") or places != sorted(places):
            return None
        if "&" in raw:
            texts = {place: _unquoted(text) for place, text in texts.items()}
        return TextRow(number, texts, raw)


def _unquoted(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _is_xml(text: str) -> bool:
    """Whether what stands around the rows is sound."""
    try:
        expat.ParserCreate().Parse(text, True)
    except expat.ExpatError:
        return False
    return True
