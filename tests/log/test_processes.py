"""Many writers at once, writers that are killed, and disks that are full."""

import errno
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline_engine.log import FileLog, LogError
from timeline_engine.log.verify import verify

from .samples import event, first_segment, ids, new_log

WRITER = Path(__file__).with_name("writer.py")
ENV = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


def start_writer(folder: Path, *args: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), str(folder), *map(str, args)]
    return subprocess.Popen(command, env=ENV, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.parametrize("each", [100, pytest.param(1000, marks=pytest.mark.long)])
def test_eight_writers_of_many_entries(
    tmp_path: Path, record_property: Callable[[str, object], None], each: int
) -> None:
    new_log(tmp_path)
    begun = time.perf_counter()
    writers = [start_writer(tmp_path, f"w{number}", each) for number in range(8)]
    acknowledged = [writer.communicate()[0].split() for writer in writers]
    record_property("seconds", round(time.perf_counter() - begun, 1))
    assert [writer.returncode for writer in writers] == [0] * 8

    stored = ids(FileLog(tmp_path))
    assert len(stored) == len(set(stored)) == 8 * each
    for number, mine in enumerate(acknowledged):
        assert mine == [f"w{number}-{n}" for n in range(each)]
        assert [entry for entry in stored if entry.startswith(f"w{number}-")] == mine
    report = verify(tmp_path)
    assert (report.entries, report.damage, report.torn) == (8 * each, None, None)


@pytest.mark.slow
def test_writers_started_together_for_one_entry_each(tmp_path: Path) -> None:
    new_log(tmp_path)
    writers = [start_writer(tmp_path, f"w{number}", 1) for number in range(8)]
    assert sorted(writer.communicate()[0].strip() for writer in writers) == [f"w{n}-0" for n in range(8)]
    assert sorted(ids(FileLog(tmp_path))) == [f"w{n}-0" for n in range(8)]


@pytest.mark.slow
@pytest.mark.parametrize("kills", [3, pytest.param(9, marks=pytest.mark.long)])
def test_what_was_acknowledged_survives_kills(tmp_path: Path, kills: int) -> None:
    new_log(tmp_path)
    dice = random.Random(4)
    acknowledged: list[str] = []
    for kill in range(kills):
        # Every third writes batches of some 300 kB, so that the kill may come amid a write.
        batch = 1000 if kill % 3 == 2 else 1
        with start_writer(tmp_path, f"k{kill}", 10**9, batch) as writer:
            assert writer.stdout
            acknowledged.append(writer.stdout.readline().strip())
            time.sleep(dice.uniform(0, 0.2))
            writer.kill()
            # The last line may have been cut off by the kill, and an id cut short would be another's.
            acknowledged += [line.strip() for line in writer.stdout.readlines() if line.endswith("\n")]
        stored = ids(FileLog(tmp_path))
        assert set(acknowledged) <= set(stored)
        mine = [entry for entry in stored if entry.startswith(f"k{kill}-")]
        assert mine == [f"k{kill}-{n}" for n in range(len(mine))]
        report = verify(tmp_path)
        assert (report.entries, report.damage) == (len(stored), None)
    assert len(acknowledged) > kills
    FileLog(tmp_path).append([event("after")])
    assert ids(FileLog(tmp_path))[-1] == "eafter"


class TestFailedWrites:
    def full_disk(self, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
        def write(handle: int, data: bytes) -> None:
            os.write(handle, data[:room])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr("timeline_engine.log.disk._write", write)

    @pytest.mark.parametrize("room", [0, 1, 100, 300, 10_000])
    def test_a_full_disk_leaves_nothing_behind(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
    ) -> None:
        log = new_log(tmp_path, 2)
        stored = first_segment(tmp_path).read_bytes()
        with monkeypatch.context() as patch:
            self.full_disk(patch, room)
            with pytest.raises(LogError, match=r"000001\.jsonl: No space left on device; nothing was recorded"):
                log.append([event(3), event(4)])
        assert first_segment(tmp_path).read_bytes() == stored
        assert [receipt.seq for receipt in log.append([event(4), event(3)])] == [3, 4]
        assert ids(FileLog(tmp_path)) == ["e1", "e2", "e4", "e3"]

    def test_a_full_disk_when_a_segment_begins(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        log = new_log(tmp_path, 2, segment_bytes=100)
        with monkeypatch.context() as patch:
            self.full_disk(patch, 50)
            with pytest.raises(LogError, match="nothing was recorded"):
                log.append([event(3)])
        assert (tmp_path / "000003.jsonl").read_bytes() == b""
        assert ids(FileLog(tmp_path)) == ["e1", "e2"]
        log.append([event(3)])
        assert ids(FileLog(tmp_path)) == ["e1", "e2", "e3"]
        assert not (tmp_path / "000004.jsonl").exists()

    def test_a_failed_sync_is_a_failed_write(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        log = new_log(tmp_path, 2)

        def fsync(handle: int) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fsync)
            with pytest.raises(LogError, match="may have been recorded"):
                log.append([event(3)])
        assert ids(log) == ids(FileLog(tmp_path)) == ["e1", "e2"]
        log.append([event(3)])
        assert ids(FileLog(tmp_path)) == ["e1", "e2", "e3"]

    def test_an_interrupt_is_a_failed_write(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        log = new_log(tmp_path, 2)
        stored = first_segment(tmp_path).read_bytes()

        def write(handle: int, data: bytes) -> None:
            os.write(handle, data[:100])
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("timeline_engine.log.disk._write", write)
            with pytest.raises(KeyboardInterrupt):
                log.append([event(3)])
        assert first_segment(tmp_path).read_bytes() == stored
        log.append([event(4)])
        assert ids(FileLog(tmp_path)) == ["e1", "e2", "e4"]

    def test_a_true_limit_on_the_size_of_files(self, tmp_path: Path) -> None:
        pytest.importorskip("resource")
        new_log(tmp_path, 1)
        code = (
            "import resource, sys; sys.path.insert(0, sys.argv.pop(1))\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
            "from writer import main; main(*sys.argv[1:])"
        )
        command = [sys.executable, "-c", code, str(WRITER.parent), str(tmp_path), "w", "100"]
        ran = subprocess.run(command, env=ENV, capture_output=True, text=True, check=False)
        assert "File too large; nothing was recorded" in ran.stderr
        report = verify(tmp_path)
        assert (report.damage, report.torn) == (None, None)
        assert ids(FileLog(tmp_path)) == ["e1", *ran.stdout.split()]


class TestEffort:
    def test_a_batch_is_synced_once_and_before_it_is_acknowledged(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log = new_log(tmp_path, 1)
        synced: list[int] = []
        monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_size))
        log.append([event(n) for n in range(2, 50)])
        assert synced == [first_segment(tmp_path).stat().st_size]
        log.append([event(2)])
        assert len(synced) == 1

    def test_a_new_segment_has_its_folder_synced_too(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        log = new_log(tmp_path, 1, segment_bytes=10)
        synced: list[int] = []
        monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
        log.append([event(2)])
        assert synced == [(tmp_path / "000002.jsonl").stat().st_ino, tmp_path.stat().st_ino]

    def test_only_what_is_new_is_read_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        log, other = new_log(tmp_path, 20), FileLog(tmp_path)
        size = first_segment(tmp_path).stat().st_size
        other.append([event("other")])
        starts: list[int] = []
        from timeline_engine.log import segments

        chunks = segments._chunks

        def spy(path: Path, start: int) -> object:
            starts.append(start)
            return chunks(path, start)

        monkeypatch.setattr(segments, "_chunks", spy)
        log.append([event("new")])
        assert starts == [size]
