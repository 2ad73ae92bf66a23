"""A mirror: a copy, on this machine, of a log that is elsewhere, and the sidecar beside it.

The log stays the truth. Before each question the mirror is brought to its head; one that the log does not go on from,
or that is damaged, is made again. What cannot be kept here is read from the log.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING
from weakref import ref

from .cache import cache_folder, make_private, name_for
from .chain import START, Block, Mark
from .errors import LogError, Unusable
from .file import FileLog
from .keeping import LARGE, PATIENCE, Telling
from .opening import create_log
from .port import Head
from .segments import SETTINGS, confirmed, end_of
from .showing import Mirrored
from .writers import WriterLock

if TYPE_CHECKING:
    from .sidecar import Kept

_LOG = "log"
_PORTION = 8 << 20  # bytes that are stored at a time: each time is one sync
_FAILS = (LogError, OSError)


class Mirror:
    """Keeps the mirror of a log; see `Keeping`. A log of fewer than ``large`` bytes has none, unless one was made.

    It is in the cache, in a folder of the user's own that is named by the id of the log, in one that is named by its
    place, so that it is found where the log cannot be asked for its id.
    """

    def __init__(self, log: Mirrored, large: int = LARGE) -> None:
        self._log = ref(log)  # which has this: it is to be gone once nobody else has it
        self._large = large
        self._copy: FileLog | None = None
        self._place = log.location
        own = _folder_for(self._place)
        self.folder: Path | None = own and own / name_for(log.info.id) / _LOG
        self.telling: Telling = lambda: nullcontext(lambda done: None)

    def kept(self, *, make: bool = False, patience: float = PATIENCE) -> "Kept | None":
        """What the sidecar of the mirror tells, at the head of the log; see `Keeping`. Raises what `head` raises."""
        if copy := self._level(make, patience):
            with suppress(*_FAILS):
                return copy.keeper.kept(make=make, patience=patience)
        return None

    def blocks(self) -> Iterator[Block]:
        """The lines of the mirror, brought to the head of the log, as far as they are intact; none if there is none.

        Raises what `head` raises.
        """
        if copy := self._level(make=False, patience=PATIENCE):
            try:
                yield from map(_in_no_segment, confirmed(copy.blocks()))
            except _FAILS as error:
                _damaged(copy.path, error)

    def keep_up(self) -> None:
        """Nothing: a question brings the mirror to the head, and nobody who appends is to wait for that."""

    def writing(self) -> AbstractContextManager[None]:
        """The lock of who writes to the sidecar. Raises LogBusy, LogError."""
        copy = self._copy  # which another thread may be done with
        return copy.keeper.writing() if copy else nullcontext()

    def size(self) -> int:
        """The bytes of the log, of one that is mirrored as far as it is. Raises LogError."""
        log = self._log()
        copy = self._copy
        return copy.keeper.size() if copy else log.size() if log else 0

    def drop(self) -> list[Path]:
        """Remove it, see `drop_mirrors`. Raises OSError, LogError."""
        self._forget()
        return drop_mirrors(self._place)

    def close(self) -> None:
        """Keep no file open."""
        if copy := self._copy:
            copy.close()

    def _forget(self) -> None:
        self.close()
        self._copy = None

    def _level(self, make: bool, patience: float) -> FileLog | None:
        """The copy, brought to the head of the log; None if there is to be none, or it cannot be brought there."""
        log, folder = self._log(), self.folder
        if log is None or folder is None:
            return None
        if not (make or (folder / SETTINGS).exists() or log.size() >= self._large):
            return None
        head = log.head()
        try:
            make_private(folder.parent)
            copy = self._opened(log, folder)
            if copy is None or (end := _end(copy)) is None or end.head != head:
                with WriterLock(folder.parent, patience):
                    copy = self._filled(log, folder, head)
        except _FAILS:
            self._forget()
            return None
        copy.keeper.telling = self.telling
        return copy

    def _opened(self, log: Mirrored, folder: Path) -> FileLog | None:
        """What is there of this log; None if nothing is, or it cannot be used."""
        if not (folder / SETTINGS).exists():
            self._forget()
        elif self._copy is None:
            with suppress(LogError):
                found = FileLog(folder, codec=log.codec, large=1)  # small ones are not mirrored
                found.keeper.damaged = partial(_damaged, folder)
                self._copy = found if found.info == log.info else None
        return self._copy

    def _filled(self, log: Mirrored, folder: Path, head: Head) -> FileLog:
        """The copy with all that the log has, made anew unless the log goes on from it. Raises LogError, OSError."""
        self._forget()  # what it knew of the lines may be of one that was made anew since
        copy = self._opened(log, folder)
        mark = _end(copy) if copy else None
        if copy is None or mark is None or not log.holds(mark):
            self._forget()
            _made(log, folder)
            copy, mark = self._opened(log, folder), START
        if copy is None:
            raise LogError(f"{folder} is gone again")
        with self.telling() as tell:
            for lines, upto in _portions(confirmed(log.blocks(mark))):
                copy.take(lines)
                tell(upto / max(head.seq, upto))
        return copy


def drop_mirrors(place: str) -> list[Path]:
    """Remove the mirrors of all logs that were at a place, asking none of them, and tell what was removed.

    ``place`` is the `Log.location` of each. Raises OSError, LogError.
    """
    own = _folder_for(place)
    found = sorted(own.glob(f"*/{_LOG}")) if own else []
    for folder in found:
        with WriterLock(folder.parent, PATIENCE):
            rmtree(folder)
    return found


def _folder_for(place: str) -> Path | None:
    """Where in the cache the mirrors of what is at a place are; None: nowhere."""
    cache = cache_folder()
    return cache and cache / name_for(place)


def _made(log: Mirrored, folder: Path) -> None:
    """Make an empty copy in the place of whatever is there. Raises LogError, OSError."""
    if folder.exists():
        rmtree(folder)
    create_log(folder, title=log.info.title, zone=log.info.zone, log_id=log.info.id)


def _end(copy: FileLog) -> Mark | None:
    """The end of a copy; None if what it ends with is damaged."""
    try:
        return end_of(copy.path, copy.codec)
    except LogError:
        return None


def _portions(blocks: Iterable[Block]) -> Iterator[tuple[list[bytes], int]]:
    """Lines in portions, with the number of the last of each."""
    lines, size, upto = list[bytes](), 0, 0
    for block in blocks:
        lines += block.raw[: len(block.lines)]
        size, upto = size + block.end.byte - block.start.byte, block.end.seq
        if size >= _PORTION:
            yield lines, upto
            lines, size = [], 0
    if lines:
        yield lines, upto


def _in_no_segment(block: Block) -> Block:
    """A block as the log itself shows it."""
    start, end = (
        Mark(line=mark.seq, seq=mark.seq, hash=mark.hash, recorded=mark.recorded) for mark in (block.start, block.end)
    )
    return Block("", start, block.raw, block.lines, end, block.fault)


def _damaged(folder: Path, error: Exception) -> LogError:
    """A mirror that is damaged is one no more: the next question makes another, and this one reads the log."""
    with suppress(OSError):
        (folder / SETTINGS).unlink(missing_ok=True)
    return Unusable(str(error))
