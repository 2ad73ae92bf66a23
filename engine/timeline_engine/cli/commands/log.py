"""``log``: what is done with a log as a whole."""

import click

from ...log import LogDamaged, without_password
from ...log.copying import copy_log
from ...view.words.phrases import counted
from ..session import Session, pass_session, warn
from ..terminal.table import shown


@click.group("log", short_help="Copy a log.")
def log_command() -> None:
    """What is done with a log as a whole.

    \b
    timeline log copy events "postgresql://db/news?schema=india"
    """


@log_command.command("copy", short_help="Copy a log, byte for byte.")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@pass_session
def copy_command(session: Session, source: str, target: str) -> None:
    """Copy the log FROM to TO, each a path or URL: the same lines, byte for byte, so every head that was kept fits.

    Where there is no log at TO one is made. An earlier copy gets what it lacks. Both are verified, before and after.

    \b
    timeline log copy events "postgresql://db/news?schema=india"
    timeline log copy "postgresql://db/news?schema=india" backup
    """
    if not (source and target):
        raise click.UsageError("FROM or TO is given empty: say where")
    try:
        copied = copy_log(source, target, clock=session.now, warn=warn)
    except LogDamaged as error:
        if error.location:
            session.use(error.location)  # so what it says to type is about that of the two
        raise
    click.echo(shown(f"{without_password(target)}: {counted(copied.added, 'entry')} copied, both logs are verified"))
    click.echo(f"head {copied.head.hash}")
