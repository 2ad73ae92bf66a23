"""``head``: what to keep of a log elsewhere, so that any change is found later; and how `verify` tells of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from ...dates import utc_stamp
from ...errors import TimelineError
from ...log import InFolder, Log
from ...log.heads import kept_head
from ...log.signatures import keep, sign
from ...log.vouchers import Voucher, kept_voucher, signed_vouchers
from ...view.words.phrases import counted
from ..session import Session, as_json, log_option, pass_session
from ..terminal.table import shown


@click.command("head", short_help="Print what to keep elsewhere, or sign it.")
@click.option(
    "--sign",
    "key",
    type=click.Path(),
    metavar="KEY",
    help="Sign it with this SSH key (a file), and keep that beside the log.",
)
@click.option("--json", "json", is_flag=True, help="As JSON, which a head is anyway.")
@log_option
@pass_session
def head_command(session: Session, key: str | None, json: bool) -> None:
    """Prove the log, and print its head: keep it elsewhere, and `timeline verify --against` finds any change by it.

    \b
    timeline head > kept.json
    timeline head --sign ~/.ssh/id_ed25519
    """
    log = session.log()
    head = kept_head(log)
    if key is not None:
        head, signature = sign(head, utc_stamp(session.now()), key)
        click.echo(f"signed: {shown(str(keep(in_folder(log).path, head, signature)))}", err=True)
    click.echo(as_json(msgspec.to_builtins(head)))


def in_folder(log: Log) -> InFolder:
    """A log that is in a folder, where there are files beside it. Raises TimelineError for any other."""
    if not isinstance(log, InFolder):
        raise TimelineError(
            "this log is in no folder: that can be done only of a log that is, as a copy by `timeline log copy` can be"
        )
    return log


def kept_vouchers(log: Log, against: str | None, allowed: str | None, revoked: str | None) -> list[Voucher]:
    """The heads that `verify` is to hold beside the log: the one that was kept, then those that are signed."""
    kept = [kept_voucher(Path(against))] if against is not None else []
    if allowed is None:
        return kept
    for file in (allowed, revoked) if revoked else (allowed,):
        Path(file).open("rb").close()  # here, as ssh-keygen would say it once for each head
    signed = signed_vouchers(in_folder(log).path, Path(allowed), Path(revoked) if revoked else None)
    if not signed:
        raise TimelineError("no head of this log is signed: `timeline head --sign KEY` signs one")
    return kept + signed


def tell(vouchers: Sequence[Voucher]) -> None:
    """Say of each head whether the log still begins with what it vouches for."""
    for one in vouchers:
        click.echo(shown(_told(one)), err=one.fault is not None)


def _told(one: Voucher) -> str:
    if one.fault or one.head is None:
        return f"{one.file} does NOT vouch for this log: {one.fault}"
    by = f", signed by {', '.join(one.signed)} on {one.head.signed}" if one.signed else ""
    entries, added = counted(one.head.entries, "entry"), counted(one.added or 0, "entry")
    return f"{one.file}{by}: the log begins with its {entries}, unchanged; {added} added since"


def as_data(one: Voucher) -> dict[str, Any]:
    """A head held beside the log, as JSON data."""
    return {
        "file": str(one.file),
        "entries": one.head.entries if one.head else None,
        "signed": list(one.signed),
        "fault": one.fault,
        "added": one.added,
    }
