"""The ``known`` option: since when it is known what a file says without a date of its own."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ..dates import DateError, Zone, read_moment
from ..errors import TimelineError
from ..view.ports import Row
from .reading import read_settled


def read_known(text: str | None) -> str | None:
    """Check the option, so that a mistake in it is not told of every row. Raises TimelineError."""
    if text is None or not text.strip():
        return None
    try:
        read_settled(text, Zone("UTC"), read_moment)
    except DateError as error:
        raise TimelineError(f"known: {error}") from error
    return text.strip()


def with_known(rows: Iterable[Row | TimelineError], known: str | None) -> Iterator[Row | TimelineError]:
    """The rows, with this date where they have neither a known nor a published one.

    A row that only goes on with the report of an earlier one shares its date.
    """
    if known is None:  # no row of each event has to be kept
        yield from rows
        return
    begun: dict[object, bytes] = {}
    for row in rows:
        if isinstance(row, TimelineError):
            yield row
            continue
        about = hash(row.event) if row.event else hash((row.title, row.when, row.key))
        if not row.goes_on_with(begun.get(about)):
            begun[about] = row.begins
            row = row if _is_dated(row) else replace(row, known=known)
        yield row


def _is_dated(row: Row) -> bool:
    return bool(row.known or (row.source and row.source.published))
