"""The same commands on a log in PostgreSQL say the same: these tests are those of the log in a folder."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import define

from postgres import Server
from timeline_engine.log import Followed, Log, create_log, open_log

from . import test_change, test_define, test_undo
from .running import Cli

pytest.importorskip("psycopg")

for module in (test_change, test_define, test_undo):
    taken = {name: test for name, test in vars(module).items() if name.startswith(("test_", "Test"))}
    assert globals().keys().isdisjoint(taken)
    globals().update(taken)


def lines(log: Log) -> list[bytes]:
    assert isinstance(log, Followed)
    return [line for block in log.blocks() for line in block.raw]


@define
class OnPostgres(Cli):
    """The command, working on a log in PostgreSQL."""

    url: str = ""

    def location(self) -> str:
        return self.url

    def contents(self) -> dict[str, bytes]:
        with open_log(self.url) as log:
            return {"lines": b"\n".join(lines(log))}

    def entries(self) -> list[dict[str, Any]]:
        with open_log(self.url) as log:
            return [json.loads(line) for line in lines(log)]


@pytest.fixture
def cli(postgres_servers: Callable[[str], Server], _template: Path) -> Cli:
    url, template = postgres_servers("wheel").url(), open_log(_template)
    with create_log(url, title=template.info.title, zone=template.info.zone, log_id=template.info.id) as log:
        assert isinstance(log, Followed)
        log.take(lines(template))
    return OnPostgres(None, url=url)
