"""Find events and issues by words: what a question's clocks let a reader see, the best matches first."""

from collections.abc import Callable, Sequence
from typing import Any

from ...fields import typed
from ...log import Log, kept_of
from ...projection import EventState, IssueState
from ..answer import Question, View, instant_of
from ..asking import answer
from ..json.contract import event_json
from .found import Found, FoundEvent, FoundIssue, Match, find
from .index import BEGIN, END, indexed
from .query import Query, read_query
from .texts import rows_of

__all__ = ["LIMIT", "Found", "FoundEvent", "FoundIssue", "Match", "search", "search_json", "search_log"]

LIMIT = 20
"""How many issues and how many events are given, if nothing else is said."""


@typed
def search(view: View, text: str, limit: int = LIMIT) -> Found:
    """Find the issues and events of an answer by words, ``"phrases"``, ``OR`` and ``NOT``.

    At most ``limit`` of each. Of those that match as well, issues come in the order of their ids, events in that in
    which the log first reported them. Raises TimelineError if there is no word in ``text``, or no FTS5 in this Python.
    """
    return _search(view, read_query(text), limit)


def search_log(
    log: Log, question: Question, text: str, limit: int = LIMIT, tell: Callable[[float], None] = lambda done: None
) -> Found:
    """The same in the answer that a log gives to a question, without making it where the log's sidecar knows the words.

    ``tell`` is told how much is done, from 0 to 1, where an index is made that is kept. Raises what `project` raises.
    """
    query = read_query(text)
    if question.known_by or question.recorded_by or kept_of(log) is None:
        return _search(answer(log, question), query, limit)
    from .kept import find_kept, keep_texts  # only here is SQLite needed for more than what is found

    found = find_kept(log, question, query, limit)
    if found is None:
        view = answer(log, question)
        kept = keep_texts(log, view, tell)
        found = (kept and find_kept(log, question, query, limit)) or _search(view, query, limit)
    return found


def _search(view: View, query: Query, limit: int) -> Found:
    in_order = sorted(view.issues, key=lambda issue: issue.issue)
    issues = {place - len(in_order): issue for place, issue in enumerate(in_order)}
    places = {seq: place for place, seq in enumerate(view.events.seqs())}

    def look(some: Sequence[int], seqs: Sequence[int]) -> tuple[View, list[IssueState], list[EventState]]:
        return view, [issues[number] for number in some], [view.events[places[seq]] for seq in seqs]

    known_by = instant_of(view.zone, view.question.known_by)
    with indexed(rows_of(issues, view.events, view.zone, known_by)) as index:
        return find(index, query, limit, look)


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
