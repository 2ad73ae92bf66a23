"""Answers on a few things of a large log: what its sidecar finds of them is read, and nothing else."""

from collections.abc import Collection, Iterable
from contextlib import suppress

from msgspec.structs import replace

from ..dates import Zone
from ..entries import Entry, EventCorrected, IssueDefined
from ..errors import SHORTEST, UnknownId, pick
from ..history.chosen import Chooser
from ..log import Log, Unusable, kept_of
from .answer import Question, View
from .answering import answer_of, instants

_NAMED = 64  # events whose ids begin so: some of them may not be seen
_TOLD = 5  # of those that are, so many are named to a person


def choose_issues(log: Log, question: Question, issues: Iterable[str]) -> View | None:
    """The answer on these issues, read by way of the log's sidecar. None: there is none, or no such issue."""
    with suppress(Unusable):
        return _on_issues(log, question, issues)
    return None


def _on_issues(log: Log, question: Question, issues: Iterable[str]) -> View | None:
    chooser = _chooser(log, question)
    if chooser is None:
        return None
    known = chooser.issues
    try:
        only = [pick(issue, known, "issue") for issue in issues]
    except UnknownId:
        return None
    return _answer(log, chooser, question, (), only)


def choose_named(log: Log, question: Question, text: str) -> View | None:
    """The answer on the event and the issue that a text names, or the issue of an attribute.

    None: the log has no sidecar, or nothing is named so, or more than one issue; or what may be named so has to be
    looked for.
    """
    with suppress(Unusable):
        return _on_named(log, question, text)
    return None


def _on_named(log: Log, question: Question, text: str) -> View | None:
    chooser = _chooser(log, question)
    if chooser is None:
        return None
    known = chooser.issues
    named = [_begun(part, known) for part in (text, text.rpartition(".")[0])]
    events, issues = _events(text, chooser), {name for names in named for name in names}
    if max(map(len, named)) > 1 or not (events or issues):
        return None
    found = _answer(log, chooser, question, events, issues)
    seen = sum(event in found.history.events for event in events)
    are_told = seen or issues if len(events) < _NAMED else seen > _TOLD
    return found if are_told else None


def _chooser(log: Log, question: Question) -> Chooser | None:
    kept = kept_of(log)
    zone = Zone(log.info.zone)
    return Chooser(kept, zone, instants(question, zone)[2]) if kept else None


def _answer(log: Log, chooser: Chooser, question: Question, events: Iterable[str], issues: Collection[str]) -> View:
    history = chooser.history(events, issues)
    history = replace(history, issues={**chooser.issues, **history.issues})
    return answer_of(log.info, chooser.kept.head, history, question, issues)


def _begun(text: str, known: Collection[str]) -> list[str]:
    """What a text names: itself, else what begins so."""
    if text in known:
        return [text]
    return [name for name in known if len(text) >= SHORTEST and name.startswith(text)]


def _events(text: str, chooser: Chooser) -> list[str]:
    """The same among events, at most so many of those that begin so."""
    if chooser.kept.is_named("event", text):
        return [text]
    return chooser.kept.names("event", text, _NAMED) if len(text) >= SHORTEST else []


def defining(log: Log) -> list[Entry]:
    """The entries that define issues, and the corrections among all."""
    if kept := kept_of(log):
        with suppress(Unusable):
            return list(Chooser(kept, Zone(log.info.zone)).definitions)
    return [entry for entry in log.read() if isinstance(entry.data, IssueDefined | EventCorrected)]
