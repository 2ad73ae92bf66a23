"""DuckDB: writes the layout of a log, and asks one; in one process, on this machine."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..dates import Zone
from ..errors import TimelineError
from ..log import Log
from ..visible import quote
from .columns import SORTED, TABLES, batch
from .derive import Deriver, Rows
from .extra import needed
from .gathering import Gathered, declared, gather
from .layout import MANIFEST, Manifest, buckets_for, found_files, part_name, prepare, publish, read_manifest
from .sql import STRUCT, Subject, columns, newest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")
_TOGETHER = 20_000  # events made into rows before these are passed on
_ROWS = 122_880  # of a row group; of a few issues some of these are read


def export(log: Log, folder: Path) -> Manifest:
    """Write the layout of a log into a folder, or write it anew where the log has grown; all entries are read.

    Raises TimelineError, LogDamaged, HistoryError, OSError; nothing half-written is named by the manifest.
    """
    needed("duckdb", "pyarrow")
    before = prepare(folder, log.info)
    reading = log.read()
    found = gather(reading)
    if before and before.head == reading.head:
        return before
    generation = before.generation + 1 if before else 1
    part = part_name(reading.head, generation)
    buckets = buckets_for(reading.head.seq)
    _write(folder / part, _derived(found, Zone(log.info.zone), buckets, generation), buckets)
    made = Manifest(
        log=log.info, head=reading.head, generation=generation, buckets=buckets, files=found_files(folder, part)
    )
    publish(folder, made)
    return made


def _derived(found: Gathered, zone: Zone, buckets: int, generation: int) -> Iterator[Rows]:
    """The rows of a log, some events at a time."""
    deriver = Deriver(zone, declared(found.definitions, zone), buckets, generation)
    for some in _in_batches(found.definitions.items()):
        rows = Rows()
        for issue, entries in some:
            rows.add(deriver.define(issue, entries))
        yield rows
    for several in _in_batches(found.events.values()):
        rows = Rows()
        for entries in several:
            rows.add(deriver.derive(entries))
        yield rows


def _in_batches(items: Iterable[T]) -> Iterator[list[T]]:
    left = iter(items)
    while some := list(islice(left, _TOGETHER)):
        yield some


def _write(folder: Path, derived: Iterable[Rows], buckets: int) -> None:
    """Write rows, sorted, into a file for each table and bucket; they are put down in a database first."""
    with _staging(folder) as base:
        for rows in derived:
            for table, made in rows.by_table().items():
                base.register("added", batch(table, made))
                base.execute(f"INSERT INTO {table} SELECT * FROM added")
        for table in TABLES:
            for bucket in range(buckets):
                _write_bucket(base, folder, table, bucket)


def _write_bucket(base: "DuckDBPyConnection", folder: Path, table: str, bucket: int) -> None:
    where = f"FROM {table} WHERE bucket = {bucket}"
    if not base.execute(f"SELECT 1 {where} LIMIT 1").fetchone():
        return
    file = folder / table / f"bucket={bucket}" / "part-0.parquet"
    file.parent.mkdir(parents=True)
    form = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROWS}"
    base.execute(f"COPY (SELECT * EXCLUDE bucket {where} ORDER BY {SORTED[table]}) TO {literal(str(file))} ({form})")


@contextmanager
def _staging(folder: Path) -> Iterator["DuckDBPyConnection"]:
    """A database on the disk that is gone afterwards, with the tables of a layout, empty."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    with (
        _told(folder),
        tempfile.TemporaryDirectory(dir=folder, prefix="staging-") as place,
        duckdb.connect(str(Path(place) / "rows.duckdb"), config={"temp_directory": place}) as base,
    ):
        for table in TABLES:
            base.register("nothing", batch(table, []))
            base.execute(f"CREATE TABLE {table} AS SELECT * FROM nothing")
        yield base


class DuckLayout:
    """A layout as DuckDB reads it, at a path or at any URL that it takes.

    Raises TimelineError: there is none, or DuckDB cannot read it.
    """

    def __init__(self, place: str) -> None:
        needed("duckdb")
        import duckdb

        self._place = place.rstrip("/")
        self._base = duckdb.connect()
        with _told(place):
            rows = self._base.execute("SELECT content FROM read_text(?)", [f"{self._place}/{MANIFEST}"]).fetchall()
        if not rows:
            raise TimelineError(f"{quote(place)} has no {MANIFEST}: name what `timeline index export --parquet` wrote")
        self.manifest: Manifest = read_manifest(rows[0][0].encode(), place)
        self._base.execute(STRUCT)
        for table in ("superseded", *TABLES):
            self._open(table)

    def _open(self, table: str) -> None:
        files = self.manifest.files.get(table, ())
        later = table != "superseded"
        name = f"all_{table}" if later else table
        if files:
            listed = ", ".join(literal(f"{self._place}/{file}") for file in files)
            found = f"read_parquet([{listed}], hive_partitioning = {str(later).lower()})"
        elif later:
            kinds = {"string": "VARCHAR", "int64": "BIGINT", "int32": "INTEGER", "bool": "BOOLEAN"}
            names = ", ".join(f"NULL::{kinds[kind]} AS {column}" for column, kind in TABLES[table].items())
            found = f"(SELECT {names} WHERE false)"
        else:
            return
        with _told(self._place):
            self._base.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM {found}")
            if later:
                self._base.execute(newest(table, bool(self.manifest.files.get("superseded"))))

    def ask(self, text: str, wanted: Sequence[Subject] = ()) -> list[Sequence[Any]]:
        """The rows that a question gives. Raises TimelineError."""
        with _told(self._place):
            unnested = "SELECT unnest(?::VARCHAR[]) AS issue, unnest(?::VARCHAR[]) AS attribute"
            self._base.execute(f"CREATE OR REPLACE TEMP TABLE wanted AS {unnested}", list(columns(wanted)))
            return list(self._base.execute(text).fetchall())

    def close(self) -> None:
        """Close the connection."""
        self._base.close()


@contextmanager
def _told(place: str | Path) -> Iterator[None]:
    """What DuckDB cannot do is told in one sentence."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        said = str(error).partition("\n")[0]
        raise TimelineError(f"{quote(str(place))}: DuckDB says: {said}") from error


def literal(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"
