"""A log in PostgreSQL is served as one in a folder: what another connection records is in the next answer."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cli.running import SHIPPED, Cli, OnPostgres
from postgres import Server
from timeline_engine.log import open_log
from timeline_engine.log.copying import copy_log
from timeline_engine.serve.tokens import Tokens

from .conftest import Asking

pytest.importorskip("psycopg")

DAY = "as-of=2018-12-04"


@pytest.fixture
def cli(postgres_servers: Callable[[str], Server]) -> Cli:
    """The log that ships, in a database: who records has a connection of their own."""
    url = postgres_servers("wheel").url()
    copy_log(SHIPPED, url)
    return OnPostgres(None, url=url)


def test_it_answers_as_the_log_in_a_folder_does(cli: Cli, asking: Asking, client: TestClient) -> None:
    served = asking(cli.location())
    for path in ("/", "/issues", "/issues/iran-oil", "/calendar.ics", "/issues/iran-oil.ics", "/api/project", "/diff"):
        answer, wanted = served.get(path), client.get(path)
        assert answer.text == wanted.text, path
        assert answer.headers["etag"] == wanted.headers["etag"]


def test_what_another_records_is_in_the_next_answer_and_is_news_to_an_open_page(cli: Cli, asking: Asking) -> None:
    served = asking(cli.location())
    paths = [f"/calendar.ics?{DAY}", f"/issues/iran-oil?{DAY}", f"/issues/iran-oil.ics?{DAY}", f"/api/events?{DAY}"]
    before = {path: served.get(path) for path in paths}
    head = served.get("/api/head").json()
    assert f'data-head="{head["head"]}"' in before[paths[1]].text
    cli.run("record", "Parley", "--on", "2018-12-01", "--issue", "iran-oil", "--known", "2018-12-01")
    for path, old in before.items():
        new = served.get(path, headers={"If-None-Match": old.headers["etag"]})
        assert (new.status_code, "Parley" in new.text, "Parley" in old.text) == (200, True, False), path
        assert served.get(path, headers={"If-None-Match": new.headers["etag"]}).status_code == 304
    news = served.get("/api/head").json()
    assert news == {"entries": head["entries"] + 1, "head": open_log(cli.location() or "").head().hash}


def test_a_database_that_is_gone_for_a_while_is_told_and_served_again(
    postgres_servers: Callable[[str], Server], cli: Cli, asking: Asking
) -> None:
    """And nobody is told where it is, but who reads the log of requests."""
    server, told = postgres_servers("wheel"), list[str]()
    served = asking(cli.location(), write=told.append)
    whole = served.get(f"/calendar.ics?{DAY}")
    server.stop()
    try:
        for path in ("/calendar.ics", "/ready"):
            answer = served.get(path)
            assert answer.status_code == 503
            assert str(server.folder) not in answer.text
        assert str(server.folder.name) in told[-1] or "cannot reach the log" in told[-1]
        assert served.get("/health").status_code == 200
    finally:
        server.start()
    assert served.get(f"/calendar.ics?{DAY}").text == whole.text


def test_what_it_says_to_type_makes_the_token_that_it_lacks(cli: Cli, asking: Asking, tmp_path: Path) -> None:
    """A database has no place for tokens, so each command has to name their file."""
    file = str(tmp_path / "the tokens.json")
    told = cli.run("serve", "--behind-proxy", "--tokens", file)
    (command,) = re.findall("`timeline ([^`]*)`", " ".join(told.stderr.split()))
    path = cli.run(*(word.replace("NAME", "ann") for word in shlex.split(command))).stdout.strip()
    assert asking(cli.location(), tokens=Tokens(Path(file))).get(path).status_code == 200
