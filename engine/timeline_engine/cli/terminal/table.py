"""Tables and paragraphs that fit the screen: text wraps, nothing is cut off."""

import re
import sys
from collections.abc import Iterator, Sequence

import click

from ...visible import visible
from .rich_screen import MOST_ROWS, is_rich, ruled

_HYPHENED = r"(?<=[^\W\d]-)(?=[^\W\d])"
"""Where a word may be broken: after a hyphen between letters, not in a date."""

_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)"


def width() -> int:
    """Columns to fill: the terminal's, at least 40 and at most 120; 80 where the output is piped."""
    if not sys.stdout.isatty():
        return 80
    import shutil

    return max(40, min(120, shutil.get_terminal_size().columns))


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, total: int | None = None) -> str:
    """Rows under headers, wrapped to ``total`` columns; where words would have to be broken, a paragraph a row.

    Drawn by rich where that is installed and a terminal is there, else plain.
    """
    total = total or width()
    widths = _fit(list(zip(headers, *rows, strict=True)), total)
    if widths is None:
        return "\n".join(line for row in rows for line in _told(headers, row, total))
    if len(rows) <= MOST_ROWS and is_rich():
        return ruled(headers, (["\n".join(cell) for cell in _cells(row, widths)] for row in rows), widths)
    head = [click.style(line, bold=True) for line in _lines(headers, widths)]
    body = [line for row in rows for line in _lines(row, widths)]
    return "\n".join((*head, *body))


def _fit(columns: Sequence[Sequence[str]], total: int) -> list[int] | None:
    """Widths that fit: between words the widest column gives way first, at hyphens the last; None if none do."""
    widths = [max(breadth(line) for cell in cells for line in cell.split("\n")) for cells in columns]
    words = [[word for cell in cells for word in cell.split()] for cells in columns]
    parts = [[part for word in column for part in re.split(_HYPHENED, word)] for column in words]
    for unbroken, gives in ((words, widths.__getitem__), (parts, int)):
        least = [max(map(breadth, column), default=1) for column in unbroken]
        while sum(widths) + 2 * (len(widths) - 1) > total:
            able = [place for place, wide in enumerate(widths) if wide > least[place]]
            if not able:
                break
            widths[max(able, key=gives)] -= 1
        else:
            return widths
    return None


def _told(headers: Sequence[str], row: Sequence[str], total: int) -> Iterator[str]:
    """A row as a paragraph: its first cell, and below it the others that say something, each after its header."""
    yield from wrap(row[0], total)
    said = (f"{header.lower()}: {cell}" for header, cell in zip(headers[1:], row[1:], strict=True) if cell.strip("-"))
    yield from ("  " + line for line in wrap("; ".join(said).replace("\n", " "), total - 2))


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = _cells(row, widths)
    height = max(len(cell) for cell in cells)
    return [
        "  ".join(
            _padded(cell[line] if line < len(cell) else "", width) for cell, width in zip(cells, widths, strict=True)
        ).rstrip()
        for line in range(height)
    ]


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[list[str]]:
    return [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - breadth(text))


def _wrapped(text: str, columns: int) -> list[str]:
    return [part for line in text.split("\n") for part in wrap(line, columns)] or [""]


def paragraph(text: str, indent: int = 0, hang: int = 2) -> str:
    """Text wrapped to the screen, indented, with its further lines indented by ``hang`` more."""
    first, *rest = list(wrap(text, width() - indent, hang)) or [""]
    return "\n".join((" " * indent + first, *(" " * (indent + hang) + line for line in rest)))


def wrap(text: str, columns: int, hang: int = 0) -> Iterator[str]:
    """The words of a text in lines of so many columns, after the first less ``hang``."""
    line, room = "", columns
    for gap, word in re.findall(r"(\s*)(\S+)", shown(text)):
        start = line + (" " if gap.strip(" ") else gap) if line else ""
        while breadth(start + word) > room:
            part = _fitting(word, room - breadth(start), columns - hang, bool(start))
            yield (start + word[:part]).rstrip()
            start, word, room = "", word[part:], columns - hang
        line = start + word
    if line:
        yield line


def _fitting(word: str, room: int, whole: int, begun: bool) -> int:
    """How many characters of a word go on a line with so much room left, where a ``whole`` line has more.

    What fits a line of its own begins one. What does not is broken after a hyphen if it can be, else where it must.
    """
    if breadth(word) <= whole:
        return 0
    breaks = [found.start() for found in re.finditer(_HYPHENED, word) if breadth(word[: found.start()]) <= whole]
    if breaks:
        return max((at for at in breaks if breadth(word[:at]) <= room), default=0)
    for count in range(1, len(word) + 1):
        if breadth(word[:count]) > room:
            return max(count - 1, 0 if begun else 1)
    return len(word)


def breadth(text: str) -> int:
    """The columns that a text takes: two for a wide character, none for one that joins the one before it.

    Nor for what Unicode calls no character: a program may mark a place with it.
    """
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        2 if east_asian_width(character) in "WF" else category(character) not in ("Mn", "Me", "Cf")
        for character in text
        if not "\ufdd0" <= character <= "\ufdef"
    )


def shown(text: str) -> str:
    """The text without control characters, which a terminal would obey, and with what is hidden in it made visible.

    Line ends and tabs stay.
    """
    return visible(text if text.isprintable() else re.sub(_CONTROL, "\ufffd", text))
