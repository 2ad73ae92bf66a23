"""``why`` and ``diff``: the evidence behind an answer, and what changed between two."""

from collections.abc import Iterable
from typing import Any

import click

from ...dates import Zone
from ...errors import UnknownId
from ...view import View
from ...view.diff import diff_json, diff_questions, read_question
from ...view.why import event_meant, why_event_json, why_event_of, why_json, why_of
from ...view.words.diff import diff_paragraphs
from ...view.words.paragraph import Paragraph
from ...view.words.phrases import counted
from ...view.words.why import why_event_paragraphs, why_paragraphs
from ..clock_options import ask_about, clock_options, question_text
from ..event_lookup import find_event, otherwise
from ..offering import issue_option, offer
from ..session import Session, as_json, log_option, pass_session, warn
from ..terminal.paragraphs import wrapped

LIMIT = 10
"""How many of a kind a person is shown, if nothing else is said."""


@click.command("why", short_help="Show the evidence behind an answer.")
@click.argument("subject", metavar="SUBJECT", shell_complete=offer("evidence"))
@clock_options
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    show_default=f"{LIMIT}; all with --json",
    metavar="N",
    help="The first N of each kind.",
)
@click.option("--event", "is_event", is_flag=True, help="SUBJECT is an event, though an issue is called so, too.")
@click.option("--json", "json", is_flag=True, help="The evidence as JSON.")
@log_option
@pass_session
def why_command(session: Session, subject: str, limit: int | None, is_event: bool, json: bool, **clocks: Any) -> None:
    """Show why that is the answer: who said it, known since when, and what it replaced.

    SUBJECT is ISSUE.ATTRIBUTE, or ISSUE for its status: the claims, their events and sources, and what they prevailed
    over. Or it is an EVENT: who set its date and its phase, what these replaced, and who says otherwise. What decides
    comes first, then of each kind the latest; of what is expected, the soonest; of our corrections, the last recorded.

    \b
    timeline why iran-oil --as-of 2019-06-25
    timeline why s-400-deal.value --as-of 2018-12-04
    timeline why first-two-plus-two --as-of 2018-09-05
    """
    view = ask_about(session, subject, **clocks)
    event = _event_asked(view, subject, is_event)
    if event is None:
        found = why_of(view, subject)
        told = as_json(why_json(found, limit)) if json else _text(why_paragraphs(found, limit or LIMIT), view.zone)
    else:
        of_event = why_event_of(view, event)
        parts = why_event_paragraphs(of_event, limit or LIMIT)
        told = as_json(why_event_json(of_event, limit)) if json else _text(parts, view.zone)
    click.echo(told)


def _event_asked(view: View, subject: str, is_event: bool) -> str | None:
    """The event that is asked about, None if it is an issue. Raises UnknownId."""
    recorded = view.question.recorded_by
    if is_event:
        return find_event(subject, view.history, recorded)
    try:
        return event_meant(view, subject)
    except UnknownId as error:
        raise otherwise(subject, view.history, error, recorded) from error


@click.command("diff", short_help="Show what changed between two answers.")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@issue_option("Only this issue")
@click.option("--recorded-by", metavar="DATE", help="A as the log stood then, so that our corrections show.")
@click.option("-o", "--output", metavar="FILE", help="Write it in the format of the suffix: .txt, .xlsx.")
@click.option("--json", "json", is_flag=True, help="The changes as JSON.")
@log_option
@pass_session
def diff_command(
    session: Session,
    before: str,
    after: str,
    issues: tuple[str, ...],
    recorded_by: str | None,
    output: str | None,
    json: bool,
) -> None:
    """Show what changed from A to B, sorted by cause, each line with the event responsible.

    A and B are each a date, or DATE@DATE: the world on one day as known by another, DATE@hindsight with all that
    became known later. The world moved: it took effect in between. We learned: it had before, and was known in
    between. We recorded: the log of A did not have it yet. We corrected: our record was wrong. It became due or
    overdue: nothing but time passed.

    \b
    timeline diff 2018-12-04 2019-06-25
    timeline diff 2019-05-31 2019-05-31@hindsight --issue iran-oil
    """
    if output and json:
        raise click.UsageError("--output writes a file and --json prints: give one of them")
    if output:
        from ...plugins import diff_format, export_diff

        diff_format(output)  # before the work
    log = session.log()
    zone = Zone(log.info.zone)
    ends = [question_text(session, name, text, zone) for name, text in (("A", before), ("B", after))]
    recorded = session.moment("--recorded-by", recorded_by, zone)
    found = diff_questions(log, read_question(ends[0], recorded), read_question(ends[1]), issues)
    if output:
        notes = export_diff(found, output)
        click.echo(f"wrote {output}: {counted(len(found.changes), 'change')}", err=True)
        for note in notes:
            warn(note)
    elif json:
        click.echo(as_json(diff_json(found)))
    else:
        click.echo(_text(diff_paragraphs(found), zone))


def _text(parts: Iterable[Paragraph], zone: Zone) -> str:
    return "\n".join(wrapped(parts, zone))
