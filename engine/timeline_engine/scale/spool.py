"""Rows put down on the disk while a layout is made, to be sorted from there: few of them are in memory at once."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .columns import Row, batch
from .duck import rows_of, told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from duckdb import DuckDBPyConnection

_MEMORY, _THREADS = "512MB", 2
"""What DuckDB may take to sort; more than that it puts down on the disk. To derive takes most of the time, not this."""
_AT_ONCE = 10_000  # rows that come out together


class Spool:
    """Rows of some tables, in files that are gone in the end. ``base`` asks them, once they are closed."""

    def __init__(self, folder: Path, tables: "Mapping[str, Mapping[str, str]]", base: "DuckDBPyConnection") -> None:
        self._folder = folder
        self._tables = tables
        self._files = defaultdict[str, list[Path]](list)
        self.base = base

    def put(self, table: str, rows: "Sequence[Row]") -> None:
        """Put rows of a table down."""
        from pyarrow.parquet import ParquetWriter

        if not rows:
            return
        made = batch(self._tables[table], rows)
        file = self._folder / f"{table}-{len(self._files[table])}.parquet"
        with ParquetWriter(file, made.schema) as writer:
            writer.write_batch(made)
        self._files[table].append(file)

    def close(self, *tables: str) -> None:
        """Nothing more comes of these tables: they can be asked by their names."""
        for table in tables:
            source = rows_of(list(map(str, self._files[table])), self._tables[table])
            self.base.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM {source}")

    def sorted_rows(self, text: str) -> "Iterator[Row]":
        """The rows of a question, not all of them in memory. Nothing else may be asked meanwhile."""
        found = self.base.execute(text)
        while some := found.fetchmany(_AT_ONCE):
            yield from some


@contextmanager
def spooling(folder: Path, tables: "Mapping[str, Mapping[str, str]]") -> Iterator[Spool]:
    """A spool in a folder. Raises TimelineError: what DuckDB cannot do, OSError."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    with (
        told(folder),
        tempfile.TemporaryDirectory(dir=folder, prefix="staging-") as place,
        duckdb.connect(config={"temp_directory": place, "memory_limit": _MEMORY, "threads": _THREADS}) as base,
    ):
        yield Spool(Path(place), tables, base)
