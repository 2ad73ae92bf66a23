"""``index``: what makes questions about a large log fast, to be seen, made and removed."""

from pathlib import Path

import click

from ...errors import TimelineError
from ...log import Log, keeper_of
from ...log.cache import SETTING, cache_folder
from ...log.keeping import LARGE, SIDECAR, Keeping
from ...log.mirror import drop_mirrors
from ...log.opening import place_elsewhere
from ...view.asking import day_asked, read
from ...view.kept_summary import keep_lines, lines_upto
from ...visible import quote
from ..session import Session, log_option, pass_session


@click.group("index", short_help="See, make or remove what makes questions about a large log fast.")
def index_command() -> None:
    """The index of a large log, a file beside it that tells where things stand.

    It is made by itself when a log has 4 MB, and kept up as the log grows. It holds nothing that the log does not,
    and what an answer shows is read from the log: to remove it, or to leave it out of a backup, loses nothing.
    Of a log in a database it is beside a copy of that log, in the cache of this machine.

    \b
    timeline index show
    timeline index build
    """


@index_command.command("show", short_help="How far it goes, and how large it is.")
@log_option
@pass_session
def show_command(session: Session) -> None:
    """How far the index goes, and how large it is.

    \b
    timeline index show
    """
    log = session.log()
    keeper, folder = _keeper(log)
    file = folder / SIDECAR
    if not file.exists():
        click.echo(f"there is no index: {_when(keeper)}, or by `timeline index build`")
        return
    kept = keeper.kept()
    if kept is None:
        raise TimelineError(f"{file} cannot be used, nor made anew now; questions read the log meanwhile")
    size = keeper.size()
    upto = lines_upto(kept)
    click.echo(f"{file}: {kept.mark.seq} entries, {file.stat().st_size / max(size, 1):.0%} of the log")
    click.echo(f"lines of issues: {f'as of entry {upto}' if upto else 'made by the first question about all issues'}")


@index_command.command("build", short_help="Make it, whatever the size of the log.")
@log_option
@pass_session
def build_command(session: Session) -> None:
    """Make the index, or bring it up to date, with the lines of all issues, whatever the size of the log.

    \b
    timeline index build
    """
    log = session.log()
    keeper, folder = _keeper(log)
    kept = keeper.kept(make=True)
    if kept is None:
        raise TimelineError(
            f"the index cannot be made in {folder}: another process is writing to the log, the folder or the disk "
            f"takes no more, or the log is damaged, which `timeline verify` tells; questions read the log meanwhile"
        )
    if (lines_upto(kept) or 0) != kept.mark.seq:
        history = read(log)
        keep_lines(log, kept, history.at(day_asked(None, history.history.zone)), anew=True)
        if (lines_upto(kept) or 0) != kept.mark.seq:
            raise TimelineError(
                f"the lines of all issues cannot be put into {folder / SIDECAR}: another process is writing, or the "
                f"disk takes no more; `timeline project` reads the log meanwhile"
            )
    click.echo(f"{folder / SIDECAR}: {kept.mark.seq} entries")


@index_command.command("drop", short_help="Remove it.")
@log_option
@pass_session
def drop_command(session: Session) -> None:
    """Remove the index. Nothing is lost: it holds nothing that the log does not. A large log gets another.

    Of a log in a database the copy on this machine goes with it, and nobody has to reach the database for that.

    \b
    timeline index drop
    """
    place = place_elsewhere(session.location())
    try:
        removed = _keeper(session.log())[0].drop() if place is None else _drop_mirrors(place)
    except OSError as error:
        raise TimelineError(f"cannot remove {error.filename}: {error.strerror or error}") from error
    click.echo("\n".join(f"removed {path}" for path in removed) or "there is no index")


@index_command.command("export", short_help="Write it as Parquet, to be asked without the log.")
@click.option(
    "--parquet", "folder", metavar="DIR", required=True, help="Where to, as a folder or a URL like s3://bucket/x."
)
@log_option
@pass_session
def export_command(session: Session, folder: str) -> None:
    """Write what the log says as rows in Parquet files, which DuckDB and Spark read: docs/scale.md tells the columns.

    Whatever the three clocks of a question, `timeline project --from-parquet DIR` answers it from these alone, which
    are of the log as it is now. An earlier export of it is replaced when the new one is whole.

    \b
    timeline index export --parquet exported
    timeline project --as-of 2018-12-04 --from-parquet exported
    """
    from ...scale.exporting import export_to

    made = export_to(session.log(), folder)
    click.echo(f"{folder}: {made.head.seq} entries, {sum(map(len, made.files.values()))} files")


def _keeper(log: Log) -> tuple[Keeping, Path]:
    """What keeps the index of a log, and where. Raises TimelineError."""
    keeper = keeper_of(log)
    if keeper is None:
        raise TimelineError(f"the log {quote(log.info.title)} is of a kind that can have no index")
    if keeper.folder is None:
        raise _not_kept()
    return keeper, keeper.folder


def _when(keeper: Keeping) -> str:
    """What makes an index where there is none."""
    large = keeper.size() >= LARGE
    return "the next question makes it" if large else f"one is made when a log has {LARGE >> 20} MB"


def _drop_mirrors(place: str) -> list[Path]:
    if cache_folder() is None:
        raise _not_kept()
    return drop_mirrors(place)


def _not_kept() -> TimelineError:
    return TimelineError(
        f"the index of such a log is in the cache of this machine, and ${SETTING} says that nothing is kept there: "
        "set it to a folder, or leave it unset"
    )
