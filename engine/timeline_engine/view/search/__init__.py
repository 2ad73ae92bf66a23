"""Find events and issues by words: what a question's clocks let a reader see, the best matches first."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from ...dates import Zone
from ...errors import did_you_mean
from ...fields import typed
from ...history import Base, Revision
from ...history.revisions import published
from ...model import Claim, format_value
from ...projection import EventState, IssueState
from ..answer import View, instant_of
from ..json.contract import event_json
from ..words.phrases import source_words
from .index import BEGIN, END, EXCERPTED, FIELDS, Index, Texts, indexed
from .query import Query, read_query

LIMIT = 20
"""How many issues and how many events are given, if nothing else is said."""

_LAST = 1 << 62


class Match(Struct, frozen=True):
    """Where something matches: each of its texts, with ``BEGIN`` and ``END`` around what does.

    ``field`` is the one that matches most, of those of which an excerpt is shown if any of them does.
    """

    field: str
    texts: dict[str, str]

    @property
    def snippet(self) -> str:
        """What matches, with some words around it."""
        return self.texts[self.field]


class FoundIssue(Struct, frozen=True):
    """An issue that matches."""

    issue: IssueState
    match: Match


class FoundEvent(Struct, frozen=True):
    """An event that matches."""

    event: EventState
    match: Match


class Found(Struct, frozen=True, kw_only=True):
    """What was found in an answer: the best matches, and how many there are in all.

    ``hint`` ends a sentence that says that nothing was: what to try instead.
    """

    view: View
    query: Query
    issues: tuple[FoundIssue, ...]
    events: tuple[FoundEvent, ...]
    issues_in_all: int
    events_in_all: int
    hint: str


@typed
def search(view: View, text: str, limit: int = LIMIT) -> Found:
    """Find the issues and events of an answer by words, ``"phrases"``, ``OR`` and ``NOT``.

    At most ``limit`` of each. Raises TimelineError if there is no word in ``text``, or no FTS5 in this Python.
    """
    query = read_query(text)
    with indexed(_rows(view)) as index:
        return _search(view, query, min(limit, _LAST), index)


def _search(view: View, query: Query, limit: int, index: Index) -> Found:
    first = len(view.issues) + 1
    issues, events = range(1, first), range(first, first + len(view.events))
    asked = query.expression
    found = {number: view.issues[number - 1] for number in index.best(asked, issues, limit)}
    seen = {number: view.events[number - first] for number in index.best(asked, events, limit)}
    texts = {n: _issue(issue) for n, issue in found.items()} | {
        n: _event(event.revision, view.zone) for n, event in seen.items()
    }
    matches = {number: _match(marked) for number, marked in index.marked(asked, texts).items()}
    return Found(
        view=view,
        query=query,
        issues=tuple(FoundIssue(issue, matches[number]) for number, issue in found.items()),
        events=tuple(FoundEvent(event, matches[number]) for number, event in seen.items()),
        issues_in_all=index.count(asked, issues),
        events_in_all=index.count(asked, events),
        hint="" if texts else _hint(query, index),
    )


def _rows(view: View) -> Iterable[Texts]:
    yield from map(_issue, view.issues)
    known_by = instant_of(view.zone, view.question.known_by)
    for event, _ in view.events.phases():
        if isinstance(event, Base):  # as most: no revision need be made
            yield _recorded(event, view.zone, known_by)
        else:
            revision = event.revision(view.zone, known_by)
            assert revision, "an answer has only what is visible"
            yield _event(revision, view.zone)


def _issue(issue: IssueState) -> Texts:
    return _texts(title=issue.title, summary=issue.question, event=issue.issue)


def _recorded(base: Base, zone: Zone, known_by: int | None) -> Texts:
    """The texts of an event of which no other entry tells: those of its revision."""
    said = base.said
    return _texts(
        title=said.title,
        summary=said.summary,
        notes=said.note,
        actors=", ".join(said.actors),
        place=said.place,
        claims="; ".join(dict.fromkeys(map(_claim, said.claims))),
        sources="; ".join(source_words(source, zone) for source in published(said.sources, zone, known_by)),
        issues=", ".join(base.gist.about.issues),
        event=base.event,
    )


def _event(revision: Revision, zone: Zone) -> Texts:
    body = revision.body
    return _texts(
        title=body.title,
        summary=body.summary,
        notes="; ".join(step.statement.body.note for step in revision.steps if step.statement.body.note),
        actors=", ".join(body.actors),
        place=body.place,
        claims="; ".join(dict.fromkeys(_claim(stated.claim) for stated in revision.claims)),
        sources="; ".join(source_words(source, zone) for source in revision.sources),
        issues=", ".join(revision.issues),
        event=revision.event,
    )


def _claim(claim: Claim) -> str:
    """A claim without its issue, which stands among the event's issues."""
    value = claim.value if isinstance(claim.value, str) else format_value(claim.value)
    return f"{claim.attribute} = {value}{f' ({claim.by})' if claim.by else ''}"


def _texts(**texts: str | None) -> Texts:
    return [texts.get(name) or "" for name in FIELDS]


def _match(marked: dict[str, str]) -> Match:
    excerpted = [name for name in EXCERPTED if BEGIN in marked[name]]
    return Match(max(excerpted or FIELDS, key=lambda name: marked[name].count(BEGIN)), marked)


def _hint(query: Query, index: Index) -> str:
    """What to try instead: for a word that stands nowhere, one like it that does; or the words one by one."""
    missing = [term for term in query.wanted if not index.count(term.expression, range(1, _LAST))]
    for term in missing:
        word = _plain(term.text)
        if word.isalnum() and (hint := did_you_mean(word, index.words(len(word) - 2, len(word) + 2))):
            return hint
    return "" if missing or len(query.wanted) == 1 else "; each of these is there, but not together: put OR between"


def _plain(word: str) -> str:
    """A word as the index spells it: small, without accents."""
    decomposed = unicodedata.normalize("NFKD", word.strip("*")).casefold()
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@typed
def search_json(found: Found) -> dict[str, Any]:
    """What was found as plain JSON data; events as in the contract of ``project --json``."""
    question = found.view.question
    return {
        "query": found.query.text,
        "as_of": question.as_of,
        "known_by": question.known_by,
        "recorded_by": question.recorded_by,
        "issues_in_all": found.issues_in_all,
        "issues": [
            {
                "issue": hit.issue.issue,
                "title": hit.issue.title,
                "question": hit.issue.question,
                **_match_json(hit.match),
            }
            for hit in found.issues
        ],
        "events_in_all": found.events_in_all,
        "events": [
            event_json(hit.event) | {"issues": list(hit.event.revision.issues)} | _match_json(hit.match)
            for hit in found.events
        ],
    }


def _match_json(match: Match) -> dict[str, str]:
    return {"field": match.field, "snippet": match.snippet.replace(BEGIN, "").replace(END, "")}
