"""Write the layout of a log, by DuckDB: in one process, a part of the entries in memory at once."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from ..dates import Zone
from ..entries import Entry, EventCorrected, IssueDefined, said_in
from ..log import Head, Log
from .columns import ROW_GROUPS, SORTED, TABLES, Row
from .derive import Deriver, Rows, entries_of, line_of
from .duck import literal, told
from .extra import needed
from .gathering import declared, gather, roots_of
from .layout import Manifest, buckets_for, found_files, held, is_of, is_whole, part_name, publish
from .spool import Spool, spooling
from .storage import Storage, is_url

_TOGETHER = 20_000  # rows that are put down at once, about

Definitions = Mapping[str, Sequence[Entry]]
"""By issue the entries that define it, with the corrections of these."""

_LINES: Mapping[str, Mapping[str, str]] = {
    "lines": {"event": "string", "id": "string", "seq": "int64", "line": "string"},
    "corrections": {"root": "string", "seq": "int64", "line": "string"},
}
"""The entries about events, and corrections with the id of the entry that they correct in the end."""

_BY_EVENT = """
    SELECT event, seq, line FROM lines
    UNION ALL
    SELECT event, corrections.seq, corrections.line FROM corrections JOIN lines ON id = root
    ORDER BY event, seq"""


def export_to(log: Log, place: str) -> Manifest:
    """Write the layout of a log into a folder, or to the URL of an object storage, by way of a folder that goes again.

    Raises what `export` raises; one at a time may write to a URL.
    """
    if not is_url(place):
        return export(log, Path(place))
    needed("pyarrow")
    storage = Storage(place)
    before = storage.before(log.info)
    if before and is_of(before, log) and storage.is_whole(before):
        return before
    with tempfile.TemporaryDirectory() as folder:
        made = export(log, Path(folder), before.generation if before else 0)
        storage.publish(Path(folder), made)
    return made


def export(log: Log, folder: Path, after: int = 0) -> Manifest:
    """Write the layout of a log into a folder, or write it anew where the log has grown; all entries are read.

    Where the folder has all of that of the same head, nothing is done. ``after`` is the generation of a layout that it
    follows elsewhere. Raises TimelineError, LogDamaged, HistoryError, OSError; nothing half-written is left.
    """
    needed("duckdb", "pyarrow")
    with held(folder, log.info) as before:
        if before and is_of(before, log) and is_whole(folder, before):
            return before
        generation = (before.generation if before else after) + 1
        with told(folder), spooling(folder / f"rows-{generation:04d}", {**_LINES, **TABLES}) as spool:
            definitions, head = _put_lines(spool, log)
            part, buckets, zone = part_name(head, generation), buckets_for(head.seq), Zone(log.info.zone)
            _put_rows(spool, Deriver(zone, declared(definitions, zone), buckets, generation), definitions)
            _write(spool, folder / part, buckets)
        files = found_files(folder, part)
        made = Manifest(log=log.info, head=head, generation=generation, buckets=buckets, files=files)
        publish(folder, made)
    return made


def _put_lines(spool: Spool, log: Log) -> tuple[Definitions, Head]:
    """Put the entries about events down; give those that define issues, with their corrections, and the head."""
    lines: list[Row] = []
    definitions: list[Entry] = []
    corrections: list[Entry] = []
    reading = log.read()
    for entry in reading:
        if isinstance(entry.data, EventCorrected):
            corrections.append(entry)
        elif isinstance(entry.data, IssueDefined):
            definitions.append(entry)
        else:
            event = entry.gist.event if entry.gist else said_in(entry.data).event
            lines.append((event, entry.id, entry.seq, line_of(entry)))
            if len(lines) >= _TOGETHER:
                spool.put("lines", lines)
                lines.clear()
    spool.put("lines", lines)
    _put_corrections(spool, corrections)
    spool.close(*_LINES)
    return gather(sorted([*definitions, *corrections], key=lambda entry: entry.seq)).definitions, reading.head


def _put_corrections(spool: Spool, corrections: Iterable[Entry]) -> None:
    named = [(one.id, one.data.entry) for one in corrections if isinstance(one.data, EventCorrected)]
    roots = roots_of(named)
    spool.put("corrections", [(roots[one.id], one.seq, line_of(one)) for one in corrections])


def _put_rows(spool: Spool, deriver: Deriver, definitions: Definitions) -> None:
    """Put down what the fold makes of each event, and what defines each issue."""
    rows = Rows()
    for made in _derived(spool, deriver, definitions):
        rows.add(made)
        if len(rows.entries) >= _TOGETHER:
            _put(spool, rows)
            rows = Rows()
    _put(spool, rows)
    spool.close(*TABLES)


def _derived(spool: Spool, deriver: Deriver, definitions: Definitions) -> Iterator[Rows]:
    for issue, entries in definitions.items():
        yield deriver.define(issue, entries)
    for _, told_of in groupby(spool.sorted_rows(_BY_EVENT), key=itemgetter(0)):
        yield deriver.derive(entries_of(line for *_, line in told_of))


def _put(spool: Spool, rows: Rows) -> None:
    for table, made in rows.by_table().items():
        spool.put(table, made)


def _write(spool: Spool, folder: Path, buckets: int) -> None:
    """Write rows, sorted, into a file for each table and bucket."""
    for table in TABLES:
        for bucket in range(buckets):
            _write_bucket(spool, folder, table, bucket)


def _write_bucket(spool: Spool, folder: Path, table: str, bucket: int) -> None:
    where = f"FROM {table} WHERE bucket = {bucket}"
    if not spool.base.execute(f"SELECT 1 {where} LIMIT 1").fetchone():
        return
    file = folder / table / f"bucket={bucket}" / "part-0.parquet"
    file.parent.mkdir(parents=True)
    rows = f"SELECT * EXCLUDE bucket {where} ORDER BY {SORTED[table]}"
    form = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUPS[table]}"
    spool.base.execute(f"COPY ({rows}) TO {literal(str(file))} ({form})")
