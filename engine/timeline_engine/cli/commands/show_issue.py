"""``show ISSUE``: how an issue is defined, by which entries, and which events bear on it."""

from collections.abc import Collection, Sequence
from typing import Any

import click

from ...dates import utc_instant
from ...entries import Entry, IssueDefined, to_data
from ...errors import TimelineError, UnknownId, pick
from ...history import Corrected, apply_corrections
from ...log import Log
from ...model import Attribute, format_value
from ...projection import EventState
from ...view import View
from ...view.choosing import defining
from ...view.json.contract import event_json
from ...view.words.phrases import PHASE_WORDS, clocks_words, when_words
from ...visible import quote
from ..session import as_json
from ..terminal.table import paragraph, table


def issue_meant(text: str, view: View, log: Log) -> str | None:
    """The issue that a text names, if it names no event: also one that was taken out of the record."""
    events = view.history.events
    if text in events:
        return None
    defined = {*view.history.issues, *_defining(log, view)}
    if text not in defined and _named(text, events):
        return None
    return _named(text, defined)


def _named(text: str, known: Collection[str]) -> str | None:
    try:
        return pick(text, known, "issue")
    except UnknownId:
        return None


def show_issue(issue: str, view: View, log: Log, json: bool) -> None:
    """Print an issue. Raises TimelineError for one that was taken out of the record."""
    defining = _defining(log, view).get(issue, [])
    definition = view.history.issues.get(issue)
    if definition is None:
        by = defining[-1].corrections[-1]
        raise TimelineError(
            f"issue {issue!r} was taken out of the record on {view.zone.day(utc_instant(by.recorded))} by entry "
            f"{by.id[:8]}: `timeline correct {quote(by.id[:8])} --void` brings it back"
        )
    events = [event for event in view.events if issue in event.revision.issues]
    if json:
        click.echo(as_json(_json(definition, defining, events)))
    else:
        _describe(definition, view)
        _tables(defining, events, view)


def _defining(log: Log, view: View) -> dict[str, list[Corrected]]:
    """By issue the entries that define it, corrected, as the log stood at the question; the void ones too."""
    recorded = view.question.recorded_by
    until = view.zone.instant(recorded) if recorded else None
    entries = [entry for entry in defining(log) if until is None or utc_instant(entry.recorded) <= until]
    found: dict[str, list[Corrected]] = {}
    for one in apply_corrections(entries):
        if isinstance(one.entry.said, IssueDefined):
            found.setdefault(one.entry.said.issue, []).append(one)
    return found


def _describe(definition: IssueDefined, view: View) -> None:
    click.echo(click.style(paragraph(f"{definition.title} [{definition.issue}]"), bold=True))
    if definition.question:
        click.echo(paragraph(f"question: {definition.question}", 2, 4))
    for name, attribute in definition.attributes.items():
        click.echo(paragraph(f"{name}: {_attribute_words(attribute)}", 2, 4))
    click.echo(paragraph(f"({clocks_words(view.question)})", 2, 4))


def _attribute_words(attribute: Attribute) -> str:
    unit = f" in {attribute.unit}" if attribute.unit else ""
    allowed = ", ".join(format_value(value) for value in attribute.allowed)
    return f"{attribute.kind}{unit}{f', one of {allowed}' if allowed else ''}"


def _tables(defining: Sequence[Corrected], events: Sequence[EventState], view: View) -> None:
    click.echo()
    if not defining:
        click.echo("No entry defines it: events name it.")
    else:
        rows = [(one.entry.id[:8], _what(one), _title(one.entry), _day(one.entry, view)) for one in defining]
        click.echo(table(("ENTRY", "WHAT", "TITLE", "RECORDED"), rows))
    click.echo()
    if not events:
        click.echo("No event bears on it.")
        return
    listed = [
        (
            event.revision.event,
            when_words(event.revision, view.zone),
            PHASE_WORDS[event.phase],
            event.revision.body.title,
        )
        for event in events
    ]
    click.echo(table(("EVENT", "WHEN", "PHASE", "TITLE"), listed))


def _what(one: Corrected) -> str:
    marks = ["void"] if one.void else ["corrected"] if one.corrections else []
    return ", ".join(["defined", *marks])


def _title(entry: Entry) -> str:
    said = entry.said
    return said.title if isinstance(said, IssueDefined) else ""


def _day(entry: Entry, view: View) -> str:
    return view.zone.day(utc_instant(entry.recorded))


def _json(definition: IssueDefined, defining: Sequence[Corrected], events: Sequence[EventState]) -> dict[str, Any]:
    return {
        "issue": definition.issue,
        **_defined_json(definition),
        "definitions": [_entry_json(one) for one in defining],
        "events": [event_json(event) for event in events],
    }


def _defined_json(definition: IssueDefined) -> dict[str, Any]:
    attributes = {name: {"kind": a.kind, "unit": a.unit} | _allowed(a) for name, a in definition.attributes.items()}
    return {"title": definition.title, "question": definition.question, "attributes": attributes}


def _allowed(attribute: Attribute) -> dict[str, Any]:
    return {"allowed": to_data(attribute).get("allowed", [])}


def _entry_json(one: Corrected) -> dict[str, Any]:
    said = one.entry.body
    assert isinstance(said, IssueDefined)
    return {
        "entry": one.entry.id,
        "seq": one.entry.seq,
        "recorded": one.entry.recorded,
        **_defined_json(said),
        "void": one.void,
        "corrected_by": [entry.id for entry in one.corrections],
    }
