"""Searching a large log by an index that its sidecar keeps, brought up to news at each search."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from ...dates import Zone
from ...entries import IssueDefined
from ...errors import TimelineError
from ...history import History, Revision
from ...history.chosen import Chooser
from ...log import Log, Unusable, kept_of, writing
from ...log.sidecar import Kept
from ...log.sidecar import Texts as KeptTexts
from ...log.sidecar.texts import ORDER, Row
from ...projection import EventState
from ..answer import Question, View
from ..answering import answer_of
from .found import Found, find
from .index import FIELDS, UNSEEN, Index, Texts
from .query import Query
from .texts import event_texts, issue_texts, rows_of

NEWS = 4000
"""With news of more entries or events the index is made anew."""
Tell = Callable[[float], None]
"""Is told how much is done, from 0 to 1."""

_UNUSABLE = (sqlite3.Error, OSError, TimelineError, LookupError)
_TRIES = 3  # another process may be ahead
_SOME = 64  # entries


def find_kept(log: Log, question: Question, query: Query, limit: int) -> Found | None:
    """Find the best of all that is known. None: nothing is kept that could tell, or it cannot be used."""
    try:
        for _ in range(_TRIES):
            kept = kept_of(log)
            if kept is None or not _bring_up(log, kept):
                return None
            if found := _found(log, kept, question, query, limit):
                return found
    except _UNUSABLE:  # the log has to be read, which tells if anything is wrong with it
        pass
    return None


def keep_texts(log: Log, view: View, tell: Tell) -> bool:
    """Keep the texts of an answer of all that is known. False: they could not be kept."""
    kept = kept_of(log)
    if kept is None or kept.head != view.head:
        return False
    texts = _texts(kept)
    try:
        issues = {texts.number(issue.issue): issue for issue in view.issues}
        with writing(log):
            texts.replace(_told(rows_of(issues, view.events, view.zone, None), len(issues) + len(view.events), tell))
    except _UNUSABLE:
        return False
    return True


def _told(rows: Iterable[Row], count: int, tell: Tell) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if not number % _SOME:
            tell(number / count)
        yield row


def _texts(kept: Kept) -> KeptTexts:
    return KeptTexts(kept, tuple(FIELDS), UNSEEN)


def _found(log: Log, kept: Kept, question: Question, query: Query, limit: int) -> Found | None:
    """None: another process has changed the index since."""
    chooser, texts = Chooser(kept, Zone(log.info.zone)), _texts(kept)

    def look(issues: Sequence[int], events: Sequence[int]) -> tuple[View, list[IssueDefined], list[EventState]]:
        history = chooser.history(chooser.events_of(kept.entries(events)))
        view = answer_of(log.info, kept.head, history, question, ())
        seen = {state.revision.seq: state for event in history.events if (state := view.event(event))}
        return view, [_issue(history, texts.issue(n)) for n in issues], [seen[number] for number in events]

    index = Index(kept.connection, ORDER, has_words=True)
    with texts.reading() as are_right:
        return find(index, query, limit, look) if are_right else None


def _issue(history: History, issue: str) -> IssueDefined:
    return history.issues.get(issue) or IssueDefined(issue=issue, title=issue)


def _bring_up(log: Log, kept: Kept) -> bool:
    """Take in what was appended since the index was last brought up to date. False: it has to be made anew."""
    texts = _texts(kept)
    upto = texts.upto()
    if upto is None or kept.mark.seq - upto > NEWS:
        return False
    if upto < kept.mark.seq:
        with writing(log):
            if texts.upto() == upto:
                zone = Zone(log.info.zone)
                texts.change(*_News(Chooser(kept, zone), texts, zone, upto).rows())
    return True


class _News:
    """What the entries behind one change in the index."""

    def __init__(self, chooser: Chooser, texts: KeptTexts, zone: Zone, upto: int) -> None:
        self._chooser = chooser
        self._kept = chooser.kept
        self._texts = texts
        self._zone = zone
        self._upto = upto
        subjects = chooser.subjects(self._kept.entries(range(upto + 1, self._kept.mark.seq + 1)))
        self._defined = {name for kind, name in subjects if kind == "issue"}
        self._events = {name for kind, name in subjects if kind == "event"}

    def rows(self) -> tuple[list[Row], list[Row]]:
        """The rows that go, and those that come, in order. Raises Unusable if there are too many."""
        self._events |= self._estimated_otherwise() if self._defined else set()
        before, after = self._chooser.before_and_after(self._events, self._upto)
        was, now = _seen(before, self._events), _seen(after, self._events)
        gone, come = self._of_events(was), self._of_events(now)
        bearing = {issue for revision in now for issue in revision.issues}
        for issue in before.reported | after.reported | self._defined:
            number = self._texts.number(issue)
            if self._texts.has(number):
                gone[number] = issue_texts(_issue(before, issue))
            if issue in bearing or self._is_shown(issue):
                come[number] = issue_texts(_issue(after, issue))
        return _without(gone, come), _without(come, gone)

    def _of_events(self, seen: Iterable[Revision]) -> dict[int, Texts]:
        return {revision.seq: event_texts(revision, self._zone) for revision in seen}

    def _estimated_otherwise(self) -> set[str]:
        """The events on which issues are said to bear of which other attributes are estimates now."""
        before, after = (history.estimates for history in self._chooser.before_and_after((), self._upto))
        issues = {issue for issue, _ in before ^ after}
        if any(next(islice(self._kept.naming(issue), NEWS, None), None) for issue in issues):
            raise Unusable("too many events are told of otherwise")
        return {event for issue in issues for event in self._chooser.bearing_on(issue)}

    def _is_shown(self, issue: str) -> bool:
        """Does any event bear on an issue that can be seen; or does none name it, but an entry defines it?"""
        naming, reported = list(self._kept.naming(issue)), False
        for place in range(0, len(naming), _SOME):
            events = self._chooser.events_of(self._kept.entries(naming[place : place + _SOME]))
            history = self._chooser.history(events)
            if any(issue in revision.issues for revision in _seen(history, events)):
                return True
            reported = reported or issue in history.reported
        return not reported and issue in self._chooser.issues


def _seen(history: History, events: Iterable[str]) -> list[Revision]:
    """The events, as far as they can be seen."""
    found = (history.events.get(event) for event in events)
    revisions = (event.revision(history.zone) for event in found if event)
    return [revision for revision in revisions if revision]


def _without(rows: Mapping[int, Texts], others: Mapping[int, Texts]) -> list[Row]:
    """The rows that are not among others, in order."""
    return [(number, rows[number]) for number in sorted(rows) if rows[number] != others.get(number)]
