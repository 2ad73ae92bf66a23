"""``events``: the list of them."""

from typing import Any

import click

from ...projection import PHASES, EventState
from ...view.json.contract import event_json
from ...view.selection import select
from ...view.words.phrases import clocks_words, when_words
from ...view.words.said import contested_words
from ..clock_options import ask, clock_options
from ..offering import issue_option
from ..session import Session, as_json, log_option, pass_session
from ..terminal.table import table


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
    day = session.moment("--from", start, view.zone), session.moment("--to", end, view.zone)
    first = view.zone.when(day[0]).starts if day[0] else None
    last = view.zone.instant(day[1]) if day[1] else None
    if first is not None and last is not None and first > last:
        raise click.UsageError(f"--from {start} is later than --to {end}: no day lies between them")
    found = select(view, phases=phases, start=first, end=last, text=text)
    if json:
        click.echo(as_json([event_json(event) for event in found]))
    elif found:
        rows = [(when_words(e.revision, view.zone), _phase(e), _listed(e)) for e in found]
        click.echo(table(("WHEN", "PHASE", "EVENT"), rows))
    else:
        click.echo(f"No event matches, {clocks_words(view.question)}.")


def _phase(event: EventState) -> str:
    return "; ".join(filter(None, (event.phase, contested_words(event.revision))))


def _listed(event: EventState) -> str:
    revision = event.revision
    return f"{revision.body.title}\n[{revision.event}] {', '.join(revision.issues)}"
