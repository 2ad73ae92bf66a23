"""``index``: the sidecar that made questions about a large log fast; switched off until it knows the rules of today."""

import click

from ...errors import TimelineError
from ...log import FileLog
from ..session import Session, log_option, pass_session

FILE = "index.duckdb"
"""The name of an index in the folder of its log."""

OFF = (
    "the index is switched off: it was made for rules that hold no longer (docs/semantics.md, section 4), and would "
    "answer wrongly; every question reads the log. An index that is there can go: timeline index drop"
)


@click.group("index", short_help="Remove what made questions about a large log fast.")
def index_command() -> None:
    """An index beside the log, for questions about a large one. It is switched off in this version.

    \b
    timeline index drop
    """


@index_command.command("build", short_help="Switched off in this version.")
@log_option
@pass_session
def build_command(session: Session) -> None:
    """Switched off in this version: says so.

    \b
    timeline index build
    """
    raise TimelineError(OFF)


@index_command.command("drop", short_help="Remove it.")
@log_option
@pass_session
def drop_command(session: Session) -> None:
    """Remove the index. Nothing is lost: it holds nothing that the log does not.

    \b
    timeline index drop
    """
    log = session.log()
    if not isinstance(log, FileLog):
        raise TimelineError(f"{session.location()} is no log in a folder: only such a log can have an index")
    found = log.path / FILE
    if not found.is_file():
        click.echo("there is no index")
        return
    found.unlink()
    click.echo(f"removed {found}")
