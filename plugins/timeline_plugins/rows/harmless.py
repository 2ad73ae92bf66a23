"""Texts in cells of CSV, which spreadsheet programs would run or show as something else; see docs/trust.md."""

from timeline_engine.visible import marked, unmarked

from ..formulas import guarded, unguarded


def read_cell(cell: str) -> str:
    """What a cell of CSV says, without what our exporter puts around texts that could do harm; see `written_cell`."""
    return unmarked(unguarded(cell))


def written_cell(text: str) -> str:
    """A text as a cell of CSV that no spreadsheet runs, and that hides nothing."""
    return guarded(marked(text))
