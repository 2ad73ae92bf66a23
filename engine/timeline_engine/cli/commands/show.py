"""``show``: one event, with all that was said of it; or an issue."""

from typing import Any

import click

from ...errors import TimelineError
from ...view.json.contract import event_json
from ...view.words.event import STEP_HEADERS, Told, event_paragraphs, step_row
from ...view.words.phrases import clocks_words
from ..clock_options import ask_about, clock_options
from ..event_lookup import find_event
from ..offering import offer
from ..session import Session, as_json, log_option, pass_session
from ..terminal.paragraphs import wrapped
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
    told = Told.of(history, state, view)
    if json:
        click.echo(as_json(event_json(state) | told.json()))
        return
    click.echo("\n".join(wrapped(event_paragraphs(state, view), view.zone)))
    click.echo()
    click.echo(table(STEP_HEADERS, [step_row(step, view.zone) for step in state.revision.steps]))
    for entry, remark in told.remarks():
        click.echo(paragraph(f"{entry[:8]}: {remark}", 0, 10))
    if told.unknown:
        click.echo(f"\n{told.unknown} more, not known yet by then")
