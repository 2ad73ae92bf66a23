"""``index``: the sidecar that makes questions about a large log fast."""

import os
from contextlib import closing
from pathlib import Path
from typing import Literal

import click
import msgspec
from msgspec import Struct

from ... import index as sidecar
from ...errors import TimelineError
from ...log import FileLog
from ...view.words.phrases import counted
from ..session import Session, as_json, log_option, pass_session
from ..terminal.progress import progress

NEEDED = "the index needs DuckDB 1.5 or newer: pip install 'timeline-engine[scale]', or '.[scale]' in a checkout"


@click.group("index", short_help="Make questions about a large log fast.")
def index_command() -> None:
    """An index beside the log, so that `project` costs what its answer does. It can be made again at any time.

    Where there is one, `project` and `events --issue` use it and keep it up to date. It needs the extra `scale`:
    pip install 'timeline-engine[scale]'

    \b
    timeline index build
    timeline project --as-of 2018-12-04
    timeline index drop
    """


@index_command.command("build", short_help="Make it, or make it anew.")
@log_option
@pass_session
def build_command(session: Session) -> None:
    """Make the index of the log, or make it anew. Checks every link of the log's chain on the way.

    \b
    timeline index build
    """
    log = _file_log(session)
    _check_installed()
    from ...index.build import build
    from ...index.rows import Unindexable

    try:
        with progress("indexing") as tell:
            build(log, tell)
    except Unindexable as error:
        raise TimelineError(f"{log.path} cannot be indexed, as {error}; every question is answered without") from error
    click.echo(_words(_status(log)))


@index_command.command("status", short_help="Is there one, and is it up to date?")
@click.option("--json", "json", is_flag=True, help="The findings as JSON.")
@log_option
@pass_session
def status_command(session: Session, json: bool) -> None:
    """Say whether the log has an index, and whether it is up to date.

    Exits with 0 if it is, or if the next question brings it up to date; with 1 if there is none, if it has to be made
    anew, or if no question brings it up to date because the log is small or its folder cannot be written to.

    \b
    timeline index status
    timeline index status --json
    """
    found = _status(_file_log(session))
    click.echo(as_json(msgspec.to_builtins(found)) if json else _words(found))
    if not found.fit:
        raise click.exceptions.Exit(1)


@index_command.command("drop", short_help="Remove it.")
@log_option
@pass_session
def drop_command(session: Session) -> None:
    """Remove the index. Nothing is lost: it holds nothing that the log does not.

    \b
    timeline index drop
    """
    log = _file_log(session)
    _check_installed()
    from ...index.store import drop

    click.echo(f"removed {log.path / sidecar.FILE}" if drop(log) else "there is no index")


def _file_log(session: Session) -> FileLog:
    log = session.log()
    if not isinstance(log, FileLog):
        raise TimelineError(f"{session.location()} is no log in a folder: only such a log can have an index")
    return log


def _check_installed() -> None:
    try:
        from ...index.duck import connect  # noqa: F401
    except ImportError as error:
        raise TimelineError(NEEDED) from error


class _Status(Struct, kw_only=True):
    """What there is to say of the index of a log.

    ``fit``: it holds what the log says, or the next question sees to it. ``used``: the next question asks it; if not,
    ``reason`` says why. Of one that is damaged or stale ``used`` is a guess: it has to be made anew first, and only
    that tells whether the log can be indexed.
    """

    path: str
    state: Literal["none", "unreadable", "damaged", "stale", "behind", "fresh"] = "none"
    fit: bool = False
    used: bool = False
    reason: str | None = None
    entries: int | None = None
    entries_behind: int | None = None
    bytes: int | None = None
    log_bytes: int


def _status(log: FileLog) -> _Status:
    path = log.path / sidecar.FILE
    found = _Status(path=str(path), log_bytes=sum(file.stat().st_size for file in log.path.glob("*.jsonl")))
    if path.is_file():
        found.bytes = path.stat().st_size
        _look(found, log, path)
    found.reason = _reason(found, log)
    found.used = found.reason is None
    found.fit = found.state == "fresh" or (found.state == "behind" and found.used)
    return found


def _look(found: _Status, log: FileLog, path: Path) -> None:
    """Fill in what the index says of itself."""
    try:
        from ...index.store import freshness, opened
    except ImportError:
        found.state = "unreadable"
        return
    index = opened(path)
    if index is None:
        found.state = "damaged"
        return
    with closing(index.base):
        found.state = freshness(index, log)
        found.entries = index.made.end.seq
        if found.state != "stale":
            found.entries_behind = 0 if found.state == "fresh" else sum(1 for _ in log.lines(found.entries))


def _reason(found: _Status, log: FileLog) -> str | None:
    """Why the next question does without the index, None if it does not."""
    writable = os.access(log.path, os.W_OK)
    if found.state == "none":
        advice = ": make one with `timeline index build`" if writable else f", and {log.path} cannot be written to"
        return f"there is no index{advice}"
    if found.state == "unreadable":
        return NEEDED
    if found.log_bytes < sidecar.PAYS:
        return "the log is small"
    return None if writable or found.state == "fresh" else f"{log.path} cannot be written to"


_STATES = {
    "unreadable": "not readable",
    "damaged": "damaged",
    "stale": "not of this log as it is, or of another version",
    "fresh": "up to date",
}
_NEXT = {"fresh": "", "behind": ": the next question takes in the rest", "unreadable": f": {NEEDED}"}


def _words(found: _Status) -> str:
    if found.state == "none" and found.reason:
        return found.reason
    then = _NEXT.get(found.state, ": the next question makes it anew")
    if found.reason and found.state != "unreadable":
        then = f"; {found.reason}, so questions are answered without it"
    behind = f"{counted(found.entries_behind or 0, 'entry')} behind the log"
    return f"{found.path}: {_sizes(found)}{_STATES.get(found.state, behind)}{then}"


def _sizes(found: _Status) -> str:
    if found.entries is None or found.bytes is None:
        return ""
    share = f" ({found.bytes / found.log_bytes:.0%} of the log)" if found.log_bytes > found.bytes else ""
    return f"{counted(found.entries, 'entry')}, {found.bytes / 1e6:.1f} MB{share}, "
