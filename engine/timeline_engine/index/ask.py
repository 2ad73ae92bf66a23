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
from ..projection import PHASES, IssueState, Phase, claims_in_effect, events_as_seen, fold
from ..view.answer import Choose, Question, instants
from ..view.phrases import FLAGGED, flagged
from ..view.summary import Line, Summary
from . import queries
from .groups import DEFINITIONS
from .lines import Lines
from .rows import PLACE_BITS
from .store import Index
from .tables import EFFECTIVE_SHIFT, PLACES, SEQS, find_places


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

    def close(self) -> None:
        """Close the index and the files of the log."""
        self._lines.close()
        self._index.base.close()

    def about(self, choose: Choose, recorded_by: int | None) -> tuple[Head, list[Entry]]:
        """All entries that have to do with the chosen issues; see `project`. Raises UnknownId, NotThere."""
        named = self._ask(queries.NAMED, queries.moment(0, None, recorded_by))
        chosen = set(choose([text for text, _, _ in named]))
        issues = [issue for text, issue, _ in named if text in chosen]
        return self._index.made.end.head, self._entries(_BEARING, issues)

    def summary(self, question: Question) -> Summary:
        """The state of every issue in a line. Raises DateError, NotThere."""
        zone = Zone(self._log.info.zone)
        lines = self._lines_of(zone, *instants(question, zone))
        return Summary(log=self._log.info, zone=zone, question=question, lines=lines)

    def _lines_of(self, zone: Zone, as_of: int, known_by: int | None, recorded_by: int | None) -> list[Line]:
        asked = queries.moment(as_of, known_by, recorded_by)
        named = self._ask(queries.NAMED, asked)
        phases: dict[int, dict[Phase, tuple[int, int]]] = {}
        for issue, phase, first, last in self._ask(queries.EVENTS, asked):
            phases.setdefault(issue, {})[PHASES[phase]] = first, last
        definitions = read_history(self._entries(), zone, recorded_by).issues
        states = self._states(asked, {text: issue for text, issue, _ in named}, definitions)
        keys = [key for found in phases.values() for key in _ends(found)]
        keys += [key for state in states.values() for key in (*state.deciding, state.since) if key is not None]
        deciding = self._entries(_OF_SEQS, [(key >> PLACE_BITS) % SEQS for key in keys])
        shown = fold(read_history(deciding, zone, recorded_by), as_of, known_by).issues
        of_name = {issue.issue: issue for issue in shown}
        return [
            _line(of_name.get(text) or _bare(text, zone), states.get(issue, State()), phases.get(issue, {}))
            for text, issue, reported in named
            if issue in phases or not reported
        ]

    def _states(
        self, asked: queries.Moment, issues: Mapping[str, int], definitions: Mapping[str, IssueDefined]
    ) -> dict[int, State]:
        words = self._words("SELECT DISTINCT attribute FROM claims")
        numbers = {text: word for word, text in words.items()}
        declared = {
            (issues[issue], numbers[name])
            for issue, name in estimates(definitions.values())
            if issue in issues and name in numbers
        }
        states: dict[int, State] = {}
        befores: dict[int, int] = {}
        for issue, attribute, latest, before in self._ask(queries.AS_OF, asked):
            state = states.setdefault(issue, State())
            if (issue, attribute) not in declared and before and (before ^ latest) >> EFFECTIVE_SHIFT == 0:
                state.contested.add(words[attribute])  # as effective, and another value
            if words[attribute] == STATUS:
                befores[issue] = before or 0
                state.deciding = [latest]
        if befores:
            self._add_since(asked, numbers[STATUS], befores, states)
        if declared:
            self._add_figures(asked, words, declared, states)
        return states

    def _add_since(self, asked: queries.Moment, status: int, befores: dict[int, int], states: dict[int, State]) -> None:
        of = {"attribute": status, "issues": list(befores), "before": list(befores.values())}
        for issue, since in self._ask(queries.SINCE, asked, **of):
            states[issue].since = since

    def _add_figures(
        self, asked: queries.Moment, words: Mapping[int, str], declared: set[tuple[int, int]], states: dict[int, State]
    ) -> None:
        """Of estimates each claimant's latest figure stands, and they are contested where these differ."""
        issues, attributes = map(list, zip(*declared, strict=True))
        for issue, attribute, figures in self._ask(queries.FIGURES, asked, issues=issues, attributes=attributes):
            if figures > 1:
                states[issue].contested.add(words[attribute])
        of_status = [issue for issue, attribute in declared if words[attribute] == STATUS]
        if of_status:
            status = next(attribute for _, attribute in declared if words[attribute] == STATUS)
            for issue, latest in self._ask(queries.STANDING, asked, issues=of_status, attribute=status):
                states[issue].deciding.append(latest)

    def _words(self, numbers: str) -> dict[int, str]:
        """The texts of words."""
        return dict(self._index.base.execute(f"SELECT word, text FROM words WHERE word IN ({numbers})").fetchall())

    def _ask(self, query: str, asked: queries.Moment, **more: Any) -> list[tuple[Any, ...]]:
        given = {"as_of": asked.as_of, "known_by": asked.known_by, "recorded_by": asked.recorded_by, **more}
        used = {name: value for name, value in given.items() if f"${name}" in query}
        return self._index.base.execute(asked.of(query), used).fetchall()

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


def _ends(phases: Mapping[Phase, tuple[int, int]]) -> list[int]:
    """The keys of the last event that occurred and of the first that is due or upcoming."""
    ahead = [phases[phase][0] for phase in ("due", "upcoming") if phase in phases]
    return [*(phases["occurred"][1:] if "occurred" in phases else ()), *([min(ahead)] if ahead else [])]


def _line(issue: IssueState, state: State, phases: Mapping[Phase, object]) -> Line:
    return Line(
        issue=issue.issue,
        status=issue.status,
        since=None if state.since is None else _origin(issue, state.since),
        last=issue.last.revision if issue.last else None,
        next=issue.next.revision if issue.next else None,
        flags=flagged(sorted(state.contested), [phase for phase in FLAGGED if phase in phases]),
    )


def _origin(issue: IssueState, key: int) -> Revision:
    """The event that makes the claim of the status that has this order key."""
    place = (key >> PLACE_BITS) % SEQS, key % PLACES
    claims = claims_in_effect(issue.issue, issue.events)[STATUS]
    return next(claim.revision for claim in claims if (claim.stated.seq, claim.stated.place) == place)


def _bare(issue: str, zone: Zone) -> IssueState:
    """An issue of which nothing holds, is past or is to come."""
    return IssueState(issue=issue, title=issue, question=None, attributes={}, events=events_as_seen((), zone, None))
