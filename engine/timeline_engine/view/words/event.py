"""All that was said of an event: each report, what of it is void, what we corrected; and the event in words."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ...dates import Zone, utc_instant
from ...entries import Entry, EventCorrected, to_data
from ...history import Event, Statement, Step
from ...projection import EventState
from ..answer import View
from ..json.contract import sources_json
from .paragraph import Paragraph
from .phrases import (
    PHASE_WORDS,
    claiming_words,
    claims_words,
    clocks_words,
    date_words,
    gone_words,
    source_words,
    when_words,
)
from .said import accounts_words, further_evidence

STEP_HEADERS = ("ENTRY", "WHAT", "WHEN", "SAID BY", "KNOWN", "RECORDED")
"""What `step_row` gives."""


def event_paragraphs(state: EventState, view: View) -> Iterator[Paragraph]:
    """An event as the answer has it: what it is called, when it is, what it claims, who reports it."""
    revision, body = state.revision, state.revision.body
    yield Paragraph(f"{body.title} [{revision.event}]", heading=True)
    lines = [
        ("when", f"{when_words(revision, view.zone)} ({PHASE_WORDS[state.phase]}, {clocks_words(view.question)})"),
        (state.phase, gone_words(state, view.zone)),
        ("contested", ", ".join(revision.contested)),
        *(("account", text) for text in accounts_words(revision, view.zone)),
        ("known", date_words(revision.known.text, view.zone)),
        ("kind", body.kind),
        ("place", body.place),
        ("actors", ", ".join(body.actors)),
        ("issues", ", ".join(revision.issues)),
        ("summary", body.summary),
        *((claiming_words(state), text) for text in claims_words(state)),
        *(("evidence", text) for text in further_evidence(revision, view.zone)),
        *(
            ("source", source_words(source, view.zone) + (f" {source.url}" if source.url else ""))
            for source in revision.sources
        ),
    ]
    for name, text in lines:
        if text:
            yield Paragraph(f"{name}: {text}", 2, 4, sources=tuple(revision.sources))


def step_row(step: Step, zone: Zone) -> tuple[str, ...]:
    """What a report says itself, with the date that it gives, and who says so."""
    statement = step.statement
    when = date_words(step.own.text, zone) if step.own else "-" if step.when else "no date"
    return (statement.id[:8], _what(statement), when, step.publisher or "-", step.known.text, _day(statement, zone))


def _day(recorded: Statement | Entry, zone: Zone) -> str:
    return zone.day(utc_instant(recorded.recorded))


def _what(statement: Statement) -> str:
    """What an entry reports: the phase, where its kind does not say it."""
    return getattr(statement.body, "phase", None) or _kind(statement)


def _kind(statement: Statement) -> str:
    return statement.body.KIND.removeprefix("event.")


class Told(Struct):
    """The entries of an event: the ``steps`` its revision took, those that are ``void``, how many are ``unknown`` yet.

    ``stored`` has what corrected entries said at first, and the corrections, as they stand in the log.
    """

    steps: tuple[Step, ...]
    void: list[Statement]
    unknown: int
    stored: dict[str, Entry]
    zone: Zone

    @classmethod
    def of(cls, history: Event, state: EventState, view: View) -> "Told":
        """Those of an event, as an answer has it."""
        statements = history.statements
        void = [statement for statement in statements if statement.void]
        unknown = len(statements) - len(void) - len({step.statement.id for step in state.revision.steps})
        stored = {one.id: view.history.corrected[one.id] for one in statements if one.corrections}
        return cls(state.revision.steps, void, unknown, stored, view.zone)

    def remarks(self) -> Iterator[tuple[str, str]]:
        """What there is to say of an entry, with its id."""
        told = {step.statement.id: step.statement for step in self.steps}  # an entry may be several steps
        for statement in (*told.values(), *self.void):
            marks = [f"{_kind(statement)}, void"] if statement.void else []
            marks += [statement.body.note] if statement.body.note else []
            marks += self._corrections(statement)
            if marks:
                yield statement.id, "; ".join(marks)

    def _corrections(self, statement: Statement) -> Iterator[str]:
        """Each with what it replaced: what the entry said until then."""
        held = to_data(self.stored[statement.id].body) if statement.corrections else {}
        for entry, body in _corrections(statement):
            if body.entry != statement.id:
                did = [f"takes back {body.entry[:8]}"]
            else:
                did = ["void"] if body.void else [_was(name, held.get(name), to) for name, to in body.fields.items()]
                held |= body.fields
            note = f": {body.note}" if body.note else ""
            yield f"corrected {_day(entry, self.zone)} by {entry.id[:8]}, {', '.join(did)}{note}"

    def json(self) -> dict[str, Any]:
        """The revisions, and the entries that are void, as plain JSON data."""
        revisions = [
            self._entry(step.statement)
            | {"known": step.known.text, "when": step.when.text if step.when else None, "outcome": step.outcome}
            | {"publisher": step.publisher, "own": step.own.text if step.own else None}
            | {"sources": sources_json(step.sources)}
            for step in self.steps
        ]
        return {"revisions": revisions, "void": [self._entry(statement) for statement in self.void]}

    def _entry(self, statement: Statement) -> dict[str, Any]:
        return {
            "entry": statement.id,
            "seq": statement.seq,
            "kind": statement.body.KIND,
            "known": statement.known.text,
            "recorded": statement.recorded,
            "note": statement.body.note,
            "said": to_data(self.stored[statement.id].body) if statement.corrections else None,
            "corrected": [
                {
                    "entry": entry.id,
                    "corrects": body.entry,
                    "recorded": entry.recorded,
                    "fields": body.fields,
                    "void": body.void,
                    "note": body.note,
                }
                for entry, body in _corrections(statement)
            ],
        }


def _corrections(statement: Statement) -> Iterator[tuple[Entry, EventCorrected]]:
    for entry in statement.corrections:
        if isinstance(entry.body, EventCorrected):
            yield entry, entry.body


def _was(name: str, old: Any, new: Any) -> str:
    """A field that was corrected, with what it said before where that is short."""
    if isinstance(old, list) or isinstance(new, list):
        return name
    return f"{name} was {old!r}" if old else f"{name} was not said"
