"""The log in a schema of PostgreSQL: the lines that a file would hold, guarded by the database."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from time import sleep
from typing import Self, TypeVar

import psycopg
from psycopg import errors

from timeline_engine.entries import Body, Codec, Draft, Entry
from timeline_engine.entries.codec import Line
from timeline_engine.log import Head, LogDamaged, LogError, LogInfo, LogNotFound, LogUnreachable, Reading, Receipt
from timeline_engine.log.batch import Pending, copied, pending, stamp_behind
from timeline_engine.log.chain import START, Block, Mark
from timeline_engine.log.ending import Ending
from timeline_engine.log.file import LOCK_SECONDS
from timeline_engine.log.mirror import Mirror
from timeline_engine.log.port import Clock, Warn, check_expected, ignore, utc_now
from timeline_engine.log.segments import OnTorn, confirmed, unheard
from timeline_engine.visible import quote

from .address import Address
from .lines import ids_of, linked, mark_behind, read_info, read_line
from .link import Link
from .statements import Row, Statements
from .writing import Writer

T = TypeVar("T")

_TRIES = 5  # of an append whose lock was lost, so that another came between


class PostgresLog:
    """One schema, one log. Any number of processes may append and read at once.

    It keeps a connection for reading, one for writing and one for `wait`, each opened when it is needed.
    ``lock_seconds`` is how long to wait for other writers. Raises LogNotFound, LogNewer, LogError.
    """

    def __init__(
        self,
        address: Address,
        *,
        clock: Clock = utc_now,
        warn: Warn = ignore,
        codec: Codec | None = None,
        lock_seconds: float = LOCK_SECONDS,
    ) -> None:
        self._address = address
        self._clock = clock
        self._warn = warn
        self.codec: Codec = codec or Codec()
        self._ask = Statements(address.schema)
        self._reading, self._listening = Link(address), Link(address)
        self._writer = Writer(address, self._ask, lock_seconds)
        self._seen: Mark | None = None  # the end, when it was last looked at
        self._info = self._stored_info()
        self.keeper: Mirror = Mirror(self)

    @property
    def info(self) -> LogInfo:
        """What the log says of itself."""
        return self._info

    @property
    def location(self) -> str:
        """Its URL, without a password; see `Log.location`."""
        return self._address.shown

    def append(self, drafts: Sequence[Draft], expected_head: Head | str | None = None) -> list[Receipt]:
        """Record drafts, all or none; see `Log.append`."""
        if not drafts and expected_head is None:
            return []
        guessed = self._guessed(drafts, expected_head)
        return guessed or self._add(lambda end: self._looked_up(drafts, end, expected_head))[0]

    def _guessed(self, drafts: Sequence[Draft], expected: Head | str | None) -> list[Receipt] | None:
        """What is stored as if nobody had appended since, and all ids were new. None: the database says otherwise."""
        end, self._seen = self._seen, None
        if end is None or not drafts or expected not in (None, end.head):
            return None
        new = self._planned(drafts, end, expected, {})
        self._seen = self._writer.add(end, new)
        return new.receipts if self._seen else None

    def _looked_up(self, drafts: Sequence[Draft], end: Mark, expected: Head | str | None) -> Pending:
        found = self._with_ids(draft.id for draft in drafts if isinstance(draft, Draft))
        return self._planned(drafts, end, expected, found)

    def _planned(
        self, drafts: Sequence[Draft], end: Mark, expected: Head | str | None, found: Mapping[str, tuple[int, Line]]
    ) -> Pending:
        check_expected(expected, end.head)
        recorded = stamp_behind(end.recorded, self._clock(), self._warn, self.location)

        def stored(entry_id: str) -> tuple[int, Body] | None:
            return (found[entry_id][0], self.codec.body(found[entry_id][1])) if entry_id in found else None

        return pending(drafts, self.codec, end.head, recorded, stored)

    def take(self, raw: Sequence[bytes]) -> Head:
        """Store lines of another log as they are; see `Followed`."""

        def made(end: Mark) -> Pending:
            found = self._with_ids(ids_of(raw, self.codec))
            batch = copied(raw, end, self.codec, lambda entry_id: found[entry_id][0] if entry_id in found else None)
            return Pending([], batch.ids, batch.raw, batch.recorded)

        return self._add(made)[1].head

    def _add(self, make: Callable[[Mark], Pending]) -> tuple[list[Receipt], Mark]:
        """Store what is made of the end of the log; return the receipts, and the end. Raises what `append` raises."""
        with self._writer:
            for _ in range(_TRIES):
                end = self._end()
                new = make(end)
                if seen := self._writer.add(end, new) if new.ids else end:
                    self._seen = seen
                    return new.receipts, seen
        raise LogError(
            f"the log at {self.location} does not take what follows from its head: others append to it all the time, "
            "or its tables are not those that `timeline init` makes; nothing was recorded"
        )

    def exclusive(self) -> AbstractContextManager[object]:
        """Keep other writers waiting until the block ends, or the connection is lost; see `Log.exclusive`."""
        return self._writer

    def read(self, after: int = 0) -> Reading:
        """Stream the entries with ``seq > after`` in order, as the log stands when reading begins; see `Log.read`."""
        return Reading(self._parts(after))

    def _parts(self, after: int) -> Iterator[tuple[Iterable[Entry], Head]]:
        """All that the mirror has, and what is behind that in the log, which tells whether it is its own beginning."""
        mark = START
        for block in self.keeper.blocks() if not after else ():
            yield block.entries(self.codec), block.end.head
            mark = block.end
        end = self._end()
        if not mark.seq and (seq := min(after, end.seq)) > 0:
            mark = mark_behind(seq, self.lines_at([seq])[0], self.codec)
        yield (), mark.head
        for block in confirmed(self._blocks(mark, end.seq, end.head)):
            yield block.entries(self.codec), block.end.head

    def head(self) -> Head:
        """Return the end of the log: what the database keeps as such, and the last line, agree. Raises LogDamaged."""
        return self._end().head

    def ending(self) -> Ending:
        """The same, with the stamp of the last line; see `Ended`."""
        return self._end().ending

    def blocks(self, after: Mark = START, on_torn: OnTorn = unheard) -> Iterator[Block]:
        """Check the chain behind a mark; see `Chained`. Nothing is ever torn here."""
        seq, digest, _, last = self._run(self._ask.head)
        yield from self._blocks(after, last, Head(seq, digest))

    def _blocks(self, mark: Mark, last: int, head: Head) -> Iterator[Block]:
        """The lines behind a mark up to the last, after which the log must have this head."""
        while mark.seq < last and (rows := self._page(mark.seq, last)):
            block = linked(mark, rows, self.codec)
            yield block
            if block.fault:
                raise block.damaged(len(block.lines), block.fault)
            mark = block.end
        if mark.head != head:
            raise LogDamaged("the head", None, f"it is at {head}, and the lines end at {mark.head}")

    def _page(self, after: int, upto: int) -> list[Row]:
        return self._run(lambda connection: self._ask.page(connection, after, upto))

    def holds(self, mark: Mark) -> bool:
        """Is this log still the one that was read up to a mark; see `Followed`. Raises LogNotFound, LogError."""
        same = self._stored_info().id == self._info.id
        lines = self._lines([mark.seq]).values()
        return same and (not mark.seq or [sha256(line).hexdigest() for line in lines] == [mark.hash])

    def size(self) -> int:
        """How many bytes its lines take, about; see `Mirrored`."""
        return self._run(self._ask.size)

    def lines_at(self, seqs: Sequence[int]) -> list[bytes]:
        """The lines with these numbers, as stored; see `Followed`."""
        found = self._lines(seqs)
        if missing := [seq for seq in seqs if seq not in found]:
            raise LogError(f"there is no entry {missing[0]}: the log has {self.head().seq}")
        return [found[seq] for seq in seqs]

    def wait(self, seconds: float) -> None:
        """Wait until something is appended, and no longer than this; see `Waiting`."""
        try:
            self._listening.run(lambda connection: self._ask.listen(connection, seconds), again=True)
        except (psycopg.Error, LogError):  # a pooler may refuse it: then it is looked as often as without
            sleep(seconds)

    def close(self) -> None:
        """Keep no connection open; see `Log.close`."""
        self.keeper.close()
        for one in (self._reading, self._listening, self._writer.link):
            one.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<PostgresLog {self.location!r}: {self._info.title!r}>"

    def _run(self, work: Callable[[psycopg.Connection], T]) -> T:
        """Read something. Raises LogNotFound, LogUnreachable, LogError."""
        try:
            return self._reading.run(work, again=True)
        except (errors.UndefinedTable, errors.InvalidSchemaName) as error:
            shown = self.location
            raise LogNotFound(f"no timeline log at {shown}: make one with `timeline init {quote(shown)}`") from error
        except psycopg.Error as error:
            said = self._reading.said(error)
            if isinstance(error, errors.InsufficientPrivilege):
                said += "; who reads needs the role of readers, see docs/postgres.md"
            kind = LogUnreachable if self._reading.is_lost else LogError
            raise kind(f"cannot read the log at {self.location}: {said}") from error

    def _stored_info(self) -> LogInfo:
        return read_info(self._run(self._ask.info), self.location)

    def _end(self) -> Mark:
        """The mark behind the last line. Raises LogDamaged."""
        seq, digest, line, last = self._run(self._ask.head)
        found = mark_behind(seq, line, self.codec) if line is not None else START
        if last != seq or found.head != Head(seq, digest):
            said = f"{seq}:{digest}" if digest else "gone"
            raise LogDamaged("the head", None, f"it is {said}, and the last line is {last}, with another hash or seq")
        self._seen = found
        return found

    def _lines(self, seqs: Sequence[int]) -> dict[int, bytes]:
        return self._run(lambda connection: self._ask.lines(connection, seqs))

    def _with_ids(self, ids: Iterable[object]) -> dict[str, tuple[int, Line]]:
        """The numbers and lines that have one of some ids."""
        asked = {one for one in ids if isinstance(one, str)}
        rows = self._run(lambda connection: self._ask.with_ids(connection, asked))
        found = [(seq, read_line(seq, line, self.codec)) for seq, line in rows]
        return {line.id: (seq, line) for seq, line in found}
