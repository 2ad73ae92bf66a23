"""A whole log read by DuckDB: which entries belong together, and the rows of events that are one entry each.

Those are the most, and all that is to be known of them is one rule long; it stands here once more, in SQL, as the same
in Python takes ten times as long. Whatever has more than one entry goes through `derive`. Dates are read by the
engine alone: each distinct text once.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from ..dates import Zone
from ..entries import VERSION
from ..model import Value
from .duck import Connection
from .groups import DEFINITIONS, Node, joined
from .rows import OPEN, OUTCOMES, canonical, clamped
from .tables import HASH, add_words, json_lines

_LINE = {
    "seq": "BIGINT",
    "id": "VARCHAR",
    "recorded": "VARCHAR",
    "kind": "VARCHAR",
    "v": "INTEGER",
    "data": 'STRUCT("event" VARCHAR, "entry" VARCHAR, "known" VARCHAR, "when" VARCHAR, "phase" VARCHAR, '
    '"issues" VARCHAR[], "claims" STRUCT("issue" VARCHAR, "attribute" VARCHAR, "value" JSON, "by" VARCHAR)[], '
    '"sources" STRUCT("publisher" VARCHAR, "published" VARCHAR)[], "fields" JSON)',
}


def parse(base: Connection, paths: Sequence[Path]) -> None:
    """Read the lines of segments into the table ``lines``. Raises Error."""
    columns = ", ".join(f"{name} {kind}" for name, kind in _LINE.items())
    base.execute(f"CREATE TEMP TABLE IF NOT EXISTS lines ({columns})")
    if paths:
        base.execute(f"INSERT INTO lines SELECT * FROM {json_lines(paths, _LINE)}")


def group(base: Connection) -> None:
    """Fill ``entries``: of which group each entry is."""
    base.execute(
        "CREATE TEMP TABLE of_name AS SELECT data.event AS name, min(seq) AS event FROM lines"
        " WHERE kind <> 'event.corrected' AND data.event IS NOT NULL GROUP BY ALL"
    )
    corrections = base.execute(
        "SELECT c.seq, t.kind, t.seq, n.event, c.moves_to, m.event FROM"
        " (SELECT seq, data.entry, json_extract_string(data.fields, '$.event') AS moves_to FROM lines"
        "  WHERE kind = 'event.corrected') c"
        " LEFT JOIN lines t ON t.id = c.entry LEFT JOIN of_name n ON n.name = t.data.event"
        " LEFT JOIN of_name m ON m.name = c.moves_to"
    ).fetchall()
    numbers = {node: event for node, event in joined(_pairs(corrections)).items() if isinstance(node, int)}
    base.execute(
        "CREATE TEMP TABLE renumbered AS SELECT unnest(?::BIGINT[]) AS old, unnest(?::BIGINT[]) AS event",
        [list(numbers), list(numbers.values())],
    )
    moves_to = "CASE WHEN kind = 'event.corrected' THEN json_extract_string(data.fields, '$.event') ELSE data.event END"
    base.execute(
        f"INSERT INTO entries SELECT seq, coalesce(r.event, g.old), id_hash, event_hash FROM"
        f" (SELECT l.seq, CASE kind WHEN 'issue.defined' THEN {DEFINITIONS} WHEN 'event.corrected' THEN l.seq"
        f"   ELSE n.event END AS old, {HASH.format('l.id')} AS id_hash, {HASH.format(moves_to)} AS event_hash"
        f"  FROM lines l LEFT JOIN of_name n ON n.name = l.data.event) g"
        f" LEFT JOIN renumbered r USING (old) ORDER BY seq"
    )
    base.execute(
        f"INSERT INTO awaited SELECT e.event, {HASH.format('c.data.entry')} FROM lines c JOIN entries e USING (seq)"
        " WHERE c.kind = 'event.corrected' AND c.data.entry NOT IN (SELECT id FROM lines)"
    )
    base.execute(
        f"CREATE TEMP TABLE alone AS SELECT seq, epoch_us(left(recorded, 26)::TIMESTAMP) AS recorded, data FROM lines"
        f" JOIN (SELECT event FROM entries GROUP BY event HAVING count(*) = 1) ON seq = event"
        f" WHERE kind = 'event.recorded' AND v = {VERSION}"
    )


def _pairs(corrections: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Node, Node]]:
    for seq, kind, target, event, moves_to, moves_to_event in corrections:
        yield seq, seq
        if kind is not None:
            yield seq, DEFINITIONS if kind == "issue.defined" else target if kind == "event.corrected" else event
        if moves_to is not None:
            yield seq, f"{moves_to}" if moves_to_event is None else moves_to_event


def several(base: Connection) -> list[tuple[int, list[int]]]:
    """The groups that are not one entry alone, each with the seqs of its entries."""
    return base.execute(
        "SELECT event, list(seq ORDER BY seq) FROM entries WHERE event NOT IN (SELECT seq FROM alone)"
        " GROUP BY event ORDER BY event"
    ).fetchall()


def stage_alone(base: Connection, zone: Zone) -> None:
    """Stage the rows of the events that are one entry alone. Raises DateError."""
    _read_dates(base, zone)
    _read_values(base)
    add_words(base, _TEXTS)
    for statement in (_OF_SOURCES, _VISIBLE, _CLAIMS, _EVENTS):
        base.execute(statement)
    base.execute("DROP TABLE visible; DROP TABLE of_sources; DROP TABLE alone")


_DATED = "(coalesce(len([s FOR s IN data.sources IF s.published <> '']), 0) > 0)"

_UNKNOWN = f"""
    CREATE TEMP TABLE unknown AS
    SELECT seq, recorded FROM alone WHERE coalesce(data.known, '') = '' AND NOT {_DATED}"""
"""What is known only from when it was recorded."""


def _read_dates(base: Connection, zone: Zone) -> None:
    """What each distinct text of a date means, by the engine's own reading; and the ends of days of recording."""
    base.execute(_UNKNOWN)
    texts = base.execute(
        "SELECT text, bool_or(bound) FROM ("
        " SELECT data.when AS text, false AS bound FROM alone"
        " UNION ALL SELECT data.known, true FROM alone"
        f"  WHERE NOT {_DATED}"  # else nobody reads it
        " UNION ALL SELECT unnest(data.sources).published, true FROM alone"
        ") WHERE text <> '' GROUP BY text"
    ).fetchall()
    found = [(text, zone.when(text), zone.instant(text) if bound else None) for text, bound in texts]
    columns: dict[str, list[Any]] = {
        "text": [text for text, _, _ in found],
        "starts": [clamped(when.starts) for _, when, _ in found],
        "ends": [clamped(when.ends) for _, when, _ in found],
        "effective": [clamped(when.effective) for _, when, _ in found],
        "bound": [None if bound is None else clamped(bound) for _, _, bound in found],
    }
    listed = ", ".join(f"unnest(?::{'VARCHAR' if name == 'text' else 'BIGINT'}[]) AS {name}" for name in columns)
    base.execute(f"CREATE TEMP TABLE dates AS SELECT {listed}", list(columns.values()))
    base.execute(
        "CREATE TEMP TABLE of_day AS SELECT seq, ends FROM"
        " (SELECT seq, recorded FROM unknown) ASOF JOIN (SELECT unnest(?::BIGINT[]) AS ends) ON recorded <= ends",
        [list(_days(base, zone))],
    )


def _days(base: Connection, zone: Zone) -> Iterator[int]:
    instant, until = base.execute("SELECT min(recorded), max(recorded) FROM unknown").fetchone() or (None, None)
    while instant is not None and instant <= until:
        ends = zone.instant(zone.day(instant))
        yield clamped(ends)
        instant = ends + 1


def _read_values(base: Connection) -> None:
    """The canonical form of each distinct value."""
    decode = msgspec.json.Decoder(Value).decode
    texts = [
        text for (text,) in base.execute("SELECT DISTINCT unnest(data.claims).value::VARCHAR FROM alone").fetchall()
    ]
    base.execute(
        "CREATE TEMP TABLE figures AS SELECT unnest(?::VARCHAR[]) AS json, unnest(?::VARCHAR[]) AS value",
        [texts, [canonical(decode(text)) for text in texts]],
    )


_TEXTS = """
    SELECT value AS text FROM figures
    UNION ALL SELECT unnest(data.issues) FROM alone
    UNION ALL SELECT unnest([c.issue FOR c IN data.claims]) FROM alone
    UNION ALL SELECT unnest([c.attribute FOR c IN data.claims]) FROM alone
    UNION ALL SELECT unnest([c.by FOR c IN data.claims]) FROM alone
    UNION ALL SELECT data.sources[1].publisher FROM alone"""

_OF_SOURCES = """
    CREATE TEMP TABLE of_sources AS
    SELECT seq, min(bound) AS bound
    FROM (SELECT seq, unnest(data.sources).published AS text FROM alone WHERE len(data.sources) > 1)
    JOIN dates USING (text) GROUP BY seq"""

_VISIBLE = f"""
    CREATE TEMP TABLE visible AS
    SELECT seq, data.claims, data.sources[1].publisher AS publisher,
           list_concat(coalesce(data.issues, []), coalesce([c.issue FOR c IN data.claims], [])) AS issues,
           {OPEN} AS open, recorded AS recorded_from, coalesce(m.bound, s.bound, k.bound, d.ends) AS known,
           w.starts, w.ends, coalesce(w.effective, known) AS effective, coalesce(data.phase, 'occurred') AS phase
    FROM alone a
    LEFT JOIN of_sources m USING (seq)
    LEFT JOIN dates s ON s.text = a.data.sources[1].published
    LEFT JOIN dates k ON k.text = a.data.known
    LEFT JOIN dates w ON w.text = a.data.when
    LEFT JOIN of_day d USING (seq)"""

_CLAIMS = f"""
    INSERT INTO staged_claims
    SELECT seq, 1, i.word, a.word, v.word, c.word,
           effective, known, seq, place, known, open, recorded_from, open
    FROM (SELECT *, unnest(claims) AS claim, generate_subscripts(claims, 1) - 1 AS place
          FROM visible WHERE phase = 'occurred' AND effective < {OPEN}) s
    JOIN figures f ON f.json = claim.value::VARCHAR
    JOIN words v ON v.text = f.value JOIN words i ON i.text = claim.issue JOIN words a ON a.text = claim.attribute
    LEFT JOIN words c ON c.text = CASE WHEN claim.by <> '' THEN claim.by ELSE publisher END"""

_EVENTS = f"""
    INSERT INTO staged_events
    SELECT seq, 1, i.word, CASE phase WHEN 'occurred' THEN {OUTCOMES["occurred"]} ELSE {OUTCOMES["scheduled"]} END,
           starts, ends, effective, known, seq, place, known, open, recorded_from, open
    FROM (
        SELECT *, issues[1] AS issue, 0 AS place FROM visible WHERE len(issues) = 1
        UNION ALL
        SELECT *, row_number() OVER (PARTITION BY seq ORDER BY list_position(issues, issue)) - 1 AS place
        FROM (SELECT *, unnest(list_distinct(issues)) AS issue FROM visible WHERE len(issues) > 1)
    ) JOIN words i ON i.text = issue"""
