"""``show``: one event, with all that was said of it; or an issue."""

from collections.abc import Iterator
from typing import Any

import click
from msgspec import Struct

from ...dates import Zone, utc_instant
from ...entries import Entry, EventCorrected, to_data
from ...errors import TimelineError
from ...history import Event, Statement, Step
from ...projection import EventState
from ...view import View
from ...view.json.contract import event_json, sources_json
from ...view.words.phrases import (
    PHASE_WORDS,
    claiming_words,
    claims_words,
    clocks_words,
    date_words,
    gone_words,
    source_words,
    when_words,
)
from ...view.words.said import accounts_words, further_evidence
from ..clock_options import ask_about, clock_options
from ..event_lookup import find_event
from ..offering import offer
from ..session import Session, as_json, log_option, pass_session
from ..terminal.links import linked
from ..terminal.table import paragraph, table
from .show_issue import issue_meant, show_issue


@click.command("show", short_help="Show an event and all its revisions, or an issue.")
@click.argument("event", shell_complete=offer("event"))
@clock_options
@click.option("--json", "json", is_flag=True, help="The event and its revisions as JSON.")
@log_option
@pass_session
def show_command(session: Session, event: str, json: bool, **clocks: Any) -> None:
    """Show EVENT and every revision of it, in all three clocks: happened, known, recorded.

    Each with who reported it, and the date that this report gives. Of an issue's id, show how it is defined, by which
    entries, and which events bear on it.

    \b
    timeline show first-two-plus-two
    timeline show iran-oil
    timeline show first-two-plus-two --as-of 2018-09-05
    """
    clocks["hindsight"] = clocks["hindsight"] or not (clocks["as_of"] or clocks["known_by"])
    view = ask_about(session, event, **clocks)
    if issue := issue_meant(event, view, session.log()):
        show_issue(issue, view, session.log(), json)
        return
    event = find_event(event, view.history, view.question.recorded_by, view.history.issues)
    history = view.history.events[event]
    state = view.event(event)
    if not history.is_visible:
        raise TimelineError(f"no entry says whether event {event!r} is to come or has occurred: record it")
    if state is None:
        raise TimelineError(f"event {event!r} was not known yet, {clocks_words(view.question)}")
    told = _Told.of(history, state, view)
    if json:
        click.echo(as_json(event_json(state) | told.json()))
        return
    _describe(state, view)
    click.echo()
    click.echo(
        table(
            ("ENTRY", "WHAT", "WHEN", "SAID BY", "KNOWN", "RECORDED"),
            [_row(step, view.zone) for step in state.revision.steps],
        )
    )
    for entry, remark in told.remarks():
        click.echo(paragraph(f"{entry[:8]}: {remark}", 0, 10))
    if told.unknown:
        click.echo(f"\n{told.unknown} more, not known yet by then")


def _describe(state: EventState, view: View) -> None:
    revision, body = state.revision, state.revision.body
    click.echo(click.style(paragraph(f"{body.title} [{revision.event}]"), bold=True))
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
            click.echo(linked(f"{name}: {text}", revision.sources, view.zone, 2, 4))


def _row(step: Step, zone: Zone) -> tuple[str, ...]:
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


class _Told(Struct):
    """The entries of an event: the ``steps`` its revision took, those that are ``void``, how many are ``unknown`` yet.

    ``stored`` has what corrected entries said at first, and the corrections, as they stand in the log.
    """

    steps: tuple[Step, ...]
    void: list[Statement]
    unknown: int
    stored: dict[str, Entry]
    zone: Zone

    @classmethod
    def of(cls, history: Event, state: EventState, view: View) -> "_Told":
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
