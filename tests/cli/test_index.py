"""``timeline index``: what makes questions about a large log fast is seen, made and removed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from postgres import Server
from timeline_engine.log import create_log
from timeline_engine.log.cache import SETTING
from timeline_engine.log.keeping import SIDECAR

from .running import SHIPPED, Cli


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The command on a copy of the shipped log."""
    folder = tmp_path / "log"
    folder.mkdir()
    for file in SHIPPED.iterdir():
        if file.suffix in (".jsonl", ".toml"):
            (folder / file.name).write_bytes(file.read_bytes())
    return Cli(folder)


def _of(cli: Cli) -> Path:
    assert cli.log
    return cli.log


def test_a_small_log_has_none_unless_it_is_made(cli: Cli) -> None:
    project = cli.ok("project", "--as-of", "2018-12-04")
    assert "there is no index" in cli.ok("index", "show")
    assert not (_of(cli) / SIDECAR).exists()
    assert cli.ok("index", "build").endswith(f"{SIDECAR}: 89 entries\n")
    assert "lines of issues: as of entry 89" in cli.ok("index", "show")
    assert cli.ok("project", "--as-of", "2018-12-04") == project


def test_it_is_kept_up_and_answers_the_same(cli: Cli) -> None:
    cli.ok("index", "build")
    said = ("record", "A late call", "--on", "2018-12-01", "--set", "comcasa=signed", "--known", "2018-12-02")
    cli.warned(*said)
    assert ": 90 entries" in cli.ok("index", "show")
    asked = [
        ("project", "--as-of", "2018-12-04"), ("project", "--issue", "comcasa"), ("show", "a-late-call"),
        ("why", "comcasa"), ("show", "comcasa", "--json"), ("why", "a-late-call"), ("search", "late call"),
    ]  # fmt: skip
    kept = [cli.ok(*question) for question in asked]
    assert cli.ok("index", "drop") == f"removed {_of(cli) / SIDECAR}\n"
    assert [cli.ok(*question) for question in asked] == kept
    assert cli.ok("index", "drop") == "there is no index\n"


def test_one_of_an_earlier_version_can_be_removed(cli: Cli) -> None:
    (_of(cli) / "index.duckdb").write_bytes(b"old")
    assert "index.duckdb" in cli.ok("index", "drop")
    assert not (_of(cli) / "index.duckdb").exists()


def test_a_log_in_memory_has_none() -> None:
    found = Cli(None).run("--log", "memory:", "index", "show")
    assert (found.exit_code, "of a kind that can have no index" in found.stderr) == (1, True)


def test_of_an_empty_log(tmp_path: Path) -> None:
    create_log(tmp_path / "log", title="Empty", zone="UTC").close()
    cli = Cli(tmp_path / "log")
    assert cli.ok("index", "build").endswith(": 0 entries\n")
    assert "No issue is known yet" in cli.ok("project")


def test_a_folder_in_its_place_is_left_alone(cli: Cli) -> None:
    asked = cli.ok("project", "--as-of", "2018-12-04")
    (_of(cli) / SIDECAR).mkdir()
    assert cli.ok("project", "--as-of", "2018-12-04") == asked
    for command, said in (("show", "cannot be used, nor made anew"), ("drop", f"cannot remove {_of(cli) / SIDECAR}: ")):
        result = cli.run("index", command)
        assert (result.exit_code, said in result.stderr) == (1, True)
    assert (_of(cli) / SIDECAR).is_dir()


class TestOfALogInPostgresql:
    """The index stands beside a copy of the log in the cache, which goes with it."""

    @pytest.fixture
    def url(
        self, postgres_servers: Callable[[str], Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
    ) -> str:
        pytest.importorskip("psycopg")
        monkeypatch.setenv(SETTING, str(tmp_path / "cache"))
        url = postgres_servers("wheel").url()
        cli.ok("log", "copy", str(_of(cli)), url)
        return url

    def test_it_is_made_answers_the_same_and_goes(self, url: str, tmp_path: Path) -> None:
        cli, cache = Cli(None), tmp_path / "cache"
        asked = [("project", "--as-of", "2018-12-04"), ("show", "comcasa", "--json"), ("search", "waiver")]
        before = [cli.ok("--log", url, *question) for question in asked]
        assert "there is no index" in cli.ok("--log", url, "index", "show")
        assert not cache.exists()
        assert cli.ok("--log", url, "index", "build").startswith(str(cache))
        assert f"{SIDECAR}: 89 entries" in cli.ok("--log", url, "index", "show")
        assert [cli.ok("--log", url, *question) for question in asked] == before
        cli.warned("--log", url, "record", "A call", "--on", "2018-12-01", "--known", "2018-12-02")
        assert f"{SIDECAR}: 90 entries" in cli.ok("--log", url, "index", "show")
        assert cli.ok("--log", url, "index", "drop").startswith(f"removed {cache}")
        assert not [path for path in cache.rglob("*") if path.is_file() and path.read_bytes()]
        assert cli.ok("--log", url, "index", "drop") == "there is no index\n"

    def test_it_goes_where_the_database_cannot_be_reached(
        self, postgres_servers: Callable[[str], Server], url: str, tmp_path: Path
    ) -> None:
        server = postgres_servers("wheel")
        secret = url.replace("postgres@", "postgres:secret@")
        Cli(None).ok("--log", url, "index", "build")
        server.stop()
        try:
            assert "cannot reach" in Cli(None).refused("--log", secret, "index", "show")
            assert Cli(None).ok("--log", secret, "index", "drop").startswith(f"removed {tmp_path / 'cache'}")
        finally:
            server.start()
        assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file() and path.read_bytes()]

    def test_a_large_one_gets_it_by_the_next_question(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "one is made when a log has 4 MB" in Cli(None).ok("--log", url, "index", "show")
        monkeypatch.setattr("timeline_engine.cli.commands.index.LARGE", 1)
        assert "there is no index: the next question makes it" in Cli(None).ok("--log", url, "index", "show")

    def test_where_nothing_is_to_be_kept_that_is_said(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(SETTING, "off")
        for command in ("show", "build", "drop"):
            result = Cli(None).run("--log", url, "index", command)
            assert (result.exit_code, SETTING in result.stderr) == (1, True)
