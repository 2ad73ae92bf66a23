"""The options ``markup`` and ``without``: texts that are HTML are read as they are shown, and rows are left out."""

import warnings
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

from attrs import evolve
from msgspec.structs import replace

from ..errors import TimelineError, did_you_mean
from ..view.ports import LeftOut, Row
from .columns import COLUMNS
from .renaming import cells_of

_TEXTS = ("title", "place", "summary")
_BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"}


def read_markup(text: str | None) -> bool:
    """Whether texts are HTML. Raises TimelineError."""
    if text not in (None, "html"):
        raise TimelineError(f"markup is {text!r}, it must be html")
    return text == "html"


def read_without(text: str | None) -> tuple[str, str] | None:
    """Read ``kind=title``: a column, and what it says in the rows that are left out. Raises TimelineError."""
    if text is None:
        return None
    column, equals, value = (part.strip() for part in text.partition("="))
    if not equals or column not in COLUMNS:
        near = did_you_mean(column, COLUMNS) or f"; the columns are {', '.join(COLUMNS)}"
        raise TimelineError(f"without is {text!r}, it must be COLUMN=TEXT, like kind=note{near}")
    return column, value


def plain(rows: Iterable[Row | TimelineError]) -> Iterator[Row | TimelineError]:
    """The rows with the texts that their HTML shows."""
    for row in rows:
        yield row if isinstance(row, TimelineError) else _plain(row)


def but(rows: Iterable[Row | TimelineError], column: str, value: str) -> Iterator[Row | TimelineError]:
    """The rows but those in which a column says so, whatever its capitals; how many these are is told."""
    left = 0
    for row in rows:
        if isinstance(row, Row) and str(cells_of(row)[column] or "").casefold() == value.casefold():
            left += 1
        else:
            yield row
    if left:
        warnings.warn(f"left out {left:,} row{'s' * (left > 1)} with {column} {value!r}", LeftOut, stacklevel=2)


def _plain(row: Row) -> Row:
    changed: dict[str, Any] = {name: shown(text) for name in _TEXTS if (text := getattr(row, name)) and _is_html(text)}
    source = row.source
    if source is not None:
        title, publisher = (shown(text) if text else None for text in (source.title, source.publisher))
        if (title, publisher) != (source.title, source.publisher):
            changed["source"] = evolve(source, title=title, publisher=publisher)
    return replace(row, **changed) if changed else row


def _is_html(text: str) -> bool:
    return "<" in text or "&" in text


def shown(text: str) -> str | None:
    """What HTML shows, without its tags; a paragraph is a line."""
    if not _is_html(text):
        return text
    parser = _Shown()
    parser.feed(text)
    parser.close()
    lines = (" ".join(line.split(" ")).strip() for line in "".join(parser.said).split("\n"))
    return "\n".join(lines).strip() or None


class _Shown(HTMLParser):
    """Gathers text, and a line end for each paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        """Text."""
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A paragraph begins on a line of its own."""
        if tag in _BREAKS and self.said:
            self.said.append("\n")
