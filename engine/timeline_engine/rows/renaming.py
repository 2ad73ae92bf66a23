"""The ``map`` option for importers that have none: what their rows say in one column is taken to be said in another."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import asdict

from ..errors import TimelineError, did_you_mean
from ..model import Source, format_value, parse_value
from ..view.ports import Row

COLUMNS = (
    "event", "title", "when", "known", "phase", "kind", "issue", "attribute", "value", "by", "publisher", "source",
    "published", "url", "place", "actors", "summary",
)  # fmt: skip
"""What a row may say, in the order of the header of an import file; ``source`` is the title of a report."""

_OF_SOURCE = ("publisher", "source", "published", "url")


def read_renaming(text: str) -> dict[str, str]:
    """Read ``kind=issue,place=actors`` as the new column of each. Raises TimelineError."""
    columns: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
        old, equals, new = (part.strip() for part in pair.partition("="))
        if not equals:
            raise TimelineError(f"map: {pair!r} is not COLUMN=COLUMN; write it like 'kind=issue'")
        for name in (old, new):
            if name not in COLUMNS:
                near = did_you_mean(name, COLUMNS) or f"; the columns are {', '.join(COLUMNS)}"
                raise TimelineError(f"map: this format gives rows, and has no column {name!r}{near}")
        if new in columns.values():
            raise TimelineError(f"map: two columns cannot both be {new}")
        columns[old] = new
    return columns


def renamed(rows: Iterable[Row | TimelineError], columns: Mapping[str, str]) -> Iterator[Row | TimelineError]:
    """The rows with what they say in some columns put into others, which say nothing else then."""
    for row in rows:
        yield row if isinstance(row, TimelineError) else _renamed(row, columns)


def _renamed(row: Row, columns: Mapping[str, str]) -> Row | TimelineError:
    said = cells_of(row)
    kept = {name: cell for name, cell in said.items() if name not in columns and name not in columns.values()}
    try:
        return _row(row.at, kept | {new: _as_in(new, old, said[old]) for old, new in columns.items()})
    except TimelineError as error:
        return TimelineError(f"{row.at}: {error}")


def cells_of(row: Row) -> dict[str, Any]:
    """What a row says, by column."""
    source = row.source or Source()
    said = asdict(row, recurse=False) | {"publisher": source.publisher, "source": source.title}
    return said | {"published": source.published, "url": source.url}


def _row(at: str, said: Mapping[str, Any]) -> Row:
    source = Source(*(said.get(name) for name in _OF_SOURCE))
    fields = {name: cell for name, cell in said.items() if name not in _OF_SOURCE and name != "at"}
    return Row(at=at, source=source if source != Source() else None, **fields)


def _as_in(new: str, old: str, cell: Any) -> Any:
    """A cell as another column holds it: as text, but for values and lists of actors."""
    if old == "value" and cell is not None:
        cell = format_value(cell)
    elif old == "actors":
        cell = "; ".join(cell) or None
    if new == "value":
        return None if cell is None else parse_value(cell)
    return tuple(filter(None, map(str.strip, (cell or "").split(";")))) if new == "actors" else cell
