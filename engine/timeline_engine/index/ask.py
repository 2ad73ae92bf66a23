"""Questions answered from an index: which entries matter, and the state of every issue in a line.

The index only points. It says which events decide the answer; these are read from the log and folded by the engine
itself, so that what is shown has one origin.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from ..dates import Zone
from ..entries import Entry, IssueDefined
from ..history import Revision, read_history
from ..history.reading import estimates
from ..log import FileLog, Head
from ..model import STATUS
from ..projection import IssueState, claims_in_effect, fold
from ..view.answer import Choose, Question, instants
from ..view.phrases import FLAGGED, flagged
from ..view.summary import Line, Summary
from .groups import DEFINITIONS
from .lines import Lines
from .rows import OPEN, OUTCOMES, PLACE_BITS
from .store import Index
from .tables import EFFECTIVE_SHIFT, PLACES, SEQS, find_places

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
"""The as-of question: of each issue's attribute the claim that wins, and the last one before it of another value."""

SINCE = f"""
    SELECT issue, min(order_key)
    FROM claims
    JOIN (SELECT unnest($issues::INTEGER[]) AS issue, unnest($before::HUGEINT[]) AS before) AS run USING (issue)
    WHERE attribute = $attribute AND order_key > before AND effective <= $as_of AND {VISIBLE}
    GROUP BY issue"""

CLAIMANTS = f"""
    SELECT issue, attribute, max_by(value, order_key), max(order_key)
    FROM claims
    JOIN (SELECT unnest($issues::INTEGER[]) AS issue, unnest($attributes::INTEGER[]) AS attribute)
        AS estimates USING (issue, attribute)
    WHERE effective <= $as_of AND {VISIBLE}
    GROUP BY issue, attribute, claimant"""

_OCCURRED, _SCHEDULED = OUTCOMES["occurred"], OUTCOMES["scheduled"]
_NEXT = (
    f"(outcome = {_SCHEDULED} AND (starts > $as_of OR ends >= $as_of))"
    f" OR (outcome = {_OCCURRED} AND effective > $as_of AND starts > $as_of)"
)
_FLAGS = {
    "possible": f"outcome = {_OCCURRED} AND effective > $as_of AND (starts IS NULL OR starts <= $as_of)",
    "overdue": f"outcome = {_SCHEDULED} AND ends < $as_of",
    "due": f"outcome = {_SCHEDULED} AND starts <= $as_of AND ends >= $as_of",
    "postponed": f"outcome = {_SCHEDULED} AND starts IS NULL",
}

EVENTS = f"""
    SELECT issue,
           max(CASE WHEN outcome = {_OCCURRED} AND effective <= $as_of THEN order_key END) AS last,
           min(CASE WHEN {_NEXT} THEN order_key END) AS next,
           {", ".join(f"max(CASE WHEN {_FLAGS[flag]} THEN 1 ELSE 0 END) AS {flag}" for flag in FLAGGED)}
    FROM events
    WHERE {VISIBLE}
    GROUP BY issue"""
"""Of each issue on which a visible event bears: its last and next event, and what a reader must not overlook."""

NAMED = """
    SELECT words.text, issue, max(CASE WHEN defines THEN 0 ELSE 1 END) AS reported
    FROM named JOIN words ON word = issue
    WHERE recorded_from <= $recorded_by AND recorded_to > $recorded_by
    GROUP BY words.text, issue
    ORDER BY min(first)"""
"""The issues in the order in which the log first names them, and whether an entry about an event does."""


class Clocks(Struct, frozen=True):
    """The instants of a question, as the index counts."""

    as_of: int
    known_by: int
    recorded_by: int


def clocks(as_of: int, known_by: int | None, recorded_by: int | None) -> Clocks:
    """The instants of a question; what has no limit reaches to before the end of what is open."""
    last = OPEN - 1
    bounded = (
        last if instant is None else max(-last, min(instant, last)) for instant in (as_of, known_by, recorded_by)
    )
    return Clocks(*bounded)


class State(Struct):
    """What the index says of the attributes of one issue: the claims that decide its status, and what is contested."""

    deciding: list[int] = field(default_factory=list)
    since: int | None = None
    contested: set[str] = field(default_factory=set)


class Asker:
    """Asks the index of a log, which is fresh."""

    def __init__(self, log: FileLog, index: Index) -> None:
        self._log = log
        self._index = index
        self._lines = Lines(log.path, log.codec, index.made.firsts)

    def about(self, choose: Choose, recorded_by: int | None) -> tuple[Head, list[Entry]]:
        """All entries that have to do with the chosen issues; see `project`. Raises UnknownId, NotThere."""
        named = self._ask(NAMED, clocks(0, None, recorded_by))
        chosen = set(choose([text for text, _, _ in named]))
        issues = [issue for text, issue, _ in named if text in chosen]
        return self._index.made.end.head, self._entries(_BEARING, issues)

    def summary(self, question: Question) -> Summary:
        """The state of every issue in a line. Raises DateError, NotThere."""
        zone = Zone(self._log.info.zone)
        lines = self._summarised(zone, *instants(question, zone))
        return Summary(log=self._log.info, zone=zone, question=question, lines=lines)

    def _summarised(self, zone: Zone, as_of: int, known_by: int | None, recorded_by: int | None) -> list[Line]:
        asked = clocks(as_of, known_by, recorded_by)
        named = self._ask(NAMED, asked)
        events = {issue: found for issue, *found in self._ask(EVENTS, asked)}
        definitions = read_history(self._entries(), zone, recorded_by).issues
        states = self._states(asked, {text: issue for text, issue, _ in named}, definitions)
        keys = [key for last, following, *_ in events.values() for key in (last, following) if key is not None]
        keys += [key for state in states.values() for key in (*state.deciding, state.since) if key is not None]
        deciding = self._entries(_OF_SEQS, [(key >> PLACE_BITS) % SEQS for key in keys])
        shown = fold(read_history(deciding, zone, recorded_by), as_of, known_by).issues
        of_name = {issue.issue: issue for issue in shown}
        return [
            _line(of_name.get(text) or _bare(text), states.get(issue, State()), events.get(issue))
            for text, issue, reported in named
            if issue in events or not reported
        ]

    def _states(
        self, asked: Clocks, issues: Mapping[str, int], definitions: Mapping[str, IssueDefined]
    ) -> dict[int, State]:
        words = self._words("SELECT DISTINCT attribute FROM claims")
        numbers = {text: word for word, text in words.items()}
        claimed = {
            (issues[issue], numbers[name])
            for issue, name in estimates(definitions.values())
            if issue in issues and name in numbers
        }
        states: dict[int, State] = {}
        befores: dict[int, int] = {}
        for issue, attribute, latest, before in self._ask(AS_OF, asked):
            state = states.setdefault(issue, State())
            if (issue, attribute) not in claimed and before and (before ^ latest) >> EFFECTIVE_SHIFT == 0:
                state.contested.add(words[attribute])  # as effective, and another value
            if words[attribute] == STATUS:
                befores[issue] = before or 0
                state.deciding = [latest]
        self._add_since(asked, numbers.get(STATUS), befores, states)
        self._add_claimants(asked, words, claimed, states)
        return states

    def _add_since(self, asked: Clocks, status: int | None, befores: dict[int, int], states: dict[int, State]) -> None:
        found = self._ask(SINCE, asked, attribute=status, issues=list(befores), before=list(befores.values()))
        for issue, since in found if befores else ():
            states[issue].since = since

    def _add_claimants(
        self, asked: Clocks, words: Mapping[int, str], claimed: set[tuple[int, int]], states: dict[int, State]
    ) -> None:
        """Of estimates each claimant's latest figure stands, and they are contested where these differ."""
        if not claimed:
            return
        issues, attributes = map(list, zip(*claimed, strict=True))
        figures: dict[tuple[int, int], set[int]] = {}
        for issue, attribute, value, latest in self._ask(CLAIMANTS, asked, issues=issues, attributes=attributes):
            figures.setdefault((issue, attribute), set()).add(value)
            if words[attribute] == STATUS:
                states[issue].deciding.append(latest)
        for (issue, attribute), values in figures.items():
            if len(values) > 1:
                states[issue].contested.add(words[attribute])

    def _words(self, numbers: str) -> dict[int, str]:
        """The texts of words."""
        return dict(self._index.base.execute(f"SELECT word, text FROM words WHERE word IN ({numbers})").fetchall())

    def _ask(self, query: str, asked: Clocks, **more: Any) -> list[tuple[Any, ...]]:
        given = {"as_of": asked.as_of, "known_by": asked.known_by, "recorded_by": asked.recorded_by, **more}
        used = {name: value for name, value in given.items() if f"${name}" in query}
        return self._index.base.execute(query, used).fetchall()

    def _entries(self, groups: str | None = None, numbers: Sequence[int] = ()) -> list[Entry]:
        """The definitions of all issues, and the entries of these groups. Raises NotThere."""
        query = f"SELECT seq FROM entries WHERE event = {DEFINITIONS}"
        given = {}
        if groups:
            query, given = f"{query} OR event IN ({groups})", {"numbers": list(numbers)}
        seqs = sorted(seq for (seq,) in self._index.base.execute(query, given).fetchall())
        places = find_places(self._index.base, seqs, self._index.made.firsts)
        return list(self._lines.entries(seqs, places))


_NUMBERS = "SELECT unnest($numbers::BIGINT[])"
_OF_SEQS = f"SELECT event FROM entries WHERE seq IN ({_NUMBERS})"
_BEARING = (
    f"SELECT event FROM events WHERE issue IN ({_NUMBERS}) UNION SELECT event FROM named WHERE issue IN ({_NUMBERS})"
)


def _line(issue: IssueState, state: State, found: Sequence[Any] | None) -> Line:
    phases = [phase for phase, told in zip(FLAGGED, found[2:], strict=True) if told] if found else []
    return Line(
        issue=issue.issue,
        status=issue.status,
        since=None if state.since is None else _origin(issue, state.since),
        last=issue.last.revision if issue.last else None,
        next=issue.next.revision if issue.next else None,
        flags=flagged(sorted(state.contested), phases),
    )


def _origin(issue: IssueState, key: int) -> Revision:
    """The event that makes the claim of the status that has this order key."""
    place = (key >> PLACE_BITS) % SEQS, key % PLACES
    claims = claims_in_effect(issue.issue, issue.events)[STATUS]
    return next(claim.revision for claim in claims if (claim.stated.seq, claim.stated.place) == place)


def _bare(issue: str) -> IssueState:
    """An issue of which nothing holds, is past or is to come."""
    return IssueState(issue=issue, title=issue, question=None, attributes={}, events=())
