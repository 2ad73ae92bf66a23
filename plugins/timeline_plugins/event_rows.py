"""A view's events as import rows: what a table of them carries, so that an edited table can be imported again.

An event takes one row per claim, and one more per issue or source that no claim carries. Every row says which event it
is of and since when that is known. All else that is said of the event stands on its first row only, its date and phase
too, so that there is one place to edit each: an import takes the rows that leave them blank to go with that one.
"""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from attrs import evolve

from timeline_engine.history import Revision, Stated
from timeline_engine.model import Source, Value, format_value
from timeline_engine.view import View
from timeline_engine.view.phrases import counted
from timeline_engine.view.ports import Row

from .read_back import ReadBack
from .row_columns import EventRow

ACTORS_SEPARATOR = "; "


def event_rows(view: View) -> Iterator[EventRow]:
    """The rows of every event a view holds as text, in the view's order; the rows of an event stand together."""
    return map(cells, view_rows(view))


def view_rows(view: View) -> Iterator[Row]:
    """The rows of every event a view holds, as an importer would yield them. ``at`` is the event."""
    for event in view.events:
        yield from revision_rows(event.revision)


def revision_rows(revision: Revision) -> Iterator[Row]:
    """The rows of one event: it occurred, is scheduled, cancelled or retracted; the date is the one now known."""
    first, *others = _told(revision)
    body = revision.body
    yield evolve(
        first,
        title=body.title,
        when=revision.when.text if revision.when else None,
        phase=revision.outcome,
        kind=body.kind,
        place=body.place,
        actors=body.actors,
        summary=body.summary,
    )
    yield from others


def cells(row: Row) -> EventRow:
    """A row as text, each value as a person would type it."""
    source = row.source or Source()
    return EventRow(
        event=row.event or "",
        title=row.title,
        when=row.when,
        known=row.known,
        phase=row.phase,
        kind=row.kind,
        issue=row.issue,
        attribute=row.attribute,
        value=typed(row.value) if row.value is not None else None,
        by=row.by,
        publisher=source.publisher,
        source=source.title,
        published=source.published,
        url=source.url,
        place=row.place,
        actors=ACTORS_SEPARATOR.join(row.actors) or None,
        summary=row.summary,
    )


def typed(value: Value) -> str:
    """A value as a person would type it; a text of nothing in quotes, as an empty cell says nothing at all."""
    return format_value(value) or '""'


def left_out(view: View) -> list[str]:
    """One sentence for each thing about the events that their rows, as text, cannot say."""
    read_back = ReadBack()
    for row in view_rows(view):
        read_back.take(row, cells(row)._asdict(), ("value", "actors"))
    return [*read_back.sentences(), *unsaid(view)]


def unsaid(view: View) -> list[str]:
    """One sentence for each thing about a view's events that import rows cannot say, however they are written."""
    undated = mistaken = disputed = 0
    for event in view.events:
        revision = event.revision
        undated += revision.when is None and revision.outcome == "occurred"
        mistaken += _mistaken(revision)
        disputed += _at_odds(revision)
    recorded_by = view.question.recorded_by
    told = (
        (undated, f"{counted(undated, 'event')} occurred without a date: a log that does not have them refuses them."),
        (
            mistaken,
            f"An import may take {counted(mistaken, 'claim')} for another's: its own source is none, or not out yet.",
        ),
        (disputed, f"An import may refuse {counted(disputed, 'event')}: one source says two things of the same."),
        (
            recorded_by,
            f"The rows are as recorded by {recorded_by}: an import would take back what was corrected since.",
        ),
    )
    return [sentence for wanted, sentence in told if wanted]


def _mistaken(revision: Revision) -> int:
    """How many claims an import ascribes to others than the log does."""
    claimants = (row.by or (row.source or Source()).publisher for row in _as_taken(revision))
    return sum(taken != stated.claimant for stated, taken in zip(revision.claims, claimants, strict=False))


def _at_odds(revision: Revision) -> bool:
    """Whether two of its rows say different things of the same, with the same source."""
    values: dict[object, Value | None] = {}
    claims = [row for row in _as_taken(revision) if row.value is not None]
    subjects = ((row.issue, row.attribute, row.by, row.source) for row in claims)
    return any(values.setdefault(of, row.value) != row.value for of, row in zip(subjects, claims, strict=True))


def _as_taken(revision: Revision) -> list[Row]:
    """Its rows as an import takes them: with the first source where a row gives none."""
    rows = _told(revision)
    first = next((row.source for row in rows if row.source and row.source != Source()), None)
    return [row if row.source else evolve(row, source=first) for row in rows]


def _blank(revision: Revision) -> Row:
    """A row that says no more than what every row of the event says."""
    return Row(at=revision.event, event=revision.event, known=revision.known.text)


def _told(revision: Revision) -> list[Row]:
    """What is said of the event, without its description: at least one row."""
    claimed = [_claim(revision, stated) for stated in revision.claims]
    carried = {row.issue for row in claimed}
    issues = [issue for issue in revision.body.issues if issue not in carried]
    reported = {stated.sources[0] for stated in revision.claims if stated.sources}
    sources = [source for source in revision.sources if source not in reported]
    rows = [*claimed, *_rest(revision, issues, sources)]
    return rows or [_blank(revision)]


def _claim(revision: Revision, stated: Stated) -> Row:
    """A claim with the first source of its own entry: whoever claims it if nobody is named."""
    claim = stated.claim
    row = _blank(revision)
    source = stated.sources[0] if stated.sources else None
    return evolve(row, issue=claim.issue, attribute=claim.attribute, value=claim.value, by=claim.by, source=source)


def _rest(revision: Revision, issues: Iterable[str], sources: Iterable[Source]) -> Iterator[Row]:
    for issue, source in zip_longest(issues, sources):
        yield evolve(_blank(revision), issue=issue, source=source)
