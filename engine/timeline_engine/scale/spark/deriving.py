"""The layout of a log, made by Spark: lines grouped by event, each group derived by the engine's own code."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ...dates import Zone
from ...entries import Entry
from ...errors import TimelineError
from ...log import Head, InFolder
from ...visible import quote
from ..columns import ROW_GROUP_BYTES, SORTED, STAGED, TABLES, batch, ddl, staged
from ..derive import Deriver, Rows, entries_of
from ..gathering import Declared, declared, gather
from ..layout import Files, Manifest, buckets_for, found_files, held, is_of, is_whole, part_name, publish
from .lines import ABOUT, about, homed
from .session import literally

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame, DataFrameWriter, SparkSession

_TOGETHER = 5_000  # rows in a batch, about


def derive(spark: "SparkSession", log: InFolder, folder: Path) -> Manifest:
    """Write the layout of a log into a folder that all workers reach, or bring it up to date: only events of which a
    new line tells are derived then, unless what is declared of issues has changed.

    The chain of the log is not proved by that: `timeline verify` does. Raises TimelineError, LogDamaged, HistoryError.
    """
    with held(folder.resolve(), log.info) as before:
        return _derive(spark, log, folder.resolve(), before)


def _derive(spark: "SparkSession", log: InFolder, folder: Path, before: Manifest | None) -> Manifest:
    head, zone, whole = log.head(), Zone(log.info.zone), before and is_whole(folder, before)
    if before and is_of(before, log) and whole:
        return before
    lines = homed(_lines(spark, log, head))
    definitions = entries_of(row.line for row in lines.where("kind = 'issue'").orderBy("seq").toLocalIterator())
    told = declared(gather(definitions).definitions, zone)
    since = before if before and whole and _goes_on(lines, before, definitions, told, zone) else None
    job = _Job(
        zone=log.info.zone,
        declared=told,
        buckets=since.buckets if since else buckets_for(head.seq),
        generation=before.generation + 1 if before else 1,
        upto=since.head.seq if since else 0,
    )
    part = part_name(head, job.generation)
    _write(_derived(lines, job), _defined(spark, definitions, job), folder / part, job)
    made = Manifest(
        log=log.info, head=head, generation=job.generation, buckets=job.buckets, files=_files(folder, part, since)
    )
    publish(folder, made)
    return made


def _lines(spark: "SparkSession", log: InFolder, head: Head) -> "DataFrame":
    """The lines of a log up to its head, whatever is appended meanwhile. Raises TimelineError: not all are there."""
    read = spark.read.text(f"{literally(str(log.path.resolve()))}/0*.jsonl").mapInArrow(about, ABOUT)
    lines = read.where(f"seq <= {head.seq}")
    if (found := lines.count()) != head.seq:
        raise TimelineError(
            f"{quote(log.location)}: {found} lines are entries, and there should be {head.seq}: "
            "`timeline verify` tells where the log is damaged"
        )
    return lines


class _Job(Struct, frozen=True):
    """What the workers have to know; ``upto`` is the last entry that rows of an earlier run know, 0: there are none."""

    zone: str
    declared: Declared
    buckets: int
    generation: int
    upto: int

    def deriver(self) -> Deriver:
        return Deriver(Zone(self.zone), self.declared, self.buckets, self.generation)


def _goes_on(lines: "DataFrame", before: Manifest, definitions: Sequence[Entry], told: Declared, zone: Zone) -> bool:
    """Does the log go on from the head of a layout, in its zone, and declare what it did of the issues there were?"""
    if before.log.zone != zone.name:
        return False
    following = lines.where(f"seq = {before.head.seq + 1}").select("prev").first()
    if following is None or following.prev != before.head.hash:
        return False
    earlier = [entry for entry in definitions if entry.seq <= before.head.seq]
    return told == declared(gather(earlier).definitions, zone)


def _derived(lines: "DataFrame", job: _Job) -> "DataFrame":
    """The rows of the events of which there is something new, those of all tables in one."""
    events = lines.where("kind = 'event'").select("name", "seq", "line")
    if job.upto:
        touched = events.where(f"seq > {job.upto}").select("name").distinct()
        events = events.join(touched, "name", "left_semi")
    grouped = events.repartition("name").sortWithinPartitions("name", "seq").select("name", "line")
    return grouped.mapInArrow(_deriving(job), ddl(STAGED))


def _deriving(job: _Job) -> "Callable[[Iterable[RecordBatch]], Iterator[RecordBatch]]":
    """What makes rows of lines that are sorted by event; it runs in Spark's workers, and holds one event's lines."""

    def derive_groups(batches: "Iterable[RecordBatch]") -> "Iterator[RecordBatch]":
        deriver, rows = job.deriver(), Rows()
        lines = (pair for batch in batches for pair in zip(*(part.to_pylist() for part in batch.columns), strict=True))
        for _, group in groupby(lines, key=itemgetter(0)):
            rows.add(deriver.derive(entries_of(line for _, line in group)))
            if len(rows.entries) >= _TOGETHER:
                yield from staged(rows.by_table())
                rows = Rows()
        yield from staged(rows.by_table())

    return derive_groups


def _defined(spark: "SparkSession", definitions: Sequence[Entry], job: _Job) -> "DataFrame":
    """The rows of the issues that are defined since."""
    import pyarrow as pa

    deriver, rows = job.deriver(), Rows()
    for issue, entries in gather(definitions).definitions.items():
        rows.add(deriver.define(issue, [entry for entry in entries if entry.seq > job.upto]))
    return spark.createDataFrame(pa.Table.from_batches([batch(TABLES["named"], rows.named)]), ddl(TABLES["named"]))


def _write(derived: "DataFrame", defined: "DataFrame", folder: Path, job: _Job) -> None:
    """Write rows, sorted, into the files of each table and bucket; they are put down as they are derived first."""
    staging = folder / "staging"
    derived.write.mode("overwrite").partitionBy("of").parquet(str(staging))
    put_down = derived.sparkSession.read.schema(ddl(STAGED)).parquet(literally(str(staging)))
    for table, columns in TABLES.items():
        found = put_down.where(f"of = '{table}'").select(*columns)
        if table == "named":
            found = found.unionByName(defined)
        parts = found.repartition("bucket").sortWithinPartitions("bucket", *SORTED[table].split(", "))
        groups = parts.write.partitionBy("bucket").option("parquet.block.size", ROW_GROUP_BYTES[table])
        _parquet(groups, folder / table)
    if job.upto:
        old = put_down.where(f"of = 'entries' AND event <= {job.upto}").select("event").distinct()
        gone = old.selectExpr("event", f"{job.generation} AS generation").orderBy("event").coalesce(1)
        _parquet(gone.write, folder / "superseded")
    shutil.rmtree(staging)


def _parquet(writer: "DataFrameWriter", folder: Path) -> None:
    writer.mode("overwrite").option("compression", "zstd").parquet(str(folder))


def _files(folder: Path, part: str, since: Manifest | None) -> Files:
    """The files of a run, with those of the runs before that it goes on from."""
    made = found_files(folder, part)
    return {table: [*(since.files.get(table, ()) if since else ()), *files] for table, files in made.items()}
