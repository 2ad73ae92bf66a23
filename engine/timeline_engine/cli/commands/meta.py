"""``plugins``, ``schema`` and ``verify``: about the tool and the log itself."""

from collections.abc import Sequence
from typing import Any

import click

from ...dates import Zone
from ...history import dangling
from ...log import Log
from ...log.showing import Chained
from ...log.verify import VerifyReport, verify
from ...log.vouchers import Voucher, compared, places
from ...view.words.phrases import counted
from ..offering import offer
from ..session import Session, as_json, hinting, log_option, pass_session
from ..terminal.table import paragraph, shown, table
from .heads import as_data, kept_vouchers, tell


@click.command("plugins", short_help="List the formats that are installed.")
@click.option("--json", "json", is_flag=True, help="The list as JSON.")
def plugins_command(json: bool) -> None:
    """List the exporters and importers that are installed, and what is missing for those that cannot be used.

    \b
    timeline plugins
    """
    from attrs import asdict

    from ...plugins import clashes, plugins

    found = plugins()
    if json:
        click.echo(as_json([asdict(plugin) for plugin in found]))
        return
    rows = [
        (
            p.group.rpartition(".")[2][:-1],
            p.name,
            p.suffix,
            f"broken: {p.problem}" if p.problem else p.title,
            p.distribution,
        )
        for p in found
    ]
    click.echo(table(("KIND", "NAME", "SUFFIX", "WHAT", "FROM"), rows))
    for sentence in clashes():
        click.echo(paragraph(shown(sentence), hang=0))


@click.command("schema", short_help="Print the schema of a JSON answer.")
@click.argument("name", default="project", shell_complete=offer("schema"))
def schema_command(name: str) -> None:
    """Print the JSON Schema of what a command answers with --json: of `timeline project`, or of NAME.

    NAME is project, events, show, why, diff, search, check, head, verify or plugins.

    \b
    timeline schema > answer.schema.json
    timeline schema diff > diff.schema.json
    """
    from ...errors import did_you_mean
    from ...view.json.schemas import SCHEMAS

    if name not in SCHEMAS:
        raise click.UsageError(f"no schema {name!r}: there are {', '.join(SCHEMAS)}{did_you_mean(name, SCHEMAS)}")
    click.echo(as_json(SCHEMAS[name]))


@click.command("verify", short_help="Prove the log, and that its references resolve.")
@click.option("--head", metavar="HASH", help="A head that was kept elsewhere: is it part of this log?")
@click.option(
    "--against",
    type=click.Path(),
    metavar="FILE",
    help="A head that was kept (timeline head): does the log still begin so?",
)
@click.option(
    "--allowed-signers",
    type=click.Path(),
    metavar="FILE",
    help="Who may sign heads (ssh-keygen): who has signed which?",
)
@click.option(
    "--revoked", type=click.Path(), metavar="FILE", help="With --allowed-signers: keys that count no more (ssh-keygen)."
)
@click.option("--json", "json", is_flag=True, help="The findings as JSON.")
@log_option
@pass_session
def verify_command(
    session: Session,
    head: str | None,
    against: str | None,
    allowed_signers: str | None,
    revoked: str | None,
    json: bool,
) -> None:
    """Prove the log: the chain of hashes, and that every entry refers to something that is there.

    The last entry, and the log as a whole, only a head proves that was kept elsewhere or signed (timeline head).

    \b
    timeline verify
    timeline verify --against kept.json
    timeline verify --allowed-signers ~/.ssh/allowed_signers
    """
    if revoked and not allowed_signers:
        raise click.UsageError("--revoked says which of the allowed signers count no more: give --allowed-signers")
    from ...view.check.sound import Sound

    log = session.log()
    vouchers = kept_vouchers(log, against, allowed_signers, revoked)
    sound = Sound(Zone(log.info.zone))
    report = verify(log, head, places(vouchers), sound.take)
    vouchers = [compared(one, log.info, report) for one in vouchers]
    if report.damage or report.newer or (isinstance(log, Chained) and not report.torn and sound.is_sure(log)):
        unread, faults = list[str](), list[str]()
    else:
        unread, faults = _faults(session.log())  # which also warns of what is torn
    if json:
        click.echo(as_json(_verified(report, faults, vouchers) | {"unreadable": unread}))
    else:
        _say(report, [*unread, *faults], head)
        tell(vouchers)
    failed = report.damage or unread or faults or report.newer or any(one.fault for one in vouchers)
    if failed or (head and report.kept is None):
        raise click.exceptions.Exit(1)


def _faults(log: Log) -> tuple[list[str], list[str]]:
    """A sentence for each entry that no command can read, and for each that refers to what is not there."""
    from ...view.check.context import unreadable

    entries, unread = unreadable(list(log.read()), Zone(log.info.zone))
    told = [f"entry {one.entry} (seq {one.seq}) keeps all commands from answering: {one.sentence}" for one in unread]
    return told, dangling(entries)


def _verified(report: VerifyReport, faults: list[str], vouchers: Sequence[Voucher]) -> dict[str, Any]:
    return {
        "entries": report.entries,
        "head": report.head.hash,
        "segments": report.segments,
        "damage": str(report.damage) if report.damage else None,
        "torn": str(report.torn) if report.torn else None,
        "newer": report.newer,
        "references": faults,
        "kept": {"seq": report.kept.seq, "head": report.kept.hash} if report.kept else None,
        "vouchers": list(map(as_data, vouchers)),
    }


def _say(report: VerifyReport, faults: list[str], head: str | None) -> None:
    if report.damage:
        click.echo(hinting(f"DAMAGED: {report.damage}"), err=True)
        click.echo(f"before it, {counted(report.entries, 'entry')} proven")
    else:
        click.echo(f"{counted(report.entries, 'entry')} in {counted(report.segments, 'segment')}: the chain is intact")
    click.echo(f"head {report.head.hash}")
    if report.torn:
        click.echo(f"the last line is unfinished and not part of the log: {report.torn}", err=True)
    if report.newer:
        unread = counted(report.newer, "entry was", "entries were")
        click.echo(f"{unread} written by a newer timeline: upgrade to read all", err=True)
    for fault in faults:
        click.echo(fault, err=True)
    if not faults and not report.damage and not report.newer:
        click.echo("every reference resolves")
    if head:
        kept = (
            f"is that of entry {report.kept.seq}"
            if report.kept
            else "is NOT in this log: it was cut short or rewritten"
        )
        click.echo(f"the kept head {head} {kept}", err=report.kept is None)
