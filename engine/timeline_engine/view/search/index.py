"""A full-text index, in memory made for one search, or kept: SQLite's FTS5, and nothing of our own."""

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
_WORDS = "tokenize = 'unicode61 remove_diacritics 2'"
UNSEEN = f"{_WORDS}, content = ''"
"""What FTS5 is told of a table besides its columns, so that it holds the words alone."""
_RANK = f"bm25(found, {', '.join(map(str, FIELDS.values()))})"
_FLUSH = 1 << 27  # bytes of the index gathered before they are sorted: by default a megabyte, and much merging
_MOST_SHARED = 20  # letters that are looked for
_DIGITS = set("0123456789")
_AMONG_ALL = "SELECT term FROM words WHERE length(term) BETWEEN ? AND ? AND term GLOB ?"
_AMONG_WORDS = """SELECT text FROM word WHERE length(text) BETWEEN ? AND ? AND text GLOB ?
    AND EXISTS (SELECT 1 FROM words WHERE term = text)"""  # to go through all terms takes a second of a million events

Texts = Sequence[str]
"""What stands in each field of something that can be found, in the order of ``FIELDS``."""

LAST = 1 << 62
ISSUES, EVENTS = range(-LAST, 0), range(1, LAST)
"""The numbers of rows: those of issues are below 0, those of events above."""


class Index:
    """The table ``found`` of a connection, which has a row of texts for each issue and event that can be found.

    It holds the words alone: the texts are with the caller. ``order`` says in which order rows come that match as well.
    It ``has_words`` if a table ``word`` has those that are no numbers, and perhaps some more.
    """

    def __init__(self, connection: "Connection", order: str = "rowid", *, has_words: bool = False) -> None:
        self._connection = connection
        self._order = order
        self._has_words = has_words

    def fill(self, rows: Iterable[tuple[int, Texts]]) -> None:
        """Make the table, of rows in the order of their numbers."""
        with self._connection:
            self._connection.execute(f"CREATE VIRTUAL TABLE found USING fts5({_COLUMNS}, {UNSEEN})")
            self._connection.execute("INSERT INTO found (found, rank) VALUES ('hashsize', ?)", (_FLUSH,))
            self._fill("found", rows)

    def _fill(self, table: str, rows: Iterable[tuple[int, Texts]]) -> None:
        insert = f"INSERT INTO {table} (rowid, {_COLUMNS}) VALUES ({_ROW})"
        self._connection.executemany(insert, ((number, *texts) for number, texts in rows))

    def count(self, expression: str, numbers: range) -> int:
        """How many of these rows match."""
        asked = "SELECT count(*) FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ?"
        (count,) = self._connection.execute(asked, (expression, numbers.start, numbers.stop - 1)).fetchone()
        return int(count)

    def has(self, expression: str) -> bool:
        """Does any row match?"""
        return self._connection.execute("SELECT 1 FROM found WHERE found MATCH ?", (expression,)).fetchone() is not None

    def best(self, expression: str, numbers: range, limit: int) -> list[int]:
        """The numbers of the rows among these that match best."""
        asked = "SELECT rowid FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ?"
        limited = f"{asked} ORDER BY {_RANK}, {self._order} LIMIT ?"
        found = self._connection.execute(limited, (expression, numbers.start, numbers.stop - 1, limit))
        return [number for (number,) in found]

    def marked(self, expression: str, rows: Mapping[int, Texts]) -> dict[int, dict[str, str]]:
        """The texts of rows that match, with ``BEGIN`` and ``END`` around what does; long ones as excerpts."""
        clean = str.maketrans(dict.fromkeys((BEGIN, END, "\0"), " "))
        self._connection.execute(f"CREATE VIRTUAL TABLE temp.shown USING fts5({_COLUMNS}, {_WORDS})")
        self._fill("shown", ((number, [text.translate(clean) for text in texts]) for number, texts in rows.items()))
        shown = ", ".join(_shown(name, column) for column, name in enumerate(FIELDS))
        found = self._connection.execute(f"SELECT rowid, {shown} FROM shown WHERE shown MATCH ?", (expression,))
        return {number: dict(zip(FIELDS, texts, strict=True)) for number, *texts in found}

    def like(self, word: str) -> list[str]:
        """The words that may be alike, of those that stand in any row, as it spells them: small, without accents.

        They are as long within two letters, and have as many of its letters as words that are alike must have.
        """
        self._connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, found, row)")
        shared = max(1, -(-3 * (len(word) - 1) // 5))  # six in ten of the letters of both, see `did_you_mean`
        letters = f"*[{''.join(sorted(set(word)))}]" * min(shared, _MOST_SHARED)
        asked = _AMONG_WORDS if self._has_words and not _DIGITS & set(word) else _AMONG_ALL
        return [term for (term,) in self._connection.execute(asked, (len(word) - 2, len(word) + 2, f"{letters}*"))]


def _shown(name: str, column: int) -> str:
    marks = f"shown, {column}, '{BEGIN}', '{END}'"
    return f"snippet({marks}, '…', {EXCERPT_WORDS})" if name in EXCERPTED else f"highlight({marks})"


@contextmanager
def indexed(rows: Iterable[tuple[int, Texts]]) -> Iterator[Index]:
    """An index of rows in the order of their numbers, for as long as it is needed.

    Raises TimelineError if this Python has no FTS5.
    """
    try:
        import sqlite3
    except ImportError as error:
        raise TimelineError(_lacking("SQLite")) from error
    connection = sqlite3.connect(":memory:")
    try:
        index = Index(connection)
        index.fill(rows)
        yield index
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise
        raise TimelineError(_lacking(f"FTS5 in its SQLite {sqlite3.sqlite_version}")) from error
    finally:
        connection.close()


def _lacking(what: str) -> str:
    return f"this Python lacks {what}, which searching needs: use another build of Python, or `timeline events --text`"
