"""`serve`: the log over HTTP, and the tokens by which a server lets people in."""

import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from ...dates import Zone
from ...errors import TimelineError
from ...log import InFolder, Log
from ...recording import read_state
from ..session import Session, hinting, log_option, pass_session
from ..terminal.table import paragraph, table

if TYPE_CHECKING:
    from ...serve.tokens import Tokens

PORT = 8765
CALENDAR = "calendar.ics"
INTERRUPTED = 130  # as a shell has it of a program that Ctrl-C ended


def _tokens_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--tokens", "file", metavar="FILE", help="Where tokens are kept. [default: serve-tokens.json in the log]"
    )(command)


@click.group(
    "serve",
    subcommand_metavar="[COMMAND] [ARGS]...",
    invoke_without_command=True,
    short_help="Serve calendars, pages and an API of the log.",
)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: any that is free.")
@click.option("--behind-proxy", is_flag=True, help="A proxy on this computer passes on what others ask.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=30.0, show_default=True, metavar="N",
              help="How long anybody waits for an answer.")  # fmt: skip
@click.option("--rate", type=click.FloatRange(min=0.1), default=5.0, show_default=True, metavar="N",
              help="New questions a second that a client may ask.")  # fmt: skip
@_tokens_option
@log_option
@click.pass_context
def serve_command(
    ctx: click.Context, host: str, port: int, behind_proxy: bool, seconds: float, rate: float, file: str | None
) -> None:
    """Serve calendars to subscribe to, pages, files and an API, which follow the log; Ctrl-C ends it.

    It reads only. Other computers reach it with --host or through a proxy, and then it answers only who has a token.
    Each request is a line of JSON on standard output. It needs the extra web: pip install 'timeline-engine[web]'.

    \b
    timeline serve
    timeline serve token add calendar-of-ann
    timeline serve --host 0.0.0.0 --port 8080
    """
    if ctx.invoked_subcommand is not None:
        return
    session = ctx.ensure_object(Session)
    log = session.log()
    _check_extra()
    from ...serve.app import LOCAL, Options, make_app
    from ...serve.server import is_loopback, listen, name_of, server_of, url_of

    is_open = is_loopback(host) and not behind_proxy
    tokens = _tokens_if_any(log, file) if is_open else _tokens(log, file)
    if tokens is not None and not is_open and not tokens.all():
        raise TimelineError(
            f"others can reach it there, and nobody has a token yet: {tokens.command('add NAME')} makes one"
        )
    options = Options(
        tokens=tokens,
        is_open=is_open,
        hosts=LOCAL | {name_of(host)} if is_open else None,
        seconds=seconds,
        rate=rate,
        clock=session.now,
        write=_writer(sys.stdout),
    )
    app = make_app(log, options)  # which reads the log
    listening = listen(host, port)
    click.echo(paragraph(f"Serving {log.info.title} at {url_of(listening)}; Ctrl-C ends it."), err=True)
    gc.enable()  # `run` left it off, for commands that end soon
    try:
        server_of(app, behind_proxy=behind_proxy).run([listening])
    except KeyboardInterrupt:
        raise click.exceptions.Exit(INTERRUPTED) from None


@serve_command.group("token", short_help="Make, list and revoke the tokens of a server.")
def token_group() -> None:
    """The tokens by which a server lets people in. Of each only a hash is kept; what is revoked no longer opens."""


@token_group.command("add", short_help="Make a token, and print it.")
@click.argument("name")
@click.option("--feed", metavar="PATH",
              help=f"It opens {CALENDAR}, issues/ID.ics or changes.atom. [default: {CALENDAR}]")  # fmt: skip
@click.option("--pages", is_flag=True, help="It opens pages, files and the API instead, as a password.")
@_tokens_option
@log_option
@pass_session
def add_command(session: Session, name: str, feed: str | None, pages: bool, file: str | None) -> None:
    """Make a token, and print the path of the feed with its secret, or the password: it is shown only now.

    \b
    timeline serve token add calendar-of-ann
    timeline serve token add oil-of-ann --feed issues/iran-oil.ics
    timeline serve token add ann --pages
    """
    from ...serve.addresses import feed_address, feed_meant
    from ...serve.tokens import PAGES

    if pages and feed is not None:
        raise click.UsageError("--pages opens no feed: leave out --feed, or make two tokens")

    log = session.log()
    tokens = _tokens(log, file)
    opens = PAGES if pages else feed_meant(feed or CALENDAR, lambda: read_state(log).issues)
    with log.exclusive():
        secret = tokens.add(name, opens, session.today(Zone(log.info.zone)))
    click.echo(secret if pages else feed_address(secret, opens))
    click.echo(paragraph("It is shown only now: whoever has it is let in, until it is revoked."), err=True)


@token_group.command("list", short_help="List the tokens; their secrets nobody can tell.")
@_tokens_option
@log_option
@pass_session
def list_command(session: Session, file: str | None) -> None:
    """List the tokens: their names, what each opens, and the day it was made. Nobody can tell their secrets."""
    tokens = _tokens(session.log(), file)
    found = tokens.all()
    if not found:
        click.echo(hinting(f"There is no token: {tokens.command('add NAME')} makes one."))
        return
    click.echo(table(("NAME", "OPENS", "MADE"), [(token.name, token.opens, token.made) for token in found]))


@token_group.command("revoke", short_help="Take a token away.")
@click.argument("name")
@_tokens_option
@log_option
@pass_session
def revoke_command(session: Session, name: str, file: str | None) -> None:
    """Take a token away: a server that runs lets nobody in with it from the next request on."""
    log = session.log()
    with log.exclusive():
        gone = _tokens(log, file).revoke(name)
    click.echo(f"revoked {gone.name}, which opened {gone.opens}", err=True)


def _tokens(log: Log, file: str | None) -> "Tokens":
    """The tokens of a log. Raises TimelineError for a log that is in no folder, if no file is named."""
    if found := _tokens_if_any(log, file):
        return found
    raise TimelineError("this log is in no folder: say with --tokens where its tokens are kept")


def _tokens_if_any(log: Log, file: str | None) -> "Tokens | None":
    """The same; None for such a log."""
    from ...serve.tokens import Tokens, beside

    if file is not None:
        return Tokens(Path(file), named=True)
    return Tokens(beside(log.path)) if isinstance(log, InFolder) else None


def _check_extra() -> None:
    """Raises TimelineError if what serves is not installed."""
    try:
        import starlette
        import uvicorn
    except ImportError as error:
        raise TimelineError(
            f"{error.name} is missing, which `timeline serve` needs: pip install 'timeline-engine[web]'"
        ) from error
    del starlette, uvicorn


def _writer(out: TextIO) -> Callable[[str], None]:
    """Writes lines to a stream, whatever is standard output by then: while a format is loaded, that is another."""

    def write(line: str) -> None:
        with suppress(OSError):  # nobody reads it any more, which is no reason not to answer
            click.echo(line, file=out)

    return write
