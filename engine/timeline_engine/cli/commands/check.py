"""``check``: what is wrong in the log, or doubtful."""

from collections.abc import Iterator

import click

from ...dates import Zone
from ...view.check import Checked, Finding, check, check_json
from ...view.words.phrases import counted
from ..session import Session, as_json, log_option, pass_session

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
    Errors
      bad-correction     a correction makes no valid entry of what it corrects
      bad-date           a date cannot be read
      dangling           refers to what is not there
      unknown-issue      an issue is named and never defined
      undeclared-value   a value is not among those declared for the issue
      impossible-date    known to have occurred before it could have
      future-known       published or known only after it was recorded

    \b
    Warnings
      clock-ahead        recorded under a clock that was far ahead
      overdue            its date has passed, and no outcome is reported
      known-late         known as scheduled only after its date
      back-filled        says not when it was known, so no earlier answer has it
      unheard            changes nothing, though it was meant to
      no-source          claims without a source
      undated-source     a source without its published date, and no known date
      other-unit         a figure in another unit than the declared one
      unit-case          a unit that is written in other letters elsewhere
      unknown-attribute  an attribute is called nearly like a declared one
      text-in-estimate   a text where figures are compared
      number             a number that programs may read as another: write a text
      status-backwards   a status goes back in the order of its declared values
      far-year           in a year far from all others
      same-event         looks like an event that was entered before
      contested          claims or publishers disagree

    \b
    timeline check
    timeline check --strict --as-of 2019-06-25
    """
    log = session.log()
    zone = Zone(log.info.zone)
    found = check(log, session.moment("--as-of", as_of, zone) or session.today(zone), now=session.now())
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
