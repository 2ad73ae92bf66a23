"""The ``key`` option: the columns that identify an event, of which rows without an id get theirs (R8.15)."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from ..dates import AS_WRITTEN, Convention, DateError, Zone, read_when
from ..errors import TimelineError
from ..model import Value, format_value
from ..recording import slug
from ..view.ports import Row
from .renaming import cells_of

_DATES = ("when", "until", "known", "published")
_UTC = Zone("UTC")
_SOME_DAY = "2000-01-01"


def read_key(text: str | None) -> tuple[str, ...]:
    """The names of columns in ``publisher,title``. Raises TimelineError."""
    names = [" ".join(part.split()) for part in (text or "").replace(";", ",").split(",")]
    if text is not None and not all(names):
        raise TimelineError(f"key: {text!r}: name the columns that identify an event, like 'publisher,title'")
    return tuple(dict.fromkeys(filter(None, names)))


def keyed(
    rows: Iterable[Row | TimelineError], names: Sequence[str], convention: Convention = AS_WRITTEN
) -> Iterator[Row | TimelineError]:
    """The rows with an id of their event: where they have none, made of the cells that identify it.

    Dates among these are read as the convention has them.
    An error stands in the place of a row of which such a cell is blank, or whose id would be that of another key.
    """
    taken: dict[str, tuple[tuple[str, ...], str]] = {}
    for row in rows:
        if isinstance(row, TimelineError) or row.event is not None:
            yield row
        else:
            yield _keyed(row, names, convention, taken)


def _keyed(
    row: Row, names: Sequence[str], convention: Convention, taken: dict[str, tuple[tuple[str, ...], str]]
) -> Row | TimelineError:
    said = dict(zip(names, row.key or _of_row(row, names), strict=True))
    if blank := [name for name, cell in said.items() if not cell]:
        return TimelineError(
            f"{row.at}: column {blank[0]!r} is blank, and is part of the key: fill it in, or give the row the id of "
            "its event in a column event"
        )
    cells = [_plain(name, cell, convention) for name, cell in said.items()]
    event, meant = "-".join(map(slug, cells)), tuple(cell.casefold() for cell in cells)
    before, at = taken.setdefault(event, (meant, row.at))
    if before != meant:
        return TimelineError(
            f"{row.at}: the key {_shown(meant)} makes the id {event!r}, as does {_shown(before)} in {at}: write them "
            "alike or, if they are two events, give one of the rows an id in a column event"
        )
    return replace(row, event=event, key=())


def _shown(cells: Iterable[str]) -> str:
    return repr(", ".join(cells))


def _of_row(row: Row, names: Iterable[str]) -> tuple[str, ...]:
    cells = cells_of(row)
    return tuple(_text(cells[name.casefold()]) for name in names)


def _text(cell: Value | tuple[str, ...] | None) -> str:
    """What a row says in a column, as text."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    return "; ".join(cell) if isinstance(cell, tuple) else format_value(cell)


def _plain(name: str, cell: str, convention: Convention) -> str:
    """A cell without what may be written now so, now so: blanks, and dates in words."""
    cell = " ".join(cell.split())
    if name.casefold() not in _DATES:
        return cell
    try:
        return read_when(cell, _UTC, _SOME_DAY, convention)
    except DateError:
        return cell
