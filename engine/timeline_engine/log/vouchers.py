"""Kept and signed heads held beside a log: what each vouches for, who signed it, and whether the log is still that."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from .errors import LogError
from .heads import KeptHead, head_fault, read_head
from .port import LogInfo
from .signatures import NoKeygen, kept_in, signature_of, signers
from .verify import VerifyReport


class Voucher(Struct, frozen=True):
    """A head that was kept in a ``file``, with the names of those who ``signed`` it.

    ``fault`` says why it does not vouch for the log; then ``added``, how many entries came after it, is None.
    """

    file: Path
    head: KeptHead | None
    signed: tuple[str, ...] = ()
    fault: str | None = None
    added: int | None = None


def kept_voucher(file: Path) -> Voucher:
    """The head in a file, which somebody kept. Raises LogError, LogNewer."""
    return Voucher(file, read_head(file))


def signed_vouchers(folder: Path, allowed: Path, revoked: Path | None = None) -> list[Voucher]:
    """The signed heads in the folder of a log, oldest first; see `signers`. Raises NoKeygen."""
    return [_signed(file, allowed, revoked) for file in kept_in(folder)]


def _signed(file: Path, allowed: Path, revoked: Path | None) -> Voucher:
    head = None
    try:
        head = read_head(file)
        return Voucher(file, head, tuple(signers(head, signature_of(file), allowed, revoked)))
    except NoKeygen:
        raise
    except LogError as error:
        return Voucher(file, head, fault=str(error))


def places(vouchers: Iterable[Voucher]) -> set[int]:
    """The numbers of the entries whose hashes `compared` needs, to be given to `verify`."""
    return {one.head.entries for one in vouchers if one.head}


def compared(voucher: Voucher, info: LogInfo, report: VerifyReport) -> Voucher:
    """A voucher, with what has become of what it vouches for in the log of a report."""
    if voucher.fault or voucher.head is None:
        return voucher
    if fault := head_fault(voucher.head, info, report):
        return replace(voucher, fault=fault)
    return replace(voucher, added=max(report.entries - voucher.head.entries, 0))  # of a damaged log fewer are proven
