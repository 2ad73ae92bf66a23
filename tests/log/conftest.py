"""What tests of logs in PostgreSQL share."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest


@pytest.fixture
def sql(url: str) -> Iterator[Callable[..., Any]]:
    """Statements of the superuser on the log at a URL, ``{}`` for its schema."""
    import psycopg

    from timeline_plugins.postgres.address import Address

    address = Address.of(url)
    with closing(psycopg.connect(address.conninfo, autocommit=True)) as connection:

        def run(statement: str, *values: object) -> Any:
            return connection.execute(statement.replace("{}", address.schema).encode(), values or None)

        yield run
