"""The questions put to the tables, in SQL that other engines read as well; each for one moment of all three clocks."""

from msgspec import Struct

from ..projection import PHASES
from .rows import OPEN, OUTCOMES

VISIBLE = (
    "known_from <= $known_by AND known_to > $known_by AND recorded_from <= $recorded_by AND recorded_to > $recorded_by"
)

_AMONG = """JOIN (SELECT unnest($issues::INTEGER[]) AS issue, unnest($attributes::INTEGER[]) AS attribute) AS wanted
        USING (issue, attribute)"""

STRETCHES = "SELECT until FROM stretches WHERE until <= $as_of ORDER BY until DESC"
"""Until when each stretch of claims took effect, the last first."""

SUBJECTS = "SELECT issue, attribute FROM subjects WHERE first <= $as_of"
"""The attributes of issues that there may be claims of."""

AS_OF = f"""
    WITH told AS (
        SELECT issue, attribute, value, max(order_key) AS latest
        FROM claims {_AMONG}
        WHERE effective > $after AND effective <= $as_of AND {VISIBLE}
        GROUP BY issue, attribute, value
    ), winner AS (
        SELECT issue, attribute, max_by(value, latest) AS value, max(latest) AS latest
        FROM told
        GROUP BY issue, attribute
    )
    SELECT winner.issue, winner.attribute, winner.latest, max(told.latest) AS before
    FROM winner
    LEFT JOIN told ON told.issue = winner.issue AND told.attribute = winner.attribute AND told.value <> winner.value
    GROUP BY winner.issue, winner.attribute, winner.latest"""
"""Of these attributes of issues the claim that wins, and the last one before it that says otherwise."""

SINCE = f"""
    SELECT issue, min(order_key)
    FROM claims
    JOIN (SELECT unnest($issues::INTEGER[]) AS issue, unnest($before::HUGEINT[]) AS before) AS run USING (issue)
    WHERE attribute = $attribute AND order_key > before AND effective > $after AND effective <= $as_of AND {VISIBLE}
    GROUP BY issue"""
"""Of an attribute of these issues the first claim after those that say otherwise."""

FIGURES = f"""
    SELECT issue, attribute, count(DISTINCT value)
    FROM (
        SELECT issue, attribute, claimant, max_by(value, order_key) AS value
        FROM claims {_AMONG}
        WHERE effective > $after AND effective <= $as_of AND {VISIBLE}
        GROUP BY issue, attribute, claimant
    ) AS figures
    GROUP BY issue, attribute"""
"""Of these attributes how many figures stand, if each claimant's latest does."""

STANDING = f"""
    SELECT issue, max(order_key)
    FROM claims
    WHERE attribute = $attribute AND issue IN (SELECT unnest($issues::INTEGER[])) AND effective <= $as_of AND {VISIBLE}
    GROUP BY issue, claimant"""
"""Of an attribute of these issues each claimant's latest claim."""

_PHASE = f"""
    CASE
        WHEN outcome = {OUTCOMES["retracted"]} THEN {PHASES.index("retracted")}
        WHEN outcome = {OUTCOMES["cancelled"]} THEN {PHASES.index("cancelled")}
        WHEN outcome = {OUTCOMES["occurred"]} AND effective <= $as_of THEN {PHASES.index("occurred")}
        WHEN starts > $as_of THEN {PHASES.index("upcoming")}
        WHEN outcome = {OUTCOMES["occurred"]} THEN {PHASES.index("possible")}
        WHEN starts IS NULL THEN {PHASES.index("postponed")}
        WHEN ends < $as_of THEN {PHASES.index("overdue")}
        ELSE {PHASES.index("due")}
    END"""


def _phases(rows: str) -> str:
    return f"""
    SELECT issue, phase, min(order_key), max(order_key)
    FROM (SELECT issue, order_key, {_PHASE} AS phase FROM {rows}) AS seen
    GROUP BY issue, phase"""


_SCHEDULED = f"outcome = {OUTCOMES['scheduled']}"
_REPORTED = f"outcome <> {OUTCOMES['scheduled']}"

EVENTS = _phases(f"""(
        SELECT * FROM events WHERE {_SCHEDULED} AND {VISIBLE}
        UNION ALL SELECT * FROM events WHERE {_REPORTED} AND effective > $after AND {VISIBLE}
    ) AS latest""")
"""Of each issue, and each phase that any of its events is in, the first and the last of these: the latest and all that
are still scheduled."""

EARLIER = _phases(f"""events
    JOIN (SELECT unnest($issues::INTEGER[]) AS issue) AS wanted USING (issue)
    WHERE {_REPORTED} AND effective <= $after AND {VISIBLE}""")
"""Of these issues the same of all other events."""

NAMED = """
    SELECT text, issue, reported
    FROM (
        SELECT issue, max(CASE WHEN defines THEN 0 ELSE 1 END) AS reported, min(first) AS first
        FROM named
        WHERE recorded_from <= $recorded_by AND recorded_to > $recorded_by
        GROUP BY issue
    ) AS named
    JOIN words ON word = issue
    ORDER BY first"""
"""The issues in the order in which the log first names them, and whether an entry about an event does."""


class Moment(Struct, frozen=True):
    """The instants of a question, as the index counts them; what has no limit is just before the end of all.

    ``after`` is for a look at the latest alone, of whatever it is: what took effect by then is left out.
    """

    as_of: int
    known_by: int
    recorded_by: int
    after: int = -OPEN

    @property
    def is_whole(self) -> bool:
        """Is nothing left out?"""
        return self.after == -OPEN

    def of(self, query: str) -> str:
        """A query about this moment, without what is true of every row."""
        for column, instant in (("known", self.known_by), ("recorded", self.recorded_by)):
            if instant == _LAST:
                query = query.replace(f"{column}_from <= ${column}_by AND ", "")
        return query.replace("effective > $after AND ", "") if self.is_whole else query.replace(_AMONG, "")


def moment(as_of: int, known_by: int | None, recorded_by: int | None) -> Moment:
    """The instants of a question, None where there is no limit."""
    asked = (as_of, known_by, recorded_by)
    return Moment(*(_LAST if instant is None else max(-_LAST, min(instant, _LAST)) for instant in asked))


_LAST = OPEN - 1
