"""Whether a log has a sidecar, and when that is brought up to date. SQLite is imported only where there is one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from weakref import WeakMethod

from ..entries import Codec
from .chain import Block, Mark
from .errors import LogError
from .port import LogInfo
from .segments import count_segments, segment_name
from .writers import WriterLock

if TYPE_CHECKING:
    from .sidecar import Kept

Telling = Callable[[], AbstractContextManager[Callable[[float], None]]]

SIDECAR = "index.sqlite"
"""The sidecar, in the folder of the log."""
JOURNAL, DRAFT, WRITING = f"{SIDECAR}-journal", f"{SIDECAR}.new", f"{SIDECAR}.writing"
"""What is beside it: of other programs that write to it, while it is made, and while it is written to."""
LARGE = 4 << 20
"""Bytes of a log from which on it is worth a sidecar."""

PATIENCE = 0.5
"""Seconds to wait for another writer: many are done by then, and to read a large log takes longer."""

_OLD = "index.duckdb"  # an index of an earlier version, which no question looks at
_UNKEPT = 256  # entries: to read so many again takes a few milliseconds


class Keeping(Protocol):
    """Keeps a sidecar of a log: beside it, or where there is a mirror of it.

    ``telling`` may be set: it is entered before what takes long, and gives what is told how much of that is done, from
    0 to 1.
    """

    telling: Telling

    @property
    def folder(self) -> Path | None:
        """Where the sidecar is or would be; None: nowhere."""
        ...

    def kept(self, *, make: bool = False, patience: float = PATIENCE) -> "Kept | None":
        """What the sidecar tells of the log as it stands, brought up to date; None if there is none that can be.

        ``make``: also if the log is small. ``patience``: so many seconds it waits for another writer. Raises LogError.
        """
        ...

    def keep_up(self) -> None:
        """Bring the sidecar up to date after appending, where no question has to be waited for."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """The lock of who writes to the sidecar, for who does not wait. Raises LogBusy, LogError."""
        ...

    def size(self) -> int:
        """The bytes of the log that the sidecar is of."""
        ...

    def drop(self) -> list[Path]:
        """Remove what is kept, and tell what that was: nothing is lost that the log does not hold.

        Raises OSError, LogError.
        """
        ...


class Keeper:
    """Keeps the sidecar of the log in a folder. A log of fewer than ``large`` bytes has none, unless one was made.

    ``blocks``, a method of the log, reads it on from a mark, each block vouched for by the chain. ``damaged`` may be
    set: what is to be raised where the log is not what the sidecar vouches for; of one that is no copy that is the
    truth. See `Keeping` for the rest.
    """

    def __init__(
        self,
        folder: Path,
        info: LogInfo,
        codec: Codec,
        lock: WriterLock,
        blocks: Callable[[Mark], Iterator[Block]],
        large: int,
    ) -> None:
        self.folder: Path = folder
        self._info = info
        self._codec = codec
        self._lock = lock
        self._blocks = WeakMethod(blocks)  # of the log, which has this: it is to be gone once nobody else has it
        self._large = large
        self._unkept = 0  # entries that this process has appended since
        self.telling: Telling = lambda: nullcontext(lambda done: None)
        self.damaged: Callable[[LogError], LogError] = lambda error: error

    def kept(self, *, make: bool = False, patience: float = PATIENCE) -> "Kept | None":
        """See `Keeping`. Raises LogNotFound."""
        there = (self.folder / SIDECAR).exists()
        if not (there or make or self._is_large()):
            return None
        from .sidecar import Sidecar

        sidecar = Sidecar(self.folder, self._info, self._codec, self.damaged)
        found = sidecar.kept()
        if found and not sidecar.is_behind(found):
            return found
        with suppress(LogError), self._lock.at_once(patience):
            self._unkept = 0
            blocks = self._blocks()
            if blocks is None:  # nobody has the log any more
                return None
            with self.telling() as tell:
                done = sidecar.keep_up(lambda mark: self._told(blocks(mark), tell))
            return sidecar.kept() if done else None
        return None

    def _told(self, blocks: Iterator[Block], tell: Callable[[float], None]) -> Iterator[Block]:
        sizes = self._sizes()
        total, before = sum(sizes) or 1, [0, *accumulate(sizes)]
        for block in blocks:
            yield block
            tell((before[block.end.segment - 1] + block.end.byte) / total)

    def note(self, appended: int) -> None:
        """Note that so many entries were appended; now and then the sidecar is brought up to date."""
        self._unkept += appended
        if self._unkept >= _UNKEPT:
            self.keep_up()

    def keep_up(self) -> None:
        """Bring the sidecar up to date, if there is one and this process has appended."""
        if self._unkept and (self.folder / SIDECAR).exists():
            self.kept(patience=0)
        self._unkept = 0

    def writing(self) -> AbstractContextManager[None]:
        """The lock of the log's writer, for who does not wait. Raises LogBusy, LogError."""
        return self._lock.at_once()

    def _is_large(self) -> bool:
        return self.size() >= self._large

    def size(self) -> int:
        """The bytes of the log."""
        return sum(self._sizes())

    def _sizes(self) -> list[int]:
        numbers = range(1, count_segments(self.folder) + 1)
        return [(self.folder / segment_name(number)).stat().st_size for number in numbers]

    def drop(self) -> list[Path]:
        """See `Keeping`. Raises OSError."""
        with self._lock:
            there = [file for file in (self.folder / SIDECAR, self.folder / _OLD) if file.exists()]
            for name in (SIDECAR, JOURNAL, DRAFT, WRITING, _OLD):
                (self.folder / name).unlink(missing_ok=True)
        return there


def kept_of(log: object) -> "Kept | None":
    """What the sidecar of a log tells of it as it stands; None if it has none, or one that cannot be used."""
    keeper = keeper_of(log)
    return keeper.kept() if keeper else None


def keep_up(log: object) -> None:
    """Bring the sidecar of a log up to date, if it has one and something was appended: no question has to."""
    if keeper := keeper_of(log):
        keeper.keep_up()


def writing(log: object) -> AbstractContextManager[None]:
    """The lock of a log's writer, for who writes to its sidecar and does not wait. Raises LogBusy, LogError."""
    keeper = keeper_of(log)
    return keeper.writing() if keeper else nullcontext()


def telling(log: object) -> AbstractContextManager[Callable[[float], None]]:
    """What is told how much is done of what takes long, see `Keeper`."""
    keeper = keeper_of(log)
    return keeper.telling() if keeper else nullcontext(lambda done: None)


def keeper_of(log: object) -> Keeping | None:
    """What keeps the sidecar of a log; one in memory has none."""
    keeper: Keeping | None = getattr(log, "keeper", None)
    return keeper
