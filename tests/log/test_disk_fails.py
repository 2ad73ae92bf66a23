"""A disk that fails: what is said of the log then is true, and what was made is asked to stay."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline_engine.atomic_write import written_aside
from timeline_engine.log import FileLog, LogError, create_log

from .samples import event, ids, new_log


def failing(name: str, monkeypatch: pytest.MonkeyPatch, fails: Callable[..., bool] = lambda *_: True) -> None:
    done = getattr(os, name)

    def call(*given: object) -> object:
        if fails(*given):
            raise OSError(errno.EIO, "Input/output error")
        return done(*given)

    monkeypatch.setattr(os, name, call)


def test_nothing_is_recorded_if_what_failed_is_cut_off_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = new_log(tmp_path, 1)
    times = iter([True])
    failing("fsync", monkeypatch, lambda *_: next(times, False))
    with pytest.raises(LogError, match=r"nothing was recorded$"):
        log.append([event(2)])
    assert ids(FileLog(tmp_path)) == ["e1"]


@pytest.mark.parametrize("cutting", ["ftruncate", "fsync"])
def test_it_may_have_been_recorded_if_that_fails_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cutting: str
) -> None:
    log = new_log(tmp_path, 1)
    with monkeypatch.context() as patch:
        failing("fsync", patch)
        if cutting != "fsync":
            failing(cutting, patch)
        with pytest.raises(LogError, match=r"it may have been recorded: .*`timeline verify`") as failed:
            log.append([event(2)])
    assert "nothing was recorded" not in str(failed.value)
    assert ids(FileLog(tmp_path)) == (["e1"] if cutting == "fsync" else ["e1", "e2"])
    log.append([event(2), event(3)])
    assert ids(FileLog(tmp_path)) == ["e1", "e2", "e3"]


def test_a_log_whose_folder_cannot_be_synced_is_not_said_not_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "log"
    with monkeypatch.context() as patch:
        failing("fsync", patch, lambda _: (folder / "timeline.toml").exists())
        with pytest.raises(LogError, match="is written, but may be gone after a power cut"):
            create_log(folder, title="T", zone="UTC")
    assert FileLog(folder).info.title == "T"


def test_every_folder_that_init_makes_is_synced_into_the_one_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = _synced(monkeypatch)
    create_log(tmp_path / "a" / "b" / "log", title="T", zone="UTC")
    for folder in (tmp_path, tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "log"):
        assert _number(folder) in synced
    assert _number(tmp_path / "a" / "b" / "log" / "timeline.toml") in synced
    synced.clear()
    (tmp_path / "there").mkdir()
    create_log(tmp_path / "there", title="T", zone="UTC")
    assert _number(tmp_path) in synced


def test_a_file_is_synced_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = _synced(monkeypatch)
    with written_aside(tmp_path / "out.csv") as out:
        out.write(b"whole")
    assert _number(tmp_path / "out.csv") in synced


def test_a_file_that_cannot_be_synced_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out.csv").write_bytes(b"old")
    failing("fsync", monkeypatch)
    with pytest.raises(OSError, match=r"out\.csv"), written_aside(tmp_path / "out.csv") as out:
        out.write(b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out.csv", b"old")]


def _synced(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The inodes that are synced from now on."""
    found: set[int] = set()
    sync = os.fsync

    def call(handle: int) -> None:
        found.add(os.fstat(handle).st_ino)
        sync(handle)

    monkeypatch.setattr(os, "fsync", call)
    return found


def _number(path: Path) -> int:
    return path.stat().st_ino
