"""Asking the log, as many commands do: the options for the three clocks, and its index, where there is one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from ..dates import Zone
from ..index import has_index
from ..log import FileLog, Log
from ..view import View, project
from .session import Session, warn

if TYPE_CHECKING:
    from ..index.ask import Asker

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


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


def through_index(log: Log, question: "Callable[[Asker], T]") -> T | None:
    """What asking the index of a log gives; None where there is none that pays, or DuckDB is not installed.

    Only where there is an index is anything of it imported.
    """
    if not isinstance(log, FileLog) or not has_index(log):
        return None
    try:
        from ..index.using import through_index as through
    except ImportError:  # of DuckDB: `timeline index status` says so
        return None
    from .terminal.progress import progress

    with progress("indexing") as tell:
        return through(log, question, tell, warn)
