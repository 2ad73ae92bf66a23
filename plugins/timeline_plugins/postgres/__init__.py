"""Logs in PostgreSQL: ``postgresql://host/database?schema=name``; see docs/postgres.md."""

from timeline_engine.log import Log, LogError, LogInfo
from timeline_engine.log.port import Clock, Warn


class PostgresLogs:
    """The kind of log with the schemes ``postgresql`` and ``postgres``; see `LogKind`."""

    def open(self, url: str, *, clock: Clock, warn: Warn) -> Log:
        """Open the log at a URL. Raises LogNotFound, LogNewer, LogError."""
        _check_installed()
        from .address import Address
        from .log import PostgresLog

        return PostgresLog(Address.of(url), clock=clock, warn=warn)

    def create(self, url: str, info: LogInfo, *, clock: Clock, warn: Warn, roles: bool) -> Log:
        """Make an empty log there. Raises LogExists, LogError."""
        _check_installed()
        from .address import Address
        from .log import PostgresLog
        from .making import make

        address = Address.of(url)
        make(address, info, roles)
        return PostgresLog(address, clock=clock, warn=warn)

    def title(self, url: str) -> str:
        """The name of its schema. Raises LogError."""
        _check_installed()
        from .address import Address

        return Address.of(url).schema


def _check_installed() -> None:
    try:
        import psycopg  # noqa: F401 - is it there, with the libpq that it needs?
    except ImportError as error:
        raise LogError(
            f"logs in PostgreSQL need the extra `postgres`: pip install 'timeline-engine[postgres]' ({error})"
        ) from error


LOGS = PostgresLogs()
