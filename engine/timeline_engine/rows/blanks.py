"""The ``empty`` option for importers that have none: what rows say by cells that count as blank, they do not say."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from attrs import evolve
from msgspec.structs import replace

from ..errors import TimelineError
from ..model import Source
from ..view.ports import FaultyRow, Row
from .columns import COLUMNS

_OF_ROWS = [name for name in Row.__struct_fields__ if name in COLUMNS and name not in ("actors", "source")]
_OF_SOURCE = ("publisher", "title", "published", "url")


def without(rows: Iterable[Row | TimelineError], empty: Collection[str]) -> Iterator[Row | TimelineError]:
    """The rows without what counts as blank: texts that, folded, are among ``empty``."""
    for row in rows:
        row = row.row if isinstance(row, FaultyRow) else row
        yield row if isinstance(row, TimelineError) else _without(row, empty)


def _without(row: Row, empty: Collection[str]) -> Row:
    changed: dict[str, Any] = {name: None for name in _OF_ROWS if _is_blank(getattr(row, name), empty)}
    if isinstance(row.actors, tuple) and any(_is_blank(actor, empty) for actor in row.actors):
        changed["actors"] = tuple(actor for actor in row.actors if not _is_blank(actor, empty))
    if row.source is not None:
        source = evolve(row.source, **{n: None for n in _OF_SOURCE if _is_blank(getattr(row.source, n), empty)})
        changed["source"] = source if source != Source() else None
    return replace(row, **changed)


def _is_blank(cell: Any, empty: Collection[str]) -> bool:
    return isinstance(cell, str) and cell.strip().casefold() in empty
