"""Plain tables that fit the screen: cells wrap, nothing is cut off."""

import sys
import textwrap
from collections.abc import Sequence

import click


def width() -> int:
    """Columns to fill: the terminal's, at least 60 and at most 120; 80 where the output is piped."""
    if not sys.stdout.isatty():
        return 80
    import shutil

    return max(60, min(120, shutil.get_terminal_size().columns))


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, total: int | None = None) -> str:
    """Rows under their headers, wrapped to ``total`` columns; the widest columns give way first."""
    widths = _fit(list(zip(headers, *rows, strict=True)), total or width())
    head = [click.style(line, bold=True) for line in _lines(headers, widths)]
    body = [line for row in rows for line in _lines(row, widths)]
    return "\n".join((*head, *body))


def _fit(columns: Sequence[Sequence[str]], total: int) -> list[int]:
    """Widths that fit: the widest column gives way first, and words are broken only where nothing else helps."""
    widths = [max(len(line) for cell in cells for line in cell.split("\n")) for cells in columns]
    words = [max((len(word) for cell in cells for word in cell.split()), default=1) for cells in columns]
    for least in (words, [8] * len(widths)):
        while sum(widths) + 2 * (len(widths) - 1) > total:
            able = [place for place, wide in enumerate(widths) if wide > least[place]]
            if not able:
                break
            widths[max(able, key=lambda place: widths[place])] -= 1
    return widths


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [_wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    height = max(len(cell) for cell in cells)
    return [
        "  ".join(
            (cell[line] if line < len(cell) else "").ljust(width) for cell, width in zip(cells, widths, strict=True)
        ).rstrip()
        for line in range(height)
    ]


def _wrap(text: str, columns: int) -> list[str]:
    lines = (textwrap.wrap(line, columns, break_on_hyphens=False) for line in text.split("\n"))
    return [part for line in lines for part in line] or [""]


def paragraph(text: str, indent: int = 0, hang: int = 2) -> str:
    """Text wrapped to the screen, indented, with its further lines indented by ``hang`` more."""
    return textwrap.fill(
        text,
        width(),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
    )


def counted(number: int, what: str) -> str:
    """``1 entry``, ``2 entries``, ``1,000 segments``."""
    several = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{number:,} {what if number == 1 else several}"
