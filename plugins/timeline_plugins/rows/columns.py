"""The columns of the rows that are written, all of which can be read again."""

from typing import NamedTuple


class EventRow(NamedTuple):
    """One row, all as text in the columns of an import file; ``source`` is a title. None: the row does not say.

    ``entry`` and ``claim`` are of exported rows: the id of the entry, and which of its claims it is, from 1.
    """

    event: str
    title: str | None = None
    when: str | None = None
    known: str | None = None
    phase: str | None = None
    kind: str | None = None
    issue: str | None = None
    attribute: str | None = None
    value: str | None = None
    by: str | None = None
    publisher: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None
    place: str | None = None
    actors: str | None = None
    summary: str | None = None
    entry: str | None = None
    claim: str | None = None


COLUMNS = EventRow._fields
"""What a row says that is written, in the order of the header."""
