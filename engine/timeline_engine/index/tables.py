"""The tables of the index, and how rows get into them. Instants are microseconds since 1970 UTC, texts are numbered.

An interval holds its start and not its end; one that does not end goes to 2^62. ``claims`` has the claims of events
that occurred, ``events`` an event as it bears on an issue, each as long as it could be seen. Its ``order_key`` is the
one documented order, in one number: 39 bits each for effective and known, 34 for the seq, 15 for the place.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .duck import Connection
from .lines import Place, kept
from .rows import CODE_BITS, COLUMNS, OPEN, OUTCOMES, PLACE_BITS, SEQ_BITS, WORDS, Unindexable

TABLES = {
    "about": "key VARCHAR, value VARCHAR",
    "places": "seq BIGINT, segment INTEGER, byte BIGINT",
    "awaited": "event BIGINT, id_hash UINTEGER",
    "words": "word INTEGER, text VARCHAR",
    "entries": "seq BIGINT, event BIGINT, id_hash UINTEGER, event_hash UINTEGER",
    "named": "issue INTEGER, event BIGINT, first BIGINT, defines BOOLEAN, alone BOOLEAN,"
    " recorded_from BIGINT, recorded_to BIGINT",
    "stretches": "until BIGINT",
    "subjects": "issue INTEGER, attribute INTEGER, first BIGINT",
    "claims": "event BIGINT, issue INTEGER, attribute INTEGER, value INTEGER, claimant INTEGER, effective BIGINT,"
    " known_from BIGINT, known_to BIGINT, recorded_from BIGINT, recorded_to BIGINT, order_key HUGEINT",
    "events": "event BIGINT, issue INTEGER, outcome TINYINT, starts BIGINT, ends BIGINT, effective BIGINT,"
    " known_from BIGINT, known_to BIGINT, recorded_from BIGINT, recorded_to BIGINT, order_key HUGEINT, alone BOOLEAN",
}

_ZERO = (1 << CODE_BITS - 2) * 1_000_000  # microseconds from code 0 to 1970
_CODE = f"""CASE {{0}} WHEN {OPEN} THEN {(1 << CODE_BITS) - 1} WHEN {-OPEN} THEN 0
    ELSE ({{0}} + {_ZERO}) // 1000000 * 2 + (({{0}} + {_ZERO}) % 1000000 > 0)::BIGINT END"""
"""An instant in half seconds: a number that sorts as the instant does."""

ORDER_KEY = (
    f"((({_CODE.format('effective')})::HUGEINT * {1 << CODE_BITS} + {_CODE.format('known')})"
    f" * {1 << SEQ_BITS} + seq) * {1 << PLACE_BITS} + place"
)
WHOLE_HASH = "CASE WHEN {0} IS NOT NULL THEN hash({0}) END"
SHORTENED = "({0} & 4294967295)::UINTEGER"
HASH = SHORTENED.format(f"({WHOLE_HASH})")
"""Two texts may share one: entries are then read together that need not be, which changes nothing."""

STRETCH = 1 << 14
"""Claims in a stretch. They lie in the order of their effect, and questions look at the last stretches first."""

_LONGEST = 1 << 24  # bytes of one line; DuckDB sets aside twice as many for each thread
PLACES = 1 << PLACE_BITS
SEQS = 1 << SEQ_BITS
EFFECTIVE_SHIFT = CODE_BITS + SEQ_BITS + PLACE_BITS

_TAKE = {
    "claims": f"""
        INSERT INTO claims
        SELECT event, issue, attribute, value, claimant, effective, known_from, known_to, recorded_from, recorded_to,
               {ORDER_KEY}
        FROM ({{}}) ORDER BY {ORDER_KEY}""",
    "events": f"""
        INSERT INTO events
        SELECT event, issue, outcome, starts, ends, effective, known_from, known_to, recorded_from, recorded_to,
               {ORDER_KEY}, alone = 1
        FROM ({{}})
        ORDER BY outcome, CASE outcome WHEN {OUTCOMES["scheduled"]} THEN known_to END, {ORDER_KEY}""",
    "named": f"""
        INSERT INTO named
        SELECT issue, event, seq * {PLACES} + place, defines = 1, false, recorded_from, recorded_to
        FROM ({{}}) WHERE alone = 0""",
}

_ANCHORS = f"""
    INSERT INTO named
    SELECT issue, event, event * {PLACES} + (order_key % {PLACES})::BIGINT, false, true, recorded_from, {OPEN}
    FROM events
    JOIN (SELECT issue, min(event) AS event FROM events
          WHERE alone AND issue NOT IN (SELECT issue FROM named WHERE alone) GROUP BY issue) USING (issue, event)"""
"""The first event alone that names an issue: later ones change nothing as long as it is there."""

_SUBJECTS = """
    DELETE FROM subjects;
    INSERT INTO subjects SELECT issue, attribute, min(effective) FROM claims GROUP BY issue, attribute"""

_STRETCHES = """
    DELETE FROM stretches;
    INSERT INTO stretches
    SELECT effective
    FROM (SELECT effective, n, (sum(n) OVER (ORDER BY effective))::BIGINT AS so_far
          FROM (SELECT effective, count(*) AS n FROM claims GROUP BY effective))
    WHERE so_far // {0} <> (so_far - n) // {0}"""


def create_tables(base: Connection) -> None:
    """Make the tables, empty."""
    for name, columns in TABLES.items():
        base.execute(f"CREATE TABLE {name} ({columns})")


def create_staging(base: Connection) -> None:
    """Make the tables that rows go through, for this connection alone."""
    for table, names in COLUMNS.items():
        columns = ", ".join(f"{name} {'INTEGER' if name in WORDS else 'BIGINT'}" for name in names)
        base.execute(f"CREATE TEMP TABLE staged_{table} ({columns})")


def add_words(base: Connection, query: str) -> None:
    """Number the texts that a query finds, where they have no number yet."""
    base.execute(
        "INSERT INTO words"
        " SELECT (SELECT coalesce(max(word), 0) FROM words) + row_number() OVER (ORDER BY text), text"
        f" FROM (SELECT DISTINCT text FROM ({query})) WHERE text IS NOT NULL AND text NOT IN (SELECT text FROM words)"
    )


def stage(base: Connection, folders: Sequence[Path]) -> None:
    """Stage the rows of groups from files, as `Job.write` writes them."""
    told = json_lines([folder / "words.jsonl" for folder in folders], {"number": "INTEGER", "text": "VARCHAR"})
    base.execute(f"CREATE TEMP TABLE told AS SELECT * FROM {told}")
    add_words(base, "SELECT text FROM told")
    base.execute("CREATE TEMP TABLE numbered AS SELECT number, word FROM told JOIN words USING (text)")
    for table, names in COLUMNS.items():
        rows = json_lines([folder / f"{table}.jsonl" for folder in folders], dict.fromkeys(names, "BIGINT[]"))
        each = ", ".join(f"unnest({name}) AS {name}" for name in names)
        found = ", ".join(f"{name}.word" if name in WORDS else f"row.{name}" for name in names)
        words = " ".join(f"LEFT JOIN numbered {name} ON {name}.number = row.{name}" for name in names if name in WORDS)
        base.execute(f"INSERT INTO staged_{table} SELECT {found} FROM (SELECT {each} FROM {rows}) AS row {words}")
    base.execute("DROP TABLE told; DROP TABLE numbered")


def take(base: Connection, more: Mapping[str, str] | None = None) -> None:
    """Move what is staged into the tables, and what further queries find. Raises Unindexable."""
    check_reach(base, *[f"staged_{table}" for table in COLUMNS])
    for table, statement in _TAKE.items():
        rows = [f"SELECT * FROM staged_{table}", *([more[table]] if more and table in more else [])]
        base.execute(statement.format(" UNION ALL BY NAME ".join(rows)))
    for statement in (_ANCHORS, _SUBJECTS, _STRETCHES.format(STRETCH)):
        base.execute(statement)


def check_reach(base: Connection, *tables: str) -> None:
    """Refuse rows that an order key cannot tell apart. Raises Unindexable."""
    for table in tables:
        query = f"SELECT seq FROM {table} WHERE seq >= {SEQS} OR place >= {PLACES} LIMIT 1"
        if found := base.execute(query).fetchone():
            raise Unindexable(f"its entry {found[0]} is too far on, or says too much")


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
