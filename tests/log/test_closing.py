"""A log closes what it keeps open, with `with` or by itself, and opens it again when it is used."""

import sys
from pathlib import Path

import pytest

from timeline_engine import create_log, open_log, record
from timeline_engine.entries import IssueDefined

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux which files are open")


def open_in(folder: Path) -> list[str]:
    links = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.exists()]
    return [str(link) for link in links if link.is_relative_to(folder)]


def test_nothing_stays_open_behind_with(tmp_path: Path) -> None:
    with create_log(tmp_path / "log", title="T", zone="UTC") as log:
        record(log, IssueDefined(issue="a", title="A"))
        assert len(open_in(tmp_path)) == 2
    assert open_in(tmp_path) == []
    record(log, IssueDefined(issue="b", title="B"))
    assert len(open_in(tmp_path)) == 2
    log.close()
    assert open_in(tmp_path) == []
    assert [entry.seq for entry in open_log(tmp_path / "log").read()] == [1, 2]


def test_closing_does_not_give_up_a_lock_that_is_held(tmp_path: Path) -> None:
    log = create_log(tmp_path / "log", title="T", zone="UTC")
    with log.exclusive():
        record(log, IssueDefined(issue="a", title="A"))
        log.close()
        assert [Path(name).name for name in open_in(tmp_path)] == [".lock"]
    log.close()
    assert open_in(tmp_path) == []


def test_a_log_in_memory_keeps_all(tmp_path: Path) -> None:
    with create_log("memory:", title="T", zone="UTC") as log:
        record(log, IssueDefined(issue="a", title="A"))
    assert log.head().seq == 1
