"""DuckDB, which asks a layout in one process."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import TimelineError
from ..visible import quote
from .columns import TABLES
from .extra import needed
from .layout import MANIFEST, Files, Manifest, check_whole, whole_manifest
from .sql import STRUCT, Subject, columns, newest
from .storage import Storage, is_url

_KINDS = {"string": "VARCHAR", "int64": "BIGINT", "int32": "INTEGER", "bool": "BOOLEAN"}
_BUCKET = r"CAST(regexp_extract(filename, '/bucket=([0-9]+)/[^/]*$', 1) AS INTEGER)"
"""A file is left out where a question is of other buckets. Folders above the layout may have any name."""


class DuckLayout:
    """A layout as DuckDB reads it, in a folder or an object storage.

    Raises TimelineError: there is none, a file of it is missing, or DuckDB cannot read it.
    """

    def __init__(self, place: str) -> None:
        needed("duckdb", *(("pyarrow",) if is_url(place) else ()))
        import duckdb

        self._place = place
        self._storage = Storage(place) if is_url(place) else None
        found = self._storage.manifest() if self._storage else whole_manifest(Path(place))
        if found is None:
            raise TimelineError(f"{quote(place)} has no {MANIFEST}: name what `timeline index export --parquet` wrote")
        self.manifest: Manifest = found
        self._base = duckdb.connect()
        self._base.execute(STRUCT)
        with told(place):
            self._open(self.manifest.files)

    def _open(self, files: Files) -> None:
        superseded = files.get("superseded", [])
        if superseded:
            self._view("superseded", superseded, {"event": "int64", "generation": "int32"})
        for table, kinds in TABLES.items():
            self._view(f"all_{table}", files.get(table, []), kinds)
            self._base.execute(newest(table, bool(superseded)))

    def _view(self, name: str, files: Sequence[str], kinds: Mapping[str, str]) -> None:
        if self._storage and files:
            self._base.register(name, self._storage.dataset(files, kinds))
            return
        bucket = f", {_BUCKET} AS bucket" if files and "bucket" in kinds else ""
        source = rows_of([f"{self._place}/{file}" for file in files], kinds)
        self._base.execute(f"CREATE TEMP VIEW {name} AS SELECT *{bucket} FROM {source}")

    def ask(self, text: str, wanted: Sequence[Subject] = ()) -> list[Sequence[Any]]:
        """The rows that a question gives. Raises TimelineError."""
        try:
            with told(self._place):
                unnested = "SELECT unnest(?::VARCHAR[]) AS issue, unnest(?::VARCHAR[]) AS attribute"
                self._base.execute(f"CREATE OR REPLACE TEMP TABLE wanted AS {unnested}", list(columns(wanted)))
                return list(self._base.execute(text).fetchall())
        except TimelineError:
            if self._storage is None:
                check_whole(Path(self._place), self.manifest)  # it may have been written anew since
            raise

    def close(self) -> None:
        """Close the connection."""
        self._base.close()


def rows_of(files: Sequence[str], kinds: Mapping[str, str]) -> str:
    """What stands behind FROM to read the rows of files, which may be none, with columns of these kinds."""
    if not files:
        names = ", ".join(f"NULL::{_KINDS[kind]} AS {column}" for column, kind in kinds.items())
        return f"(SELECT {names} WHERE false)"
    listed = ", ".join(literal(re.sub(r"[*?[]", r"[\g<0>]", file)) for file in files)  # a name is taken as a pattern
    return f"read_parquet([{listed}], hive_partitioning = false)"


@contextmanager
def told(place: str | Path) -> Iterator[None]:
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
