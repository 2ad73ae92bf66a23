"""Ask a log a question: read, correct, fold, and hand the answer on as one frozen object."""

from collections.abc import Iterable
from itertools import takewhile

from msgspec import Struct

from ..dates import Zone
from ..errors import pick
from ..history import History, read_history
from ..log import Head, Log, LogInfo
from ..projection import EventState, IssueState, Phase, fold


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
    events: tuple[EventState, ...]
    history: History

    def phase(self, *phases: Phase) -> tuple[EventState, ...]:
        """The events in any of these phases."""
        return tuple(event for event in self.events if event.phase in phases)


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
    had been recorded. Raises DateError, UnknownId, LogDamaged, HistoryError.
    """
    zone = Zone(log.info.zone)
    question = Question(as_of=as_of, known_by=None if hindsight else known_by or as_of, recorded_by=recorded_by)
    head = log.head()
    entries = takewhile(lambda entry: entry.seq <= head.seq, log.read())
    history = read_history(entries, zone, _instant(zone, recorded_by))
    then = f" as recorded by {recorded_by}" if recorded_by else ""
    only = tuple(pick(issue, history.issues, "issue", then) for issue in issues)
    moment = zone.instant(as_of)
    answer = fold(history, moment, _instant(zone, question.known_by), only or None)
    return View(
        log=log.info,
        head=head,
        zone=zone,
        question=question,
        as_of=moment,
        issues=answer.issues,
        events=answer.events,
        history=history,
    )


def _instant(zone: Zone, text: str | None) -> int | None:
    return None if text is None else zone.instant(text)
