"""The lines of a log, found by their numbers: a sidecar tells where each stands, and its hash that it is that line."""

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from os import O_RDONLY
from pathlib import Path
from threading import Lock
from typing import Any

from msgspec import Struct

from ..chain import Mark
from ..errors import LogError, Unusable
from ..handle import Handle
from ..segments import damaged_at, segment_name
from .sealing import Seal
from .tables import HASH, ROW

MOST = 500
"""Placeholders in a question: every SQLite takes as many."""
Damaged = Callable[[LogError], LogError]
"""What is raised where a line is not the one that was vouched for, or cannot be read."""


def itself(error: LogError) -> LogError:
    """The error as it is: that of a log of which this is no copy."""
    return error


class Asking:
    """Asks the tables of a sidecar in SQL, with a value for each placeholder. Raises Unusable."""

    def __init__(self, connection: sqlite3.Connection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal
        self._lock = Lock()  # of two threads that ask the same at once one may get the answer of the other

    def __call__(self, asked: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that a question finds."""
        try:
            with self._lock:
                if self._connection.in_transaction:  # so nobody else writes
                    return self._connection.execute(asked, values).fetchall()
                return self._seal.surely(self._connection, lambda: self._connection.execute(asked, values).fetchall())
        except UnicodeEncodeError:  # somebody typed what no text in a log is
            return []
        except (sqlite3.Error, OSError, OverflowError) as error:
            raise Unusable(str(error)) from error


class _Row(Struct, gc=False):
    """Lines of a segment in a row: of the first its seq and place, of each its size and hash."""

    segment: int
    first: int
    byte: int
    sizes: "array[int]"
    hashes: bytes

    def place(self, seq: int) -> int:
        """The byte at which the line of an entry starts."""
        return self.byte + sum(self.sizes[: seq - self.first])


class StoredLines:
    """The lines in a folder. Raises LogDamaged, LogError, Unusable."""

    def __init__(self, ask: Asking, folder: Path, damaged: Damaged) -> None:
        self._ask = ask
        self._damaged = damaged
        self._folder = folder
        self._files: dict[int, Handle] = {}
        self._remembered: dict[int, _Row] = {}
        self._firsts: list[int] = []
        self.learn_segments()

    def learn_segments(self) -> None:
        """Take in where segments begin."""
        self._remembered = {}
        self._firsts = [first for (first,) in self._ask("SELECT first FROM segment ORDER BY number")]

    def of(self, seqs: Iterable[int]) -> list[bytes]:
        """The lines of entries in order, as the chain vouched for them when the sidecar was made."""
        found, in_order = list[bytes](), sorted(set(seqs))
        for some in portions(in_order):
            found += [self._line(row, seq) for seq, row in zip(some, self._rows(some), strict=True)]
        return found

    def place(self, seq: int) -> tuple[int, int]:
        """The segment and the byte at which the line of an entry starts."""
        (row,) = self._rows([seq])
        return row.segment, row.place(seq)

    def first(self, segment: int) -> int:
        """The number of the first entry in a segment."""
        return self._firsts[segment - 1]

    def _first_in_row(self, seq: int) -> int:
        first = self._firsts[bisect_right(self._firsts, seq) - 1]
        return seq - (seq - first) % ROW

    def _rows(self, seqs: Sequence[int]) -> list[_Row]:
        """The row in which each of some entries stands; those that were read last are remembered."""
        rows, firsts = self._remembered, [self._first_in_row(seq) for seq in seqs]
        if not rows.keys() >= set(firsts):
            rows = self._remembered = self._read_rows(set(firsts))
        for seq, first in zip(seqs, firsts, strict=True):
            if first not in rows or seq >= first + len(rows[first].sizes):
                raise Unusable(f"it does not tell where entry {seq} stands")
        return [rows[first] for first in firsts]

    def _read_rows(self, firsts: set[int]) -> dict[int, _Row]:
        asked = f"SELECT first, byte, sizes, hashes FROM lines WHERE {among('first', firsts)}"
        return {
            first: _Row(bisect_right(self._firsts, first), first, byte, array("I", sizes), hashes)
            for first, byte, sizes, hashes in self._ask(asked, *firsts)
        }

    def _line(self, row: _Row, seq: int) -> bytes:
        place, byte = seq - row.first, row.place(seq)
        line = self._read(row.segment, byte, row.sizes[place] - 1)
        if sha256(line).digest()[:HASH] != row.hashes[place * HASH : (place + 1) * HASH]:
            at = Mark(row.segment, seq - self.first(row.segment), byte, seq - 1)
            raise self._damaged(damaged_at(at, "the line was changed after it had been written"))
        return line

    def _read(self, segment: int, byte: int, size: int) -> bytes:
        path = self._folder / segment_name(segment)
        try:
            if segment not in self._files:
                self._files[segment] = Handle(path, O_RDONLY)
            return self._files[segment].read(byte, size)
        except OSError as error:
            raise self._damaged(LogError(f"cannot read {path}: {error.strerror or error}")) from error


def portions(values: Sequence[Any]) -> list[Sequence[Any]]:
    """Values in portions of which each has a placeholder in one question."""
    return [values[start : start + MOST] for start in range(0, len(values), MOST)]


def among(column: str, values: Iterable[object]) -> str:
    """The condition that a column is one of some values."""
    return f"{column} IN ({', '.join('?' for _ in values)})"
