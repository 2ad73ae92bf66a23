"""The sidecar of a log in a folder: made when the log is large, kept up as it grows, made again whenever in doubt.

Written by one at a time, under the lock of the log's writer, and only of lines that are in the log for good.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from hashlib import sha256
from itertools import chain
from pathlib import Path

from ...dates import Zone
from ...entries import Codec, Entry
from ..chain import Block, Mark
from ..disk import sync_folder
from ..errors import LogError, Unusable
from ..keeping import DRAFT, JOURNAL, SIDECAR, WRITING
from ..port import LogInfo
from ..segments import count_segments, line_at, segment_name
from .filing import Filing, Places, corrections_filed, gather, sorted_into
from .kept import Kept
from .sealing import Seal, sealing
from .stored import Damaged, itself
from .tables import (
    create,
    gather_about,
    gathered_about,
    opened,
    put_about,
    read_mark,
    write_mark,
)

Blocks = Callable[[Mark], Iterator[Block]]
"""The lines of the log behind a mark, block by block, each vouched for by the chain."""

_GATHERED = ("ids", "naming", "dated")
_TOLD = "INSERT INTO told VALUES (?, ?, ?)"
_FAILS = (sqlite3.Error, OSError, Unusable, LogError, ValueError, TypeError, LookupError, OverflowError)


class Sidecar:
    """The file beside the log in ``folder``, which ``info`` is of."""

    def __init__(self, folder: Path, info: LogInfo, codec: Codec, damaged: Damaged = itself) -> None:
        self.path: Path = folder / SIDECAR
        self._folder = folder
        self._info = info
        self._zone = Zone(info.zone)
        self._codec = codec
        self._damaged = damaged

    def kept(self) -> Kept | None:
        """What the sidecar tells of the log, as far as it goes; None if it cannot be used."""
        if not self.path.exists() or self.path.with_name(WRITING).exists():
            return None
        found = None
        try:
            seal = Seal(self.path)
            found = opened(self.path)
            seal.check(found)
            kept = Kept(found, read_mark(found, self._info), self._folder, self._codec, seal, self._damaged)
            if not self._is_of_log(kept):
                raise Unusable("the log is another one")
            seal.check(found)
        except _FAILS:
            if found:
                found.close()
            return None
        return kept

    def is_behind(self, kept: Kept) -> bool:
        """Has the log grown since?"""
        last = count_segments(self._folder)
        return last != kept.mark.segment or _size(self._folder, last) != kept.mark.byte

    def _is_of_log(self, kept: Kept) -> bool:
        """Does the log have the lines that it had, as far as the sizes of segments and the last line tell?"""
        mark, last = kept.mark, count_segments(self._folder)
        sizes = kept.connection.execute("SELECT number, size FROM segment WHERE number < ?", (mark.segment,))
        if last < mark.segment or any(_size(self._folder, number) != size for number, size in sizes):
            return False
        if not mark.seq:
            return True
        segment, byte = kept.place(mark.seq)
        line = line_at(self._folder / segment_name(segment), byte)
        return sha256(line).hexdigest() == mark.hash and _size(self._folder, mark.segment) >= mark.byte

    def keep_up(self, blocks: Blocks) -> bool:
        """Take in what was appended; make the sidecar if there is none that can be used. False: it could not be done.

        To be called under the lock of the log's writer.
        """
        kept = self.kept()
        if kept is None:
            return self.make(blocks)
        with closing(kept.connection):
            return not self.is_behind(kept) or self._take(kept, blocks)

    def _take(self, kept: Kept, blocks: Blocks) -> bool:
        found = kept.connection
        try:
            come = blocks(kept.mark)
            first = next(come, None)
            if first is None:  # an unfinished line, or a segment without any
                return True
            with sealing(found, self.path, kept.seal):
                filing, places, end = Filing(found, self._zone), Places(found), kept.mark
                for block in chain((first,), come):
                    if any(kept.seq(line.id) for line in block.lines):
                        raise Unusable("an id comes twice")  # reading the log tells where
                    places.put(block)
                    filed, corrections = filing.of(block.entries(self._codec))
                    filed.put(found)
                    put_about(found, filed.about)
                    end = kept.mark = block.end
                    kept.learn_segments()
                    put_about(found, corrections_filed(corrections, kept.home))
                write_mark(found, end)
        except _FAILS:
            return False
        return True

    def make(self, blocks: Blocks) -> bool:
        """Make the sidecar from the whole log. False: it could not be done; nothing is left of the attempt."""
        draft = self.path.with_name(DRAFT)
        try:
            draft.unlink(missing_ok=True)  # of one who was killed
            with closing(opened(draft, create=True)) as found:
                self._fill(found, draft, blocks)
            _sync(draft)
            for old in (self.path, self.path.with_name(JOURNAL)):  # in this order: no file may meet another's journal
                old.unlink(missing_ok=True)
            draft.replace(self.path)
            self._is_whole()
        except _FAILS:
            return False
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        return True

    def _is_whole(self) -> None:
        """Nothing of what one who was stopped wrote is there any more."""
        if (writing := self.path.with_name(WRITING)).exists():
            sync_folder(self._folder)
            writing.unlink()

    def _fill(self, found: sqlite3.Connection, draft: Path, blocks: Blocks) -> None:
        found.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536")
        create(found, self._info)
        gather(found, _GATHERED)
        gather_about(found)
        filing, places, end, corrections = Filing(found, self._zone), Places(found), Mark(), list[Entry]()
        with sealing(found, draft, None):
            for block in blocks(Mark()):
                places.put(block)
                filed, some = filing.of(block.entries(self._codec))
                filed.put(found)
                found.executemany(_TOLD, filed.about)
                corrections += some
                end = block.end
            sorted_into(found, ("ids",))
            kept = Kept(found, end, self._folder, self._codec, Seal(draft))
            found.executemany(_TOLD, corrections_filed(corrections, kept.home))
            gathered_about(found)
            sorted_into(found, ("naming", "dated"))
            write_mark(found, end)


def _size(folder: Path, number: int) -> int:
    return (folder / segment_name(number)).stat().st_size


def _sync(path: Path) -> None:
    with path.open("r+b") as file:  # to be written to: Windows syncs no other
        os.fsync(file.fileno())
