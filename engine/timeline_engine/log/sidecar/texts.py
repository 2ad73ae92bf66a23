"""The words of what can be searched: an index of SQLite's FTS5, made for whoever knows what the texts say."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from ..errors import Unusable
from ..keeping import SIDECAR
from .kept import Kept
from .sealing import sealing

ORDER = "(SELECT name FROM issue WHERE number = -found.rowid), found.rowid"
"""The order of issues, by their ids, and of events."""

_UPTO = "texts"
_FLUSH = 1 << 28  # bytes gathered before they are sorted

Row = tuple[int, Sequence[str]]
"""A number, and the texts of what it stands for: of an issue `Texts.number`, of an event the seq of its first report.
"""


class Texts:
    """The table ``found`` of a sidecar, of these columns; ``more`` is what else FTS5 is told of it.

    Beside it stands the table ``word``, of the words that are no numbers: those that are there, and perhaps some more.
    Raises sqlite3.Error, Unusable; to write also OSError.
    """

    def __init__(self, kept: Kept, columns: Sequence[str], more: str) -> None:
        self._found = kept.connection
        self._seal = kept.seal
        self._path = kept.folder / SIDECAR
        self._mark = kept.mark.seq
        named, values = ", ".join(columns), ", ?" * len(columns)
        self._create = f"CREATE VIRTUAL TABLE found USING fts5({named}, {more})"
        self._create_news = f"CREATE VIRTUAL TABLE temp.news USING fts5({named}, {more})"
        self._insert = f"INSERT INTO found (rowid, {named}) VALUES (?{values})"
        self._insert_news = f"INSERT INTO news (rowid, {named}) VALUES (?{values})"
        self._delete = f"INSERT INTO found (found, rowid, {named}) VALUES ('delete', ?{values})"

    def upto(self) -> int | None:
        """The number of the last entry that they know, perhaps behind those of `Kept`; None: there are none."""
        made = self._found.execute("SELECT sql FROM sqlite_master WHERE name = 'found'").fetchone()
        row = self._found.execute("SELECT value FROM meta WHERE name = ?", (_UPTO,)).fetchone()
        return int(row[0]) if row and made and made[0] == self._create else None

    @contextmanager
    def reading(self) -> Iterator[bool]:
        """Nothing is changed until the block ends. False: they do not know what `Kept` does, or more."""
        with self._seal.reading(self._found):
            yield self.upto() == self._mark

    def number(self, issue: str) -> int:
        """The number of an issue that an entry names: below 0. Raises Unusable."""
        row = self._found.execute("SELECT number FROM issue WHERE name = ?", (issue,)).fetchone()
        if row is None:
            raise Unusable(f"it does not know issue {issue!r}")
        return -int(row[0])

    def issue(self, number: int) -> str:
        """The issue with a number. Raises Unusable."""
        row = self._found.execute("SELECT name FROM issue WHERE number = ?", (-number,)).fetchone()
        if row is None:
            raise Unusable(f"it does not know the issue of number {-number}")
        return str(row[0])

    def has(self, number: int) -> bool:
        """Is there a row with a number?"""
        return self._found.execute("SELECT 1 FROM found WHERE rowid = ?", (number,)).fetchone() is not None

    def replace(self, rows: Iterable[Row]) -> None:
        """Take rows, in the order of their numbers, instead of those that are there. They know all entries."""
        with sealing(self._found, self._path, self._seal):
            self._found.execute("DROP TABLE IF EXISTS found")
            self._found.execute("DROP TABLE IF EXISTS word")
            self._found.execute(self._create)
            self._found.execute("CREATE TABLE word (text TEXT PRIMARY KEY) WITHOUT ROWID")
            self._found.execute("INSERT INTO found (found, rank) VALUES ('hashsize', ?)", (_FLUSH,))
            self._put(rows)
            self._put_words("main, found")

    def change(self, gone: Iterable[Row], come: Sequence[Row]) -> None:
        """Take rows out, which must be there as they are given, and others in. They know all entries then."""
        with sealing(self._found, self._path, self._seal):
            for number, texts in gone:
                if not self.has(number):
                    raise Unusable(f"it has no words of what has number {number}")
                self._found.execute(self._delete, (number, *texts))
            self._put(come)
            self._found.execute(self._create_news)
            self._found.executemany(self._insert_news, _flat(come))
            self._put_words("temp, news")
            self._found.execute("DROP TABLE temp.news")

    def _put(self, rows: Iterable[Row]) -> None:
        self._found.executemany(self._insert, _flat(rows))
        self._found.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_UPTO, self._mark))

    def _put_words(self, table: str) -> None:
        self._found.execute(f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab({table}, row)")
        self._found.execute("INSERT OR IGNORE INTO word SELECT term FROM terms WHERE term GLOB '*[^0-9]*'")
        self._found.execute("DROP TABLE temp.terms")


def _flat(rows: Iterable[Row]) -> Iterator[tuple[object, ...]]:
    return ((number, *texts) for number, texts in rows)
