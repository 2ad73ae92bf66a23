"""The head of a log in a form to be kept elsewhere, and whether a log still begins with what one vouches for."""

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from ..fields import typed
from .errors import LogError, LogNewer
from .opening import log_at
from .port import Log, LogInfo
from .verify import VerifyReport, verify

HEAD_FORMAT = 1
"""The version of the form that is written, and the newest that can be read."""

_MOST = 1 << 16  # bytes: a head has some 300


class KeptHead(Struct, frozen=True, forbid_unknown_fields=True):
    """The first ``entries`` of a log, of which the last has this ``hash`` and was ``recorded`` then; see log-format.md.

    ``log`` and ``timezone`` are what the log says of itself. Of an empty log ``recorded`` is None; ``signed`` is when
    the head was signed, if it was. Both are UTC, like ``2018-12-04T09:22:00.000000Z``.
    """

    format: int
    log: str
    timezone: str
    entries: Annotated[int, Meta(ge=0)]
    hash: str
    recorded: str | None
    signed: str | msgspec.UnsetType = msgspec.UNSET

    def text(self) -> str:
        """The head as it is kept, and signed: JSON in one form. Equal heads give equal bytes."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode() + "\n"


@typed
def kept_head(log: Log | str | Path) -> KeptHead:
    """The head of a log (or of that at a path), which is proven to its last line before.

    Raises LogDamaged; LogNotFound; LogError if this kind of log cannot be verified.
    """
    log = log_at(log)
    report = verify(log)
    if report.damage:
        raise report.damage
    return KeptHead(HEAD_FORMAT, log.info.id, log.info.zone, report.entries, report.head.hash, report.recorded)


def read_head(path: Path) -> KeptHead:
    """Read a head that was kept in a file. Raises LogError, LogNewer."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST)
    except OSError as error:
        raise LogError(f"cannot read {path}: {error.strerror or error}") from error
    try:
        form = msgspec.json.decode(data, type=_Form)
        if form.format > HEAD_FORMAT:
            raise LogNewer(f"{path}: a head of format {form.format} was written by a newer timeline: upgrade")
        return msgspec.json.decode(data, type=KeptHead)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise LogError(f"{path} is no head of a log: {error}; `timeline head > FILE` writes one") from error


class _Form(Struct):
    format: int


def head_fault(kept: KeptHead, info: LogInfo, report: VerifyReport) -> str | None:
    """Why a log does not begin with exactly what a head vouches for, if it does not.

    ``report`` is of that log, with the number of the head's last entry among its ``places``.
    """
    if kept.log != info.id:
        return f"it is of another log, {kept.log!r}; this one is {info.id!r}"
    found = report.places.get(kept.entries)
    if found is None:
        return _missing(kept, report)
    if found.hash != kept.hash:
        return (
            f"entry {kept.entries} is not the one that was kept: it, or one before it, was changed, and what comes "
            "after that was written anew"
        )
    if found.recorded != kept.recorded:
        return f"it says that entry {kept.entries} was recorded {kept.recorded}, and that was {found.recorded}"
    if kept.timezone != info.zone:
        return f"the entries are unchanged, but the log's time zone is {info.zone}, and was {kept.timezone}"
    return None


def _missing(kept: KeptHead, report: VerifyReport) -> str:
    if report.damage:
        return f"the log is damaged before entry {kept.entries}, with which it ends"
    torn = f", and behind them is {report.torn}" if report.torn else ""
    return f"the log was cut short: it had {kept.entries} entries, it has {report.entries}{torn}"
