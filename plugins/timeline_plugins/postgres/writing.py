"""One writer at a time, on one connection: an advisory lock keeps others waiting as long as the connection lasts.

What keeps the log whole is not the lock but the database, which takes only lines that follow from its head.
"""

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from threading import TIMEOUT_MAX, RLock
from typing import TypeVar

import psycopg
from psycopg import errors

from timeline_engine.log import LogBusy, LogError, LogUncertain
from timeline_engine.log.batch import Pending
from timeline_engine.log.chain import Mark

from .address import Address
from .link import Link
from .statements import Statements

T = TypeVar("T")


class Writer:
    """The connection that appends; entered, it keeps all others from appending. Raises LogBusy, LogError."""

    def __init__(self, address: Address, statements: Statements, seconds: float) -> None:
        self._address = address
        self._statements = statements
        self._seconds = max(0.0, min(seconds, TIMEOUT_MAX))
        self.link: Link = Link(address, max(self._seconds, 0.001))
        self._threads = RLock()
        self._depth = 0

    def __enter__(self) -> None:
        if not self._threads.acquire(timeout=self._seconds):
            raise self._busy()
        try:
            if not self._depth:
                self.told(lambda: self.link.run(self._statements.lock, again=True))
            self._depth += 1
        except BaseException as error:
            if not self._depth and not isinstance(error, Exception):  # an interrupt may come after it was taken
                self.link.close()
            self._threads.release()
            raise

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        try:
            if not self._depth and not self.link.is_lost:
                with suppress(psycopg.Error, LogError):  # then it goes with the connection
                    self.link.run(self._statements.unlock)
        finally:
            self._threads.release()

    def add(self, end: Mark, new: Pending) -> Mark | None:
        """Store new lines behind the end, in one round trip, and return the end behind them.

        None: they do not follow, or an id is taken. Raises LogUncertain, LogBusy, LogError.
        """
        if not self._threads.acquire(timeout=self._seconds):
            raise self._busy()
        try:
            if not self._depth:  # else the lock would go
                self.link.let_go_of_lost()
            last = self.told(lambda: self.link.run(lambda one: self._statements.add(one, end.seq, new.ids, new.lines)))
        except psycopg.IntegrityError:
            return None
        finally:
            self._threads.release()
        seq = end.seq + len(new.ids)
        return Mark(line=seq, seq=seq, hash=sha256(last).hexdigest(), recorded=new.recorded)

    def told(self, work: Callable[[], T]) -> T:
        """Do something, and say what fails. Raises LogUncertain, LogBusy, LogError; psycopg.IntegrityError."""
        try:
            return work()
        except errors.LockNotAvailable as error:
            raise self._busy() from error
        except psycopg.IntegrityError:
            raise
        except errors.InsufficientPrivilege as error:
            said = f"{self.link.said(error)}; who appends needs the role of writers, see docs/postgres.md"
            raise LogError(f"cannot write to the log at {self._address.shown}: {said}") from error
        except psycopg.Error as error:
            said = self.link.said(error)
            if self.link.is_lost:
                raise LogUncertain(
                    f"the connection to the log at {self._address.shown} was lost ({said}), before it told what became "
                    "of the append: all of it is recorded, or nothing; look before you type it again (an import, or "
                    "the same drafts, can be repeated: nothing is recorded twice)"
                ) from error
            raise LogError(f"cannot write to the log at {self._address.shown}: {said}; nothing was recorded") from error

    def _busy(self) -> LogBusy:
        return LogBusy(
            f"another process is writing to the log at {self._address.shown}, and was after {self._seconds:g} s still; "
            "try again"
        )
