"""Styles of an OpenDocument file: how cells show dates and figures, and which sheets are hidden."""

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from attrs import Factory, define

from .archive import Archive

_PARTS = {
    "year": "yy",
    "quarter": "qq",
    "month": "mm",
    "week-of-year": "ww",
    "day": "dd",
    "day-of-week": "ddd",
    "hours": "hh",
    "minutes": "mm",
    "seconds": "ss",
}
_KINDS = {"date-style", "time-style", "percentage-style", "number-style", "currency-style"}
_LIBREOFFICE = "urn:org:documentfoundation:"
_DEEPEST = 20  # styles that a style goes back on


@define
class Styles:
    """Cell styles with their number format or the style that they go back on, and tables that are not shown."""

    _formats: dict[str, str] = Factory(dict)
    _of_cells: dict[str, tuple[str, str]] = Factory(dict)
    _hidden: set[str] = Factory(set)
    _now: str = ""

    def is_shown(self, style: str) -> bool:
        """Whether a table of this style is."""
        return style not in self._hidden

    def number_format(self, style: str) -> str:
        """The number format of a cell, as workbooks write it: enough of it to see what it shows. Empty if unknown."""
        for _ in range(_DEEPEST):
            of_data, parent = self._of_cells.get(style, ("", ""))
            if of_data or not parent:
                return self._formats.get(of_data, "")
            style = parent
        return ""

    def start(self, tag: str, said: dict[str, str]) -> None:
        """Note what an element says."""
        if tag == "style":
            self._now = said.get("name", "")
            self._of_cells[self._now] = (said.get("data-style-name", ""), said.get("parent-style-name", ""))
        elif tag in _KINDS:
            self._now = said.get("name", "")
            self._formats[self._now] = "0%" if tag == "percentage-style" else ""
        elif tag in _PARTS and self._now in self._formats:
            self._formats[self._now] += f"{_PARTS[tag]} "
        elif tag == "table-properties" and said.get("display") == "false":
            self._hidden.add(self._now)


def read_styles(archive: Archive) -> Styles:
    """The styles of a file: named ones, and those that its content makes for itself."""
    styles = Styles()
    for part in ("styles.xml", "content.xml"):
        if part in archive.namelist():
            _read(archive, part, styles)
    return styles


def attributes_of(said: dict[str, str]) -> dict[str, str]:
    """Attributes by their names without the namespace; without those of LibreOffice alone, some of which are alike."""
    return {name.rpartition(" ")[2]: value for name, value in said.items() if not name.startswith(_LIBREOFFICE)}


def _read(archive: Archive, part: str, styles: Styles) -> None:
    parser: Any = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda tag, said: styles.start(tag.rpartition(" ")[2], attributes_of(said))
    with archive.open(part) as source:
        for chunk in _styled(source):
            parser.Parse(chunk, False)


def _styled(source: Any) -> Iterator[bytes]:
    """The beginning of a part, in which all its styles stand: before the body."""
    before = b""
    while chunk := source.read(1 << 16):
        yield chunk
        if b":body" in before + chunk:
            return
        before = chunk[-8:]
