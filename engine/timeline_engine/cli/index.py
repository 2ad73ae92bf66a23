"""``index``: the sidecar that makes questions about a large log fast."""

import click

from .. import index as sidecar
from ..errors import TimelineError
from ..log import FileLog
from ..view.phrases import counted
from .progress import progress
from .session import Session, log_option, pass_session


@click.group("index", short_help="Make questions about a large log fast.")
def index_command() -> None:
    """An index beside the log, so that a question costs what its answer does. It can be made again at any time.

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
    from ..index.build import build
    from ..index.rows import Unindexable

    try:
        with progress("indexing") as tell:
            build(log, tell)
    except Unindexable as error:
        raise TimelineError(f"{log.path} cannot be indexed, as {error}; every question is answered without") from error
    click.echo(_status(log))


@index_command.command("status", short_help="Is there one, and is it up to date?")
@log_option
@pass_session
def status_command(session: Session) -> None:
    """Say whether the log has an index, and whether it is up to date.

    \b
    timeline index status
    """
    click.echo(_status(_file_log(session)))


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
    from ..index.store import drop

    click.echo(f"removed {log.path / sidecar.FILE}" if drop(log) else "there is no index")


def _file_log(session: Session) -> FileLog:
    log = session.log()
    if not isinstance(log, FileLog):
        raise TimelineError(f"{session.location()} is no log in a folder: only such a log can have an index")
    return log


def _check_installed() -> None:
    try:
        from ..index.duck import connect  # noqa: F401
    except ImportError as error:
        raise TimelineError("the index needs DuckDB: pip install 'timeline-engine[scale]'") from error


def _status(log: FileLog) -> str:
    path = log.path / sidecar.FILE
    if not path.is_file():
        return "there is no index: make one with `timeline index build`"
    _check_installed()
    from ..index import store

    index = store.opened(path)
    if index is None:
        return f"{path} is damaged: the next question makes it anew"
    made, size = index.made, path.stat().st_size
    of = sum(segment.size for segment in store.segments_of(log))
    share = f" ({size / of:.0%} of the log)" if of > size else ""
    unused = "; the log is small, so it is read without" if of < sidecar.PAYS else ""
    words = {
        "fresh": "up to date",
        "behind": "behind the log: the next question takes in the rest",
        "stale": "not of this log as it is, or of another version: the next question makes it anew",
    }[store.freshness(index, log)]
    index.base.close()
    return f"{path}: {counted(made.end.seq, 'entry')}, {size / 1e6:.1f} MB{share}, {words}{unused}"
