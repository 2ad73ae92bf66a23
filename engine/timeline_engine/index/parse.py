"""A whole log read by DuckDB: which entries belong together, and the rows of events that are one entry each.

Those are the most, and all that is to be known of them is one rule long; it stands here once more, in SQL, as the same
in Python takes ten times as long. Whatever has more than one entry goes through `rows.derive`. Dates are read by the
engine alone: each distinct text once.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from ..dates import Zone, utc_instant
from ..entries import VERSION
from ..model import Value
from .duck import Connection
from .groups import DEFINITIONS, Node, joined
from .rows import OPEN, OUTCOMES, PLACE_BITS, Unindexable, canonical, clamped, code
from .tables import HASH, json_lines

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
        f"CREATE TEMP TABLE alone AS SELECT lines.* FROM lines"
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
    """Stage the rows of the events that are one entry alone. Raises DateError, Unindexable."""
    _read_dates(base, zone)
    _read_values(base)
    base.execute(_KNOWN)
    base.execute(_VISIBLE)
    base.execute(_CLAIMS)
    base.execute(_EVENTS)
    base.execute("DROP TABLE visible; DROP TABLE of_source")
    if base.execute(f"SELECT 1 FROM staged_claims WHERE place >= {1 << PLACE_BITS} LIMIT 1").fetchone():
        raise Unindexable("one of its entries says too much")


def _read_dates(base: Connection, zone: Zone) -> None:
    """What each distinct text of a date means, by the engine's own reading; and the ends of the days of recording."""
    texts = base.execute(
        "SELECT text, bool_or(bound) FROM ("
        " SELECT data.when AS text, false AS bound FROM alone"
        " UNION ALL SELECT data.known, true FROM alone"
        "  WHERE coalesce(len([s FOR s IN data.sources IF s.published <> '']), 0) = 0"  # else nobody reads it
        " UNION ALL SELECT unnest(data.sources).published, true FROM alone"
        ") WHERE text <> '' GROUP BY text"
    ).fetchall()
    found = [(text, zone.when(text), zone.instant(text) if bound else None) for text, bound in texts]
    columns: dict[str, list[Any]] = {
        "text": [text for text, _, _ in found],
        "starts": [clamped(when.starts) for _, when, _ in found],
        "ends": [clamped(when.ends) for _, when, _ in found],
        "effective": [clamped(when.effective) for _, when, _ in found],
        "effective_code": [code(when.effective) for _, when, _ in found],
        "known": [known for _, _, known in found],
        "known_code": [None if known is None else code(known) for _, _, known in found],
    }
    listed = ", ".join(f"unnest(?::{'VARCHAR' if name == 'text' else 'BIGINT'}[]) AS {name}" for name in columns)
    base.execute(f"CREATE TEMP TABLE dates AS SELECT {listed}", list(columns.values()))
    days = list(_days(base, zone))
    base.execute(
        "CREATE TEMP TABLE days AS SELECT unnest(?::BIGINT[]) AS ends, unnest(?::BIGINT[]) AS ends_code",
        [days, list(map(code, days))],
    )


def _days(base: Connection, zone: Zone) -> Iterator[int]:
    first, last = base.execute("SELECT min(recorded), max(recorded) FROM alone").fetchone() or (None, None)
    if first is None:
        return
    instant, until = utc_instant(first), utc_instant(last)
    while instant <= until:
        ends = zone.instant(zone.day(instant))
        yield ends
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


_KNOWN = """
    CREATE TEMP TABLE of_source AS
    SELECT seq, min(known) AS known, min(known_code) AS known_code
    FROM (SELECT seq, unnest(data.sources).published AS text FROM alone) JOIN dates USING (text) GROUP BY seq"""

_VISIBLE = f"""
    CREATE TEMP TABLE visible AS
    SELECT seq, data, {OPEN} AS open, epoch_us(left(recorded, 26)::TIMESTAMP) AS recorded_from,
           coalesce(s.known, k.known, d.ends) AS known_from,
           coalesce(s.known_code, k.known_code, d.ends_code) AS known_code, w.starts, w.ends,
           coalesce(w.effective, s.known, k.known, d.ends) AS effective,
           coalesce(w.effective_code, s.known_code, k.known_code, d.ends_code) AS effective_code,
           coalesce(data.phase, 'occurred') AS phase
    FROM alone a
    LEFT JOIN of_source s USING (seq)
    LEFT JOIN dates k ON k.text = a.data.known
    LEFT JOIN dates w ON w.text = a.data.when
    ASOF LEFT JOIN days d ON epoch_us(left(a.recorded, 26)::TIMESTAMP) <= d.ends"""

_CLAIMS = f"""
    INSERT INTO staged_claims
    SELECT seq, true, claim.issue, claim.attribute, f.value,
           CASE WHEN claim.by <> '' THEN claim.by ELSE publisher END,
           effective, effective_code, known_code, seq, place, known_from, open, recorded_from, open
    FROM (SELECT *, unnest(data.claims) AS claim, generate_subscripts(data.claims, 1) - 1 AS place,
                 data.sources[1].publisher AS publisher FROM visible WHERE phase = 'occurred' AND effective < {OPEN})
    JOIN figures f ON f.json = claim.value::VARCHAR"""

_EVENTS = f"""
    INSERT INTO staged_events
    SELECT seq, true, issue, CASE phase WHEN 'occurred' THEN {OUTCOMES["occurred"]} ELSE {OUTCOMES["scheduled"]} END,
           starts, ends, effective, effective_code, known_code, seq,
           row_number() OVER (PARTITION BY seq ORDER BY first) - 1, known_from, open, recorded_from, open
    FROM (SELECT seq, issue, min(nth) AS first FROM (
              SELECT seq, unnest(issues) AS issue, generate_subscripts(issues, 1) AS nth FROM (
                  SELECT seq, list_concat(coalesce(data.issues, []), coalesce([c.issue FOR c IN data.claims], []))
                         AS issues FROM visible))
          GROUP BY ALL)
    JOIN visible USING (seq)"""
