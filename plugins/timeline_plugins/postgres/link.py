"""A connection to the database of a log: opened when it is used, and again where it was lost."""

import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from os import getpid
from threading import Lock
from typing import Any, TypeVar
from weakref import finalize

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from timeline_engine.log import LogUnreachable

from .address import Address

T = TypeVar("T")

# A network that is cut says nothing: so long, in the units of libpq, it is waited for. What the URL says goes before.
_DEFAULTS: dict[str, str | int] = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
    "application_name": "timeline",
}
# What a server or a role may have set otherwise: who waited for others has to see what they did, and no function of
# somebody's schema may be called in the place of PostgreSQL's own.
_SESSION = {"default_transaction_isolation": "read committed", "search_path": "pg_catalog, pg_temp"}
# So long the server keeps the lock of a writer that it no longer hears: seconds, and a number of attempts.
_SERVERS = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}


class Link:
    """One connection to an address, used by one thread at a time, each statement a transaction of its own.

    ``lock_seconds`` is how long a statement waits for a lock, after which it raises psycopg's LockNotAvailable.
    """

    def __init__(self, address: Address, lock_seconds: float = 0.0) -> None:
        self._address = address
        self._lock_seconds = lock_seconds
        self._using = Lock()
        self._connection: psycopg.Connection | None = None
        self._process = getpid()
        self._closing: Callable[[], object] = lambda: None
        self._has_said: Callable[[], object] = lambda: None

    def run(self, work: Callable[[psycopg.Connection], T], *, again: bool = False) -> T:
        """Do something with the connection. ``again``: once more on another one if it is lost meanwhile.

        Raises LogUnreachable if there is no way to the database; psycopg.Error.
        """
        with self._using:
            try:
                try:
                    return work(self._opened())
                except psycopg.OperationalError:
                    if not (again and self.is_lost):
                        raise
                return work(self._opened())
            except BaseException as error:
                if not isinstance(error, Exception):  # an interrupt, amid whatever: nobody knows what comes on it next
                    self._give_up()
                raise

    def _give_up(self) -> None:
        """End the connection, and with it the locks of its session."""
        if self._connection and self._process == getpid():
            self._connection.close()

    @property
    def is_lost(self) -> bool:
        """Was the connection cut, so that nobody knows what became of the last statement?"""
        return self._connection is not None and bool(self._connection.closed)

    def let_go_of_lost(self) -> None:
        """Keep no connection on which the server has said something unasked: as a rule, that it is gone."""
        connection = self._connection
        if connection and not connection.closed and self._process == getpid() and self._has_said():
            self.close()

    def close(self) -> None:
        """Keep no connection open, unless it is being used."""
        if self._using.acquire(blocking=False):
            self._closing()
            self._connection = None
            self._using.release()

    @staticmethod
    def said(error: psycopg.Error) -> str:
        """What the server, or libpq where there is none, says of an error, in a line without the statement.

        No password is in it, as an `Address` has none where libpq would read something else.
        """
        return " ".join((error.diag.message_primary or str(error)).split())

    def _opened(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed or self._process != getpid():
            self._closing()
            self._connection, self._process = self._connected(), getpid()
            self._closing = finalize(self, _close, self._connection, self._process)
            self._has_said = _ear(self._connection.fileno())
        return self._connection

    def _connected(self) -> psycopg.Connection:
        given: dict[str, Any] = {**_DEFAULTS, **conninfo_to_dict(self._address.conninfo), "client_encoding": "UTF8"}
        try:
            connection = psycopg.connect(make_conninfo("", **given), autocommit=True)
        except psycopg.Error as error:
            raise LogUnreachable(f"cannot reach the log at {self._address.shown}: {self.said(error)}") from None
        settings = _SESSION
        if self._lock_seconds:
            settings = settings | _SERVERS | {"lock_timeout": f"{max(1, round(self._lock_seconds * 1000))}ms"}
        asked = ", ".join(["pg_catalog.set_config(%s, %s, false)"] * len(settings))
        connection.execute(f"SELECT {asked}".encode(), [word for setting in settings.items() for word in setting])
        return connection


@contextmanager
def in_one_go(connection: psycopg.Connection) -> Iterator[None]:
    """Send the statements of a transaction one after the other, and wait for what becomes of them at its end alone.

    What fails, here or on the server, leaves nothing of them, and is raised.
    """
    failed: list[BaseException] = []
    try:
        with connection.pipeline() as pipeline:
            try:
                connection.execute("BEGIN")
                yield
                connection.execute("COMMIT")
                pipeline.sync()
            except BaseException as error:
                failed.append(error)
    except psycopg.Error as error:  # of statements behind the one that failed, unless the connection is lost
        failed.append(error)
    if failed:
        with suppress(psycopg.Error):
            connection.rollback()
        raise failed[0]


def _close(connection: psycopg.Connection, process: int) -> None:
    """Close a connection, but not that of the process of which this one was forked."""
    if process == getpid():
        connection.close()


def _ear(fileno: int) -> Callable[[], object]:
    """What tells whether there is something to read, kept ready, as it is asked before each append."""
    if sys.platform == "win32":
        return lambda: select.select([fileno], [], [], 0)[0]
    ear = select.poll()
    ear.register(fileno, select.POLLIN)
    return lambda: ear.poll(0)
