"""The tables of the index, and how rows get into them. Instants are microseconds since 1970 UTC, texts are numbered.

An interval holds its start and not its end; one that does not end goes to 2^62. ``claims`` has the claims of events
that occurred, ``events`` an event as it bears on an issue, each as long as it could be seen. Its ``order_key`` is the
one documented order, in one number: 39 bits each for effective and known, 34 for the seq, 15 for the place.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .duck import Connection
from .lines import Place, kept
from .rows import OPEN, PLACE_BITS, SEQ_BITS

TABLES = {
    "about": "key VARCHAR, value VARCHAR",
    "places": "seq BIGINT, segment INTEGER, byte BIGINT",
    "awaited": "event BIGINT, id_hash UINTEGER",
    "words": "word INTEGER, text VARCHAR",
    "entries": "seq BIGINT, event BIGINT, id_hash UINTEGER, event_hash UINTEGER",
    "named": "issue INTEGER, event BIGINT, first BIGINT, defines BOOLEAN, alone BOOLEAN,"
    " recorded_from BIGINT, recorded_to BIGINT",
    "claims": "event BIGINT, issue INTEGER, attribute INTEGER, value INTEGER, claimant INTEGER, effective BIGINT,"
    " known_from BIGINT, known_to BIGINT, recorded_from BIGINT, recorded_to BIGINT, order_key HUGEINT",
    "events": "event BIGINT, issue INTEGER, outcome TINYINT, starts BIGINT, ends BIGINT, effective BIGINT,"
    " known_from BIGINT, known_to BIGINT, recorded_from BIGINT, recorded_to BIGINT, order_key HUGEINT, alone BOOLEAN",
}

_SEEN = "known_from BIGINT, known_to BIGINT, recorded_from BIGINT, recorded_to BIGINT"
_KEYED = "effective BIGINT, effective_code BIGINT, known_code BIGINT, seq BIGINT, place INTEGER"
STAGED = {
    "claims": f"issue VARCHAR, attribute VARCHAR, value VARCHAR, claimant VARCHAR, {_KEYED}",
    "events": f"issue VARCHAR, outcome TINYINT, starts BIGINT, ends BIGINT, {_KEYED}",
    "named": "issue VARCHAR, seq BIGINT, place INTEGER, defines BOOLEAN",
}
"""The columns of the rows of ``rows.derive``, words still text."""

ORDER_KEY = f"((effective_code::HUGEINT * {1 << 39} + known_code) * {1 << SEQ_BITS} + seq) * {1 << PLACE_BITS} + place"
HASH = "(hash({}) & 4294967295)::UINTEGER"
"""Two texts may share one: entries are then read together that need not be, which changes nothing."""

_LONGEST = 1 << 24  # bytes of one line; DuckDB sets aside twice as many for each thread
PLACES = 1 << PLACE_BITS
SEQS = 1 << SEQ_BITS
EFFECTIVE_SHIFT = 39 + SEQ_BITS + PLACE_BITS

_TAKE = {
    "claims": f"""
        INSERT INTO claims
        SELECT event, i.word, a.word, v.word, c.word, effective, known_from, known_to, recorded_from, recorded_to,
               {ORDER_KEY}
        FROM staged_claims s
        JOIN words i ON i.text = s.issue JOIN words a ON a.text = s.attribute JOIN words v ON v.text = s.value
        LEFT JOIN words c ON c.text = s.claimant
        ORDER BY i.word, a.word, effective, seq, place""",
    "events": f"""
        INSERT INTO events
        SELECT event, i.word, outcome, starts, ends, effective, known_from, known_to, recorded_from, recorded_to,
               {ORDER_KEY}, alone
        FROM staged_events s JOIN words i ON i.text = s.issue
        ORDER BY i.word, effective, seq""",
    "named": f"""
        INSERT INTO named
        SELECT i.word, event, seq * {PLACES} + place, defines, false, recorded_from, recorded_to
        FROM staged_named s JOIN words i ON i.text = s.issue WHERE NOT alone""",
}

_NEW_WORDS = """
    INSERT INTO words
    SELECT (SELECT coalesce(max(word), 0) FROM words) + row_number() OVER (ORDER BY text), text FROM (
        SELECT issue AS text FROM staged_claims UNION SELECT attribute FROM staged_claims
        UNION SELECT value FROM staged_claims UNION SELECT claimant FROM staged_claims
        UNION SELECT issue FROM staged_events UNION SELECT issue FROM staged_named
    ) WHERE text IS NOT NULL AND text NOT IN (SELECT text FROM words)"""

_ANCHORS = f"""
    INSERT INTO named
    SELECT issue, min(event), min(event * {PLACES} + (order_key % {PLACES})::BIGINT), false, true,
           min_by(recorded_from, event), {OPEN}
    FROM events WHERE alone AND issue NOT IN (SELECT issue FROM named WHERE alone) GROUP BY issue"""
"""The first event alone that names an issue: later ones change nothing as long as it is there."""


def create_tables(base: Connection) -> None:
    """Make the tables, empty."""
    for name, columns in TABLES.items():
        base.execute(f"CREATE TABLE {name} ({columns})")


def create_staging(base: Connection) -> None:
    """Make the tables that rows go through, for this connection alone."""
    for name, columns in STAGED.items():
        base.execute(f"CREATE TEMP TABLE staged_{name} (event BIGINT, alone BOOLEAN, {columns}, {_SEEN})")


def stage(base: Connection, paths: Sequence[Path]) -> None:
    """Stage the rows of groups from files, as `Job.write` writes them."""
    lists = {name: f"STRUCT(row STRUCT({columns}), {_SEEN})[]" for name, columns in STAGED.items()}
    derived = json_lines(paths, {"event": "BIGINT", "alone": "BOOLEAN", **lists})
    base.execute(f"CREATE TEMP TABLE derived AS SELECT * FROM {derived}")
    for name, columns in STAGED.items():
        fields = ", ".join(f"found.row.{column}" for column in _names(columns))
        spans = ", ".join(f"found.{column}" for column in _names(_SEEN))
        each = f"SELECT event, alone, unnest({name}) AS found FROM derived"
        base.execute(f"INSERT INTO staged_{name} SELECT event, alone, {fields}, {spans} FROM ({each})")
    base.execute("DROP TABLE derived")


def take(base: Connection) -> None:
    """Move what is staged into the tables, its words numbered."""
    for statement in (_NEW_WORDS, *_TAKE.values(), _ANCHORS):
        base.execute(statement)


def put_places(base: Connection, places: Mapping[int, Place]) -> None:
    """Keep where lines start."""
    columns = [list(places), [segment for segment, _ in places.values()], [byte for _, byte in places.values()]]
    base.execute("INSERT INTO places SELECT unnest(?::BIGINT[]), unnest(?::INTEGER[]), unnest(?::BIGINT[])", columns)


def find_places(base: Connection, seqs: Iterable[int], firsts: Sequence[int]) -> dict[int, Place]:
    """Where lines start that are kept, so that these entries can be read."""
    wanted = {kept(seq, firsts) for seq in seqs}
    found = base.execute(
        "SELECT seq, segment, byte FROM places WHERE seq IN (SELECT unnest(?::BIGINT[]))", [list(wanted)]
    )
    return {seq: (segment, byte) for seq, segment, byte in found.fetchall()}


def json_lines(paths: Sequence[Path], columns: Mapping[str, str]) -> str:
    """The SQL that reads files of JSON lines, every column declared: inferred ones turn dates into timestamps."""
    names = ", ".join(quoted(str(path)) for path in paths)
    declared = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in columns.items())
    form = f"format = 'newline_delimited', maximum_object_size = {_LONGEST}"
    return f"read_json([{names}], columns = {{{declared}}}, {form})"


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _names(columns: str) -> list[str]:
    return [column.split()[0] for column in columns.split(", ")]
