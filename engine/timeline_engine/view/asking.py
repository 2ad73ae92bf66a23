"""Ask a log a question: read, correct, fold, and answer; or read it once, and ask it many."""

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ..bulk import uncollected
from ..dates import Zone, date_text
from ..entries import Entry
from ..errors import TimelineError
from ..fields import typed
from ..history import History, read_history
from ..history.sharing import sharing
from ..log import Head, Log, LogInfo, log_at, utc_now
from .answer import Question, View, instant_of
from .answering import answer_of, instants
from .choosing import choose_issues, choose_named

if TYPE_CHECKING:
    from ..projection.course import Course


class LogHistory(Struct, frozen=True, kw_only=True):
    """A log as it was read once: it answers any number of questions, whatever is appended meanwhile."""

    log: LogInfo
    head: Head
    history: History
    entries: tuple[Entry, ...]

    def __repr__(self) -> str:
        return f"<LogHistory {self.log.title!r}: {self.head.seq} entries>"

    @typed
    def at(
        self,
        as_of: str | date | None = None,
        *,
        known_by: str | date | None = None,
        hindsight: bool = False,
        recorded_by: str | date | None = None,
        issues: Iterable[str] = (),
    ) -> View:
        """The answer to a question, as `project` gives it. Raises DateError, UnknownId, HistoryError."""
        question = _ask(as_of, known_by, hindsight, recorded_by, self.history.zone)
        recorded = instant_of(self.history.zone, question.recorded_by)
        history = self.history
        if recorded is not None:
            history = sharing(read_history(self.entries, history.zone, recorded), history)
        return answer_of(self.log, self.head, history, question, tuple(issues) or None)

    def course(self, *, hindsight: bool = False) -> "Course":
        """Every change of every event and of every attribute's state over all days, each as could be known that day or,
        with ``hindsight``, at all. At any instant it is what `at` answers, for the cost of a few answers. Raises
        HistoryError.
        """
        from ..projection.course import course  # most questions are of one day

        return course(self.history, hindsight=hindsight)


@typed
def read(log: Log | str | Path) -> LogHistory:
    """Read a log, or the one at a path, to ask it several questions. Raises LogError, LogDamaged, HistoryError."""
    source = log_at(log)
    reading = source.read()
    with uncollected():
        entries = tuple(reading)
    history = read_history(entries, Zone(source.info.zone))
    return LogHistory(log=source.info, head=reading.head, history=history, entries=entries)


@typed
def project(
    log: Log | str | Path,
    as_of: str | date | None = None,
    *,
    known_by: str | date | None = None,
    hindsight: bool = False,
    recorded_by: str | date | None = None,
    issues: Iterable[str] = (),
) -> View:
    """The state of every issue of a log (or of these ``issues``, whose ids may be shortened) as of a date or date-time.

    ``log`` may be the path of one. ``as_of`` is today if it is not given, in the log's time zone. ``known_by`` limits
    what could be known (default: by ``as_of``; ``hindsight``: no limit), ``recorded_by`` what had been recorded. Dates
    are EDTF text, or those of Python: a ``date`` is its whole day, a ``datetime`` that instant.
    Raises DateError, UnknownId, LogError, LogDamaged, HistoryError.
    """
    source = log_at(log)
    zone = Zone(source.info.zone)
    question = _ask(as_of, known_by, hindsight, recorded_by, zone)
    return answer(source, question, tuple(issues))


def answer(log: Log, question: Question, issues: Collection[str] = ()) -> View:
    """The answer to a question, on these issues if any are named. Raises what `project` raises."""
    chosen = choose_issues(log, question, issues) if issues else None
    return chosen or _answer_of(log, question, issues)


def about(log: Log, text: str, question: Question) -> View:
    """The answer as far as it concerns the event or issue that a text names, or the issue of an attribute.

    It is the whole answer where the log has no sidecar, or nothing is named so, or more than one thing. Raises what
    `project` raises.
    """
    return choose_named(log, question, text) or _answer_of(log, question, ())


def _answer_of(source: Log, question: Question, issues: Iterable[str]) -> View:
    """The answer from all entries."""
    zone = Zone(source.info.zone)
    reading = source.read()
    history = read_history(reading, zone, instant_of(zone, question.recorded_by))
    return answer_of(source.info, reading.head, history, question, tuple(issues) or None)


def ask_again(view: View, question: Question, issues: Iterable[str] = ()) -> View:
    """The answer to another question, of the log as it was read for this one, whatever was appended since.

    ``recorded_by`` must be the same, and nothing left unread for the sake of a few issues. Raises DateError, UnknownId.
    """
    hindsight = question.known_by is None
    question = ask_for(
        question.as_of, known_by=question.known_by, hindsight=hindsight, recorded_by=question.recorded_by
    )
    return answer_of(view.log, view.head, view.history, question, tuple(issues) or None)


def _ask(
    as_of: str | date | None,
    known_by: str | date | None,
    hindsight: bool,
    recorded_by: str | date | None,
    zone: Zone,
) -> Question:
    """A question as a caller puts it, its dates found to be such before a log is read. Raises TimelineError."""
    if hindsight and known_by is not None:
        raise TimelineError("hindsight=True means all that is known: leave out known_by")
    question = ask_for(
        day_asked(as_of, zone),
        known_by=None if known_by is None else date_text(known_by),
        hindsight=hindsight,
        recorded_by=None if recorded_by is None else date_text(recorded_by),
    )
    instants(question, zone)
    return question


def day_asked(as_of: str | date | None, zone: Zone) -> str:
    """The date of a question as text; today if it has none."""
    return zone.day(utc_now()) if as_of is None else date_text(as_of)


def ask_for(
    as_of: str, *, known_by: str | None = None, hindsight: bool = False, recorded_by: str | None = None
) -> Question:
    """A question with what is left open filled in: what could be known by its day. Raises DateError."""
    return Question(as_of=as_of, known_by=None if hindsight else known_by or as_of, recorded_by=recorded_by)
