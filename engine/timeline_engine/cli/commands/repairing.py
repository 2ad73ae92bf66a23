"""``repair``: what can be saved of a damaged log, shown first, and done once somebody says so."""

from collections.abc import Iterable, Iterator

import click

from ...dates import Zone
from ...entries import Codec, CodecError
from ...errors import TimelineError
from ...history import dangling
from ...log import InFolder, LogNewer, open_log, without_password
from ...log.errors import RESTORING
from ...log.repair import Repair, foreign, plan_repair, plan_without_last, repair
from ...view.words.phrases import counted
from ...visible import quote
from ..session import Session, hinting, log_option, pass_session
from ..terminal.table import paragraph, shown


@click.command("repair", short_help="Save what can be saved of a damaged log.")
@click.option(
    "--backup",
    type=click.Path(),
    metavar="PATH",
    help="A backup of this log: what is damaged here is taken from there.",
)
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be done; touch nothing.")
@log_option
@pass_session
def repair_command(session: Session, backup: str | None, yes: bool, dry_run: bool) -> None:
    """Show what is wrong with the log and what can be saved of it, ask, and do that; what there was is kept aside.

    Lines are put in order again by the hashes that they give, and taken from a backup where a hash proves them. What
    neither has is not made up.

    \b
    timeline repair --dry-run
    timeline repair --backup backups/events
    """
    log = session.log()
    if not isinstance(log, InFolder):
        raise TimelineError(f"this log is in no folder, and only the files of one are repaired: {RESTORING}")
    spare = _spare(backup) if backup is not None else None
    plan = plan_repair(log, spare) or _last_unread(log)
    others = foreign(log.path)
    if plan is None:
        click.echo("the chain is intact: there is nothing to repair")
    for sentence in [*(_told(plan, log.codec) if plan else ()), *_foreign(others)]:
        click.echo(paragraph(hinting(sentence)))
    if plan is None or dry_run:
        return
    if not yes and not _confirmed():
        click.echo("nothing was touched", err=True)
        raise click.exceptions.Exit(1)
    try:
        aside = repair(log, plan)
    except KeyboardInterrupt as error:
        raise TimelineError("interrupted: `timeline repair` tells how the log stands now") from error
    entries = counted(len(plan.salvage.found), "entry")
    click.echo(shown(f"repaired: the log has {entries}; what there was is kept in {aside}"))


def _spare(backup: str) -> InFolder:
    """The log that damaged lines are taken from. Raises TimelineError for one that is in no folder."""
    log = open_log(backup)
    if not isinstance(log, InFolder):
        at = without_password(backup)
        raise TimelineError(
            f"--backup: {at} is no log in a folder: `timeline log copy {quote(at)} FOLDER` makes a copy"
        )
    return log


def _last_unread(log: InFolder) -> Repair | None:
    """What takes off the last line of an intact log, if that alone keeps all commands from answering."""
    from ...view.check.context import unreadable

    zone = Zone(log.info.zone)
    try:
        entries = list(log.read())
    except LogNewer:
        return None
    _, faults = unreadable(entries, zone)
    if not faults or unreadable(entries[:-1], zone)[1]:
        return None
    return plan_without_last(log, f"no command can read it, and nothing vouches for it: {faults[0].sentence}")


def _confirmed() -> bool:
    try:
        return click.confirm("Repair it so?")
    except click.Abort:  # nobody is there to ask
        click.echo(err=True)
        return False


def _told(plan: Repair, codec: Codec) -> Iterator[str]:
    """What is wrong, what can be saved and how, and what can not; a sentence each."""
    saved = plan.salvage
    first, last = saved.proven, len(saved.found)
    yield plan.damage.fault if plan.damage else "the last line is unfinished"
    yield f"saved byte for byte as written: {counted(first, 'entry')}"
    if saved.restored:
        yield f"of these from the backup, as hashes prove: {counted(len(saved.restored), 'entry')}"
    if saved.lost:
        yield f"cannot be saved: entry {_ranges(saved.lost)}"
        yield "`timeline repair --backup PATH` puts back what a backup has of it"
    if first < last:
        yield (
            f"linked anew, as entry {_ranges([(first + 1, last)])}: {counted(last - first, 'entry')}, with all that "
            f"was said, ids and times; no head that was kept from entry {first + 1} on fits any more"
        )
    if saved.unsure:
        yield f"nothing vouches any more for entry {', '.join(one[:8] for one in saved.unsure)}: look at what it says"
    if saved.unplaced:
        yield f"left out: {counted(saved.unplaced, 'piece')} of text that is no entry, or has no place among them"
    yield _to_do(plan)
    yield from _unresolved(plan, codec)


def _to_do(plan: Repair) -> str:
    if plan.cut:
        return (
            f"{plan.cut[0]} is cut off at byte {plan.cut[1]}; what is behind goes to {plan.cut[0]}.{plan.cut[1]}.torn"
        )
    return f"written anew: {', '.join(plan.changed)}; as they are now they are kept in {plan.aside}"


def _unresolved(plan: Repair, codec: Codec) -> Iterable[str]:
    """What will refer to an entry that is lost."""
    try:
        return dangling(codec.entries([one.line for one in plan.salvage.found]))
    except CodecError:
        return ()


def _foreign(names: list[str]) -> Iterator[str]:
    if names:
        yield f"no part of the log, and left as it is: {', '.join(names)}"


def _ranges(ranges: Iterable[tuple[int, int]]) -> str:
    """Numbers in few words: ``3 to 5, 9``."""
    return ", ".join(f"{first} to {last}" if last > first else str(first) for first, last in ranges)
