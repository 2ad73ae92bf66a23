"""`timeline serve`: what it refuses to begin with, its tokens, and a server that really listens."""

import json
import re
import shlex
import socket
import sys
import time
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest

from cli.running import SHIPPED, Cli
from timeline_engine.log import create_log

from .running import running


def refused(cli: Cli, *args: str) -> str:
    result = cli.run(*args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.stderr
    return " ".join(result.stderr.split())


def test_a_port_that_is_taken_is_told() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        told = refused(Cli(SHIPPED), "serve", "--port", str(taken.getsockname()[1]))
    assert "choose another with --port" in told


def test_a_log_that_is_missing_or_damaged_is_told(tmp_path: Path, cli: Cli) -> None:
    assert "no timeline log at" in refused(Cli(tmp_path / "none"), "serve", "--port", "0")
    assert cli.log
    segment = cli.log / "000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"iran", b"irak", 1))
    assert "the log is damaged" in refused(cli, "serve", "--port", "0")


@pytest.mark.parametrize("how", [["--host", "0.0.0.0"], ["--behind-proxy"], ["--host", "::"]])
def test_where_others_can_ask_somebody_has_to_have_a_token(cli: Cli, how: list[str]) -> None:
    assert "timeline serve token add" in refused(cli, "serve", *how)


def test_what_is_missing_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert "pip install 'timeline-engine[web]'" in refused(cli, "serve")


def test_a_token_is_made_shown_once_listed_and_revoked(cli: Cli) -> None:
    assert "There is no token" in cli.ok("serve", "token", "list")
    made = cli.run("serve", "token", "add", "ann")
    path = made.stdout.strip()
    assert path.startswith("/f/")
    assert path.endswith("/calendar.ics")
    assert "shown only now" in made.stderr
    secret = path.split("/")[2]
    assert len(secret) >= 43
    pages = cli.run("serve", "token", "add", "bob", "--pages").stdout.strip()
    assert cli.log
    file = cli.log / "serve-tokens.json"
    assert not {secret, pages} & set(file.read_text().split('"'))
    assert file.stat().st_mode & 0o077 == 0
    listed = cli.ok("serve", "token", "list")
    assert "ann" in listed
    assert secret not in listed
    assert [line.split() for line in listed.splitlines()[1:]] == [
        ["ann", "calendar.ics", "2019-01-01"],
        ["bob", "pages", "2019-01-01"],
    ]
    assert "revoked ann" in cli.run("serve", "token", "revoke", "ann").stderr
    assert "did you mean 'bob'" in refused(cli, "serve", "token", "revoke", "bobb")
    assert "ann" not in cli.ok("serve", "token", "list")


def test_a_token_is_refused_that_opens_nothing_or_is_there(cli: Cli) -> None:
    cli.run("serve", "token", "add", "ann", "--feed", "issues/iran-oil.ics")
    assert "there is a token 'ann' already" in refused(cli, "serve", "token", "add", "ann")
    assert "no feed is at" in refused(cli, "serve", "token", "add", "bob", "--feed", "../x")
    assert "no name for a token" in refused(cli, "serve", "token", "add", "a\nb")
    both = cli.run("serve", "token", "add", "bob", "--pages", "--feed", "changes.atom")
    assert (both.exit_code, both.stdout) == (2, "")
    assert "--pages opens no feed: leave out --feed" in both.stderr


def test_tokens_may_be_in_another_file(cli: Cli, tmp_path: Path) -> None:
    file = str(tmp_path / "tokens.json")
    cli.run("serve", "token", "add", "ann", "--tokens", file)
    assert "ann" in cli.ok("serve", "token", "list", "--tokens", file)
    assert "There is no token" in cli.ok("serve", "token", "list")
    Path(file).write_text("[]")
    for command in (("list",), ("add", "bob")):
        assert "move it away, and" in refused(cli, "serve", "token", *command, "--tokens", file)
    Path(file).rename(tmp_path / "away")
    assert cli.run("serve", "token", "add", "bob", "--tokens", file).exit_code == 0


def test_what_it_says_to_type_names_the_file_of_the_tokens(tmp_path: Path) -> None:
    """As is, or nobody who types it has a token where the server looks for one."""
    create_log(tmp_path / "my log", title="Parleys", zone="Asia/Kolkata")
    cli, file = Cli(None), str(tmp_path / "my tokens.json")
    at = ["--log", str(tmp_path / "my log")]
    told = refused(cli, *at, "serve", "--behind-proxy", "--tokens", file)
    listed = cli.ok(*at, "serve", "token", "list", "--tokens", file)
    for name, said in (("ann", told), ("bob", listed)):
        (command,) = re.findall("`timeline ([^`]*)`", said)
        words = [name if word == "NAME" else word for word in shlex.split(command)]
        assert cli.run(*words).stdout.startswith("/f/")
    assert len(cli.ok(*at, "serve", "token", "list", "--tokens", file).splitlines()) == 3
    assert "--tokens" in refused(cli, *at, "serve", "token", "revoke", "zoe", "--tokens", file)
    assert "--tokens" not in refused(cli, *at, "serve", "--behind-proxy")


@pytest.mark.parametrize("issue", ["Tram 5", "Brücke/1", "100%25", "a/../b"])
def test_the_path_of_an_issue_is_encoded_and_it_may_be_named_so(cli: Cli, issue: str) -> None:
    cli.run("define", issue, "--title", "Tram", "--question", "When?")
    encoded = f"issues/{quote(issue, safe='')}.ics"
    for name, feed in (("ann", f"issues/{issue}.ics"), ("bob", encoded)):
        made = cli.run("serve", "token", "add", name, "--feed", feed).stdout
        assert made.startswith("/f/")
        assert made.endswith(f"/{encoded}\n")


def test_a_feed_of_an_issue_that_is_not_there_is_refused_and_a_short_id_is_one(cli: Cli) -> None:
    assert "did you mean 'iran-oil'" in refused(cli, "serve", "token", "add", "ann", "--feed", "issues/iranoil.ics")
    assert "timeline define nope" in refused(cli, "serve", "token", "add", "ann", "--feed", "issues/nope.ics")
    assert cli.run("serve", "token", "add", "ann", "--feed", "issues/iran.ics").stdout.endswith(
        "/issues/iran-oil.ics\n"
    )
    assert len(cli.ok("serve", "token", "list").splitlines()) == 2


def test_an_export_does_not_overwrite_the_tokens(cli: Cli) -> None:
    cli.run("serve", "token", "add", "ann")
    assert cli.log
    assert "part of a log" in refused(cli, "export", "json", "-o", str(cli.log / "serve-tokens.json"))


@pytest.mark.slow
def test_a_path_that_was_printed_works_on_this_computer_too(cli: Cli) -> None:
    """As the first lines of docs/serving.md have it: the token is made while the server runs."""
    assert cli.log
    with running(cli.log) as (port, end), closing(HTTPConnection("127.0.0.1", port, timeout=10)) as http:
        path = cli.run("serve", "token", "add", "ann", "--feed", "issues/iran-oil.ics").stdout.strip()
        for asked, status in ((path, 200), (path.replace("/f/", "/f/x"), 404), ("/issues/iran-oil.ics", 200)):
            http.request("GET", asked)
            answer = http.getresponse()
            answer.read()
            assert answer.status == status
        http.close()
        _, out, err = end()
    assert path.split("/")[2] not in out + err
    assert '"token":"ann"' in out


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="Not all of 127.0.0.0/8 is this computer here.")
def test_it_answers_by_the_address_that_it_was_given_and_names(cli: Cli) -> None:
    assert cli.log
    asked = ("127.0.0.2", 200), ("localhost", 200), ("evil.example", 400)
    with running(cli.log, "--host", "127.0.0.2") as (port, _), closing(HTTPConnection("127.0.0.2", port)) as http:
        for host, status in asked:
            http.request("GET", "/health", headers={"Host": f"{host}:{port}"})
            answer = http.getresponse()
            answer.read()
            assert answer.status == status


@pytest.mark.slow
def test_it_really_listens_and_follows_the_log(cli: Cli) -> None:
    assert cli.log
    with running(cli.log) as (port, end):
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as http:
            tags = []
            for name in ("First", "Second"):
                http.request("GET", "/calendar.ics?as-of=2018-12-04", headers={"Accept-Encoding": "gzip"})
                answer = http.getresponse()
                assert (answer.status, answer.getheader("content-encoding")) == (200, "gzip")
                assert answer.getheader("server") is None
                tags.append(answer.getheader("etag"))
                answer.read()
                cli.run(
                    "record", f"{name} parley", "--on", "2018-12-01", "--issue", "iran-oil", "--known", "2018-12-01"
                )
            assert len(set(tags)) == 2
        hung_up = suppress(ConnectionError)  # long before it is done
        with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as raw, hung_up:
            raw.sendall(b"GET /" + b"a" * 10_000_000)
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as http:
            http.request("GET", "/health")
            assert http.getresponse().status == 200
        code, out, err = end()
    assert code == 130
    lines = [json.loads(line) for line in out.splitlines()]
    assert [(one["route"], one["status"]) for one in lines] == [("/calendar.ics", 200)] * 2 + [("/health", 200)]
    assert "Traceback" not in err


@pytest.mark.slow
def test_a_client_that_sends_slowly_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    from timeline_engine.log import open_log
    from timeline_engine.serve import server
    from timeline_engine.serve.app import Options, make_app

    monkeypatch.setattr(server, "_HEADERS_SECONDS", 0.2)
    listening = server.listen("127.0.0.1", 0)
    address = listening.getsockname()

    async def ask() -> tuple[float, bytes]:
        running = server.server_of(make_app(open_log(SHIPPED), Options()))
        task = asyncio.create_task(running.serve([listening]))
        while not running.started:
            await asyncio.sleep(0.01)
        slow, quick = [await asyncio.open_connection(*address) for _ in range(2)]
        begun = time.monotonic()
        slow[1].write(b"GET /health HTTP/1.1\r\nHost: a")
        quick[1].write(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answered = await quick[0].readline()
        await slow[0].read()
        waited = time.monotonic() - begun
        for _, writer in (slow, quick):
            writer.close()
        running.should_exit = True
        await task
        return waited, answered

    waited, answered = asyncio.run(ask())
    assert answered == b"HTTP/1.1 200 OK\r\n"
    assert 0.1 < waited < 5
