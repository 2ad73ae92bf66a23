"""Taking into an index what was appended to its log: the groups that new entries belong to are derived afresh."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from ..dates import Zone
from ..entries import Entry, EventCorrected, IssueDefined
from ..log import FileLog
from ..log.chain import Block, Mark
from ..log.segments import start_for, walk
from . import store
from .deriving import Job
from .duck import Connection
from .groups import DEFINITIONS, Node, joined
from .lines import Course, Lines, NotThere, kept_at
from .tables import HASH, create_staging, find_places, put_places, stage, take
from .versions import Declared, declared_by


def refresh(log: FileLog) -> None:
    """Bring the index of a log up to date: a copy changes, and takes its place.

    What the copy says of itself counts, as another process may have put an index there a moment ago. Raises what
    `build` raises, and NotThere or Error if the index does not fit the log after all.
    """
    with store.made_aside(log) as path:
        shutil.copyfile(store.path_of(log), path)
        base = store.connect(path, write=True)
        try:
            made = store.noted(base)
            state = store.freshness(store.Index(base, made), log) if made else "stale"
            if made is None or state == "stale":
                raise NotThere("it is not of this log any more")
            if state == "behind":
                _take_in(base, log, made, path.parent)
        finally:
            base.close()


def _take_in(base: Connection, log: FileLog, made: store.Made, folder: Path) -> None:
    entries, segments = list[Entry](), store.segments_of(log)
    course = Course(made.end, made.firsts)
    for block in walk(log.path, start_for(log.path, made.end.seq, log.codec), log.codec, lambda torn: None):
        _check_passed(block, made.end)
        course.add(block)
        entries.extend(block.entries(log.codec, made.end.seq))
    groups = joined(_pairs(base, entries))
    _put_entries(base, entries, groups)
    put_places(base, course.places(made.end.seq))
    definitions = _definitions(base, log, course)
    zone, new = Zone(log.info.zone), {entry.seq for entry in entries}
    declared = declared_by(definitions, zone)
    before = declared_by([entry for entry in definitions if entry.seq not in new], zone)
    otherwise = _declared_otherwise(base, before, declared) - {groups.get(DEFINITIONS)}
    changed = {*(node for node in groups if isinstance(node, int)), *otherwise}  # also what became part of another
    create_staging(base)
    _job(base, log, course, {groups.get(event, event) for event in changed}, definitions, folder / "rows").write()
    stage(base, [folder / "rows"])
    for table in ("claims", "events", "named"):
        base.execute(f"DELETE FROM {table} WHERE event IN (SELECT unnest(?::BIGINT[]))", [sorted(changed)])
    take(base)
    if base.execute("SELECT count(*), count(DISTINCT seq) FROM entries").fetchone() != (course.end.seq,) * 2:
        raise NotThere("it does not hold each entry once")
    store.note(base, store.made_of(log, course, segments))
    base.execute("CHECKPOINT")


def _check_passed(block: Block, end: Mark) -> None:
    """Refuse a chain that does not pass where the index ends. Raises NotThere."""
    if block.start.seq < end.seq <= block.end.seq:
        behind = block.lines[end.seq - block.start.seq :]
        if (behind[0].prev if behind else block.end.hash) != end.hash:
            raise NotThere(end.seq)


def _pairs(base: Connection, entries: Sequence[Entry]) -> Iterator[tuple[Node, Node]]:
    """What belongs together, of the new entries and of the groups there are."""
    events, targets = set(), set()
    for entry in entries:
        said = entry.said
        yield entry.seq, f"id {entry.id}"
        if isinstance(said, IssueDefined):
            yield entry.seq, DEFINITIONS
            continue
        if isinstance(said, EventCorrected):
            targets.add(said.entry)
            yield entry.seq, f"id {said.entry}"
        event = _event(entry)
        if event is not None:
            events.add(event)
            yield entry.seq, f"event {event}"
    yield from _found(base, "event", events, "entries", "event_hash")
    yield from _found(base, "id", targets, "entries", "id_hash")
    yield from _found(base, "id", {entry.id for entry in entries}, "awaited", "id_hash")


def _event(entry: Entry) -> str | None:
    """The event that an entry is about; of a correction, the one that it moves an entry to."""
    said = entry.said
    if isinstance(said, EventCorrected):
        event = said.fields.get("event")
        return event if isinstance(event, str) else None
    return None if isinstance(said, IssueDefined) else said.event


def _found(base: Connection, what: str, texts: set[str], table: str, column: str) -> Iterator[tuple[Node, Node]]:
    query = (
        f"SELECT DISTINCT text, event FROM (SELECT unnest(?::VARCHAR[]) AS text)"
        f" JOIN {table} ON {column} = {HASH.format('text')}"
    )
    for text, event in base.execute(query, [list(texts)]).fetchall():
        yield event, f"{what} {text}"


def _put_entries(base: Connection, entries: Sequence[Entry], groups: dict[Node, int]) -> None:
    moved = {node: group for node, group in groups.items() if isinstance(node, int) and node != group}
    base.execute(
        "UPDATE entries SET event = moved.event"
        " FROM (SELECT unnest(?::BIGINT[]) AS old, unnest(?::BIGINT[]) AS event) AS moved WHERE entries.event = old",
        [list(moved), list(moved.values())],
    )
    columns = [
        [entry.seq for entry in entries],
        [groups[entry.seq] for entry in entries],
        [entry.id for entry in entries],
        [_event(entry) for entry in entries],
    ]
    base.execute(
        f"INSERT INTO entries SELECT seq, event, {HASH.format('id')}, {HASH.format('name')} FROM (SELECT"
        " unnest(?::BIGINT[]) AS seq, unnest(?::BIGINT[]) AS event,"
        " unnest(?::VARCHAR[]) AS id, unnest(?::VARCHAR[]) AS name)",
        columns,
    )
    targets = [(entry.seq, entry.data.entry) for entry in entries if isinstance(entry.data, EventCorrected)]
    base.execute(
        f"INSERT INTO awaited SELECT event, {HASH.format('target')} FROM"
        " (SELECT unnest(?::BIGINT[]) AS event, unnest(?::VARCHAR[]) AS target)"
        f" WHERE {HASH.format('target')} NOT IN (SELECT id_hash FROM entries)",
        [[groups[seq] for seq, _ in targets], [target for _, target in targets]],
    )


def _job(
    base: Connection, log: FileLog, course: Course, groups: set[int], definitions: Sequence[Entry], folder: Path
) -> Job:
    """These groups, as they are now."""
    found, declared = _seqs(base, groups), [entry.seq for entry in definitions]
    places = find_places(base, (seq for seqs in (*found.values(), declared) for seq in seqs), course.firsts)
    return Job(
        log=str(log.path),
        zone=log.info.zone,
        firsts=course.firsts,
        places=places,
        definitions=declared,
        groups=list(found.items()),
        folder=str(folder),
        end=course.end.head,
    )


def _definitions(base: Connection, log: FileLog, course: Course) -> list[Entry]:
    seqs = _seqs(base, {DEFINITIONS}).get(DEFINITIONS, [])
    with closing(Lines(log.path, log.codec, course.end.head)) as lines:
        return lines.entries(seqs, kept_at(find_places(base, seqs, course.firsts), course.firsts))


def _seqs(base: Connection, groups: set[int]) -> dict[int, list[int]]:
    """The entries of these groups."""
    return dict(
        base.execute(
            "SELECT event, list(seq ORDER BY seq) FROM entries WHERE event IN (SELECT unnest(?::BIGINT[]))"
            " GROUP BY event",
            [sorted(groups)],
        ).fetchall()
    )


def _declared_otherwise(base: Connection, before: Declared, after: Declared) -> set[int]:
    """The groups that claim something of what is an estimate only now, or no longer, or was for a while."""
    instants = {*before.since, *after.since}
    changed = {subject for instant in instants for subject in before.by(instant) ^ after.by(instant)}
    found = base.execute(
        "SELECT DISTINCT event FROM named JOIN words ON word = issue WHERE text IN (SELECT unnest(?::VARCHAR[]))",
        [sorted({issue for issue, _ in changed})],
    )
    return {event for (event,) in found.fetchall()}
