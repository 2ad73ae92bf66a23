"""A copy of a log, elsewhere or of another kind: the same lines, byte for byte, so the same heads."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from ..fields import typed
from .errors import LogDamaged, LogError, LogNotFound
from .opening import create_log, log_at, open_log
from .port import Clock, Head, Log, Warn, ignore, utc_now
from .schemes import without_password
from .segments import confirmed
from .showing import Followed, InFolder
from .verify import VerifyReport, verify


class Copied(Struct, frozen=True):
    """What a copy came to: the ``head`` that both logs have now, and how many entries were ``added`` to the copy."""

    head: Head
    added: int


@typed
def copy_log(source: Log | str | Path, target: str | Path, *, clock: Clock = utc_now, warn: Warn = ignore) -> Copied:
    """Copy a log, or the one at a path or URL, to another; both are verified, before and behind.

    Where there is none at ``target`` one is made, of the same id, title and time zone. Where there is, it has to be an
    earlier copy: what came after is added. If it fails amid, the copy has a part, and the same call goes on from there.

    Raises:
        LogDamaged: one of them is damaged.
        LogError: what is at ``target`` is another log, the same one, or went its own way, or one of them cannot be
            used.
    """
    source, shown = log_at(source), without_password(str(target))
    copy = _found(source, target, clock, warn)
    if copy and _are_one(source, copy):
        raise LogError(f"{shown} is the log itself: say where else the copy is to be")
    before = _proven(copy, 0) if copy else None
    begun = before.entries if before else 0
    report = _proven(source, begun)
    if report.torn:
        warn(f"{source.location}: left out {report.torn}")
    there = report.places.get(begun)
    if before and (there is None or there.hash != before.head.hash):
        raise LogError(f"{shown} is no earlier copy of this log: its head {before.head} is not part of it")
    info = source.info
    copy = copy or _shown(create_log(target, title=info.title, zone=info.zone, log_id=info.id, clock=clock, warn=warn))
    for lines in _behind(source, begun, report.entries):
        _take(copy, lines, shown)
    if _proven(copy, 0).head != report.head:
        raise LogError(f"{shown} was appended to meanwhile, and is no copy any more")
    return Copied(report.head, report.entries - begun)


def _found(source: Log, target: str | Path, clock: Clock, warn: Warn) -> Followed | None:
    """The earlier copy that is there; None: there is no log."""
    try:
        copy = open_log(target, clock=clock, warn=warn)
    except LogNotFound:
        return None
    if (copy.info.id, copy.info.zone) != (source.info.id, source.info.zone):
        raise LogError(f"there is another log at {without_password(str(target))}: copy to where there is none")
    return _shown(copy)


def _are_one(log: Log, other: Log) -> bool:
    if isinstance(log, InFolder) and isinstance(other, InFolder):
        return log.path.samefile(other.path)
    return log.location == other.location


def _take(copy: Followed, lines: Sequence[bytes], shown: str) -> None:
    try:
        copy.take(lines)
    except LogError as error:
        if type(error) is not LogError:  # which say themselves what became of it
            raise
        raise LogError(f"{error}; {shown} has a part, up to {copy.head()}: the same call goes on from there") from error


def _shown(log: Log) -> Followed:
    if not isinstance(log, Followed):
        raise LogError(f"the log {log.info.title!r} is of a kind that cannot be copied")
    return log


def _proven(log: Log, seq: int) -> VerifyReport:
    """What holds of a whole log, with the place of an entry. Raises LogDamaged."""
    report = verify(log, places={seq})
    if found := report.damage:
        raise LogDamaged(found.place, found.seq, found.reason, found.in_folder, log.location)
    return report


def _behind(log: Log, after: int, upto: int) -> Iterator[list[bytes]]:
    """The lines behind an entry, up to another, in runs."""
    for block in confirmed(_shown(log).blocks()):
        first = block.start.seq
        if lines := list(block.raw[max(after - first, 0) : max(min(upto, block.end.seq) - first, 0)]):
            yield lines
