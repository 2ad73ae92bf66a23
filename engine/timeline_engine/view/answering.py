"""Answering a question from a history that was read."""

from collections.abc import Collection, Iterable

from ..dates import Zone
from ..errors import pick
from ..history import History
from ..log import Head, LogInfo
from ..projection import fold
from .answer import Question, View, instant_of


def answer_of(log: LogInfo, head: Head, history: History, question: Question, issues: Iterable[str] | None) -> View:
    """The answer that a history gives on these issues (None: all). Raises DateError, UnknownId."""
    moment, known, _ = instants(question, history.zone)
    only = _chosen(issues or (), history.issues, question.recorded_by)
    answer = fold(history, moment, known, None if issues is None else only)
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


def instants(question: Question, zone: Zone) -> tuple[int, int | None, int | None]:
    """The three clocks of a question as instants. Raises DateError."""
    return zone.instant(question.as_of), instant_of(zone, question.known_by), instant_of(zone, question.recorded_by)


def _chosen(named: Iterable[str], known: Collection[str], recorded_by: str | None) -> tuple[str, ...]:
    """The ids of the issues that are meant, each once. Raises UnknownId."""
    then = f" as recorded by {recorded_by}" if recorded_by else ""
    return tuple(dict.fromkeys(pick(issue, known, "issue", then) for issue in named))
