"""``project``: the state of each issue as of a date."""

from collections.abc import Callable, Iterator
from typing import Any, TypedDict, TypeVar

import click

from ..dates import When, Zone, utc_instant
from ..history import Revision
from ..log import Log
from ..model import format_value
from ..projection import AttributeState, EventState, IssueState
from ..view import View, project
from ..view.answer import ask_for
from ..view.phrases import (
    PHASE_WORDS,
    attribute_words,
    claimant_words,
    claims_words,
    clocks_words,
    counted,
    date_words,
    moves_words,
    since_words,
    source_words,
    when_words,
)
from ..view.summary import Summary, summarise
from .indexing import through_index
from .session import Session, as_json, issue_option, log_option, pass_session
from .table import paragraph, table

F = TypeVar("F", bound=Callable[..., Any])


def clock_options(command: F) -> F:
    """The three clocks of a question."""
    for option in reversed(
        (
            click.option("--as-of", metavar="DATE", help="The state of the world on that day. [default: today]"),
            click.option(
                "--known-by",
                metavar="DATE",
                help="As a reader could know it by then. [default: the --as-of day]",
            ),
            click.option("--hindsight", is_flag=True, help="With all that became known later."),
            click.option("--recorded-by", metavar="DATE", help="As the log stood then. [default: as it stands]"),
        )
    ):
        command = option(command)
    return command


class Clocks(TypedDict):
    """What the clock options say, as the engine is asked."""

    as_of: str
    known_by: str | None
    hindsight: bool
    recorded_by: str | None


def read_clocks(
    session: Session, zone: Zone, *, as_of: str | None, known_by: str | None, hindsight: bool, recorded_by: str | None
) -> Clocks:
    """Read the dates of the clock options. Raises TimelineError, click.UsageError."""
    if hindsight and known_by:
        raise click.UsageError("--hindsight means all that is known: leave out --known-by")
    return Clocks(
        as_of=session.moment("--as-of", as_of, zone) or session.today(zone),
        known_by=session.moment("--known-by", known_by, zone),
        hindsight=hindsight,
        recorded_by=session.moment("--recorded-by", recorded_by, zone),
    )


def index_option(command: F) -> F:
    """``--no-index`` of the commands that an index can answer."""
    return click.option("--no-index", is_flag=True, help="Read the whole log, even where it has an index.")(command)


def ask(session: Session, issues: tuple[str, ...] = (), no_index: bool = True, **clocks: Any) -> View:
    """Answer the question that the options put. Raises TimelineError, click.UsageError."""
    log = session.log()
    read = read_clocks(session, Zone(log.info.zone), **clocks)
    found = None
    if issues and not no_index:
        found = through_index(log, lambda index: project(log, issues=issues, about=index.about, **read))
    return found or project(log, issues=issues, **read)


@click.command("project", short_help="Show the state of every issue as of a day.")
@clock_options
@issue_option("Only this issue, in full")
@click.option("--json", "json", is_flag=True, help="The machine-readable answer; its schema: timeline schema.")
@index_option
@log_option
@pass_session
def project_command(session: Session, issues: tuple[str, ...], json: bool, no_index: bool, **clocks: Any) -> None:
    """Show the state of every issue as of a day, as a reader could know it that day.

    Before a date, ~ means about, ? not certain, < some day up to it; after it, .. means from that day on. SINCE is
    when the status began to hold. In FLAGS, contested names the attributes on which sources disagree, if it is not
    the status; overdue, due, possible and postponed are said of events.

    \b
    timeline project --as-of 2018-12-04
    timeline project --as-of 2019-05-31 --hindsight
    timeline project --as-of "4 Dec 2018" --issue s-400-deal
    """
    summary = None if json or issues or no_index else _indexed_summary(session, **clocks)
    view = None if summary and summary.lines else ask(session, issues=issues, no_index=no_index, **clocks)
    if view and json:
        from ..view.contract import to_json

        click.echo(as_json(to_json(view)))
    elif view and not view.issues:
        click.echo(_heading(view))
        click.echo(paragraph(_nothing(view, session.log(), issues), hang=0))
    elif view and issues:
        click.echo(_heading(view))
        for issue in view.issues:
            click.echo("\n" + "\n".join(_page(issue, view)))
    elif answer := summarise(view) if view else summary:
        click.echo(_heading(answer))
        click.echo("\n" + table(("ISSUE", "STATUS", "SINCE", "LAST", "NEXT", "FLAGS"), summary_rows(answer)))


def _indexed_summary(session: Session, **clocks: Any) -> Summary | None:
    log = session.log()
    question = ask_for(**read_clocks(session, Zone(log.info.zone), **clocks))
    return through_index(log, lambda index: index.summary(question))


def _nothing(view: View, log: Log, issues: tuple[str, ...]) -> str:
    """Why the answer has no issue, and what to ask instead."""
    question, zone = view.question, view.zone
    first = next(log.read(), None)
    if first is not None and not view.history.issues and not view.history.events:
        day = zone.day(utc_instant(first.recorded))
        return f"Nothing had been recorded by {question.recorded_by}: the first entry was recorded on {day}."
    ever = project(log, question.as_of, hindsight=True, recorded_by=question.recorded_by, issues=issues)
    if ever.issues:
        then = min(map(_first_known, ever.issues))
        return f"Nothing was known by {question.known_by}: something is known at the end of {zone.day(then)}."
    if ever.events:
        return f"{counted(len(ever.events), 'event')}, and none bears on an issue: see `timeline events`."
    return "No issue is known yet. Begin with `timeline define` and `timeline record`."


def _first_known(issue: IssueState) -> int:
    """When an event was first known to bear on an issue: itself, or by what a later report claimed."""
    return min(
        event.revision.known.instant
        if issue.issue in event.revision.body.issues
        else min(stated.known.instant for stated in event.revision.claims if stated.claim.issue == issue.issue)
        for event in issue.events
    )


def summary_rows(summary: Summary) -> list[tuple[str, ...]]:
    """The cells of the table, issue by issue."""
    return [
        (
            line.issue,
            attribute_words(line.status) if line.status else "-",
            *(short_date(revision, summary.zone) for revision in (line.since, line.last, line.next)),
            line.flags,
        )
        for line in summary.lines
    ]


def _heading(answer: View | Summary) -> str:
    return click.style(paragraph(f"{answer.log.title}: {clocks_words(answer.question)}"), bold=True)


def short_date(revision: Revision | None, zone: Zone) -> str:
    """An event's date in ten to twelve columns; its marks are explained in the help of ``project``."""
    if revision is None:
        return "-"
    if revision.when is None:
        return f"<{zone.day(revision.effective)}"  # it occurred: nobody says when, but that was known by then
    return zone.day(revision.effective) if revision.when.kind == "time" else _short(revision.when)


def _short(when: When) -> str:
    text = when.text
    if text[-1] in "~?%" and not set(text) & set("/[{"):
        return f"{'?' if text[-1] == '?' else '~'}{text[:-1]}"
    if len(text) <= 10:
        return text
    if when.earliest and (when.kind == "extended" or when.latest is None):
        return f"{when.earliest}.."
    return f"<{when.latest}"


def _page(issue: IssueState, view: View) -> Iterator[str]:
    """One issue in full."""
    yield click.style(paragraph(f"{issue.title} [{issue.issue}]"), bold=True)
    if issue.question:
        yield paragraph(issue.question, 2)
    if issue.status is None:
        yield "  status: nothing known"
    for attribute in sorted(issue.attributes.values(), key=lambda a: a is not issue.status):
        yield from _attribute(attribute, view)
    for heading, events in (
        ("What happened", issue.phase("occurred")),
        ("What is only possible", issue.phase("possible")),
        ("What is overdue: it has passed, and no outcome is reported", issue.phase("overdue")),
        ("What is due or coming", issue.phase("due", "upcoming")),
        ("What is postponed", issue.phase("postponed")),
        ("What will not be, or was taken back", issue.phase("cancelled", "retracted")),
    ):
        if events:
            yield ""
            yield click.style(f"  {heading}", bold=True)
            for event in events:
                yield from _event(event, issue.issue, view.zone)


def _attribute(attribute: AttributeState, view: View) -> Iterator[str]:
    contested = "  CONTESTED" if attribute.contested else ""
    yield paragraph(
        f"{attribute.name}: {attribute_words(attribute)} ({since_words(attribute, view.zone)}){contested}", 2
    )
    for claim in attribute.claims:
        sources = "; ".join(source_words(source, view.zone) for source in claim.sources)
        sources = sources or f"known {date_words(claim.known.text, view.zone)}"
        yield paragraph(f"- {format_value(claim.value)}, {claimant_words(claim)}: {claim.revision.event}; {sources}", 4)


def _event(event: EventState, issue: str, zone: Zone) -> Iterator[str]:
    revision = event.revision
    words = f" ({PHASE_WORDS[event.phase]})" if event.phase in ("possible", "due", "cancelled", "retracted") else ""
    yield paragraph(f"{when_words(revision, zone)}  {revision.body.title}{words} [{revision.event}]", 4, 4)
    for line in _detail(event, issue, zone):
        yield paragraph(line, 8)


_SAYS = {"occurred": "says", "possible": "would say", "retracted": "had said", "cancelled": "was expected"}


def _detail(event: EventState, issue: str, zone: Zone) -> Iterator[str]:
    """How it was moved, what it says of the issue, and since when it is known if that was not at once."""
    revision = event.revision
    if moved := moves_words(revision, zone):
        yield moved
    if claims := claims_words(event, issue):
        said = _SAYS.get(event.phase, "expected")
        yield f"{said}: {'; '.join(claims)}"
    if event.phase == "occurred" and revision.known.instant > revision.effective:
        yield f"known since {date_words(revision.known.text, zone)}"
