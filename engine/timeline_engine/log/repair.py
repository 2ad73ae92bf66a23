"""Repairing a damaged log: worked out first, and done only with what there was kept aside."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count, takewhile
from pathlib import Path

from msgspec import Struct

from ..entries import Codec
from ..fields import typed
from .chain import START, Block, Mark, link
from .disk import create_durably, set_aside, sync_folder, unwritable
from .errors import LogDamaged, LogError
from .folder import ASIDE, is_taken
from .salvage import Salvage, salvage
from .segments import OnTorn, is_segment, segment_name, unheard
from .showing import InFolder
from .verify import prove, verify

_UNTOUCHED = "nothing was repaired"
_UNFINISHED = "the repair is not finished: `timeline repair` goes on with it"

_Segments = dict[str, bytes]


class Repair(Struct, frozen=True):
    """What is wrong with a log, and what its segments would become.

    ``damage`` is the first there is; without any only an unfinished line is cut off. ``before`` and ``after`` are the
    bytes of the segments by their names, ``aside`` is the name of the folder to which those go that change.
    """

    damage: LogDamaged | None
    salvage: Salvage
    before: dict[str, bytes]
    after: dict[str, bytes]
    aside: str

    @property
    def changed(self) -> list[str]:
        """The names of the segments that would be written or removed."""
        return [name for name in sorted(self.before | self.after) if self.before.get(name) != self.after.get(name)]

    @property
    def cut(self) -> tuple[str, int] | None:
        """The segment and the byte from which on it is cut off, if that is all there is to do."""
        if len(self.changed) != 1 or self.before.keys() != self.after.keys():
            return None
        name = self.changed[0]
        kept = self.after[name]
        return (name, len(kept)) if self.before[name].startswith(kept) else None


@typed
def plan_repair(log: InFolder, backup: InFolder | None = None) -> Repair | None:
    """Work out what a repair would do, None if there is nothing to repair. Reads the whole log; touches nothing.

    A ``backup`` of the log may give the lines that are damaged. Raises LogError where nothing can be repaired, or the
    backup is that of another log: the message says why.
    """
    if backup and backup.info.id != log.info.id:
        raise LogError(f"{backup.path} is no backup of this log: its id is {backup.info.id!r}, here {log.info.id!r}")
    report = verify(log)
    if not report.damage and not report.torn:
        return None
    before = _segments(log.path)
    spare = _segments(backup.path) if backup else {}
    saved, after = next(_unfinished(log, before, spare), None) or _saved(log.codec, before, spare)
    if report.damage and (not saved.found or after == before or prove(_Planned(log.codec, saved)).damage):
        raise LogError(f"{report.damage.fault}; that cannot be repaired: restore the log from a backup")
    return Repair(report.damage, saved, before, after, _free(log.path))


def _saved(codec: Codec, before: _Segments, spare: _Segments) -> tuple[Salvage, _Segments]:
    """What is saved of segments, and the segments that it makes."""
    saved = salvage(_numbered(before), codec, _numbered(spare))
    return saved, {segment_name(number): _joined(lines) for number, lines in enumerate(saved.linked, 1)}


def _unfinished(log: InFolder, now: _Segments, spare: _Segments) -> Iterator[tuple[Salvage, _Segments]]:
    """What a repair was making of the log that was stopped amid: each segment is as before it, or as after.

    What moved from one segment to another may then stand in none, and only in what was kept aside.
    """
    for aside in filter(Path.is_dir, _asides(log.path)):
        before = now | _segments(aside)
        saved, after = _saved(log.codec, before, spare)
        if all(now.get(name) in (before.get(name), after.get(name)) for name in before.keys() | after.keys()):
            yield saved, after


def plan_without_last(log: InFolder, reason: str) -> Repair:
    """What takes off the last line, for which nothing vouches, where no command can read it for that reason."""
    before = _segments(log.path)
    name = max((name for name in before if before[name]), key=lambda name: (len(name), name))
    kept = before[name][: before[name].rfind(b"\n", 0, -1) + 1]
    line = kept.count(b"\n") + 1
    damage = LogDamaged(f"{name}, line {line} (byte {len(kept)})", None, reason, in_folder=True)
    saved = salvage(_numbered(before | {name: kept}), log.codec)
    return Repair(damage, saved, before, before | {name: kept}, _free(log.path))


def repair(log: InFolder, plan: Repair) -> Path:
    """Do what was planned. Returns where that is which is no longer part of the log: a file, or a folder.

    Raises LogError if the log is no longer what it was then, or cannot be written to; LogBusy.
    """
    with log.exclusive():
        if _segments(log.path) != plan.before:
            raise LogError("the log is no longer what it was when that was shown: nothing was repaired, look again")
        if plan.cut:
            name, byte = plan.cut
            return set_aside(log.path / name, byte, _UNTOUCHED)
        aside = _copied(log.path, plan)
        _write(log.path, plan)
        return aside


class _Planned(Struct):
    """The chain of what would be saved."""

    codec: Codec
    saved: Salvage

    def blocks(self, after: Mark = START, on_torn: OnTorn = unheard) -> Iterator[Block]:
        """Check it, as that of a log."""
        mark = after
        for number, lines in enumerate(self.saved.linked, 1):
            block = link(segment_name(number), mark.at_segment(number), lines, self.codec)
            yield block
            if block.fault:
                raise block.damaged(len(block.lines), block.fault)
            mark = block.end


def _segments(folder: Path) -> dict[str, bytes]:
    """The bytes of the segments, in order. Raises LogError."""
    names = sorted(
        (path.name for path in folder.iterdir() if is_segment(path.name)), key=lambda name: (len(name), name)
    )
    return {name: _bytes(folder / name) for name in names}


def _numbered(segments: Mapping[str, bytes]) -> dict[int, bytes]:
    return dict(enumerate(segments.values(), 1))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LogError(f"cannot read {path}: {error.strerror or error}") from error


def _joined(lines: Iterable[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def _copied(folder: Path, plan: Repair) -> Path:
    """Copy the segments that change into a new folder, to be there after a power cut. Raises LogError."""
    aside = folder / plan.aside
    try:
        aside.mkdir()
        sync_folder(folder)
    except OSError as error:
        raise unwritable(aside, error, _UNTOUCHED) from error
    for name in plan.changed:
        if name in plan.before:
            create_durably(aside / name, plan.before[name], _UNTOUCHED)
    return aside


def _asides(folder: Path) -> list[Path]:
    """Where repairs kept what there was, the oldest first."""
    numbered = (folder / f"{ASIDE}{number}" for number in count(1))
    return list(takewhile(Path.exists, numbered))


def _free(folder: Path) -> str:
    """A name in a folder that is not taken."""
    return f"{ASIDE}{len(_asides(folder)) + 1}"


def _write(folder: Path, plan: Repair) -> None:
    """Put the segments in place. Stopped amid, it leaves a log that can be repaired again. Raises LogError."""
    for name in plan.changed:
        if name in plan.after:
            create_durably(folder / name, plan.after[name], _UNFINISHED)
    try:
        for name in plan.before.keys() - plan.after.keys():
            (folder / name).unlink()
        sync_folder(folder)
    except OSError as error:
        raise unwritable(folder, error, _UNFINISHED) from error


def foreign(folder: Path) -> list[str]:
    """The names of what is in the folder of a log and no part of it: no command reads or touches that."""
    return sorted(path.name for path in folder.iterdir() if not is_taken(path.name))
