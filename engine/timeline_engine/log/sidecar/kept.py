"""What a sidecar tells of a log: where things stand in it. What they say is read from the log, and checked."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import cast
from weakref import finalize

from ...entries import Codec, Entry, EventCorrected
from ...entries.subjects import Kind, filed_under
from ..chain import Mark
from ..port import Head
from .sealing import Seal
from .stored import Asking, Damaged, StoredLines, among, itself, portions
from .tables import FEW, KINDS, LENGTHS, OTHER, day_of, key_of, keys_from, publisher_name

_MOST = "\U0010ffff"  # sorts behind whatever may follow the beginning of a name


class Kept:
    """The log up to ``mark``, which does not change whatever is appended. Raises LogDamaged, LogError, Unusable."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        mark: Mark,
        folder: Path,
        codec: Codec,
        seal: Seal,
        damaged: Damaged = itself,
    ) -> None:
        self.mark: Mark = mark
        self.folder: Path = folder
        self.connection: sqlite3.Connection = connection
        self._codec = codec
        finalize(self, connection.close)
        self.seal: Seal = seal
        self._ask = Asking(connection, seal)
        self._lines = StoredLines(self._ask, folder, damaged)
        self._homes: dict[int, tuple[Kind, str]] = {}

    def reading(self) -> AbstractContextManager[None]:
        """See what there is now and no other, whoever writes meanwhile. Raises also sqlite3.Error, OSError."""
        return self.seal.reading(self.connection)

    def learn_segments(self) -> None:
        """Take in where segments begin."""
        self._lines.learn_segments()

    @property
    def head(self) -> Head:
        """The head of the log that it tells of."""
        return self.mark.head

    def entries(self, seqs: Iterable[int]) -> list[Entry]:
        """The entries with these numbers, in order."""
        return self._codec.entries(self._codec.envelopes(self._lines.of(seqs)))

    def line(self, seq: int) -> bytes:
        """The line of an entry, as the chain vouched for it when the sidecar was made."""
        return self._lines.of([seq])[0]

    def place(self, seq: int) -> tuple[int, int]:
        """The segment and the byte at which the line of an entry starts."""
        return self._lines.place(seq)

    def first(self, segment: int) -> int:
        """The number of the first entry in a segment."""
        return self._lines.first(segment)

    def seq(self, entry_id: str) -> int | None:
        """The number of the entry with an id."""
        found = (entry.seq for entry in self._with_keys(*[key_of(entry_id)] * 2) if entry.id == entry_id)
        return next(found, None)

    def beginning(self, text: str) -> list[Entry]:
        """The entries whose ids begin with a text."""
        keys = keys_from(text)
        spans = [keys] if keys else []
        found = [entry for span in (*spans, (OTHER, 1 << 62)) for entry in self._with_keys(*span)]
        return [entry for entry in found if entry.id.startswith(text)]

    def _with_keys(self, first: int, last: int) -> list[Entry]:
        asked = "SELECT seq FROM ids WHERE key BETWEEN ? AND ? AND seq <= ?"
        return self.entries(seq for (seq,) in self._ask(asked, first, last, self.mark.seq))

    def filed(self, kind: Kind, *names: str) -> list[int]:
        """The numbers of the entries about some things, in order; corrections with what they correct."""
        found = set[int]()
        for some in portions(names):
            asked = (
                f"SELECT first, seq FROM about LEFT JOIN more USING (first) WHERE kind = ? AND {among('name', some)}"
            )
            for first, seq in self._ask(asked, KINDS[kind], *some):
                found |= {first} if seq is None else {first, seq}
        return sorted(seq for seq in found if seq <= self.mark.seq)

    def first_of(self, kind: Kind, name: str) -> int | None:
        """The number of the first of these; None if there is none."""
        asked = "SELECT first FROM about WHERE kind = ? AND name = ? AND first <= ?"
        return next((int(first) for (first,) in self._ask(asked, KINDS[kind], name, self.mark.seq)), None)

    def filed_at(self, home: str) -> list[int]:
        """The same by the name of a home, like ``event first-dialogue``."""
        kind, _, name = home.partition(" ")
        return self.filed(cast("Kind", kind), name)

    def home(self, entry: Entry) -> tuple[Kind, str]:
        """What an entry is filed under: what it is about; a correction under the home of what it corrects."""
        passed, found = list[int](), self._homes.get(entry.seq)
        while found is None:
            data = entry.data
            if isinstance(data, EventCorrected):
                passed.append(entry.seq)
                target = self.seq(data.entry)
                if target is None or target >= entry.seq:
                    found = filed_under(data)
                else:
                    entry = self.entries([target])[0]
                    found = self._homes.get(target)
            elif isinstance(data, bytes):
                assert entry.gist
                found = "event", entry.gist.event
            else:
                found = filed_under(data)
        self._homes |= dict.fromkeys(passed, found)  # of a chain of corrections each is asked for
        return found

    def names(self, kind: Kind, beginning: str = "", limit: int = -1) -> list[str]:
        """What there are entries about, in the order of the names; at most so many that begin with a text."""
        asked = "SELECT name FROM about WHERE kind = ? AND name >= ? AND name < ? AND first <= ? LIMIT ?"
        last = beginning + _MOST
        found = self._ask(asked, KINDS[kind], beginning, last, self.mark.seq, limit)
        return [name for (name,) in found]

    def is_named(self, kind: Kind, name: str) -> bool:
        """Is there an entry about something?"""
        return self.first_of(kind, name) is not None

    def issues(self) -> Iterator[str]:
        """The issues that any entry names, in the order in which they were first named."""
        asked = "SELECT name FROM issue WHERE first <= ? ORDER BY number"
        return (name for (name,) in self._ask(asked, self.mark.seq))

    def is_issue(self, name: str) -> bool:
        """Does any entry name an issue?"""
        return bool(self._ask("SELECT 1 FROM issue WHERE name = ? AND first <= ?", name, self.mark.seq))

    def units(self) -> dict[str, int]:
        """How often each unit is used, in the order of first use."""
        return dict(self._ask("SELECT name, count FROM unit ORDER BY number"))

    def given_by(self, publishers: Iterable[str | None]) -> list[int] | None:
        """The numbers of the entries of some publishers, None for who gives none; None if one of them has very many."""
        found, asked = list[int](), "SELECT number, count FROM publisher WHERE name = ?"
        for publisher in publishers:
            for number, count in self._ask(asked, publisher_name(publisher)):
                if count > FEW:
                    return None
                found += [seq for (seq,) in self._ask("SELECT seq FROM given WHERE publisher = ?", number)]
        return [seq for seq in found if seq <= self.mark.seq]

    def all_filed(self, kind: Kind) -> list[int]:
        """The numbers of the entries about all things of a kind."""
        asked = "SELECT first FROM about WHERE kind = ? UNION ALL SELECT seq FROM more JOIN about USING (first) "
        found = self._ask(f"{asked} WHERE kind = ?", KINDS[kind], KINDS[kind])
        return [seq for (seq,) in found if seq <= self.mark.seq]

    def dated(self, starts: int, ends: int, limit: int) -> list[int]:
        """The numbers of at most so many entries that give a date of any of the days from one instant to another."""
        first, last, found = day_of(starts), day_of(ends), list[int]()
        asked = "SELECT seq FROM dated WHERE long = ? AND day BETWEEN ? AND ? AND day + days >= ? AND seq <= ? LIMIT ?"
        for long, length in enumerate(LENGTHS):
            asked_of = long, first - length, last, first, self.mark.seq, limit - len(found)
            rows = self._ask(asked, *asked_of)
            found += [seq for (seq,) in rows]
        return found

    @cached_property
    def has_strays(self) -> bool:
        """Is there a correction of what is not before it?"""
        asked = "SELECT 1 FROM about WHERE kind = ? LIMIT 1"
        return bool(self._ask(asked, KINDS["entry"]))

    def naming(self, issue: str) -> Iterator[int]:
        """The numbers of the entries that name an issue, in order; of corrections those whose fields do."""
        asked = "SELECT seq FROM naming WHERE issue = (SELECT number FROM issue WHERE name = ?) AND seq <= ?"
        return (seq for (seq,) in self._ask(asked, issue, self.mark.seq))
