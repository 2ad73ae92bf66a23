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
from .tables import SHORTENED, WHOLE_HASH, add_words, check_reach, json_lines

_LINE = {
    "seq": "BIGINT",
    "id": "VARCHAR",
    "recorded": "VARCHAR",
    "kind": "VARCHAR",
    "v": "INTEGER",
    "data": 'STRUCT("event" VARCHAR, "entry" VARCHAR, "known" VARCHAR, "when" VARCHAR, "phase" VARCHAR, '
    '"issues" VARCHAR[], "claims" STRUCT("issue" VARCHAR, "attribute" VARCHAR, "value" JSON, "by" VARCHAR)[], '
    '"sources" STRUCT("publisher" VARCHAR, "published" VARCHAR)[], "fields" STRUCT("event" JSON))',
}

_NO_LINES = f"(SELECT {', '.join(f'NULL::{kind} AS {name}' for name, kind in _LINE.items())} LIMIT 0)"

_MOVES_TO = "json_extract_string(data.fields.event, '$')"
_PUBLISHED = "[s.published FOR s IN data.sources IF s.published <> '']"
_KEPT = f"""
    seq, kind, v, {WHOLE_HASH.format("id")} AS id, epoch_us(left(recorded, 26)::TIMESTAMP) AS recorded,
    CASE WHEN kind NOT IN ('issue.defined', 'event.corrected') THEN {WHOLE_HASH.format("data.event")} END AS event,
    CASE kind WHEN 'event.corrected' THEN {WHOLE_HASH.format("data.entry")} END AS corrects,
    CASE kind WHEN 'event.corrected' THEN {WHOLE_HASH.format(_MOVES_TO)} END AS moves_to,
    data.when, data.phase, data.issues, data.claims, data.sources[1].publisher AS publisher,
    CASE WHEN len(data.sources) > 1 THEN nullif({_PUBLISHED}, []) END AS dates,
    CASE WHEN dates IS NULL THEN coalesce(nullif(data.sources[1].published, ''), nullif(data.known, '')) END AS date"""
"""What is kept of a line: hashes of names, and of its dates of publication or else its own, ``date`` if it is one."""


def parse(base: Connection, paths: Sequence[Path]) -> None:
    """Read the lines of segments into the table ``lines``. Raises Error."""
    lines = json_lines(paths, _LINE) if paths else _NO_LINES
    base.execute(f"CREATE TEMP TABLE lines AS SELECT {_KEPT} FROM {lines}")


_CORRECTIONS = """
    WITH c AS (SELECT seq, corrects, moves_to FROM lines WHERE kind = 'event.corrected'),
    moved AS (
        SELECT event AS name, min(seq) AS event FROM lines WHERE event IN (SELECT moves_to FROM c) GROUP BY ALL)
    SELECT c.seq, c.corrects, t.kind, t.seq, coalesce(n.event, t.seq), c.moves_to, m.event FROM c
    LEFT JOIN lines t ON t.id = c.corrects LEFT JOIN shared n ON n.name = t.event
    LEFT JOIN moved m ON m.name = c.moves_to"""
"""Each correction: its seq, what it corrects (a hash), the kind, seq and group of that, if it is there; what event it
moves that to (a hash), and the group of this, if an entry names it."""


def group(base: Connection) -> None:
    """Fill ``entries`` and ``awaited``: of which group each entry is, and the ids that corrections wait for."""
    base.execute(
        "CREATE TEMP TABLE shared AS SELECT event AS name, min(seq) AS event FROM lines"
        " WHERE event IS NOT NULL GROUP BY ALL HAVING count(*) > 1"
    )
    corrections = base.execute(_CORRECTIONS).fetchall()
    numbers = {node: event for node, event in joined(_pairs(corrections)).items() if isinstance(node, int)}
    base.execute(
        "CREATE TEMP TABLE renumbered AS SELECT unnest(?::BIGINT[]) AS old, unnest(?::BIGINT[]) AS event",
        [list(numbers), list(numbers.values())],
    )
    base.execute(
        f"CREATE TEMP TABLE grouped AS SELECT seq, coalesce(r.event, old) AS event FROM"
        f" (SELECT seq, CASE kind WHEN 'issue.defined' THEN {DEFINITIONS} ELSE coalesce(n.event, seq) END AS old,"
        f"   n.event IS NOT NULL OR kind <> 'event.recorded' OR v <> {VERSION} AS is_told_of"
        f"  FROM lines LEFT JOIN shared n ON n.name = lines.event) LEFT JOIN renumbered r USING (old)"
        f" WHERE is_told_of OR r.event IS NOT NULL"
    )
    base.execute(
        f"INSERT INTO entries SELECT seq, coalesce(g.event, seq), {SHORTENED.format('id')},"
        f" {SHORTENED.format('coalesce(moves_to, lines.event)')}"
        " FROM lines LEFT JOIN grouped g USING (seq) ORDER BY seq"
    )
    awaited = [(numbers[seq], target) for seq, target, kind, *_ in corrections if kind is None]
    base.execute(
        f"INSERT INTO awaited SELECT event, {SHORTENED.format('id')} FROM"
        " (SELECT unnest(?::BIGINT[]) AS event, unnest(?::UBIGINT[]) AS id)",
        [[event for event, _ in awaited], [target for _, target in awaited]],
    )


def _pairs(corrections: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Node, Node]]:
    for seq, _, kind, target, event, moves_to, moves_to_event in corrections:
        yield seq, seq
        if kind is not None:
            yield seq, DEFINITIONS if kind == "issue.defined" else target if kind == "event.corrected" else event
        if moves_to is not None:
            # A name that no entry has yet, as text: the number of it is a hash, and no seq.
            yield seq, f"{moves_to}" if moves_to_event is None else moves_to_event


def several(base: Connection) -> list[tuple[int, list[int]]]:
    """The groups that are not one new event alone, each with the seqs of its entries.

    All that is no ``event.recorded`` of the newest version is in one: to derive it is what reads it.
    """
    return base.execute("SELECT event, list(seq ORDER BY seq) FROM grouped GROUP BY event ORDER BY event").fetchall()


def stage_alone(base: Connection, zone: Zone) -> None:
    """Prepare what ``ALONE`` selects. Raises DateError, Unindexable."""
    base.execute("CREATE TEMP VIEW alone AS SELECT * FROM lines ANTI JOIN grouped USING (seq)")
    _read_dates(base, zone)
    for statement in (_VISIBLE, _CLAIMED, _BORNE):
        base.execute(statement)
    base.execute("DROP VIEW alone; DROP TABLE lines; DROP TABLE visible")
    check_reach(base, "claimed", "borne")
    _read_values(base)
    add_words(base, _TEXTS)


def _read_dates(base: Connection, zone: Zone) -> None:
    """What each distinct text of a date means, by the engine's own reading; and the ends of days of recording."""
    texts = base.execute(
        "SELECT text, bool_or(bound) FROM ("
        " SELECT DISTINCT alone.when AS text, false AS bound FROM alone"
        " UNION ALL SELECT DISTINCT date, true FROM alone"
        " UNION ALL SELECT DISTINCT unnest(dates), true FROM alone"
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
        "CREATE TEMP TABLE of_dates AS SELECT seq, min(bound) AS bound"
        " FROM (SELECT seq, unnest(dates) AS text FROM alone WHERE dates IS NOT NULL) JOIN dates USING (text)"
        " GROUP BY seq"
    )
    base.execute(
        "CREATE TEMP TABLE of_day AS SELECT seq, ends"
        " FROM (SELECT seq, recorded FROM alone WHERE date IS NULL AND dates IS NULL)"
        " ASOF JOIN (SELECT unnest(?::BIGINT[]) AS ends) ON recorded <= ends",
        [list(_days(base, zone))],
    )


def _days(base: Connection, zone: Zone) -> Iterator[int]:
    """The ends of all days on which something was recorded."""
    instant, until = base.execute("SELECT min(recorded), max(recorded) FROM lines").fetchone() or (None, None)
    while instant is not None and instant <= until:
        ends = zone.instant(zone.day(instant))
        yield clamped(ends)
        instant = ends + 1


def _read_values(base: Connection) -> None:
    """The canonical form of each distinct value."""
    decode = msgspec.json.Decoder(Value).decode
    found = base.execute("SELECT DISTINCT value FROM claimed").fetchall()
    texts = [text for (text,) in found]
    base.execute(
        "CREATE TEMP TABLE figures AS SELECT unnest(?::VARCHAR[]) AS json, unnest(?::VARCHAR[]) AS value",
        [texts, [canonical(decode(text)) for text in texts]],
    )


_VISIBLE = """
    CREATE TEMP TABLE visible AS
    SELECT seq, claims, publisher, recorded, coalesce(k.bound, s.bound, d.ends) AS known,
           w.starts, w.ends, coalesce(w.effective, known) AS effective, coalesce(phase, 'occurred') AS phase,
           CASE WHEN issues IS NULL AND len(claims) = 1 THEN claims[1].issue END AS issue,
           CASE WHEN issue IS NULL
                THEN list_concat(coalesce(issues, []), coalesce([c.issue FOR c IN claims], [])) END AS issues
    FROM lines a
    ANTI JOIN grouped USING (seq)
    LEFT JOIN dates k ON k.text = a.date
    LEFT JOIN dates w ON w.text = a.when
    LEFT JOIN of_dates s USING (seq)
    LEFT JOIN of_day d USING (seq)"""

_CLAIMED = f"""
    CREATE TEMP TABLE claimed AS
    SELECT seq, place, recorded, known, effective, claim.issue, claim.attribute, claim.value::VARCHAR AS value,
           CASE WHEN claim.by <> '' THEN claim.by ELSE publisher END AS claimant
    FROM (SELECT *, unnest(claims) AS claim, generate_subscripts(claims, 1) - 1 AS place
          FROM visible WHERE phase = 'occurred' AND effective < {OPEN})"""

_BORNE = f"""
    CREATE TEMP TABLE borne AS
    SELECT seq, place, recorded, known, effective, starts, ends, issue,
           CASE phase WHEN 'occurred' THEN {OUTCOMES["occurred"]} ELSE {OUTCOMES["scheduled"]} END AS outcome
    FROM (
        SELECT seq, 0 AS place, issue, phase, recorded, known, effective, starts, ends
        FROM visible WHERE issue IS NOT NULL
        UNION ALL
        SELECT seq, row_number() OVER (PARTITION BY seq ORDER BY list_position(issues, one)) - 1, one,
               phase, recorded, known, effective, starts, ends
        FROM (SELECT *, unnest(list_distinct(issues)) AS one FROM visible WHERE issue IS NULL)
    )"""

_TEXTS = """
    SELECT value AS text FROM figures UNION ALL SELECT DISTINCT issue FROM borne
    UNION ALL SELECT DISTINCT attribute FROM claimed UNION ALL SELECT DISTINCT claimant FROM claimed"""

ALONE = {
    "claims": f"""
        SELECT seq AS event, 1 AS alone, i.word AS issue, a.word AS attribute, v.word AS value, c.word AS claimant,
               effective, known, seq, place,
               known AS known_from, {OPEN} AS known_to, recorded AS recorded_from, {OPEN} AS recorded_to
        FROM claimed
        JOIN (SELECT json, word FROM figures JOIN words ON text = value) v ON v.json = claimed.value
        JOIN words i ON i.text = issue JOIN words a ON a.text = attribute LEFT JOIN words c ON c.text = claimant""",
    "events": f"""
        SELECT seq AS event, 1 AS alone, word AS issue, outcome, starts, ends, effective, known, seq, place,
               known AS known_from, {OPEN} AS known_to, recorded AS recorded_from, {OPEN} AS recorded_to
        FROM borne JOIN words ON text = issue""",
}
"""The rows of the events that are one entry alone."""
