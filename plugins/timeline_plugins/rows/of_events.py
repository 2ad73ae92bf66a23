"""A view's events as import rows: what a table of them carries, so that an edited table can be imported again.

An entry about an event takes one row per claim, and one more per issue or source that no claim carries. Every row says
which entry it is of, by which source and since when that is known. All else that the entry says stands on its first row
only, so that there is one place to edit each. So the rows are the reports: who said what, and when.
"""

from collections.abc import Container, Iterator, Sequence
from typing import Any

from attrs import Factory, define

from timeline_engine.entries import EventBody
from timeline_engine.history import Revision, Statement
from timeline_engine.history.reports import phase_in
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

    The rows of an event stand together, in the order of the log. What no rows can say is known when all of them
    have been taken.
    """

    _view: View
    _noted: int = 0

    def __iter__(self) -> Iterator[Row]:
        self._noted = 0
        for event in self._view.events:
            revision = event.revision
            out = frozenset(revision.sources)
            for statement in _statements(revision):
                self._noted += statement.body.note is not None
                yield from _rows(statement, revision.event, out)

    def unsaid(self) -> list[str]:
        """One sentence for each thing about the events that import rows cannot say, however they are written."""
        noted, recorded_by = counted(self._noted, "entry has", "entries have"), self._view.question.recorded_by
        told = (
            (self._noted, f"{noted} a note, which rows leave out."),
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
            read_back.take_texts(row, said)
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
        entry=row.entry,
        claim=str(row.claim) if row.claim else None,
    )


def typed(value: Value) -> str:
    """A value as a person would type it; a text of nothing in quotes, as an empty cell says nothing at all."""
    return format_value(value) or '""'


def _statements(revision: Revision) -> Iterator[Statement]:
    """The entries about an event as it was known, in the order of the log: it decides between those known at once."""
    seen = {step.statement.id: step.statement for step in revision.steps}
    return iter(sorted(seen.values(), key=lambda statement: statement.seq))


def _rows(statement: Statement, event: str, out: Container[Source]) -> Iterator[Row]:
    """The rows of one entry of an event; of its sources those that were ``out``."""
    body = statement.body
    sources = [source for source in body.sources if source in out]
    parts: list[dict[str, Any]] = [*_claims(body), *_issues(body)] or [{}]
    parts += [{} for _ in sources[len(parts) :]]
    parts[0] |= {
        "title": body.title or None, "when": body.when, "phase": phase_in(body), "kind": body.kind, "place": body.place,
        "actors": body.actors, "summary": body.summary,
    }  # fmt: skip
    known = body.known or (None if any(source.published for source in sources) else statement.known.text)
    for place, part in enumerate(parts):
        yield Row(at=event, event=event, entry=statement.id, known=known, source=_source_at(place, sources), **part)


def _source_at(place: int, sources: Sequence[Source]) -> Source | None:
    """The source on a row of an entry: each once, then the first again."""
    if not sources:
        return None
    return sources[place] if place < len(sources) else sources[0]


def _claims(body: EventBody) -> Iterator[dict[str, Any]]:
    for place, claim in enumerate(body.claims, 1):
        yield {
            "issue": claim.issue, "attribute": claim.attribute, "value": claim.value, "by": claim.by, "claim": place,
        }  # fmt: skip


def _issues(body: EventBody) -> Iterator[dict[str, Any]]:
    """The issues that an entry names apart from its claims."""
    claimed = {claim.issue for claim in body.claims}
    return ({"issue": issue} for issue in body.issues if issue not in claimed)
