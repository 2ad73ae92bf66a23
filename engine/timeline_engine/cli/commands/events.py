"""``events``: the list of them."""

from typing import Any

import click

from ...dates import Zone
from ...projection import PHASES, EventState
from ...view.json.contract import event_json
from ...view.words.phrases import claims_words, clocks_words, source_words, when_words
from ..clock_options import ask, clock_options, index_option
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
@index_option
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
    no_index: bool,
    **clocks: Any,
) -> None:
    """List the events, in the order they took or take effect.

    \b
    timeline events --as-of 2018-12-04 --issue iran-oil
    timeline events --phase overdue --phase postponed
    timeline events --from 2018-09 --to 2018-10 --text pompeo
    """
    view = ask(session, issues=issues, no_index=no_index, **clocks)
    first = view.zone.when(session.moment("--from", start, view.zone) or "0000").starts
    last = view.zone.instant(session.moment("--to", end, view.zone) or "9999")
    if first > last:
        raise click.UsageError(f"--from {start} is later than --to {end}: no day lies between them")
    found = [
        event
        for event in view.events
        if (not phases or event.phase in phases)
        and (not (start or end) or _between(event, first, last))
        and (text is None or text.casefold() in _words(event, view.zone))
    ]
    if json:
        click.echo(as_json([event_json(event) for event in found]))
    elif found:
        rows = [(when_words(e.revision, view.zone), e.phase, _listed(e)) for e in found]
        click.echo(table(("WHEN", "PHASE", "EVENT"), rows))
    else:
        click.echo(f"No event matches, {clocks_words(view.question)}.")


def _listed(event: EventState) -> str:
    revision = event.revision
    return f"{revision.body.title}\n[{revision.event}] {', '.join(revision.issues)}"


def _between(event: EventState, first: int, last: int) -> bool:
    when = event.revision.when
    return when is not None and when.ends >= first and when.starts <= last


def _words(event: EventState, zone: Zone) -> str:
    revision = event.revision
    body = revision.body
    told = (body.title, body.summary, body.place, *body.actors, *revision.issues, *claims_words(event))
    sources = (source_words(source, zone) for source in revision.sources)
    return " ".join(word for word in (*told, *sources) if word).casefold()
