"""A view's events as import rows: what a table of them carries, so that an edited table can be imported again.

An event takes one row per claim, and one more per issue or source that no claim carries. Its own fields (title, date, …)
stand on its first row only: there is one place to edit them.
"""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from timeline_engine.history import Revision, Stated
from timeline_engine.model import Source, format_value
from timeline_engine.view import View

ACTORS_SEPARATOR = "; "


class EventRow(NamedTuple):
    """One row, all as text in the columns of an import file. None: the row does not say."""

    event: str
    title: str | None = None
    when: str | None = None
    known: str | None = None
    phase: str | None = None
    kind: str | None = None
    issue: str | None = None
    attribute: str | None = None
    value: str | None = None
    by: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    place: str | None = None
    actors: str | None = None
    summary: str | None = None


COLUMNS = EventRow._fields
"""The header of an import file, in order."""


def event_rows(view: View) -> Iterator[EventRow]:
    """The rows of every event a view holds, in the view's order; the rows of an event stand together."""
    for event in view.events:
        yield from revision_rows(event.revision)


def revision_rows(revision: Revision) -> Iterator[EventRow]:
    """The rows of one event: it occurred, is scheduled, cancelled or retracted; the date is the one now known."""
    first, *others = _told(revision)
    body = revision.body
    yield first._replace(
        title=body.title,
        when=revision.when.text if revision.when else None,
        known=revision.known.text,
        phase=revision.outcome,
        kind=body.kind,
        place=body.place,
        actors=ACTORS_SEPARATOR.join(body.actors) or None,
        summary=body.summary,
    )
    yield from others


def left_out(view: View) -> list[str]:
    """One sentence for each thing about the events that their rows cannot say."""
    titled = sum(any(source.title for source in event.revision.sources) for event in view.events)
    joined = sum(any(";" in actor for actor in event.revision.body.actors) for event in view.events)
    said = []
    if titled:
        said.append(f"The import rows have no column for the titles of sources ({_events(titled)}).")
    if joined:
        said.append(f"The import rows set actors apart by “;”, which is part of an actor's name in {_events(joined)}.")
    return said


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count} events"


def _told(revision: Revision) -> list[EventRow]:
    """What is said of the event, without its own fields: at least one row."""
    claimed = [_claim(revision, stated) for stated in revision.claims]
    carried = {row.issue for row in claimed}
    issues = [issue for issue in revision.body.issues if issue not in carried]
    rows = [*claimed, *_rest(revision, issues, _other_sources(revision, claimed))]
    return rows or [EventRow(revision.event)]


def _claim(revision: Revision, stated: Stated) -> EventRow:
    """A claim with the first source of its own entry: whoever claims it if nobody is named."""
    claim = stated.claim
    row = EventRow(
        revision.event, issue=claim.issue, attribute=claim.attribute, value=format_value(claim.value), by=claim.by
    )
    return _sourced(row, stated.sources[0]) if stated.sources else row


def _rest(revision: Revision, issues: Iterable[str], sources: Iterable[Source]) -> Iterator[EventRow]:
    for issue, source in zip_longest(issues, sources):
        row = EventRow(revision.event, issue=issue)
        yield _sourced(row, source) if source else row


def _other_sources(revision: Revision, claimed: Iterable[EventRow]) -> list[Source]:
    """The sources that no claim's row carries, each once as far as a row can tell them apart."""
    carried = {(row.publisher, row.published, row.url) for row in claimed} | {(None, None, None)}
    others = {}
    for source in revision.sources:
        told = (source.publisher, source.published, source.url)
        if told not in carried:
            others.setdefault(told, source)
    return list(others.values())


def _sourced(row: EventRow, source: Source) -> EventRow:
    return row._replace(publisher=source.publisher, published=source.published, url=source.url)
