"""``timeline index``: what makes questions about a large log fast is seen, made and removed."""

from pathlib import Path

import pytest

from timeline_engine.log import create_log
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
    assert (found.exit_code, "is no log in a folder" in found.stderr) == (1, True)


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
