"""What a terminal gets beyond plain text where rich is installed: tables with a rule, and links."""

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

MOST_ROWS = 500
"""Longer tables are plain: rich takes a second for some thousand rows, and nobody looks at their rules."""


def is_rich() -> bool:
    """Whether standard output is a terminal that shows more than plain text, as far as rich is installed to know."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and _shows_more(os.environ.get("TERM"))


@cache
def _shows_more(term: str | None) -> bool:
    """Whether rich finds a terminal of that kind to have colours: it writes links there, too."""
    try:
        from rich.console import Console  # which takes a third of the time of a whole command
    except ImportError:
        return False
    console = Console(force_terminal=True)
    return term is not None and console.color_system is not None and not console.legacy_windows


def ruled(headers: Sequence[str], rows: Iterator[Sequence[str]], widths: Sequence[int]) -> str:
    """A table with a rule under its headers, of cells that fit the ``widths``; two columns lie between them."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for header, columns in zip(headers, widths, strict=True):
        drawn.add_column(Text(header), width=columns, overflow="fold")
    for row in rows:
        drawn.add_row(*map(Text, row))  # as it is: what looks like markup is none
    console = _console(sum(widths) + 2 * (len(widths) - 1))
    with console.capture() as captured:
        console.print(drawn)
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))


def _console(width: int) -> "Console":
    from rich.console import Console

    return Console(width=width, force_terminal=True, highlight=False, emoji=False, markup=False)
