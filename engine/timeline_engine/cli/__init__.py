"""The command line: one module per group of commands, each loaded when one of its commands is called."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

import click

from ..errors import TimelineError, concise
from ..visible import visible
from .terminal.passwords import hiding
from .typed import note_typed

if TYPE_CHECKING:
    from .session import Session

COMMANDS = {
    "init": "setup",
    "define": "setup",
    "record": "record",
    "reschedule": "change",
    "postpone": "change",
    "occurred": "change",
    "cancel": "change",
    "source": "change",
    "retract": "change",
    "correct": "correct",
    "import": "importing",
    "undo": "undo",
    "project": "project",
    "why": "explain",
    "diff": "explain",
    "watch": "watch",
    "events": "events",
    "show": "show",
    "search": "find",
    "export": "exporting",
    "serve": "serve",
    "plugins": "meta",
    "schema": "meta",
    "head": "heads",
    "verify": "meta",
    "repair": "repairing",
    "log": "log",
    "check": "check",
    "index": "index",
    "scale": "scale",
}

_APPENDING = ("record", "change", "correct", "importing", "undo")
APPENDING = {"define", *(name for name, module in COMMANDS.items() if module in _APPENDING)}

INSTEAD = {
    **dict.fromkeys(("delete", "remove", "rm"), "`timeline correct ENTRY --void` takes an entry out of the record"),
    **dict.fromkeys(("edit", "change", "update"), "`timeline correct EVENT` puts right what was recorded wrongly"),
    **dict.fromkeys(("list", "ls"), "`timeline events` lists the events"),
    "help": "`timeline --help` lists the commands, `timeline COMMAND --help` tells of one",
    "add": "`timeline record` records an event",
}
"""What people look for under another name."""


class LazyGroup(click.Group):
    """Commands by name, imported when called; every error of the engine ends as one sentence on stderr."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"{__name__}.commands.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse what is given twice and can hold once, of any command."""
        typed = list(args)
        try:
            left = super().parse_args(ctx, args)
            if not ctx.resilient_parsing:
                note_typed(self, typed, ctx)
        except click.UsageError as error:
            raise _concise(error) from None
        return left

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the command that was meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from ..errors import did_you_mean

            instead = INSTEAD.get(args[0])
            ctx.fail(f"no command {args[0]!r}{f': {instead}' if instead else did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> Any:
        """Write as an escape what the output cannot encode: a letter in a title must not end a listing.

        And, whatever a command prints, make visible what is hidden in it; but of what is said, no password.
        """
        typed = sys.argv[1:] if args is None else args
        hide = hiding([*typed, os.environ.get("TIMELINE_LOG")])
        for stream, shown in ((sys.stdout, visible), (sys.stderr, lambda text: visible(hide(text)))):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
                stream.write = _writing(stream.write, shown)  # type: ignore[method-assign]
        return super().main(args, *more, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Turn errors a person can cause into one sentence and exit code 1."""
        try:
            return super().invoke(ctx)
        except TimelineError as error:
            raise _told(str(error)) from error
        except click.UsageError as error:
            if error.message.startswith("Got unexpected extra arg"):
                said = f"{error.message}: put a text of several words in quotes"
                raise click.UsageError(concise(said), error.ctx) from error
            raise _concise(error) from None
        except (KeyboardInterrupt, EOFError, click.Abort):
            if ctx.invoked_subcommand not in APPENDING:
                raise  # click says that it is aborted
            click.echo(f"\nInterrupted: {_came_of(ctx.obj)}.", err=True)
            raise click.exceptions.Exit(1) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise _told(f"{where}{error.strerror or error}") from error


def _writing(write: Callable[[str], int], shown: Callable[[str], str]) -> Callable[[str], int]:
    return lambda text: write(shown(text))


def _came_of(session: "Session | None") -> str:
    """What came of a command that appends and was stopped; without a session it had not begun yet."""
    try:
        return session.appended() if session else "nothing was appended"
    except (TimelineError, OSError) as error:
        return _shown(
            f"whether anything was appended cannot be told, as {error}; before you try again, ask `timeline verify`, "
            "and look with `timeline events` or `timeline show EVENT`"
        )


def _concise(error: click.UsageError) -> click.UsageError:
    said = error.format_message()
    return error if concise(said) == said else click.UsageError(concise(said), error.ctx)


def _told(message: str) -> click.ClickException:
    from .session import hinting

    return click.ClickException(_shown(hinting(concise(message))))


def _shown(message: str) -> str:
    from .terminal.table import shown

    return shown(message)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--log", "log", metavar="PATH", help="The log. [default: $TIMELINE_LOG, else ./events]")
@click.version_option(package_name="timeline-engine", prog_name="timeline")
@click.pass_context
def main(ctx: click.Context, log: str | None) -> None:
    """Keep dated events in an append-only log, and ask what the state of each issue was on any day.

    \b
    timeline init                             make a log in ./events
    timeline define oil --title "Oil imports"
    timeline record "Imports halved" --on 2018-11 --issue oil --set oil=halved
    timeline project --as-of 2018-12-04       the state of every issue that day
    timeline export summary.xlsx              the same as a workbook
    """
    from .session import Session

    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        ctx.color = False
    ctx.obj = ctx.obj or Session()
    if log is not None:
        ctx.obj.use(log)


def run() -> None:
    """What the ``timeline`` command runs: a short life with few cycles, in which to look for them is time lost.

    Nor are they looked for at its end, when Python would go over all there is, several times.
    """
    import gc

    gc.disable()
    try:
        main()
    finally:
        gc.freeze()
