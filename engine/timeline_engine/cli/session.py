"""Where effects enter: which log, what time it is, where warnings go. Everything below gets them passed in."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from time import sleep
from typing import Any, TypeVar, cast

import click
from msgspec import Struct, field

from ..dates import DateError, Zone, loses_digits, read_moment, read_when
from ..errors import TimelineError, concise
from ..log import Log, keeper_of, open_log, without_password
from ..log.port import Clock, Head, utc_now
from ..visible import quote

F = TypeVar("F", bound=Callable[..., Any])

_COMMAND = "`timeline [^`]*`"
_NEEDS_LOG = r"`timeline(?= (?!init\b|log\b)[a-z])"
_GAP = "\ue000"  # stands for a space at which no line may end: a command is typed as one


class Session(Struct):
    """One run of the command: the path of the log, the clock in microseconds since 1970 UTC, and how to wait so many
    seconds.

    ``named`` is the path as given with ``--log``, which commands that are printed have to give again.
    ``pending`` is what it set out to append, if it has come to that: the head before, and the ids of the entries.
    ``cut`` has the dates of which it was told that they lose digits.
    """

    path: str | None = None
    now: Clock = utc_now
    named: str | None = None
    pending: tuple[Head, set[str]] | None = None
    sleep: Callable[[float], object] = sleep
    cut: set[str] = field(default_factory=set)

    def log(self) -> Log:
        """Open the log: --log, else $TIMELINE_LOG, else ./events. Raises LogNotFound, LogError."""
        log = open_log(self.location(), clock=self.now, warn=warn)
        if keeper := keeper_of(log):
            keeper.telling = _indexing
        return log

    def use(self, path: str) -> None:
        """Work on the log that ``--log`` names."""
        self.path = self.named = path

    def location(self) -> str:
        """The path or URL of the log."""
        import os

        return self.path or os.environ.get("TIMELINE_LOG") or "events"

    def appended(self) -> str:
        """Whether anything was appended, for who stopped the command before it said so."""
        if self.pending:
            head, ids = self.pending
            log = self.log()
            if log.head() != head and any(entry.id in ids for entry in log.read(head.seq)):
                return "it was appended by then"
        return "nothing was appended"

    def today(self, zone: Zone) -> str:
        """Today in the log's time zone."""
        return zone.day(self.now())

    def when(self, option: str, text: str | None, zone: Zone) -> str | None:
        """A date as a person types it, as EDTF text. Raises TimelineError naming the option."""
        return None if text is None else self._read(option, text, lambda: read_when(text, zone, self.today(zone)))

    def moment(self, option: str, text: str | None, zone: Zone) -> str | None:
        """The same for a date that must be bounded, like a published date or a question's."""
        return None if text is None else self._read(option, text, lambda: read_moment(text, zone, self.today(zone)))

    def _read(self, option: str, text: str, read: Callable[[], str]) -> str:
        try:
            found = read()
        except DateError as error:
            raise TimelineError(f"{option}: {error}") from error
        if loses_digits(text) and text not in self.cut:
            self.cut.add(text)
            warn(f"{option}: {text!r} has more digits of a second than the six that are kept")
        return found


def _indexing() -> AbstractContextManager[Callable[[float], None]]:
    from .terminal.progress import progress

    return progress("indexing")


def pass_session(command: F) -> F:
    """Give a command the run's session as its first argument."""
    return cast("F", click.make_pass_decorator(Session, ensure=True)(command))


def warn(message: str) -> None:
    """Tell a person on stderr; the command goes on."""
    import textwrap

    from .terminal.table import shown

    kept = re.sub(_COMMAND, lambda found: found[0].replace(" ", _GAP), shown(f"Warning: {hinting(concise(message))}"))
    lines = textwrap.fill(kept, 80, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)
    click.secho(lines.replace(_GAP, " "), fg="yellow", err=True)


def hinting(message: str) -> str:
    """A message whose commands work as they stand: with the log, if one was given with ``--log``."""
    ctx = click.get_current_context(silent=True)
    session = ctx.find_object(Session) if ctx else None
    if session is None or session.named is None:
        return message
    named = quote(without_password(session.named))
    return re.sub(_NEEDS_LOG, lambda found: f"{found[0]} --log {named}", message)


def log_option(command: F) -> F:
    """``--log`` after the command, for those who forgot it before."""

    def take(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        if value is not None:
            if ctx.find_root().params.get("log") is not None:
                ctx.fail("--log is given twice, and only one can hold: give it once")
            ctx.ensure_object(Session).use(value)

    return click.option(
        "--log",
        metavar="PATH",
        expose_value=False,
        callback=take,
        help="The log. [default: $TIMELINE_LOG, else ./events]",
    )(command)


def as_json(data: Any) -> str:
    """JSON for people and programs: indented, not escaped beyond need, keys in their given order."""
    from ..view.json.contract import json_text

    return json_text(data)
