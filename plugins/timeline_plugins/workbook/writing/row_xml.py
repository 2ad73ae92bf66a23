"""Rows and links of a sheet as XML (ECMA-376 part 1, 18.3.1): what openpyxl writes for them, ten times faster.

openpyxl makes an object of every cell, and an XML element of that. ``style`` is the number by which it knows a style.
A cell is what stands behind its place, so that it can be written in many: ``<c r="B7`` and the cell.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from openpyxl.utils.datetime import to_excel

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_serial = lru_cache(10_000)(to_excel)  # the days of a log are few

LINKS = f'<hyperlinks xmlns:r="{_TYPE}">'.encode(), b"</hyperlinks>"
"""What stands around the links of a sheet that has any."""


def text_cell(style: int, text: str) -> str:
    """A cell with a text, which must be fit for XML; `safe_text` makes it so."""
    if not text:
        return empty_cell(style)
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f'" s="{style}" t="inlineStr"><is><t{kept}>{_escaped(text)}</t></is></c>'


def number_cell(style: int, number: int | float) -> str:
    """A cell with a number."""
    return f'" s="{style}" t="n"><v>{number:.16g}</v></c>'


def date_cell(style: int, day: date) -> str:
    """A cell with a day or date-time, which are numbers to Excel."""
    return number_cell(style, _serial(day))


def empty_cell(style: int) -> str:
    """A cell without anything, but with its looks."""
    return f'" s="{style}" t="n" />'


def row(number: int, height: float | None, cells: Iterable[tuple[str, str]]) -> bytes:
    """A row of cells, each with the letters of its column; ``height`` is in points, None for what the sheet has."""
    high = f' ht="{height:.16g}" customHeight="1"' if height else ""
    written = [f'<c r="{letters}{number}{cell}' for letters, cell in cells]
    return f'<row r="{number}"{high}>{"".join(written)}</row>'.encode()


def link(place: str, id: str, anchor: str) -> bytes:
    """That a cell opens the address which `relationship` gives under an id, at an anchor if not empty."""
    location = f' location="{_quoted(anchor)}"' if anchor else ""
    return f'<hyperlink ref="{place}" r:id="{id}"{location} />'.encode()


def relationship(id: str, address: str) -> bytes:
    """The address of a link (ECMA-376 part 2, 6.5.3)."""
    target = f'Target="{_quoted(address)}" TargetMode="External"'
    return f'<Relationship Id="{id}" Type="{_TYPE}/hyperlink" {target} />'.encode()


def _escaped(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:  # as few have
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")
