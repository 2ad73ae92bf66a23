"""``timeline init``: a new log, once, in a folder."""

import os
import tomllib
from pathlib import Path

import pytest

from .running import Cli, contents


def settings(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / "timeline.toml").read_text(encoding="utf-8"))


def test_it_makes_an_empty_log_in_events(tmp_path: Path) -> None:
    assert "made the log" in Cli(None).ok("init")
    assert settings(tmp_path / "events")["timezone"] == "UTC"
    assert (tmp_path / "events" / "000001.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    ("args", "folder", "title"),
    [
        (("--title", 'The "oil" log'), "events", 'The "oil" log'),
        (("elsewhere",), "elsewhere", "elsewhere"),
        (("deep/er/still",), "deep/er/still", "still"),
        (("--log", "there"), "there", "there"),
    ],
)
def test_its_folder_and_title(tmp_path: Path, args: tuple[str, ...], folder: str, title: str) -> None:
    Cli(None).ok("init", *args)
    assert settings(tmp_path / folder)["title"] == title


def test_a_place_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    assert "PATH and --log both say where" in Cli(None).refused("init", "here", "--log", "there", code=2)
    assert not any((tmp_path / name).exists() for name in ("here", "there"))


def test_a_folder_called_events_is_titled_by_the_one_around_it(tmp_path: Path) -> None:
    Cli(None).ok("init", "us-india/events")
    assert settings(tmp_path / "us-india" / "events")["title"] == "us-india"


def test_it_says_what_it_made() -> None:
    said = Cli(None).ok("init", "--title", "Oil", "--timezone", "Asia/Kolkata")
    assert said.startswith("made the log 'Oil' in events (Asia/Kolkata, id ")


def test_a_dry_run_says_what_it_would_make_and_makes_nothing(tmp_path: Path) -> None:
    said = Cli(None).ok("init", "deep/er", "--title", "Oil", "--timezone", "Asia/Kolkata", "--dry-run")
    assert said == "would make the log 'Oil' in deep/er (Asia/Kolkata)\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "why"),
    [("log", "already"), ("file", "is a file"), ("file/in", "is a file"), ("lost", "has entries"), ("memory:", "path")],
)
def test_a_dry_run_refuses_what_is_refused(cli: Cli, tmp_path: Path, path: str, why: str) -> None:
    (tmp_path / "file").write_text("not a log")
    (tmp_path / "lost").mkdir()
    (tmp_path / "lost" / "000001.jsonl").write_text("{}")
    assert cli.refused("init", path)
    assert why in cli.refused("init", path, "--dry-run")


def test_a_dry_run_refuses_a_wrong_time_zone(tmp_path: Path) -> None:
    assert "Asia/Kolkata" in Cli(None).refused("init", "--timezone", "Asia/Kolkatta", "--dry-run")


def test_a_dry_run_refuses_a_folder_that_may_not_be_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "may not be written to" in Cli(None).refused("init", "new", "--dry-run")


def test_a_log_that_is_there_is_left_as_it_is(cli: Cli) -> None:
    assert "already" in cli.refused("init", "--title", "Another")


@pytest.mark.parametrize(
    ("zone", "meant"),
    [("Asia/Kolkatta", "Asia/Kolkata"), ("kolkata", "Asia/Kolkata"), ("new york", "America/New_York")],
)
def test_an_unknown_time_zone_suggests_the_one_that_was_meant(tmp_path: Path, zone: str, meant: str) -> None:
    assert meant in Cli(tmp_path / "log").refused("init", "--timezone", zone)
    assert not (tmp_path / "log").exists()


def test_a_path_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a log")
    assert "file" in Cli(tmp_path / "file").refused("init")
    assert (tmp_path / "file").read_text() == "not a log"


@pytest.mark.parametrize("url", ["file:///tmp/x", "memory:", "https://logs.example/x"])
def test_a_url_is_no_folder(tmp_path: Path, url: str) -> None:
    assert "path" in Cli(None).refused("--log", url, "init")
    assert list(tmp_path.iterdir()) == []


def test_the_new_log_is_ready_for_use(cli: Cli) -> None:
    assert len(cli.entries()) == 3
    assert {"timeline.toml", "000001.jsonl"} <= set(contents(cli.log))
