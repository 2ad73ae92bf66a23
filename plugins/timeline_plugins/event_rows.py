"""A view's events as import rows: what a table of them carries, so that an edited table can be imported again.

An event takes one row per claim, and one more per issue or source that no claim carries. Every row says which event it
is of, with its date, its phase and since when it is known: an import takes rows that agree in these as one report. What
else describes the event stands on its first row only, so that there is one place to edit it.
"""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from timeline_engine.history import Revision, Stated
from timeline_engine.model import Source, format_value
from timeline_engine.view import View

ACTORS_SEPARATOR = "; "


class EventRow(NamedTuple):
    """One row, all as text in the columns of an import file; ``source`` is a title. None: the row does not say."""

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
    source: str | None = None
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
        kind=body.kind,
        place=body.place,
        actors=ACTORS_SEPARATOR.join(body.actors) or None,
        summary=body.summary,
    )
    yield from others


def _blank(revision: Revision) -> EventRow:
    """A row that says no more than what every row of the event says."""
    when = revision.when.text if revision.when else None
    return EventRow(revision.event, when=when, known=revision.known.text, phase=revision.outcome)


def left_out(view: View) -> list[str]:
    """One sentence for each thing about the events that their rows cannot say."""
    joined = sum(any(";" in actor for actor in event.revision.body.actors) for event in view.events)
    events = "1 event" if joined == 1 else f"{joined:,} events"
    said = f"The import rows set actors apart by “;”, which is part of an actor's name in {events}."
    return [said] if joined else []


def _told(revision: Revision) -> list[EventRow]:
    """What is said of the event, without its description: at least one row."""
    claimed = [_claim(revision, stated) for stated in revision.claims]
    carried = {row.issue for row in claimed}
    issues = [issue for issue in revision.body.issues if issue not in carried]
    reported = {stated.sources[0] for stated in revision.claims if stated.sources}
    sources = [source for source in revision.sources if source not in reported]
    rows = [*claimed, *_rest(revision, issues, sources)]
    return rows or [_blank(revision)]


def _claim(revision: Revision, stated: Stated) -> EventRow:
    """A claim with the first source of its own entry: whoever claims it if nobody is named."""
    claim = stated.claim
    row = _blank(revision)._replace(
        issue=claim.issue, attribute=claim.attribute, value=format_value(claim.value), by=claim.by
    )
    return _sourced(row, stated.sources[0]) if stated.sources else row


def _rest(revision: Revision, issues: Iterable[str], sources: Iterable[Source]) -> Iterator[EventRow]:
    for issue, source in zip_longest(issues, sources):
        row = _blank(revision)._replace(issue=issue)
        yield _sourced(row, source) if source else row


def _sourced(row: EventRow, source: Source) -> EventRow:
    return row._replace(publisher=source.publisher, source=source.title, published=source.published, url=source.url)
