"""The seal: who else writes to a sidecar breaks it, who copies one does not."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from log.samples import event, ids, new_log
from log.sidecar.asked import log_with
from timeline_engine.entries import Draft
from timeline_engine.log import FileLog, Unusable
from timeline_engine.log.keeping import SIDECAR, WRITING
from timeline_engine.log.sidecar import Kept, Lines, Sidecar
from timeline_engine.recording import State, append


@pytest.fixture
def log(tmp_path: Path) -> FileLog:
    log = new_log(tmp_path / "log")
    log.append([event(number, issues=("oil",)) for number in range(20)])
    assert log.keeper.kept(make=True)
    return log


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for who was killed."""
    monkeypatch.setattr("timeline_engine.log.sidecar.sealing._PATIENCE", 0.02)


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

    def stopped(path: Path, times: None = None, **ns: tuple[int, int]) -> None:
        if ns:  # what breaks the seal before anything is written gives none
            raise OSError("stopped")
        utime(path, times)

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
    synced = list[tuple[bool, int]]()
    monkeypatch.setattr(
        "timeline_engine.log.sidecar.sealing.sync_folder",
        lambda folder: synced.append(((folder / WRITING).exists(), (log.path / SIDECAR).stat().st_mtime_ns)),
    )
    log.append([event("late")])
    log.close()
    assert synced == [(True, sealed)]
    assert found(log)
    assert not (log.path / WRITING).exists()


def test_what_is_said_to_be_written_to_is_made_again(log: FileLog) -> None:
    """The power was cut: what was written may be there or not, and when it was."""
    (log.path / WRITING).touch()
    assert found(log) is None
    assert log.keeper.kept()
    assert not (log.path / WRITING).exists()


def half_written(log: FileLog) -> None:
    """As one leaves it who is killed while he writes to it."""
    path = log.path / SIDECAR
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 3)
        file.write(os.urandom(path.stat().st_size // 3))


def made_again(log: FileLog) -> None:
    """By who came after one who was killed."""
    half_written(log)
    assert log.keeper.kept()


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("changed", [half_written, made_again])
def test_who_had_it_open_does_not_believe_what_was_left_in_it(log: FileLog, changed: Callable[[FileLog], None]) -> None:
    kept = found(log)
    assert kept
    asked: list[Callable[[], object]] = [
        lambda: kept.seq("e7"),
        lambda: kept.names("event"),
        lambda: kept.filed("issue", "oil"),
    ]
    for ask in asked:
        ask()
    changed(log)
    for ask in asked:
        with pytest.raises(Unusable, match="cannot be read"):
            ask()
    with pytest.raises(Unusable, match="cannot be read"), kept.reading():
        pass


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("changed", [half_written, made_again])
def test_who_had_it_open_appends_all_the_same(log: FileLog, changed: Callable[[FileLog], None]) -> None:
    writer = FileLog(log.path)
    assert writer.append([event("first")])[0].new
    changed(log)
    assert [receipt.new for receipt in writer.append([event(7, issues=("oil",)), event("second")])] == [False, True]
    assert ids(FileLog(log.path, large=1 << 40)) == [f"e{number}" for number in (*range(20), "first", "second")]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("changed", [half_written, made_again])
def test_what_is_recorded_is_checked_against_the_log_then(log: FileLog, changed: Callable[[FileLog], None]) -> None:
    asked = list[int | None]()

    def plan(state: State) -> list[Draft]:
        if not asked:
            changed(log)
        asked.append(state.events["event-7"].statements[0].seq)
        return []

    assert append(log, plan) == []
    assert asked[-1] == 8


def test_who_reads_waits_for_who_writes(log: FileLog) -> None:
    kept = found(log)
    assert kept
    sealed = (log.path / SIDECAR).stat().st_mtime_ns
    os.utime(log.path / SIDECAR)  # is about to write, or has not sealed it yet
    Timer(0.1, lambda: os.utime(log.path / SIDECAR, ns=(sealed, sealed))).start()
    assert kept.seq("e7") == 8


def test_no_other_process_writes_while_one_reads(log: FileLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when this process writes to it meanwhile: a file that it closed would let its locks go."""
    monkeypatch.setattr("timeline_engine.log.sidecar.tables._BUSY_SECONDS", 0)
    kept = found(log)
    assert kept
    with kept.reading():
        before = kept.names("event")
        writer = FileLog(log.path)
        writer.append([event("late")])
        writer.keeper.note(1000)
        assert "locked" in written_elsewhere(log.path / SIDECAR)
        assert kept.names("event") == before


def written_elsewhere(path: Path) -> str:
    """What another process is told that writes to it."""
    does = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute(sys.argv[2])"
    command = [sys.executable, "-c", does, str(path), "DELETE FROM ids"]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60).stderr


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


@pytest.mark.parametrize("table", ["ids", "about", "lines"])
def test_who_writes_reads_the_log_where_a_page_has_rotted(log: FileLog, table: str) -> None:
    """On a disk that changes what nobody wrote, so that the seal holds."""
    path = log.path / SIDECAR
    with closing(sqlite3.connect(path)) as other:
        (root,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()
    sealed = path.stat().st_mtime_ns
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(bytes(size))
    os.utime(path, ns=(sealed, sealed))

    def plan(state: State) -> list[Draft]:
        assert state.events["event-7"].statements[0].seq == 8
        return [event("second")]

    assert [receipt.seq for receipt in append(FileLog(log.path), plan)] == [21]
    assert ids(FileLog(log.path, large=1 << 40))[-1] == "esecond"
