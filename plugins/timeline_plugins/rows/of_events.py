"""A view's events as import rows: what a table of them carries, so that an edited table can be imported again.

An event takes one row per claim, and one more per issue or source that no claim carries; an issue that it named before
anything was claimed of it has one too. Every row says which event it is of and since when that is known. All else that
is said of the event stands on its first row only, its date and phase too, so that there is one place to edit each: an
import takes the rows that leave them blank to go with that one.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from attrs import Factory, define

from timeline_engine.history import AttributedClaim, Revision
from timeline_engine.model import Source, Value, format_value
from timeline_engine.view import View
from timeline_engine.view.ports import Row
from timeline_engine.view.words.phrases import counted

from .columns import EventRow
from .read_back import ReadBack

ACTORS_SEPARATOR = "; "


@define
class ViewRows:
    """The rows of every event a view holds, as an importer would yield them, in the view's order. ``at`` is the event.

    The rows of an event stand together. What no rows can say is known when all of them have been taken.
    """

    _view: View
    _undated: int = 0
    _mistaken: int = 0
    _disputed: int = 0

    def __iter__(self) -> Iterator[Row]:
        self._undated = self._mistaken = self._disputed = 0
        for event in self._view.events:
            revision = event.revision
            rows = _rows(revision)
            taken = _as_taken(rows)
            self._undated += revision.when is None and revision.outcome == "occurred"
            self._mistaken += _mistaken(revision, taken)
            self._disputed += _at_odds(taken)
            yield from rows

    def unsaid(self) -> list[str]:
        """One sentence for each thing about the events that import rows cannot say, however they are written."""
        undated, mistaken = counted(self._undated, "event"), counted(self._mistaken, "claim")
        disputed, recorded_by = counted(self._disputed, "event"), self._view.question.recorded_by
        told = (
            (self._undated, f"{undated} occurred without a date: a log that does not have them refuses them."),
            (
                self._mistaken,
                f"An import may take {mistaken} for another's: its own source is none, or not out yet.",
            ),
            (self._disputed, f"An import may refuse {disputed}: one source says two things of the same."),
            (
                recorded_by,
                f"The rows are as recorded by {recorded_by}: an import would take back what was corrected since.",
            ),
        )
        return [sentence for wanted, sentence in told if wanted]


@define
class EventRows:
    """The same rows as text in the columns of an import file."""

    _view: View
    _sentences: list[str] = Factory(list)

    def __iter__(self) -> Iterator[EventRow]:
        rows, read_back = ViewRows(self._view), ReadBack()
        for row in rows:
            said = cells(row)
            read_back.take(row, said._asdict(), ("value", "actors"))
            yield said
        self._sentences = [*read_back.sentences(), *rows.unsaid()]

    def unsaid(self) -> Iterator[str]:
        """One sentence for each thing about the events that the rows cannot say; none before all have been taken."""
        yield from self._sentences


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


def _rows(revision: Revision) -> list[Row]:
    """The rows of one event: it occurred, is scheduled, cancelled or retracted; the date is the one now known."""
    body = revision.body
    first, *others = _told(revision) or [{}]
    first |= {
        "title": body.title,
        "when": revision.when.text if revision.when else None,
        "phase": revision.outcome,
        "kind": body.kind,
        "place": body.place,
        "actors": body.actors,
        "summary": body.summary,
    }
    event, known = revision.event, revision.known.text
    return [Row(at=event, event=event, known=known, **said) for said in (first, *others)]


def _told(revision: Revision) -> list[dict[str, Any]]:
    """What its rows say of the event, without its description: a row for each claim, and those for the rest."""
    claimed = [_claim(stated) for stated in revision.claims]
    carried = {said["issue"] for said in claimed}
    at_first = {stated.claim.issue for stated in revision.claims if stated.known.instant <= revision.known.instant}
    issues = [issue for issue in revision.body.issues if issue not in carried]
    before = [issue for issue in revision.body.issues if issue in carried - at_first]
    reported = {stated.sources[0] for stated in revision.claims if stated.sources}
    sources = [source for source in revision.sources if source not in reported]
    others = [{"issue": issue, "source": source} for issue, source in zip_longest(issues, sources)]
    return [*claimed, *others, *({"issue": issue} for issue in before)]


def _claim(stated: AttributedClaim) -> dict[str, Any]:
    """A claim with the first source of its own entry: whoever claims it if nobody is named."""
    claim = stated.claim
    source = stated.sources[0] if stated.sources else None
    return {
        "issue": claim.issue, "attribute": claim.attribute, "value": claim.value, "by": claim.by, "source": source,
    }  # fmt: skip


Taken = list[tuple[Row, Source | None]]
"""Rows with the source that an import takes each to have: the first there is, where a row gives none."""


def _as_taken(rows: Sequence[Row]) -> Taken:
    first = next((row.source for row in rows if row.source and row.source != Source()), None)
    return [(row, row.source or first) for row in rows]


def _mistaken(revision: Revision, taken: Taken) -> int:
    """How many claims an import ascribes to others than the log does."""
    claimants = (row.by or (source or Source()).publisher for row, source in taken)
    return sum(claimant != stated.claimant for stated, claimant in zip(revision.claims, claimants, strict=False))


def _at_odds(taken: Taken) -> bool:
    """Whether two of an event's rows say different things of the same, with the same source."""
    values: dict[object, Value | None] = {}
    claims = [(row, (row.issue, row.attribute, row.by, source)) for row, source in taken if row.value is not None]
    return any(values.setdefault(of, row.value) != row.value for row, of in claims)
