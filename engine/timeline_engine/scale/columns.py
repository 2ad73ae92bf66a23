"""The columns of the layout, and rows as Arrow has them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Schema

Row = tuple[Any, ...]

_WHICH = {"bucket": "int32", "generation": "int32", "issue": "string", "event": "int64"}
_SEEN = {"known_from": "int64", "known_to": "int64", "recorded_from": "int64", "recorded_to": "int64"}

TABLES: Mapping[str, Mapping[str, str]] = {
    "claims": {
        **_WHICH, "attribute": "string", "value": "string", "said": "string", "claimant": "string", "shown": "string",
        "effective": "int64", "known": "int64", "first": "int64", "seq": "int64", "place": "int64", **_SEEN,
    },
    "events": {
        **_WHICH, "date": "string", "shown": "string", "effective": "int64", "known": "int64", "seq": "int64",
        "phase": "string", "second_from": "int64", "second_phase": "string", "third_from": "int64",
        "third_phase": "string", "contested_date": "bool", "contested_phase": "bool", **_SEEN,
    },
    "named": {**_WHICH, "seq": "int64", "line": "string", "recorded_from": "int64", "recorded_to": "int64"},
    "entries": {**_WHICH, "seq": "int64", "line": "string"},
}  # fmt: skip
"""The columns of each table, with their Arrow types; docs/scale.md says what they mean."""

SORTED = {"claims": "issue, effective, known, first, seq, place, known_from, recorded_from",
          "events": "issue, effective, known, seq, known_from, recorded_from",
          "named": "issue, event, seq, recorded_from", "entries": "issue, event, seq"}  # fmt: skip
"""By what the rows of a file are sorted: so of few issues little is read, and the same rows give the same files."""


ROW_GROUPS = {"claims": 122_880, "events": 122_880, "named": 122_880, "entries": 8_192}
"""Rows that are read together at least. Questions of all issues pass over large groups; entries are read of few."""

ROW_GROUP_BYTES = {"claims": 128 << 20, "events": 128 << 20, "named": 128 << 20, "entries": 4 << 20}
"""The same for who counts bytes, in memory."""

STAGED: Mapping[str, str] = {"of": "string"} | {
    name: kind for columns in TABLES.values() for name, kind in columns.items()
}
"""The columns of all tables in one, behind the name of the table that a row is of."""


def bucket_of(issue: str, buckets: int) -> int:
    """In which of so many parts an issue is: the CRC-32 of its id in UTF-8, modulo their number."""
    return crc32(issue.encode()) % buckets


def schema(columns: Mapping[str, str]) -> "Schema":
    """Columns as Arrow has them."""
    import pyarrow as pa

    return pa.schema([(name, pa.bool_() if kind == "bool" else getattr(pa, kind)()) for name, kind in columns.items()])


def ddl(columns: Mapping[str, str]) -> str:
    """Columns as Spark has them."""
    kinds = {"bool": "boolean", "int32": "int", "int64": "long"}
    return ", ".join(f"{name} {kinds.get(kind, kind)}" for name, kind in columns.items())


def batch(columns: Mapping[str, str], rows: Sequence[Row]) -> "RecordBatch":
    """Rows with these columns as an Arrow batch."""
    import pyarrow as pa

    made, found = schema(columns), zip(*rows, strict=True) if rows else [()] * len(columns)
    return pa.record_batch([pa.array(column, field.type) for column, field in zip(found, made, strict=True)], made)


def staged(tables: Mapping[str, Sequence[Row]]) -> "Iterator[RecordBatch]":
    """Rows of several tables as batches with the columns of all."""
    import pyarrow as pa

    made = schema(STAGED)
    for table, rows in tables.items():
        if rows:
            found, of = batch(TABLES[table], rows), pa.array([table] * len(rows))
            columns = {**dict(zip(found.schema.names, found.columns, strict=True)), "of": of}
            nulls = {field.name: pa.nulls(len(rows), field.type) for field in made if field.name not in columns}
            yield pa.record_batch([{**columns, **nulls}[name] for name in made.names], made)
