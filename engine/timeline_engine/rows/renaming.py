"""The ``map`` option for importers that have none: what their rows say in one column is taken to be said in another."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import asdict

from ..errors import TimelineError, did_you_mean
from ..model import Source, format_value, parse_value
from ..view.ports import Row
from .columns import COLUMNS, ColumnMap
from .headed import Headed

_OF_ROWS = COLUMNS[: COLUMNS.index("entry")]
_OF_SOURCE = ("publisher", "source", "published", "url")


def check_columns(names: Iterable[str], option: str) -> None:
    """Refuse names that no column of rows has, for an importer that gives rows alone. Raises TimelineError."""
    for name in names:
        if name.casefold() not in _OF_ROWS:
            near = did_you_mean(name.casefold(), _OF_ROWS) or f"; the columns are {', '.join(_OF_ROWS)}"
            raise TimelineError(f"{option}: this format gives rows, and has no column {name!r}{near}")


def renamed(rows: Iterable[Row | TimelineError], columns: ColumnMap) -> Iterator[Row | TimelineError]:
    """The rows with what they say in some columns put into others, which say nothing else then.

    Raises TimelineError for a column that no row has.
    """
    check_columns(columns.wanted(_OF_ROWS), "map")
    found = columns.under_some(_OF_ROWS, "map")
    places = found.places
    moved = {column: places.get(column, ()) for at, column in enumerate(_OF_ROWS) if places.get(column) != (at,)}
    headed = Headed(_OF_ROWS, moved, parts=found.parts)
    for row in rows:
        yield row if isinstance(row, TimelineError) else _renamed(row, headed)


def _renamed(row: Row, headed: Headed) -> Row:
    cells = cells_of(row)
    said = headed.read(lambda place, _: _text(_OF_ROWS[place], cells[_OF_ROWS[place]]))
    wrong = [*row.faults, *said.faults]
    cells |= {column: _as_in(column, cell, wrong) for column, cell in said.cells.items()}
    if "value" in said.cells:
        cells["written"] = said.cells["value"]
    return _row(cells | {"faults": tuple(wrong)})


def cells_of(row: Row) -> dict[str, Any]:
    """What a row says, by column."""
    source = row.source or Source()
    said = asdict(row) | {"publisher": source.publisher, "source": source.title}
    return said | {"published": source.published, "url": source.url}


def _row(said: dict[str, Any]) -> Row:
    source = Source(*(said.pop(name) for name in _OF_SOURCE))
    return Row(**said | {"source": source if source != Source() else None})


def _text(column: str, cell: Any) -> Any:
    """What a row says in a column, as text."""
    if column == "actors":
        return "; ".join(cell) or None
    return format_value(cell) if column == "value" and cell is not None else cell


def _as_in(column: str, text: Any, wrong: list[str]) -> Any:
    """A text as a column holds it: values and lists of actors are none."""
    if column == "actors":
        return tuple(filter(None, map(str.strip, (text or "").split(";"))))
    if column != "value" or text is None:
        return text
    try:
        return parse_value(text)
    except TimelineError as error:
        wrong.append(f"field value: {error}")
        return None
