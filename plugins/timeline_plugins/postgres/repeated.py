"""A statement that a connection executes again and again, by itself and in a transaction of its own.

It goes by psycopg's wrapper of libpq: what a cursor does with a statement and its values before they are sent, and with
the answer, takes longer than all else that an append does here.
"""

from collections.abc import Sequence

import psycopg
from psycopg.errors import error_from_result
from psycopg.generators import execute
from psycopg.pq import ExecStatus, Format

_NAME = b"timeline"


class Repeated:
    """A statement with values as PostgreSQL has them in binary form. It is prepared when a connection asks again."""

    def __init__(self, statement: bytes) -> None:
        self._statement = statement
        self._used: psycopg.Connection | None = None
        self._prepared: psycopg.Connection | None = None

    def execute(self, connection: psycopg.Connection, values: Sequence[bytes]) -> None:
        """Execute it, in one round trip, or two where it is prepared. Raises psycopg.Error."""
        pgconn, formats = connection.pgconn, [Format.BINARY] * len(values)
        if self._used is connection and self._prepared is not connection:
            pgconn.send_prepare(_NAME, self._statement)
            _finish(connection)
            self._prepared = connection
        self._used = connection
        if self._prepared is connection:
            pgconn.send_query_prepared(_NAME, values, formats)
        else:
            pgconn.send_query_params(self._statement, values, param_formats=formats)
        _finish(connection)


def _finish(connection: psycopg.Connection) -> None:
    """Wait for what becomes of what was sent; an interrupt has the server give it up."""
    for result in connection.wait(execute(connection.pgconn)):
        if result.status != ExecStatus.COMMAND_OK:
            raise error_from_result(result, connection.info.encoding)
