"""What was worked out of each issue for the ends of days: kept for whoever knows what it says, under a check sum."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from zlib import crc32

from ..errors import Unusable
from ..keeping import SIDECAR
from .kept import Kept
from .sealing import sealing

_MINUTE = 60_000_000
_FAR = 1 << 60
_UPTO = "lines"

Said = tuple[bytes, bytes | None]
"""What holds from the end of a day on; and what else, if it is said anew."""


class Lines:
    """The lines that a sidecar holds. Raises sqlite3.Error, Unusable; to write also OSError."""

    def __init__(self, kept: Kept) -> None:
        self._found = kept.connection
        self._seal = kept.seal
        self._path = kept.folder / SIDECAR
        self._upto = kept.mark.seq

    def upto(self) -> int | None:
        """The number of the last entry that they know; None if there are none."""
        row = self._found.execute("SELECT value FROM meta WHERE name = ?", (_UPTO,)).fetchone()
        return int(row[0]) if row and 0 < row[0] <= self._upto else None

    def at(self, day: int) -> dict[str, bytes]:
        """What holds of each issue at the end of a day, given by its last instant; of those of which anything does."""
        asked = "SELECT issue, day, said FROM line WHERE issue = ? AND day <= ? ORDER BY day DESC LIMIT 1"
        issues = self._found.execute("SELECT number, name FROM issue").fetchall()
        found = ((name, self._found.execute(asked, (number, _ceil(day))).fetchone()) for number, name in issues)
        return {name: _checked(*row) for name, row in found if row}

    def else_at(self, issue: str, day: int) -> bytes | None:
        """What else was said of an issue by the end of a day, for the last time."""
        asked = """SELECT number, day, also FROM line JOIN issue ON issue = number
            WHERE name = ? AND day <= ? AND also IS NOT NULL ORDER BY day DESC LIMIT 1"""
        row = self._found.execute(asked, (issue, _ceil(day))).fetchone()
        return _checked(*row) if row else None

    def issues(self) -> set[str]:
        """The issues of which there is anything, on any day."""
        asked = "SELECT name FROM issue WHERE EXISTS (SELECT 1 FROM line WHERE issue = number)"
        return {name for (name,) in self._found.execute(asked)}

    def replace(self, lines: Iterable[tuple[str, int, Said]], issues: Collection[str] | None = None) -> None:
        """Take lines instead of those that are there, or those of some issues: of an issue, from a day on.

        All that are there then know all entries.
        """
        numbers = dict(self._found.execute("SELECT name, number FROM issue"))
        gone = [(number,) for issue, number in numbers.items() if issues is None or issue in issues]
        with sealing(self._found, self._path, self._seal):
            self._found.executemany("DELETE FROM line WHERE issue = ?", gone)
            self._found.executemany("INSERT INTO line VALUES (?, ?, ?, ?)", _rows(lines, numbers))
            self._found.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_UPTO, self._upto))


def _rows(lines: Iterable[tuple[str, int, Said]], numbers: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    for issue, instant, (said, also) in lines:
        number, day = numbers[issue], _ceil(instant)
        yield number, day, _summed(number, day, said), also and _summed(number, day, also)


def _ceil(instant: int) -> int:
    """The end of a day in minutes: a smaller number, and never one that SQLite does not have."""
    return max(-_FAR, min(-(-instant // _MINUTE), _FAR))


def _summed(number: int, day: int, said: bytes) -> bytes:
    return crc32(said, crc32(b"%d %d" % (number, day))).to_bytes(4, "big") + said


def _checked(number: int, day: int, said: bytes) -> bytes:
    if said != _summed(number, day, said[4:]):
        raise Unusable("a line of an issue is not what was written")
    return said[4:]
