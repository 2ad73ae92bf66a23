"""``check``: what is wrong in the log, or doubtful."""

from collections.abc import Iterator

import click

from ..dates import Zone
from ..view.check import Checked, Finding, check, check_json
from .session import Session, as_json, log_option, pass_session
from .table import counted

COLOURS = {"error": "red", "warning": "yellow"}


@click.command("check", short_help="Find what is wrong or doubtful in the log.")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("--as-of", metavar="DATE", help="What is overdue on that day? [default: today]")
@click.option("--json", "json", is_flag=True, help="The findings as JSON.")
@log_option
@pass_session
def check_command(session: Session, strict: bool, as_of: str | None, json: bool) -> None:
    """Find what is wrong or doubtful in the log, each with its file and line. Exits with 1 if there are errors.

    The log is read with hindsight. Its lines are not to be edited: what is wrong is put right with
    `timeline correct ENTRY`, what is missing is added.

    \b
    Errors                                     Warnings
      bad-correction    makes no valid entry     overdue           passed, no outcome
      bad-date          cannot be read           known-late        known after its date
      dangling          what it means is not     no-source         claims without source
                        there, or is there       undated-source    source without date
                        already                  other-unit        not the declared one
      unknown-issue     is never defined         status-backwards  in its declared order
      undeclared-value  is not allowed           same-event        looks entered twice
      impossible-date   known before it could    contested         claims disagree
      future-known      recorded before known

    \b
    timeline check
    timeline check --strict --as-of 2019-06-25
    """
    log = session.log()
    zone = Zone(log.info.zone)
    found = check(log, session.moment("--as-of", as_of, zone) or session.today(zone))
    click.echo(as_json(check_json(found)) if json else "\n".join(_lines(found)))
    if found.count("error") or (strict and found.findings):
        raise click.exceptions.Exit(1)


def _lines(found: Checked) -> Iterator[str]:
    yield from map(_line, found.findings)
    errors, warnings = (counted(found.count(severity), severity) for severity in ("error", "warning"))
    yield f"{errors}, {warnings} in {counted(found.entries, 'entry')}, as of {found.as_of}"


def _line(finding: Finding) -> str:
    severity = click.style(finding.severity, fg=COLOURS[finding.severity], bold=True)
    return f"{finding.place}: {severity}: {finding.code}: {finding.sentence} [{finding.entry}]"
