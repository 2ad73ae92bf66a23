"""The questions put to the tables, in SQL that other engines read as well; each for one moment of all three clocks."""

from msgspec import Struct

from ..projection import PHASES
from .rows import OPEN, OUTCOMES

VISIBLE = (
    "known_from <= $known_by AND known_to > $known_by AND recorded_from <= $recorded_by AND recorded_to > $recorded_by"
)

AS_OF = f"""
    WITH told AS (
        SELECT issue, attribute, value, max(order_key) AS latest
        FROM claims
        WHERE effective <= $as_of AND {VISIBLE}
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
"""Of each issue's attribute the claim that wins, and the last one before it that says otherwise."""

SINCE = f"""
    SELECT issue, min(order_key)
    FROM claims
    JOIN (SELECT unnest($issues::INTEGER[]) AS issue, unnest($before::HUGEINT[]) AS before) AS run USING (issue)
    WHERE attribute = $attribute AND order_key > before AND effective <= $as_of AND {VISIBLE}
    GROUP BY issue"""
"""Of an attribute of these issues the first claim after those that say otherwise."""

FIGURES = f"""
    SELECT issue, attribute, count(DISTINCT value)
    FROM (
        SELECT issue, attribute, claimant, max_by(value, order_key) AS value
        FROM claims
        JOIN (SELECT unnest($issues::INTEGER[]) AS issue, unnest($attributes::INTEGER[]) AS attribute) AS estimates
            USING (issue, attribute)
        WHERE effective <= $as_of AND {VISIBLE}
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

EVENTS = f"""
    SELECT issue, phase, min(order_key), max(order_key)
    FROM (SELECT issue, order_key, {_PHASE} AS phase FROM events WHERE {VISIBLE}) AS seen
    GROUP BY issue, phase"""
"""Of each issue, and each phase that any of its events is in, the first and the last of these."""

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
    """The instants of a question, as the index counts them; what has no limit is just before the end of all."""

    as_of: int
    known_by: int
    recorded_by: int

    def of(self, query: str) -> str:
        """A query about this moment, without what is true of every row."""
        for column, instant in (("known", self.known_by), ("recorded", self.recorded_by)):
            if instant == _LAST:
                query = query.replace(f"{column}_from <= ${column}_by AND ", "")
        return query


def moment(as_of: int, known_by: int | None, recorded_by: int | None) -> Moment:
    """The instants of a question, None where there is no limit."""
    asked = (as_of, known_by, recorded_by)
    return Moment(*(_LAST if instant is None else max(-_LAST, min(instant, _LAST)) for instant in asked))


_LAST = OPEN - 1
