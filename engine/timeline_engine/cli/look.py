"""``events`` and ``show``: what the log holds."""

from typing import Any

import click

from ..entries import EventCorrected
from ..errors import TimelineError, pick
from ..history import EventHistory, Step
from ..projection import PHASES, EventState
from ..view import View
from ..view.contract import event_json
from ..view.phrases import PHASE_WORDS, claims_words, clocks_words, source_words, when_words
from .project import ask, clock_options
from .session import Session, as_json, issue_option, log_option, offer, pass_session
from .table import paragraph, table


@click.command("events", short_help="List the events.")
@clock_options
@issue_option("Only events that bear on it")
@click.option("--phase", "phases", multiple=True, type=click.Choice(PHASES), help="Only this phase; repeatable.")
@click.option("--from", "start", metavar="DATE", help="Only events that may be on or after this day.")
@click.option("--to", "end", metavar="DATE", help="Only events that may be on or before this day.")
@click.option("--text", metavar="WORDS", help="Only events whose words hold this text.")
@click.option("--json", "json", is_flag=True, help="The events as a JSON list.")
@log_option
@pass_session
def events_command(
    session: Session,
    issues: tuple[str, ...],
    phases: tuple[str, ...],
    start: str | None,
    end: str | None,
    text: str | None,
    json: bool,
    **clocks: Any,
) -> None:
    """List the events, in the order they took or take effect.

    \b
    timeline events --as-of 2018-12-04 --issue iran-oil
    timeline events --phase overdue --phase postponed
    timeline events --from 2018-09 --to 2018-10 --text pompeo
    """
    view = ask(session, issues=issues, **clocks)
    first = view.zone.when(session.moment("--from", start, view.zone) or "0000").starts
    last = view.zone.instant(session.moment("--to", end, view.zone) or "9999")
    if first > last:
        raise click.UsageError(f"--from {start} is later than --to {end}: no day lies between them")
    found = [
        event
        for event in view.events
        if (not phases or event.phase in phases)
        and (not (start or end) or _between(event, first, last))
        and (text is None or text.casefold() in _words(event))
    ]
    if json:
        click.echo(as_json([event_json(event) for event in found]))
    elif found:
        rows = [(when_words(e.revision), e.phase, _listed(e)) for e in found]
        click.echo(table(("WHEN", "PHASE", "EVENT"), rows))
    else:
        click.echo(f"No event matches, {clocks_words(view.question)}.")


def _listed(event: EventState) -> str:
    revision = event.revision
    return f"{revision.body.title}\n[{revision.event}] {', '.join(revision.issues)}"


def _between(event: EventState, first: int, last: int) -> bool:
    when = event.revision.when
    return when is not None and when.ends >= first and when.starts <= last


def _words(event: EventState) -> str:
    revision = event.revision
    body = revision.body
    told = (body.title, body.summary, body.place, *body.actors, *revision.issues, *claims_words(event))
    return " ".join(word for word in (*told, *map(source_words, revision.sources)) if word).casefold()


@click.command("show", short_help="Show an event and all its revisions.")
@click.argument("event", shell_complete=offer("event"))
@clock_options
@click.option("--json", "json", is_flag=True, help="The event and its revisions as JSON.")
@log_option
@pass_session
def show_command(session: Session, event: str, json: bool, **clocks: Any) -> None:
    """Show EVENT and every revision of it, in all three clocks: happened, known, recorded.

    \b
    timeline show first-two-plus-two
    timeline show first-two-plus-two --as-of 2018-09-05
    """
    clocks["hindsight"] = clocks["hindsight"] or not (clocks["as_of"] or clocks["known_by"])
    view = ask(session, **clocks)
    event = pick(event, view.history.events, "event")
    history = view.history.events[event]
    state = next((e for e in view.events if e.revision.event == event), None)
    if state is None:
        raise TimelineError(f"event {event!r} was not known yet, {clocks_words(view.question)}")
    if json:
        steps = [_step_json(step) for step in state.revision.steps]
        click.echo(as_json(event_json(state) | {"revisions": steps}))
        return
    _show(state, history, view)


def _show(state: EventState, history: EventHistory, view: View) -> None:
    revision, body = state.revision, state.revision.body
    click.echo(click.style(paragraph(f"{body.title} [{revision.event}]"), bold=True))
    lines = [
        ("when", f"{when_words(revision)} ({PHASE_WORDS[state.phase]}, {clocks_words(view.question)})"),
        ("known", revision.known.text),
        ("kind", body.kind),
        ("place", body.place),
        ("actors", ", ".join(body.actors)),
        ("issues", ", ".join(revision.issues)),
        ("summary", body.summary),
        *(("claim", text) for text in claims_words(state)),
        *(("source", source_words(source) + (f" {source.url}" if source.url else "")) for source in revision.sources),
    ]
    for name, text in lines:
        if text:
            click.echo(paragraph(f"{name}: {text}", 2, 4))
    rows = [_row(step) for step in revision.steps]
    click.echo()
    click.echo(table(("ENTRY", "WHAT", "WHEN", "KNOWN", "RECORDED"), rows))
    for step in revision.steps:
        if remark := _remarks(step):
            click.echo(paragraph(f"{step.statement.id[:8]}: {remark}", 0, 10))
    hidden = len(history.others) + 1 - len(revision.steps)
    if hidden:
        click.echo(f"\n{hidden} more: void, or not known yet by then")


def _row(step: Step) -> tuple[str, ...]:
    statement = step.statement
    when = step.when.text if step.when else "no date"
    what = statement.body.KIND.removeprefix("event.")
    return (statement.id[:8], what, when, statement.known.text, statement.recorded[:10])


def _remarks(step: Step) -> str:
    marks = [step.statement.body.note] if step.statement.body.note else []
    for correction in step.statement.corrections:
        note = correction.body.note if isinstance(correction.body, EventCorrected) else None
        marks.append(f"corrected {correction.recorded[:10]}{': ' + note if note else ''}")
    return "; ".join(marks)


def _step_json(step: Step) -> dict[str, Any]:
    statement = step.statement
    return {
        "entry": statement.id,
        "seq": statement.seq,
        "kind": statement.body.KIND,
        "when": step.when.text if step.when else None,
        "outcome": step.outcome,
        "known": statement.known.text,
        "recorded": statement.recorded,
        "corrected": [correction.recorded for correction in statement.corrections],
        "note": statement.body.note,
    }
