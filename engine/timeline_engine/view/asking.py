"""Ask a log a question: read, correct, fold, and answer; or read it once, and ask it many."""

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ..bulk import uncollected
from ..dates import Zone, date_text
from ..entries import Entry
from ..errors import TimelineError, pick
from ..fields import typed
from ..history import History, read_history
from ..log import Head, Log, LogInfo, log_at, utc_now
from ..projection import fold
from .answer import Question, View, instant_of

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
        history = self.history if recorded is None else read_history(self.entries, self.history.zone, recorded)
        return _answer(self.log, self.head, history, question, issues)

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
    recorded = instant_of(zone, question.recorded_by)
    reading = source.read()
    history = read_history(reading, zone, recorded)
    return _answer(source.info, reading.head, history, question, issues)


def ask_again(view: View, question: Question, issues: Iterable[str] = ()) -> View:
    """The answer to another question, of the log as it was read for this one, whatever was appended since.

    ``recorded_by`` must be the same, and nothing left unread for the sake of a few issues. Raises DateError, UnknownId.
    """
    hindsight = question.known_by is None
    question = ask_for(
        question.as_of, known_by=question.known_by, hindsight=hindsight, recorded_by=question.recorded_by
    )
    return _answer(view.log, view.head, view.history, question, issues)


def _answer(log: LogInfo, head: Head, history: History, question: Question, issues: Iterable[str]) -> View:
    moment, known, _ = instants(question, history.zone)
    only = _chosen(issues, history.issues, question.recorded_by)
    answer = fold(history, moment, known, only or None)
    return View(
        log=log,
        head=head,
        zone=history.zone,
        question=question,
        as_of=moment,
        issues=answer.issues,
        events=answer.events,
        history=history,
        only=only,
    )


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


def instants(question: Question, zone: Zone) -> tuple[int, int | None, int | None]:
    """The three clocks of a question as instants. Raises DateError."""
    return zone.instant(question.as_of), instant_of(zone, question.known_by), instant_of(zone, question.recorded_by)


def _chosen(named: Iterable[str], known: Collection[str], recorded_by: str | None) -> tuple[str, ...]:
    """The ids of the issues that are meant. Raises UnknownId."""
    then = f" as recorded by {recorded_by}" if recorded_by else ""
    return tuple(pick(issue, known, "issue", then) for issue in named)
