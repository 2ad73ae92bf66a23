"""What an import would not read as it was meant: rows are read back as they are written, and compared."""

from collections.abc import Mapping
from typing import Any

from attrs import Factory, define

from timeline_engine.errors import TimelineError
from timeline_engine.recording import check_id
from timeline_engine.view.ports import Row

from .rows import make_row

_IN_WORDS = {"by": "claimant", "when": "date", "known": "known date"}
_IDS = ("event", "issue", "attribute")
_FIELDS = (
    *_IDS, "title", "when", "known", "phase", "kind", "value", "by", "source", "place", "actors", "summary",
)  # fmt: skip


@define
class ReadBack:
    """Counts, row by row, what an import would read otherwise than the log has it."""

    _lost: int = 0
    _first: str = ""
    _refused: dict[str, str] = Factory(dict)

    def take(self, row: Row, said: Mapping[str, Any]) -> None:
        """Compare a row with what an importer makes of the cells that are to say it."""
        for name in _otherwise(row, said):
            self._first = self._first or f"the {_IN_WORDS.get(name, name)} of {row.event}"
            self._lost += 1
        for name in _IDS:
            if name not in self._refused and not _is_id(getattr(row, name)):
                self._refused[name] = f"An import refuses a row of {row.event!r}: no {name} may be called so."

    def sentences(self) -> list[str]:
        """One sentence for each kind of thing that the rows cannot say."""
        cells = "1 cell" if self._lost == 1 else f"{self._lost:,} cells"
        lost = [f"An import reads {cells} otherwise than the log has it (first: {self._first})."] if self._lost else []
        return [*lost, *self._refused.values()]


def _otherwise(row: Row, said: Mapping[str, Any]) -> list[str]:
    """The fields that an importer reads otherwise."""
    try:
        read = make_row(said, row.at)
    except TimelineError:
        return ["value"]  # all else is text, which every importer takes
    return [name for name in _FIELDS if getattr(read, name) != getattr(row, name)]


def _is_id(text: str | None) -> bool:
    try:
        check_id(text or "x", "")
    except TimelineError:
        return False
    return True
