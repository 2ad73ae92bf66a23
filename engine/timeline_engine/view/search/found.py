"""What a search finds: the best matches of an index, and where in their texts they match."""

import unicodedata
from collections.abc import Callable, Sequence

from msgspec import Struct

from ...entries import IssueDefined
from ...errors import did_you_mean
from ...projection import EventState, IssueState
from ..answer import View
from .index import BEGIN, EVENTS, EXCERPTED, FIELDS, ISSUES, LAST, Index
from .query import Query
from .texts import event_texts, issue_texts


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
    """An issue that matches: as it stands in a view that was searched, as it is defined where a log was."""

    issue: IssueState | IssueDefined
    match: Match


class FoundEvent(Struct, frozen=True):
    """An event that matches."""

    event: EventState
    match: Match


class Found(Struct, frozen=True, kw_only=True):
    """What was found in an answer: the best matches, and how many there are in all.

    ``hint`` ends a sentence that says that nothing was: what to try instead. Of a log that was searched the ``view``
    has no more than what was found.
    """

    view: View
    query: Query
    issues: tuple[FoundIssue, ...]
    events: tuple[FoundEvent, ...]
    issues_in_all: int
    events_in_all: int
    hint: str


Look = Callable[[Sequence[int], Sequence[int]], tuple[View, Sequence[IssueState | IssueDefined], Sequence[EventState]]]
"""What stands in rows of an index, by the numbers of issues and of events; and the answer that it is of."""


def find(index: Index, query: Query, limit: int, look: Look) -> Found:
    """Find the best of an index. Raises KeyError if a row has other words than what it stands for."""
    asked = query.expression
    numbers = [index.best(asked, some, min(limit, LAST)) for some in (ISSUES, EVENTS)]
    view, issues, events = look(*numbers)
    texts = [*map(issue_texts, issues), *[event_texts(event.revision, view.zone) for event in events]]
    marked = index.marked(asked, dict(enumerate(texts)))
    matches = [_match(marked[place]) for place in range(len(texts))]
    return Found(
        view=view,
        query=query,
        issues=tuple(map(FoundIssue, issues, matches)),
        events=tuple(map(FoundEvent, events, matches[len(issues) :])),
        issues_in_all=index.count(asked, ISSUES),
        events_in_all=index.count(asked, EVENTS),
        hint="" if texts else _hint(query, index),
    )


def _match(marked: dict[str, str]) -> Match:
    excerpted = [name for name in EXCERPTED if BEGIN in marked[name]]
    return Match(max(excerpted or FIELDS, key=lambda name: marked[name].count(BEGIN)), marked)


def _hint(query: Query, index: Index) -> str:
    """What to try instead: for a word that stands nowhere, one like it that does; or the words one by one."""
    missing = [term for term in query.wanted if not index.has(term.expression)]
    for term in missing:
        word = _plain(term.text)
        if word.isalnum() and (hint := did_you_mean(word, index.like(word))):
            return hint
    return "" if missing or len(query.wanted) == 1 else "; each of these is there, but not together: put OR between"


def _plain(word: str) -> str:
    """A word as the index spells it: small, without accents."""
    decomposed = unicodedata.normalize("NFKD", word.strip("*")).casefold()
    return "".join(character for character in decomposed if not unicodedata.combining(character))
