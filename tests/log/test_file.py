"""The log in a folder keeps the contract; its files are as docs/log-format.md says."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from filelock import FileLock

from timeline_engine.entries import Codec
from timeline_engine.entries.codec import Line
from timeline_engine.log import GENESIS, FileLog, LogBusy, LogDamaged, LogError, LogNewer, create_log
from timeline_engine.log.verify import verify

from .contract import LogContract, Reopen
from .samples import START_STAMP, SetClock, event, first_segment, full, ids, new_log


class TestFileLog(LogContract):
    @pytest.fixture
    def reopen(self, clock: SetClock, tmp_path: Path) -> Reopen:
        create_log(tmp_path, title="A test", zone="Asia/Kolkata", log_id="test")
        return lambda: FileLog(tmp_path, clock=clock)


class TestSmallSegments(LogContract):
    """The whole contract once more, with a new segment every few lines."""

    @pytest.fixture
    def reopen(self, clock: SetClock, tmp_path: Path) -> Reopen:
        create_log(tmp_path, title="A test", zone="Asia/Kolkata", log_id="test")
        return lambda: FileLog(tmp_path, clock=clock, segment_bytes=300)


def test_one_line_is_one_entry(tmp_path: Path) -> None:
    new_log(tmp_path).append([event(1), full()])
    stored = first_segment(tmp_path).read_bytes()
    assert stored.endswith(b"\n")
    lines = stored.split(b"\n")[:-1]
    assert len(lines) == 2
    prev = GENESIS
    for seq, line in enumerate(lines, 1):
        fields = json.loads(line)
        assert list(fields) == ["seq", "id", "recorded", "kind", "v", "data", "prev"]
        assert (fields["seq"], fields["recorded"], fields["v"]) == (seq, START_STAMP, 1)
        assert fields["prev"] == prev
        prev = sha256(line).hexdigest()


def test_lines_are_the_undecoded_envelopes(tmp_path: Path) -> None:
    log = new_log(tmp_path, 3)
    assert [(line.seq, line.id, line.kind) for line in log.lines(1)] == [
        (2, "e2", "event.recorded"),
        (3, "e3", "event.recorded"),
    ]


def test_what_is_read_in_order_to_append_is_read_once(tmp_path: Path) -> None:
    class Counting(Codec):
        read = 0

        def envelopes(self, lines: Sequence[bytes]) -> list[Line]:
            self.read += len(lines)
            return super().envelopes(lines)

    new_log(tmp_path, 12, segment_bytes=700)
    codec = Counting()
    log = FileLog(tmp_path, codec=codec)
    with log.exclusive():
        assert len(list(log.read())) == 12
        log.append([event(13), event(14)])
    assert codec.read == 12
    assert [receipt.new for receipt in log.append([event(3), event(14), event(15)])] == [False, False, True]
    assert verify(tmp_path).damage is None


def test_what_was_read_before_the_lock_is_read_again(tmp_path: Path) -> None:
    new_log(tmp_path, 3)
    log = FileLog(tmp_path)
    reading = log.read()
    next(reading)
    FileLog(tmp_path).append([event(4)])
    with log.exclusive():
        assert [entry.id for entry in reading] == ["e2", "e3"]
        log.append([event(4), event(5)])
    assert ids(log) == ["e1", "e2", "e3", "e4", "e5"]


def test_reading_writes_nothing(tmp_path: Path) -> None:
    new_log(tmp_path, 3)
    (tmp_path / ".lock").unlink()
    before = sorted(path.name for path in tmp_path.iterdir())
    tmp_path.chmod(0o555)
    try:
        log = FileLog(tmp_path)
        assert ids(log) == ["e1", "e2", "e3"]
        assert log.head().seq == 3
        assert verify(log).damage is None
    finally:
        tmp_path.chmod(0o755)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_refuses_to_append(tmp_path: Path) -> None:
    log = new_log(tmp_path, 1)
    (tmp_path / ".lock").unlink()
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(LogError, match="cannot write"):
            log.append([event(2)])
    finally:
        tmp_path.chmod(0o755)


def test_a_lock_that_cannot_be_taken(tmp_path: Path) -> None:
    log = new_log(tmp_path, 1)
    (tmp_path / ".lock").unlink()
    (tmp_path / ".lock").mkdir()
    with pytest.raises(LogError, match=r"cannot write to .*\.lock: .*; nothing was recorded"):
        log.append([event(2)])


def test_another_writer_that_does_not_finish(tmp_path: Path) -> None:
    log = new_log(tmp_path, 1, lock_seconds=0.05)
    with FileLock(tmp_path / ".lock"), pytest.raises(LogBusy, match="another process is writing"):
        log.append([event(2)])
    log.append([event(2)])
    assert ids(log) == ["e1", "e2"]


class TestSegments:
    def test_a_full_one_is_followed_by_a_new_one(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 12, segment_bytes=700)
        names = sorted(path.name for path in tmp_path.glob("*.jsonl"))
        assert names == ["000001.jsonl", "000002.jsonl", "000003.jsonl"]
        assert ids(log) == ids(FileLog(tmp_path)) == [f"e{n}" for n in range(1, 13)]
        report = verify(tmp_path)
        assert (report.entries, report.segments, report.damage) == (12, 3, None)

    def test_reading_after_starts_in_the_right_one(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 12, segment_bytes=700)
        for after in range(14):
            assert [entry.seq for entry in log.read(after)] == list(range(after + 1, 13))
            assert [line.seq for line in log.lines(after)] == list(range(after + 1, 13))

    def test_reading_after_does_not_read_what_lies_before(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 12, segment_bytes=700)
        _, *rest = first_segment(tmp_path).read_bytes().splitlines(keepends=True)
        first_segment(tmp_path).write_bytes(b"".join([b"rubbish\n", *rest]))
        assert log.head().seq == 12
        assert [entry.seq for entry in log.read(5)] == list(range(6, 13))
        for after in range(5):  # the second segment begins with the fifth, and its link has to be checked
            with pytest.raises(LogDamaged):
                list(log.read(after))

    def test_reading_after_checks_that_segments_go_on_from_each_other(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 12, segment_bytes=700)
        first_segment(tmp_path).write_bytes(b"rubbish\n")
        for after in range(14):
            with pytest.raises(LogDamaged, match=r"000001\.jsonl, line 1 "):
                list(log.read(after))
        with pytest.raises(LogDamaged, match=r"000001\.jsonl, line 1 "):
            log.head()

    def test_a_batch_stays_together(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, segment_bytes=10)
        log.append([event(n) for n in range(50)])
        log.append([event(n) for n in range(50, 60)])
        assert [path.read_bytes().count(b"\n") for path in sorted(tmp_path.glob("*.jsonl"))] == [50, 10]

    def test_an_empty_last_one_is_the_next_to_be_filled(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 3)
        (tmp_path / "000002.jsonl").touch()
        assert ids(log) == ["e1", "e2", "e3"]
        assert log.head().seq == 3
        log.append([event(4)])
        FileLog(tmp_path).append([event(5)])
        assert (tmp_path / "000002.jsonl").read_bytes().count(b"\n") == 2
        assert ids(log) == ["e1", "e2", "e3", "e4", "e5"]

    def test_other_files_are_left_alone(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 1)
        for name in ("notes.jsonl", "1.jsonl", "000001.jsonl.bak", "0000002.jsonl", "000000.jsonl"):
            (tmp_path / name).write_text("not ours")
        log.append([event(2)])
        assert ids(FileLog(tmp_path)) == ["e1", "e2"]


class TestLongLines:
    def test_the_head_is_found_before_and_behind_them(self, tmp_path: Path) -> None:
        log = new_log(tmp_path)
        for number, size in enumerate([16_000, 16_383, 100_000, 10, 3_000_000, 10]):
            log.append([event(number, summary="x" * size)])
            expected = sha256(first_segment(tmp_path).read_bytes()[:-1].rpartition(b"\n")[2]).hexdigest()
            assert log.head() == FileLog(tmp_path).head()
            assert log.head().hash == expected
        with first_segment(tmp_path).open("ab") as file:
            file.write(b"torn" * 100_000)
        assert log.head().hash == expected
        assert len(ids(log)) == 6

    def test_lines_longer_than_what_is_read_at_a_time(self, tmp_path: Path, small_chunks: int) -> None:
        log = new_log(tmp_path, 20)
        log.append([event("long", summary="x" * 50 * small_chunks), event("short")])
        assert ids(log)[-3:] == ["e20", "elong", "eshort"]
        assert verify(log).entries == 22
        assert FileLog(tmp_path).append([event(20), event(21)])[1].seq == 23

    def test_a_reader_does_not_chase_a_writer(self, tmp_path: Path, small_chunks: int) -> None:
        log = new_log(tmp_path, 20)
        seen = []
        for entry in log.read():
            seen.append(entry.id)
            log.append([event(f"later-{entry.seq}")])
        assert seen == [f"e{n}" for n in range(1, 21)]

    @pytest.fixture
    def small_chunks(self, monkeypatch: pytest.MonkeyPatch) -> int:
        monkeypatch.setattr("timeline_engine.log.segments.CHUNK", 100)
        return 100


class TestVersions:
    def codec(self) -> Codec:
        def rename(data: dict[str, object]) -> dict[str, object]:
            return data | {"title": f"{data['title']} (upcast)"}

        return Codec({("event.recorded", 1): rename}, version=2)

    def test_old_lines_are_upcast_on_read_and_stay_as_stored(self, tmp_path: Path) -> None:
        old = new_log(tmp_path, 2)
        stored = first_segment(tmp_path).read_bytes()
        new = FileLog(tmp_path, codec=self.codec(), clock=SetClock())
        assert [entry.body.title for entry in new.read()] == ["Event 1 (upcast)", "Event 2 (upcast)"]  # type: ignore[union-attr]
        new.append([event(3)])
        assert [entry.body.title for entry in new.read(2)] == ["Event 3"]  # type: ignore[union-attr]
        assert first_segment(tmp_path).read_bytes().startswith(stored)
        assert old.head() == new.head()

    def test_the_same_entry_in_either_version_is_a_no_op(self, tmp_path: Path) -> None:
        new_log(tmp_path, 1)
        log = FileLog(tmp_path, codec=self.codec())
        assert [receipt.new for receipt in log.append([event(1, title="Event 1 (upcast)")])] == [False]

    def test_a_newer_version_is_refused_by_name(self, tmp_path: Path) -> None:
        new_log(tmp_path, 1)
        FileLog(tmp_path, codec=self.codec()).append([event(2)])
        with pytest.raises(LogNewer, match=r"000001\.jsonl, line 2: kind 'event.recorded' version 2.*upgrade"):
            list(FileLog(tmp_path).read())

    def test_its_chain_can_be_verified_all_the_same(self, tmp_path: Path) -> None:
        new_log(tmp_path, 1)
        FileLog(tmp_path, codec=self.codec()).append([event(2)])
        report = verify(tmp_path)
        assert (report.entries, report.newer, report.damage) == (2, 1, None)

    def test_and_appended_to(self, tmp_path: Path) -> None:
        new_log(tmp_path, 1)
        FileLog(tmp_path, codec=self.codec()).append([event(2)])
        assert FileLog(tmp_path).append([event(3)])[0].seq == 3


def test_importing_is_quick() -> None:
    late = {"filelock", "tomllib", "secrets", "tempfile", "zoneinfo", "subprocess", "socket", "logging"}
    code = f"import sys, timeline_engine.log; print(*sorted({late} & set(sys.modules)))"
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.check_output([sys.executable, "-c", code], env=env, text=True).split() == []
