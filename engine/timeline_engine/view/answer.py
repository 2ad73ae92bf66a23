"""Ask a log a question: read, correct, fold, and hand the answer on as one frozen object."""

from collections.abc import Callable, Collection, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..dates import Zone
from ..errors import pick
from ..fields import typed
from ..history import History, read_history
from ..log import Head, Log, LogInfo
from ..log.port import check_log
from ..projection import EventState, EventStates, IssueState, Phase, fold, phase_of


class Question(Struct, frozen=True, kw_only=True):
    """The three clocks of a question, as text: world, knowledge (None: hindsight), record (None: all)."""

    as_of: str
    known_by: str | None
    recorded_by: str | None = None


class View(Struct, frozen=True, kw_only=True):
    """An answer, complete: what every exporter, the CLI and the JSON contract are made from.

    ``issues`` are in the order the log first names them, ``events`` in the one documented order.
    ``as_of`` is the instant of the question's date. ``head`` counts and proves the log that answered.
    """

    log: LogInfo
    head: Head
    zone: Zone
    question: Question
    as_of: int
    issues: tuple[IssueState, ...]
    events: EventStates
    history: History

    def __repr__(self) -> str:
        return f"<View {self.question}: {len(self.issues)} issues, {len(self.events)} events>"

    def phase(self, *phases: Phase) -> EventStates:
        """The events in any of these phases."""
        return self.events.phase(*phases)

    @typed
    def issue(self, issue: str) -> IssueState | None:
        """The state of an issue, if the answer has it."""
        return next((state for state in self.issues if state.issue == issue), None)

    @typed
    def event(self, event: str) -> EventState | None:
        """An event as the answer sees it, whichever issues it was asked for; None: it does not."""
        history = self.history.events.get(event)
        revision = history.revision(self.zone, _instant(self.zone, self.question.known_by)) if history else None
        return EventState(revision, phase_of(revision, self.as_of)) if revision else None


Choose = Callable[[Collection[str]], Sequence[str]]
"""Chooses among the ids of all issues. Raises UnknownId."""


@typed
def project(
    log: Log,
    as_of: str,
    *,
    known_by: str | None = None,
    hindsight: bool = False,
    recorded_by: str | None = None,
    issues: Iterable[str] = (),
) -> View:
    """The state of every issue of a log (or of these ``issues``, whose ids may be shortened) as of a date or date-time.

    ``known_by`` limits what could be known (default: by ``as_of``; ``hindsight``: no limit), ``recorded_by`` what
    had been recorded.
    Raises DateError, UnknownId, LogDamaged, HistoryError.
    """
    check_log(log)
    zone = Zone(log.info.zone)
    question = ask_for(as_of, known_by=known_by, hindsight=hindsight, recorded_by=recorded_by)
    moment, known, recorded = instants(question, zone)
    named = tuple(issues)
    choose = _choosing(named, recorded_by)
    reading = log.read()
    history = read_history(reading, zone, recorded)
    answer = fold(history, moment, known, choose(history.issues) or None)
    return View(
        log=log.info,
        head=reading.head,
        zone=zone,
        question=question,
        as_of=moment,
        issues=answer.issues,
        events=answer.events,
        history=history,
    )


def ask_again(view: View, question: Question, issues: Iterable[str] = ()) -> View:
    """The answer to another question, of the log as it was read for this one, whatever was appended since.

    ``recorded_by`` must be the same, and nothing left unread for the sake of a few issues. Raises DateError, UnknownId.
    """
    hindsight = question.known_by is None
    question = ask_for(
        question.as_of, known_by=question.known_by, hindsight=hindsight, recorded_by=question.recorded_by
    )
    moment, known, _ = instants(question, view.zone)
    chosen = _choosing(tuple(issues), question.recorded_by)(view.history.issues)
    answer = fold(view.history, moment, known, chosen or None)
    return replace(view, question=question, as_of=moment, issues=answer.issues, events=answer.events)


def ask_for(
    as_of: str, *, known_by: str | None = None, hindsight: bool = False, recorded_by: str | None = None
) -> Question:
    """A question with what is left open filled in: what could be known by its day. Raises DateError."""
    return Question(as_of=as_of, known_by=None if hindsight else known_by or as_of, recorded_by=recorded_by)


def instants(question: Question, zone: Zone) -> tuple[int, int | None, int | None]:
    """The three clocks of a question as instants. Raises DateError."""
    return zone.instant(question.as_of), _instant(zone, question.known_by), _instant(zone, question.recorded_by)


def _choosing(named: Sequence[str], recorded_by: str | None) -> Choose:
    then = f" as recorded by {recorded_by}" if recorded_by else ""
    return lambda known: [pick(issue, known, "issue", then) for issue in named]


def _instant(zone: Zone, text: str | None) -> int | None:
    return None if text is None else zone.instant(text)
