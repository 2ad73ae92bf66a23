"""Questions answered from an index: which entries matter, and the state of every issue in a line.

The index only points. It says which events decide the answer; these are read from the log and folded by the engine
itself, so that what is shown has one origin.
"""

from collections.abc import Sequence

from ..dates import Zone
from ..entries import Entry
from ..history import Revision, read_history
from ..history.reading import estimates
from ..log import FileLog, Reading
from ..model import STATUS
from ..projection import PHASES, IssueState, Phase, claims_in_effect, events_as_seen, fold
from ..view.answer import Choose, Question, instants
from ..view.summary import Line, Summary
from ..view.words.phrases import FLAGGED, flagged
from . import queries
from .groups import DEFINITIONS
from .lines import Lines, kept_at
from .rows import PLACE_BITS
from .states import State, States, asked_of, recent
from .store import Index
from .tables import PLACES, SEQS, find_places

Phases = dict[Phase, tuple[int, int]]
"""Of each phase that events of an issue are in, the order keys of the first and the last of these."""


class Asker:
    """Asks the index of a log, which is fresh."""

    def __init__(self, log: FileLog, index: Index) -> None:
        self._log = log
        self._index = index
        self._base = index.base
        self._lines = Lines(log.path, log.codec, index.made.end.head)

    def close(self) -> None:
        """Close the index and the files of the log."""
        self._lines.close()
        self._base.close()

    def about(self, choose: Choose, recorded_by: int | None) -> Reading:
        """All entries that have to do with the chosen issues; see `project`. Raises UnknownId, NotThere."""
        named = asked_of(self._base, queries.NAMED, queries.moment(0, None, recorded_by))
        chosen = set(choose([text for text, _, _ in named]))
        issues = [issue for text, issue, _ in named if text in chosen]
        entries = self._entries(f"{_DEFINING} OR event IN ({_BEARING})", issues)
        return Reading([(entries, self._index.made.end.head)])

    def summary(self, question: Question) -> Summary:
        """The state of every issue in a line. Raises DateError, NotThere."""
        zone = Zone(self._log.info.zone)
        lines = self._lines_of(zone, *instants(question, zone))
        return Summary(log=self._log.info, zone=zone, question=question, lines=lines)

    def _lines_of(self, zone: Zone, as_of: int, known_by: int | None, recorded_by: int | None) -> list[Line]:
        asked = recent(self._base, queries.moment(as_of, known_by, recorded_by))
        named = asked_of(self._base, queries.NAMED, asked)
        phases = self._phases(asked, [issue for _, issue, _ in named])
        defining = self._entries(_DEFINING)
        numbers = {text: issue for text, issue, _ in named}
        declared = estimates(read_history(defining, zone, recorded_by).issues.values())
        of_issues = ((numbers[issue], name) for issue, name in declared if issue in numbers)
        states = States(self._base, asked, of_issues).found()
        keys = [key for found in phases.values() for key in _ends(found)]
        keys += [key for state in states.values() for key in (*state.deciding, state.since) if key is not None]
        telling = self._entries(_TELLING, sorted({(key >> PLACE_BITS) % SEQS for key in keys}))
        deciding = {entry.seq: entry for entry in (*defining, *telling)}
        entries = [deciding[seq] for seq in sorted(deciding)]
        shown = fold(read_history(entries, zone, recorded_by), as_of, known_by).issues
        of_name = {issue.issue: issue for issue in shown}
        return [
            _line(of_name.get(text) or _bare(text, zone), states.get(issue, State()), phases.get(issue, {}))
            for text, issue, reported in named
            if issue in phases or not reported
        ]

    def _phases(self, asked: queries.Moment, issues: list[int]) -> dict[int, Phases]:
        """The phases that events of these issues are in; of those that occurred, the last need not be followed back."""
        found: dict[int, Phases] = {}
        for issue, phase, first, last in asked_of(self._base, queries.EVENTS, asked):
            found.setdefault(issue, {})[PHASES[phase]] = first, last
        left = [issue for issue in issues if "occurred" not in found.get(issue, ())]
        if left and not asked.is_whole:
            for issue, phase, first, last in asked_of(self._base, queries.EARLIER, asked, issues=left):
                found.setdefault(issue, {})[PHASES[phase]] = first, last
        return found

    def _entries(self, which: str, numbers: Sequence[int] = ()) -> list[Entry]:
        """The entries that a condition holds for. Raises NotThere."""
        given = {"numbers": numbers} if "$numbers" in which else {}
        query = f"SELECT seq FROM entries WHERE {which} ORDER BY seq"
        seqs = [seq for (seq,) in self._base.execute(query, given).fetchall()]
        firsts = self._index.made.firsts
        return self._lines.entries(seqs, kept_at(find_places(self._base, seqs, firsts), firsts))


_NUMBERS = "SELECT unnest($numbers::BIGINT[])"
_DEFINING = f"event = {DEFINITIONS}"
_TELLING = f"event IN (SELECT event FROM entries WHERE seq IN ({_NUMBERS}))"
_BEARING = (
    f"SELECT event FROM events WHERE issue IN ({_NUMBERS}) UNION SELECT event FROM named WHERE issue IN ({_NUMBERS})"
)


def _ends(phases: Phases) -> list[int]:
    """The keys of the last event that occurred and of the first that is due or upcoming."""
    ahead = [phases[phase][0] for phase in ("due", "upcoming") if phase in phases]
    return [*(phases["occurred"][1:] if "occurred" in phases else ()), *([min(ahead)] if ahead else [])]


def _line(issue: IssueState, state: State, phases: Phases) -> Line:
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
