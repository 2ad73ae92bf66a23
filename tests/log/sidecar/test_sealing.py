"""The seal: who else writes to a sidecar breaks it, who copies one does not."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from log.samples import event, new_log
from log.sidecar.asked import log_with
from timeline_engine.log import FileLog, Unusable
from timeline_engine.log.keeping import SIDECAR
from timeline_engine.log.sidecar import Kept, Lines, Sidecar


@pytest.fixture
def log(tmp_path: Path) -> FileLog:
    log = new_log(tmp_path / "log")
    log.append([event(number, issues=("oil",)) for number in range(20)])
    assert log.keeper.kept(make=True)
    return log


def found(log: FileLog) -> Kept | None:
    return Sidecar(log.path, log.info, log.codec).kept()


def test_it_holds_through_what_its_makers_write(log: FileLog) -> None:
    log.append([event("late")])
    log.close()
    kept = found(log)
    assert kept
    Lines(kept).replace([("oil", 0, (b"said", None))])
    again = found(log)
    assert again
    assert Lines(again).at(1 << 50) == {"oil": b"said"}


def test_it_is_broken_by_any_other_write(log: FileLog) -> None:
    path = log.path / SIDECAR
    path.write_bytes(path.read_bytes())
    assert found(log) is None


def test_it_is_copied_with_the_time_of_the_file(log: FileLog, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(log.path, copy)
    assert found(log_with(copy))
    os.utime(copy / SIDECAR)
    assert found(log_with(copy)) is None


def test_who_was_stopped_before_sealing_leaves_none(log: FileLog, monkeypatch: pytest.MonkeyPatch) -> None:
    utime = os.utime

    def stopped(path: Path, **times: tuple[int, int]) -> None:
        if times:  # what breaks the seal before anything is written gives none
            raise OSError("stopped")
        utime(path)

    with monkeypatch.context() as patch:
        patch.setattr("timeline_engine.log.sidecar.sealing.os.utime", stopped)
        log.append([event("late")])
        log.close()
    assert found(log) is None
    assert log.keeper.kept()
    assert found(log)


def test_the_seal_is_broken_before_anything_is_written(log: FileLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that whoever is stopped in the middle, by the power too, leaves what nobody believes."""
    sealed = (log.path / SIDECAR).stat().st_mtime_ns
    synced = list[int]()
    monkeypatch.setattr(
        "timeline_engine.log.sidecar.sealing.os.fsync",
        lambda _: synced.append((log.path / SIDECAR).stat().st_mtime_ns),
    )
    log.append([event("late")])
    log.close()
    assert synced[-1] > sealed
    assert found(log)


def test_nobody_seals_what_others_wrote(log: FileLog) -> None:
    kept = found(log)
    assert kept
    other = sqlite3.connect(log.path / SIDECAR)
    other.execute("DELETE FROM ids")
    other.commit()
    other.close()
    with pytest.raises(Unusable, match="somebody else has written"):
        Lines(kept).replace([("oil", 0, (b"said", None))])
    assert found(log) is None


def test_readers_go_on_while_much_is_written(log: FileLog) -> None:
    """Else the file would be locked from the moment on at which what is written is too much for the memory."""
    kept, reader = found(log), found(log)
    assert kept
    assert reader
    reader.connection.execute("PRAGMA busy_timeout = 0")

    def lines():  # type: ignore[no-untyped-def]
        for number in range(400):
            assert reader.seq("e7") == 8
            yield "oil", number * 60_000_000, (os.urandom(60_000), None)

    Lines(kept).replace(lines())
    assert len(Lines(kept).at(1 << 50)["oil"]) == 60_000
