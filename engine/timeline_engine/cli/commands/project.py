"""``project``: the state of each issue as of a date."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import click

from ...dates import Zone
from ...history import Revision
from ...log import LogInfo
from ...view import Question, View
from ...view.asking import answer, ask_for
from ...view.empty import Empty, why_empty
from ...view.summary import Summary, keep_lines_of, kept_summary_of, summarise
from ...view.words.phrases import clocks_words, counted
from ...view.words.short_dates import short_date
from ..clock_options import clock_options, read_clocks
from ..offering import issue_option
from ..session import Session, as_json, hinting, log_option, pass_session
from ..terminal.table import paragraph, table

if TYPE_CHECKING:
    from ...scale.asking import Engine
    from ...scale.opening import EngineName


@click.command("project", short_help="Show the state of every issue as of a day.")
@clock_options
@issue_option("Only this issue, in full")
@click.option("--json", "json", is_flag=True, help="The machine-readable answer; its schema: timeline schema.")
@click.option("--from-parquet", "place", metavar="DIR", help="Ask an export, and no log: timeline index export.")
@click.option("--engine", type=click.Choice(("duckdb", "spark")), help="What asks the export. [default: duckdb]")
@click.option("--master", metavar="URL", help="Where Spark runs. [default: this machine]")
@log_option
@pass_session
def project_command(
    session: Session,
    issues: tuple[str, ...],
    json: bool,
    place: str | None,
    engine: "EngineName | None",
    master: str | None,
    **clocks: Any,
) -> None:
    """Show the state of every issue as of a day, as a reader could know it that day.

    < before a date is some day up to it, by that day; ? means not certain. SINCE is when the status began to hold. In
    FLAGS, contested names the attributes on which sources disagree, if it is not the status, and the date or phase of
    an event; overdue, due, possible and postponed are said of events. An issue in full has its events on a line along
    time, with a mark below it at the day that is asked about.

    \b
    timeline project --as-of 2018-12-04
    timeline project --as-of 2019-05-31 --hindsight
    timeline project --as-of "4 Dec 2018" --issue s-400-deal
    timeline project --as-of 2018-12-04 --from-parquet s3://bucket/timeline
    """
    if master and engine != "spark":
        raise click.UsageError("--master says where Spark runs: add --engine spark")
    if place is not None:
        from ...scale.opening import open_layout

        _project_from(session, open_layout(place, engine or "duckdb", master), issues, json, **clocks)
        return
    if engine:
        raise click.UsageError("--engine says how an export is asked: name it with --from-parquet")
    log = session.log()
    question = ask_for(**read_clocks(session, Zone(log.info.zone), **clocks))
    summary = None if issues or json else kept_summary_of(log, question)
    if summary and summary.lines:
        _show(summary)
        return
    view = answer(log, question, issues)
    if json:
        _show_json(view)
    elif not view.issues:
        click.echo(_heading(view.log, view.question))
        empty = why_empty(view, log, issues)
        click.echo(paragraph(hinting(_empty_words(empty, view.question)), hang=0))
    elif issues:
        _show_issues(view)
    else:
        _show(summarise(view))
        keep_lines_of(log, view)


def _project_from(
    session: Session,
    opening: "AbstractContextManager[Engine]",
    issues: tuple[str, ...],
    json: bool,
    **clocks: Any,
) -> None:
    """Answer from an export alone."""
    from ...scale.asking import summaries, view_of

    with opening as layout:
        log = layout.manifest.log
        question = ask_for(**read_clocks(session, Zone(log.zone), **clocks))
        if json:
            _show_json(view_of(layout, question, issues))
        elif issues:
            _show_issues(view_of(layout, question, issues))
        elif rows := [found.cells for found in summaries(layout, question)]:
            _show_table(log, question, rows)
        else:
            click.echo(_heading(log, question))
            click.echo("No issue was known by then, or none had been recorded.")


def _show_json(view: View) -> None:
    from ...view.json.contract import to_json

    click.echo(as_json(to_json(view)))


def _show_issues(view: View) -> None:
    from ..terminal.page import page

    click.echo(_heading(view.log, view.question))
    for issue in view.issues:
        click.echo("\n" + "\n".join(page(issue, view)))


def _show(summary: Summary) -> None:
    _show_table(summary.log, summary.question, summary_rows(summary))


def _show_table(log: LogInfo, question: Question, rows: Sequence[Sequence[str]]) -> None:
    click.echo(_heading(log, question))
    click.echo("\n" + table(("ISSUE", "STATUS", "SINCE", "LAST", "NEXT", "FLAGS"), rows))


def _empty_words(empty: Empty, question: Question) -> str:
    """Why the answer has no issue, and what to ask instead."""
    match empty.reason:
        case "unrecorded":
            return (
                f"Nothing had been recorded by {question.recorded_by}: the first entry was recorded on {empty.since}."
            )
        case "taken out":
            return f"All that was recorded since {empty.since} has been taken out again."
        case "unknown":
            return f"Nothing was known by {question.known_by}: something is known at the end of {empty.since}."
        case "no issue":
            return f"{counted(empty.events, 'event')}, and none bears on an issue: see `timeline events`."
        case "nothing":
            return "No issue is known yet. Begin with `timeline define` and `timeline record`."


def summary_rows(summary: Summary) -> list[tuple[str, ...]]:
    """The cells of the table, issue by issue."""
    return [
        (
            line.issue,
            line.status or "-",
            *(_date(revision, summary.zone) for revision in (line.since, line.last, line.next)),
            line.flags,
        )
        for line in summary.lines
    ]


def _heading(log: LogInfo, question: Question) -> str:
    return click.style(paragraph(f"{log.title}: {clocks_words(question)}"), bold=True)


def _date(revision: Revision | None, zone: Zone) -> str:
    return short_date(revision.when, revision.effective, zone) if revision else "-"
