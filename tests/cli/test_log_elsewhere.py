"""Commands on a log in a database: making it, copying it, watching it, and what is said where it cannot be."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from postgres import Server
from timeline_engine.log import open_log

from .running import SHIPPED, Cli

psycopg = pytest.importorskip("psycopg")
from timeline_plugins.postgres.address import Address  # noqa: E402
from timeline_plugins.postgres.log import PostgresLog  # noqa: E402

RECORD = ("record", "Talks", "--on", "2018-11-20", "--known", "2018-11-20")


@pytest.fixture
def url(postgres_servers: Callable[[str], Server]) -> str:
    return postgres_servers("wheel").url()


def test_it_is_made_and_answers(url: str) -> None:
    assert "made the log 's" in Cli(None).ok("--log", url, "init", "--timezone", "Asia/Kolkata", "--roles")
    Cli(None).ok("--log", url, *RECORD)
    assert "1 entry in 1 segment: the chain is intact" in Cli(None).ok("verify", "--log", url)
    assert json.loads(Cli(None).ok("head", "--log", url))["entries"] == 1
    for more in ((), ("--dry-run",)):
        assert "already" in Cli(None).refused("init", url, *more)


def test_a_dry_run_makes_nothing(url: str) -> None:
    assert Cli(None).ok("init", url, "--dry-run", "--title", "T").startswith("would make the log 'T' in postgresql://")
    assert "make one with `timeline init" in Cli(None).refused("project", "--log", url)


def test_roles_are_of_a_database(tmp_path: Path) -> None:
    assert "roles are of a log in a database" in Cli(None).refused("init", "here", "--roles")
    assert not (tmp_path / "here").exists()


def test_a_copy_is_told_and_both_answer_the_same(url: str, tmp_path: Path) -> None:
    said = Cli(None).ok("log", "copy", str(SHIPPED), url)
    assert "89 entries copied, both logs are verified" in " ".join(said.split())
    assert f"head {open_log(SHIPPED).head().hash}" in said
    assert "0 entries copied" in Cli(None).ok("log", "copy", str(SHIPPED), url)
    Cli(None).ok("log", "copy", url, "back")
    assert (tmp_path / "back" / "000001.jsonl").read_bytes() == (SHIPPED / "000001.jsonl").read_bytes()
    for asked in (("project", "--as-of", "2018-12-04", "--json"), ("events", "--as-of", "2018-12-04")):
        assert Cli(None).ok("--log", url, *asked) == Cli(SHIPPED).ok(*asked)


def test_an_import_of_the_same_appends_nothing(url: str) -> None:
    Cli(None).ok("--log", url, "init")
    Path("rows.csv").write_text("event,title,when,known\na,A,2018-11,2018-12-01\nb,B,2018-10,2018-12-01\n")
    Cli(None).ok("--log", url, "import", "rows.csv")
    assert Cli(None).ok("--log", url, "import", "rows.csv").startswith("nothing to append")


def test_what_was_appended_is_watched(url: str) -> None:
    Cli(None).ok("--log", url, "init")
    Cli(None).ok("--log", url, *RECORD)
    (line,) = Cli(None).ok("--log", url, "watch", "--after", "0", "--once", "--json").splitlines()
    assert json.loads(line)["entries"][0]["seq"] == 1


def test_watching_goes_on_when_the_server_is_there_again(
    postgres_servers: Callable[[str], Server], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = postgres_servers("wheel")
    Cli(None).ok("--log", url, "init")
    steps = iter([server.stop, lambda: None, server.start, lambda: Cli(None).ok("--log", url, *RECORD)])

    def wait(log: PostgresLog, seconds: float) -> None:
        next(steps)()

    monkeypatch.setattr(PostgresLog, "wait", wait)
    try:
        result = Cli(None).run("--log", url, "watch", "--json", "--count", "1", "--interval", "0.05")
    finally:
        server.stop()
        server.start()
    assert json.loads(result.stdout)["entries"][0]["seq"] == 1
    assert result.exit_code == 0
    said = " ".join(result.stderr.split())
    assert said.startswith("Warning: cannot reach the log at postgresql://")
    assert said.count("watching goes on once it is there again") == 1


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("repair",), "only the files of one are repaired: restore it from a backup of the database, or copy"),
        (("verify", "--allowed-signers", "key"), "in no folder"),
        (("import", "x.csv", "--as", "ANI"), "in no folder"),
        (("scale", "derive", "--to", "out"), "FOLDER` makes a copy, or brings one up to date"),
    ],
)
def test_what_needs_a_folder_says_so(url: str, command: tuple[str, ...], said: str) -> None:
    Cli(None).ok("--log", url, "init")
    Path("x.csv").write_text("event,title,when\n")
    Path("key").touch()
    assert said in Cli(None).refused("--log", url, *command)


def test_a_backup_that_needs_a_folder_says_so(url: str) -> None:
    for log in (url, "log"):
        Cli(None).ok("--log", log, "init")
    said = " ".join(Cli(None).refused("--log", "log", "repair", "--backup", url).split())
    assert f"is no log in a folder: `timeline log copy {url!r} FOLDER` makes a copy" in said


def test_another_scheme_is_told_which_there_are() -> None:
    for command in (
        ("init", "mysql://h/x"),
        ("init", "mysql://h/x", "--title", "T"),
        ("project", "--log", "mysql://h/x"),
    ):
        assert "postgresql://" in " ".join(Cli(None).refused(*command).split())


def test_of_a_damaged_one_nothing_is_offered_that_cannot_be_done(url: str) -> None:
    Cli(None).ok("--log", url, "init")
    Cli(None).ok("--log", url, *RECORD)
    address = Address.of(url)
    with psycopg.connect(address.conninfo, autocommit=True) as connection:
        connection.execute(f"ALTER TABLE {address.schema}.line DISABLE TRIGGER ALL".encode())
        connection.execute(f"UPDATE {address.schema}.line SET line = line || ' '".encode())
    for command in ("project", "verify"):
        said = " ".join(Cli(None).run("--log", url, command).stderr.split())
        assert "`timeline log copy`" in said
        assert "a backup of the database" in said
        assert "repair" not in said


def test_no_command_shows_a_password(url: str) -> None:
    secret = url.replace("postgres@", "postgres:secret@")
    Cli(None).ok("--log", url, "init")
    commands = [("init",), ("show", "no"), ("index", "show"), ("verify",), RECORD, ("undo", "last"), ("project",)]
    for command in [*commands, ("log", "copy", secret, f"{secret}x"), ("record", "X", "--issue", "no", "--on", "2018")]:
        result = Cli(None).run("--log", secret, *command)
        assert "secret" not in result.output
    assert "secret" not in Cli(None).ok("init", f"{secret}y", "--dry-run")


def test_without_the_extra_it_is_said_what_to_install(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'timeline-engine[postgres]'" in Cli(None).refused("--log", url, "project")
