"""The lines of a log in Spark, each with what it is about; a correction is about what it corrects in the end."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from ...errors import TimelineError

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

_LONGEST = 32
"""Corrections of corrections are followed so far."""

ABOUT = "kind string, name string, id string, seq long, prev string, line string"
"""Of each line: of what kind that is which it is about (event, issue, entry), and its id; the line's own id."""


class _Said(Struct, gc=False):
    event: str | None = None
    issue: str | None = None
    entry: str | None = None


class _Line(Struct, gc=False):
    id: str
    seq: int
    prev: str
    data: _Said


def about(batches: Iterable["RecordBatch"]) -> Iterator["RecordBatch"]:
    """What lines are about; runs in Spark's workers. What is none is left out, as an unfinished last line."""
    import pyarrow as pa

    decode, names = msgspec.json.Decoder(_Line).decode, [column.split()[0] for column in ABOUT.split(", ")]
    for batch in batches:
        rows = []
        for text in batch.column(0).to_pylist():
            try:
                line = decode(text)
            except msgspec.MsgspecError:
                continue
            data = line.data
            kind, name = ("event", data.event) if data.event else ("issue", data.issue)
            if data.entry:
                kind, name = "entry", data.entry
            rows.append((kind, name, line.id, line.seq, line.prev, text))
        columns = zip(*rows, strict=True) if rows else [()] * len(names)
        kinds = [pa.int64() if name == "seq" else pa.string() for name in names]
        arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
        yield pa.record_batch(arrays, names)


def homed(lines: "DataFrame") -> "DataFrame":
    """The same with corrections filed under what they correct; those of nothing are left out."""
    from pyspark.sql import functions as f

    entries, corrections = lines.where("kind <> 'entry'"), lines.where("kind = 'entry'").cache()
    roots = _roots(corrections.select("id", "name"))
    if roots is None:
        return entries
    at = entries.select(f.col("id").alias("root"), f.col("kind").alias("home_kind"), f.col("name").alias("home"))
    found = corrections.drop("kind", "name").join(roots, "id").join(at, "root")
    moved = found.select(f.col("home_kind").alias("kind"), f.col("home").alias("name"), "id", "seq", "prev", "line")
    return entries.unionByName(moved)


def _roots(named: "DataFrame") -> "DataFrame | None":
    """What each correction corrects in the end, as ``id`` and ``root``; None: there are none."""
    from pyspark.sql import functions as f

    if named.isEmpty():
        return None
    roots = named.select("id", f.col("name").alias("root"))
    further = named.select(f.col("id").alias("root"), f.col("name").alias("further"))
    for _ in range(_LONGEST):
        if roots.join(further, "root", "left_semi").isEmpty():
            return roots
        joined = roots.join(further, "root", "left")
        roots = joined.select("id", f.coalesce("further", "root").alias("root")).localCheckpoint()
    raise TimelineError(f"over {_LONGEST} corrections of corrections follow on each other: no layout is made of that")
