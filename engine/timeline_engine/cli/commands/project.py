"""``project``: the state of each issue as of a date."""

import re
from typing import Any

import click

from ...dates import When, Zone, for_tables, in_words
from ...history import Revision
from ...view import Question, View
from ...view.asking import answer, ask_for
from ...view.empty import Empty, why_empty
from ...view.summary import Summary, keep_lines_of, kept_summary_of, summarise
from ...view.words.phrases import clocks_words, counted
from ..clock_options import clock_options, read_clocks
from ..offering import issue_option
from ..session import Session, as_json, hinting, log_option, pass_session
from ..terminal.table import paragraph, table

_DAY = "[1-9][0-9]{3}(?:-[0-9]{2}){0,2}"
_WIDTH = 18  # of a column of dates


@click.command("project", short_help="Show the state of every issue as of a day.")
@clock_options
@issue_option("Only this issue, in full")
@click.option("--json", "json", is_flag=True, help="The machine-readable answer; its schema: timeline schema.")
@log_option
@pass_session
def project_command(session: Session, issues: tuple[str, ...], json: bool, **clocks: Any) -> None:
    """Show the state of every issue as of a day, as a reader could know it that day.

    < before a date is some day up to it, by that day; ? means not certain. SINCE is when the status began to hold. In
    FLAGS, contested names the attributes on which sources disagree, if it is not the status, and the date or phase of
    an event; overdue, due, possible and postponed are said of events. An issue in full has its events on a line along
    time, with a mark below it at the day that is asked about.

    \b
    timeline project --as-of 2018-12-04
    timeline project --as-of 2019-05-31 --hindsight
    timeline project --as-of "4 Dec 2018" --issue s-400-deal
    """
    log = session.log()
    question = ask_for(**read_clocks(session, Zone(log.info.zone), **clocks))
    summary = None if issues or json else kept_summary_of(log, question)
    if summary and summary.lines:
        _show(summary)
        return
    view = answer(log, question, issues)
    if json:
        from ...view.json.contract import to_json

        click.echo(as_json(to_json(view)))
    elif not view.issues:
        click.echo(_heading(view))
        empty = why_empty(view, log, issues)
        click.echo(paragraph(hinting(_empty_words(empty, view.question)), hang=0))
    elif issues:
        from ..terminal.page import page

        click.echo(_heading(view))
        for issue in view.issues:
            click.echo("\n" + "\n".join(page(issue, view)))
    else:
        _show(summarise(view))
        keep_lines_of(log, view)


def _show(summary: Summary) -> None:
    click.echo(_heading(summary))
    click.echo("\n" + table(("ISSUE", "STATUS", "SINCE", "LAST", "NEXT", "FLAGS"), summary_rows(summary)))


def _empty_words(empty: Empty, question: Question) -> str:
    """Why the answer has no issue, and what to ask instead."""
    match empty.reason:
        case "unrecorded":
            return (
                f"Nothing had been recorded by {question.recorded_by}: the first entry was recorded on {empty.since}."
            )
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
            *(short_date(revision, summary.zone) for revision in (line.since, line.last, line.next)),
            line.flags,
        )
        for line in summary.lines
    ]


def _heading(answer: View | Summary) -> str:
    return click.style(paragraph(f"{answer.log.title}: {clocks_words(answer.question)}"), bold=True)


def short_date(revision: Revision | None, zone: Zone) -> str:
    """An event's date in few words, with days in digits; the mark ``<`` is explained in the help of ``project``."""
    if revision is None:
        return "-"
    if revision.when is None:
        return f"<{zone.day(revision.effective)}"  # it occurred: nobody says when, but that was known by then
    return zone.day(revision.effective) if revision.when.kind == "time" else _short(revision.when)


def _short(when: When) -> str:
    text, sign = when.text, ""
    if text[-1] in "~?%" and not set(text) & set("/[{"):
        text, sign = text[:-1], text[-1]
    words = _compact(text)
    if sign:
        words = words if len(words) <= _WIDTH else text
        return f"{'about ' * (sign != '?')}{words}{'?' * (sign != '~')}"
    if len(words) <= _WIDTH or when.kind == "extended":
        return words
    return f"{when.first_day} or later" if when.latest is None else f"<{when.latest}"


def _compact(text: str) -> str:
    """``4-6 Sep 2018`` for what lasts from day to day, month to month or year to year; else the words of tables."""
    if "/" not in text or not re.fullmatch(rf"{_DAY}/{_DAY}", text):
        return for_tables(text)
    first, _, last = in_words(text).removeprefix("from ").partition(" to ")
    return re.sub("([A-Z][a-z]{2})[a-z]+", r"\1", f"{first}-{last}")
