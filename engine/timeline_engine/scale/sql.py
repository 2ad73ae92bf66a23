"""The questions to a layout, in SQL that DuckDB and Spark both read; where it stands, and when, is filled in.

What the rows leave open is decided here and nowhere else: which rows the clocks let see, which claim is the greatest by
(effective, known, first, seq, place), the order of R5.9, where the run of its value began, and whether another value
stands beside it. Everything else was decided by the fold when the rows were made.
"""

from collections.abc import Sequence

from msgspec import Struct

from ..model import STATUS

Subject = tuple[str, str]
"""An issue and an attribute."""

STRUCT = """
    CREATE OR REPLACE TEMP MACRO struct(a, b, c) AS row(a, b, c), (a, b, c, d, e) AS row(a, b, c, d, e)"""
"""What DuckDB does not have by the name that it has in Spark."""


class Clocks(Struct, frozen=True):
    """The instants of a question, as the columns have them."""

    as_of: int
    known_by: int
    recorded_by: int


def asking(text: str, clocks: Clocks) -> str:
    """A question with its parameters, which are whole numbers."""
    return text.format(as_of=clocks.as_of, known_by=clocks.known_by, recorded_by=clocks.recorded_by)


def newest(table: str, superseded: bool) -> str:
    """The view of a table, without rows of events that a later run speaks of, if there are any."""
    later = """
    WHERE NOT EXISTS (
        SELECT 1 FROM superseded AS s WHERE s.event = t.event AND s.generation > t.generation)"""
    return f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM all_{table} AS t{later if superseded else ''}"


_RECORDED = "recorded_from <= {recorded_by} AND recorded_to > {recorded_by}"
_VISIBLE = f"known_from <= {{known_by}} AND known_to > {{known_by}} AND {_RECORDED}"

EVENTS = f"""
    WITH seen AS (
        SELECT issue, shown, effective, known, seq, contested_date, contested_phase,
               CASE WHEN third_from <= {{as_of}} THEN third_phase
                    WHEN second_from <= {{as_of}} THEN second_phase
                    ELSE phase END AS phase
        FROM events
        WHERE {_VISIBLE})
    SELECT issue, min(known),
           max_by(shown, struct(effective, known, seq)) FILTER (WHERE phase = 'occurred'),
           min_by(shown, struct(effective, known, seq)) FILTER (WHERE phase IN ('due', 'upcoming')),
           max(phase = 'possible'), max(phase = 'overdue'), max(phase = 'due'), max(phase = 'postponed'),
           max(contested_date), max(contested_phase)
    FROM seen
    GROUP BY issue"""
"""Of each issue on which a visible event bears: since when, its last and next event, what must not be overlooked."""

_SEEN = f"""
    seen AS (
        SELECT issue, attribute, value, said, claimant, shown, effective,
               struct(effective, known, first, seq, place) AS place
        FROM claims
        WHERE effective <= {{as_of}} AND {_VISIBLE})"""

STATES = f"""
    WITH {_SEEN},
    told AS (
        SELECT issue, attribute, said, max_by(value, place) AS value, max(place) AS latest, max(effective) AS effective
        FROM seen
        GROUP BY issue, attribute, said),
    winner AS (
        SELECT issue, attribute, max_by(said, latest) AS said, max_by(value, latest) AS value,
               max(effective) AS effective
        FROM told
        GROUP BY issue, attribute),
    other AS (
        SELECT winner.issue, winner.attribute, max(told.latest) AS latest, max(told.effective) AS effective
        FROM winner
        JOIN told ON told.issue = winner.issue AND told.attribute = winner.attribute AND told.said <> winner.said
        GROUP BY winner.issue, winner.attribute),
    begun AS (
        SELECT seen.issue, min_by(seen.shown, seen.place) AS shown
        FROM seen
        LEFT JOIN other ON other.issue = seen.issue AND other.attribute = seen.attribute
        WHERE seen.attribute = '{STATUS}' AND (other.latest IS NULL OR seen.place > other.latest)
        GROUP BY seen.issue)
    SELECT winner.issue, winner.attribute, winner.value, coalesce(other.effective = winner.effective, false),
           begun.shown
    FROM winner
    LEFT JOIN other ON other.issue = winner.issue AND other.attribute = winner.attribute
    LEFT JOIN begun ON begun.issue = winner.issue AND winner.attribute = '{STATUS}'"""
"""The value that holds of each attribute, whether an equally effective claim disagrees; of a status since when."""

FIGURES = f"""
    WITH {_SEEN}
    SELECT seen.issue, seen.attribute, max_by(value, place), max_by(said, place), max(place)
    FROM seen
    JOIN wanted ON wanted.issue = seen.issue AND wanted.attribute = seen.attribute
    GROUP BY seen.issue, seen.attribute, claimant"""
"""Of the wanted attributes, which are estimates, the latest figure of each claimant."""

DEFINITIONS = "SELECT line FROM named WHERE event = 0 ORDER BY seq"

REPORTED = f"""
    SELECT DISTINCT wanted.issue
    FROM wanted
    JOIN (SELECT issue FROM events WHERE {_RECORDED}
          UNION ALL SELECT issue FROM named WHERE event <> 0 AND {_RECORDED}) AS told ON told.issue = wanted.issue"""
"""Which of the wanted issues any entry about an event names, if nobody could know of that event."""

LINES = """
    SELECT DISTINCT entries.issue, entries.seq, line
    FROM entries
    JOIN wanted ON wanted.issue = entries.issue
    WHERE bucket IN ({buckets})"""
"""The entries about events that bear, or ever bore, on the wanted issues, which are in these buckets."""

ALL_LINES = "SELECT DISTINCT seq, line FROM entries"
ISSUES = "SELECT issue FROM named UNION SELECT issue FROM events"


def columns(subjects: Sequence[Subject]) -> tuple[list[str], list[str]]:
    """Subjects as the two columns of the table ``wanted``."""
    return [issue for issue, _ in subjects], [attribute for _, attribute in subjects]
