"""Putting lines of the log where they are found again: by number, by id, by what they are about and what they name."""

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Sequence

from ...dates import DateError, Zone
from ...entries import Body, Entry, EventCorrected, IssueDefined
from ...entries.subjects import Kind, filed_under, issues_in, publishers_in
from ...entries.units import units_said
from ..chain import Block, Mark
from .tables import FEW, HASH, KINDS, LENGTHS, ROW, Filed, day_of, key_of, publisher_name

Home = Callable[[Entry], tuple[Kind, str]]


class Filing:
    """Files entries, of which the issues that they name are numbered as they come. ``zone`` is that of the log."""

    def __init__(self, connection: sqlite3.Connection, zone: Zone) -> None:
        self._connection = connection
        self._zone = zone
        self._numbers: dict[str, int] = {}
        self._publishers: dict[str, tuple[int, int]] = {}
        self._counted: set[str] = set()
        self._dates: dict[str, tuple[int, int, int] | None] = {}

    def of(self, entries: Iterable[Entry]) -> tuple[Filed, list[Entry]]:
        """What is to be filed of entries; and the corrections among them, whose homes are to be found."""
        filed, corrections = Filed(), list[Entry]()
        for entry in entries:
            seq, gist = entry.seq, entry.gist
            filed.ids.append((key_of(entry.id), seq))
            if gist is not None:
                filed.about.append((0, gist.event, seq))
                when, issues = gist.when, gist.about.issues
            else:
                said = entry.said
                when, issues = _when(said), issues_in(said)
                if isinstance(said, EventCorrected):
                    corrections.append(entry)
                else:
                    kind, name = filed_under(said)
                    filed.about.append((KINDS[kind], name, seq))
            if when and (date := self._date(when)):
                filed.dated.append((*date, seq))
            filed.given += [(number, seq) for name in publishers_in(entry) if (number := self._publisher(name))]
            filed.units += [(unit,) for unit in units_said(entry)]
            for issue in issues:
                filed.naming.append((self._numbers.get(issue) or self._issue(issue, seq), seq))
        self._put_publishers()
        return filed, corrections

    def _publisher(self, publisher: str | None) -> int:
        """The number of a publisher whose entries are found; 0: it has too many."""
        name = publisher_name(publisher)
        number, count = self._publishers.get(name) or self._known_publisher(name)
        self._publishers[name] = number, count + 1
        self._counted.add(name)
        return number if count < FEW else 0

    def _known_publisher(self, name: str) -> tuple[int, int]:
        asked = "SELECT number, count FROM publisher WHERE name = ?"
        if known := self._connection.execute(asked, (name,)).fetchone():
            return int(known[0]), int(known[1])
        put = "INSERT INTO publisher (name, count) VALUES (?, 0)"
        return self._connection.execute(put, (name,)).lastrowid or 0, 0

    def _put_publishers(self) -> None:
        rows = [(self._publishers[name][1], name) for name in sorted(self._counted)]
        self._connection.executemany("UPDATE publisher SET count = ? WHERE name = ?", rows)
        self._counted.clear()

    def _issue(self, issue: str, seq: int) -> int:
        """The number of an issue, which has one from the first entry on that names it."""
        if issue not in self._numbers:
            asked = "SELECT number FROM issue WHERE name = ?"
            known = self._connection.execute(asked, (issue,)).fetchone()
            put = "INSERT INTO issue (name, first) VALUES (?, ?)"
            self._numbers[issue] = known[0] if known else self._connection.execute(put, (issue, seq)).lastrowid or 0
        return self._numbers[issue]

    def _date(self, text: str) -> tuple[int, int, int] | None:
        """How long a date may be, the day it may begin, and how many days later it may end."""
        if text not in self._dates:
            self._dates[text] = self._read(text)
        return self._dates[text]

    def _read(self, text: str) -> tuple[int, int, int] | None:
        try:
            when = self._zone.when(text)
        except DateError:  # an old log may have it
            return None
        day, days = day_of(when.starts), day_of(when.ends) - day_of(when.starts)
        return next(n for n, length in enumerate(LENGTHS) if days <= length), day, days


def _when(said: Body) -> str | None:
    """The date that an entry gives."""
    if isinstance(said, EventCorrected):
        when = said.fields.get("when")
        return when if isinstance(when, str) else None
    return None if isinstance(said, IssueDefined) else said.when


def corrections_filed(corrections: Iterable[Entry], home: Home) -> list[tuple[int, str, int]]:
    """Where corrections belong: with what they correct."""
    return [(KINDS[kind], name, entry.seq) for entry in corrections for kind, name in (home(entry),)]


class Places:
    """Writes where lines stand. Rows of a segment have no line of another."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, block: Block) -> None:
        """Take the lines of a block, which follow those that were taken before."""
        if not block.lines:
            return
        sizes = array("I", [len(line) + 1 for line in block.raw[: len(block.lines)]])
        hashes = b"".join([*(bytes.fromhex(line.prev)[:HASH] for line in block.lines[1:]), _cut(block.end.hash)])
        self._put(block.start, sizes, hashes)
        end = block.end
        self._connection.execute(
            "INSERT INTO segment VALUES (?, ?, ?) ON CONFLICT (number) DO UPDATE SET size = excluded.size",
            (end.segment, block.start.seq + 1, end.byte),
        )

    def _put(self, start: Mark, sizes: "array[int]", hashes: bytes) -> None:
        first, byte = start.seq + 1, start.byte
        if over := start.line % ROW:  # the row that was begun
            asked = "SELECT first, byte, sizes, hashes FROM lines WHERE first = ?"
            first, byte, begun, before = self._connection.execute(asked, (first - over,)).fetchone()
            sizes, hashes = array("I", begun) + sizes, before + hashes
        rows = list[tuple[int, int, bytes, bytes]]()
        for place in range(0, len(sizes), ROW):
            some = sizes[place : place + ROW]
            rows.append((first + place, byte, some.tobytes(), hashes[place * HASH : (place + ROW) * HASH]))
            byte += sum(some)
        self._connection.executemany("INSERT OR REPLACE INTO lines VALUES (?, ?, ?, ?)", rows)


def _cut(digest: str) -> bytes:
    return bytes.fromhex(digest)[:HASH]


def sorted_into(connection: sqlite3.Connection, tables: Sequence[str]) -> None:
    """Move what was gathered in temporary tables into those of the same names, in their order."""
    for table in tables:
        columns = ", ".join(str(n) for n in range(1, 1 + _width(connection, table)))
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM temp.{table} ORDER BY {columns}")
        connection.execute(f"DROP TABLE temp.{table}")


def _width(connection: sqlite3.Connection, table: str) -> int:
    return len(connection.execute(f"SELECT * FROM temp.{table} LIMIT 0").description)


def gather(connection: sqlite3.Connection, tables: Sequence[str]) -> None:
    """Temporary tables of the same columns, which take rows in any order: their names go before those of the others."""
    for table in tables:
        connection.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} LIMIT 0")
