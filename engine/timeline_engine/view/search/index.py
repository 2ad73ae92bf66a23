"""A full-text index in memory, made for one search: SQLite's FTS5, and nothing of our own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ...errors import TimelineError

if TYPE_CHECKING:
    from sqlite3 import Connection

FIELDS = {
    "title": 10,
    "summary": 3,
    "notes": 2,
    "actors": 3,
    "place": 2,
    "claims": 2,
    "sources": 2,
    "issues": 1,
    "event": 1,
}
"""The texts of what can be found, and how much a match in each counts."""

EXCERPTED = ("summary", "notes", "actors", "place", "claims", "sources")
"""The fields of which only the matching part is shown; the others are shown whole."""

EXCERPT_WORDS = 22

BEGIN, END = "\ufff9", "\ufffb"
"""What stands around a match in texts that are shown: marks of Unicode that are not seen and that no text has."""

_COLUMNS = ", ".join(FIELDS)
_ROW = ", ".join("?" for _ in ("rowid", *FIELDS))
_TABLE = f"USING fts5({_COLUMNS}, tokenize = 'unicode61 remove_diacritics 2'"
_RANK = f"bm25(found, {', '.join(map(str, FIELDS.values()))}), rowid"
_FLUSH = 1 << 27  # bytes of the index gathered before they are sorted: by default a megabyte, and much merging

Texts = Sequence[str]
"""What stands in each field of something that can be found, in the order of ``FIELDS``."""


class Index:
    """Rows of texts, numbered from 1. It holds the words alone: the rows are with the caller."""

    def __init__(self, connection: "Connection", rows: Iterable[Texts]) -> None:
        self._connection = connection
        with connection:
            connection.execute(f"CREATE VIRTUAL TABLE found {_TABLE}, content = '')")
            connection.execute("INSERT INTO found (found, rank) VALUES ('hashsize', ?)", (_FLUSH,))
            self._fill("found", enumerate(rows, 1))

    def _fill(self, table: str, rows: Iterable[tuple[int, Texts]]) -> None:
        insert = f"INSERT INTO {table} (rowid, {_COLUMNS}) VALUES ({_ROW})"
        self._connection.executemany(insert, ((number, *texts) for number, texts in rows))

    def count(self, expression: str, numbers: range) -> int:
        """How many of these rows match."""
        asked = "SELECT count(*) FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ?"
        (count,) = self._connection.execute(asked, (expression, numbers.start, numbers.stop - 1)).fetchone()
        return int(count)

    def best(self, expression: str, numbers: range, limit: int) -> list[int]:
        """The numbers of the rows among these that match best; of rows as good, the first."""
        asked = f"SELECT rowid FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ? ORDER BY {_RANK} LIMIT ?"
        return [row[0] for row in self._connection.execute(asked, (expression, numbers.start, numbers.stop - 1, limit))]

    def marked(self, expression: str, rows: Mapping[int, Texts]) -> dict[int, dict[str, str]]:
        """The texts of rows that match, with ``BEGIN`` and ``END`` around what does; long ones as excerpts."""
        clean = str.maketrans(dict.fromkeys((BEGIN, END, "\0"), " "))
        with self._connection:
            self._connection.execute(f"CREATE VIRTUAL TABLE shown {_TABLE})")
            self._fill("shown", ((number, [text.translate(clean) for text in texts]) for number, texts in rows.items()))
        shown = ", ".join(_shown(name, column) for column, name in enumerate(FIELDS))
        found = self._connection.execute(f"SELECT rowid, {shown} FROM shown WHERE shown MATCH ?", (expression,))
        return {number: dict(zip(FIELDS, texts, strict=True)) for number, *texts in found}

    def words(self, shortest: int, longest: int) -> list[str]:
        """The words of so many letters that stand in any row, as the index spells them: small, without accents."""
        self._connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5vocab(found, row)")
        asked = "SELECT term FROM words WHERE length(term) BETWEEN ? AND ?"
        return [row[0] for row in self._connection.execute(asked, (shortest, longest))]


def _shown(name: str, column: int) -> str:
    marks = f"shown, {column}, '{BEGIN}', '{END}'"
    return f"snippet({marks}, '…', {EXCERPT_WORDS})" if name in EXCERPTED else f"highlight({marks})"


@contextmanager
def indexed(rows: Iterable[Texts]) -> Iterator[Index]:
    """An index of these rows, for as long as it is needed. Raises TimelineError if this Python has no FTS5."""
    try:
        import sqlite3
    except ImportError as error:
        raise TimelineError(_lacking("SQLite")) from error
    connection = sqlite3.connect(":memory:")
    try:
        yield Index(connection, rows)
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise
        raise TimelineError(_lacking(f"FTS5 in its SQLite {sqlite3.sqlite_version}")) from error
    finally:
        connection.close()


def _lacking(what: str) -> str:
    return f"this Python lacks {what}, which searching needs: use another build of Python, or `timeline events --text`"
