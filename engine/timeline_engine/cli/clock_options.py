"""Asking the log, as many commands do: the options for the three clocks."""

from collections.abc import Callable
from typing import Any, TypedDict, TypeVar

import click

from ..dates import Zone
from ..view import View, project
from ..view.asking import about, ask_for
from .session import Session

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


def ask(session: Session, issues: tuple[str, ...] = (), **clocks: Any) -> View:
    """Answer the question that the options put. Raises TimelineError, click.UsageError."""
    log = session.log()
    return project(log, issues=issues, **read_clocks(session, Zone(log.info.zone), **clocks))


def ask_about(session: Session, text: str, **clocks: Any) -> View:
    """The same as far as it concerns what a text names; see `about`."""
    log = session.log()
    read = read_clocks(session, Zone(log.info.zone), **clocks)
    return about(log, text, ask_for(**read))


def question_text(session: Session, name: str, text: str, zone: Zone) -> str:
    """A question as a person types it, ``D`` or ``D@K``, its dates as EDTF. Raises TimelineError naming the option."""
    as_of, at, known = text.partition("@")
    if known and known.casefold() != "hindsight":
        known = session.moment(name, known, zone) or ""
    return f"{session.moment(name, as_of, zone)}{at}{known}"
