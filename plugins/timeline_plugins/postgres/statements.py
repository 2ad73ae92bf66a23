"""What is asked of the tables of a log, each question and each append a transaction of its own."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import islice
from typing import Any

import psycopg
from psycopg import sql

from .link import in_one_go
from .making import channel_of
from .repeated import Repeated

Row = tuple[int, bytes, bytes]
"""The seq of a line, the key of its id, and the line."""
PAGE, PAGE_BYTES = 1000, 16 << 20
"""Lines that are read at a time, and about how many bytes of them: one may be of any length."""
PIECE, PIECES = 160, 64
"""Lines that are worth a statement of their own, and how many of these an append has at most."""
_LOCKS = 0x746C << 32  # in front of the number of the table, so that the lock is no other program's
_ALONE = """INSERT INTO {0}.line (seq, id, line) SELECT $1::bigint, $2::bytea, $3::bytea
    WHERE pg_advisory_xact_lock({1} | {2}::regclass::oid::bigint) IS NOT NULL"""
_ADDED = """INSERT INTO {0}.line (seq, id, line)
    SELECT %b::bigint + i, substring(%b::bytea FROM 32 * i::int - 31 FOR 32), added.line
    FROM pg_advisory_xact_lock({1} | {2}::regclass::oid::bigint),
        unnest(%b::bytea[]) WITH ORDINALITY AS added (line, i)"""


def id_key(entry_id: str) -> bytes:
    """What an id is found by: ids are of any length, and what PostgreSQL indexes is not."""
    return sha256(entry_id.encode("utf-8", "surrogatepass")).digest()


class Statements:
    """The statements on the log in one schema."""

    def __init__(self, schema: str) -> None:
        self._name = sql.Identifier(schema).as_string(None)
        self._quoted = self._name.replace("%", "%%")  # among placeholders
        table = sql.Literal(f"{self._name}.line").as_string(None)
        self._added = _ADDED.format(self._quoted, _LOCKS, table.replace("%", "%%")).encode()
        self._alone = Repeated(_ALONE.format(self._name, _LOCKS, table).encode())
        self._channel = sql.Identifier(channel_of(schema))

    def info(self, connection: psycopg.Connection) -> bytes | None:
        """What the log says of itself."""
        rows = self._rows(connection, "SELECT info FROM {}.log")
        return bytes(rows[0][0]) if rows else None

    def head(self, connection: psycopg.Connection) -> tuple[int, str, bytes | None, int]:
        """The seq and hash of the head, the line with that seq, and the greatest seq of a line, all at one instant."""
        asked = """SELECT h.seq, h.hash, l.line, (SELECT coalesce(max(seq), 0) FROM {0}.line)
            FROM {0}.head h LEFT JOIN {0}.line l USING (seq)"""
        rows = self._rows(connection, asked)
        return rows[0] if rows else (0, "", None, 0)

    def size(self, connection: psycopg.Connection) -> int:
        """The bytes that the lines take on the server."""
        table = f"{self._name}.line"
        found = connection.execute("SELECT pg_table_size(to_regclass(%s))", [table]).fetchone()
        return (found and found[0]) or 0

    def page(self, connection: psycopg.Connection, after: int, upto: int) -> list[Row]:
        """The next lines behind one, up to another: of each its seq, the key of its id, and itself."""
        asked = """SELECT seq, id, line FROM (
                SELECT *, sum(octet_length(line)) OVER (ORDER BY seq) - octet_length(line) AS before FROM (
                    SELECT seq, id, line FROM {}.line WHERE seq > %b AND seq <= %b ORDER BY seq LIMIT %b) AS following
            ) AS summed WHERE before < %b ORDER BY seq"""
        return self._rows(connection, asked, after, upto, PAGE, PAGE_BYTES)

    def lines(self, connection: psycopg.Connection, seqs: Sequence[int]) -> dict[int, bytes]:
        """Lines by their seqs."""
        return dict(self._rows(connection, "SELECT seq, line FROM {}.line WHERE seq = ANY(%b)", list(seqs)))

    def with_ids(self, connection: psycopg.Connection, ids: Iterable[str]) -> list[tuple[int, bytes]]:
        """The seqs and lines that have one of some ids."""
        keys = [id_key(one) for one in ids]
        return self._rows(connection, "SELECT seq, line FROM {}.line WHERE id = ANY(%b)", keys) if keys else []

    def add(self, connection: psycopg.Connection, after: int, ids: Sequence[str], lines: Iterable[bytes]) -> bytes:
        """Store lines behind one as the only writer, all or none, in one round trip. Returns the last.

        Of many, one piece is made while the server takes in another; what making one raises leaves nothing stored.
        """
        taken, size = iter(lines), max(PIECE, -(-len(ids) // PIECES))
        if len(ids) == 1:
            line = next(taken)
            self._alone.execute(connection, [(after + 1).to_bytes(8, "big"), id_key(ids[0]), line])
            return line
        if len(ids) <= size or not psycopg.Pipeline.is_supported():
            return self._put(connection, after, ids, list(taken))
        with in_one_go(connection):
            for start in range(0, len(ids), size):
                last = self._put(connection, after + start, ids[start : start + size], list(islice(taken, size)))
        return last

    def _put(self, connection: psycopg.Connection, after: int, ids: Sequence[str], raw: Sequence[bytes]) -> bytes:
        connection.execute(self._added, [after, b"".join(map(id_key, ids)), raw])
        return raw[-1]

    def lock(self, connection: psycopg.Connection) -> None:
        """Become the only writer, as long as the connection lasts or until `unlock`. Others wait for that."""
        self._locking(connection, "pg_advisory_lock")

    def unlock(self, connection: psycopg.Connection) -> None:
        """Let others write."""
        self._locking(connection, "pg_advisory_unlock")

    def _locking(self, connection: psycopg.Connection, function: str) -> None:
        asked = f"SELECT {function}(%s | to_regclass(%s)::oid::bigint)".encode()
        connection.execute(asked, [_LOCKS, f"{self._name}.line"])

    def listen(self, connection: psycopg.Connection, seconds: float) -> None:
        """Wait until something is appended, but no longer than this."""
        connection.execute(sql.SQL("LISTEN {}").format(self._channel))
        for _ in connection.notifies(timeout=seconds, stop_after=1):
            pass

    def _rows(self, connection: psycopg.Connection, asked: str, *values: Any) -> list[Any]:
        with connection.cursor(binary=True) as cursor:
            return cursor.execute(asked.format(self._quoted).encode(), values).fetchall()
