"""The log in PostgreSQL keeps the contract, on each server that there is."""

import pytest

from postgres import Server
from timeline_engine.log import create_log, open_log

from .contract import LogContract, Reopen
from .samples import SetClock

pytest.importorskip("psycopg")


@pytest.fixture(params=["wheel", pytest.param("installed", marks=pytest.mark.long)])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue("postgres_servers")(request.param)
    return found


class TestPostgresLog(LogContract):
    @pytest.fixture
    def reopen(self, clock: SetClock, server: Server) -> Reopen:
        url = server.url()
        create_log(url, title="A test", zone="Asia/Kolkata", log_id="test")
        return lambda: open_log(url, clock=clock)
