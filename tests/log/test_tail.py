"""The last segment stays open from one append to the next, and whatever happens to the log meanwhile is noticed."""

import os
import shutil
from pathlib import Path

import pytest

from timeline_engine.log import FileLog, LogDamaged, LogError
from timeline_engine.log.verify import verify

from .samples import event, first_segment, ids, new_log


@pytest.mark.skipif(os.name == "nt", reason="files are not kept open")
def test_an_append_after_an_append_opens_and_reads_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = new_log(tmp_path, 1)
    opened: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", lambda path, *_: opened.append(path))
        patch.setattr(Path, "open", lambda path, *_: opened.append(path))
        patch.setattr(os, "listdir", opened.append)
        patch.setattr(os, "scandir", opened.append)
        log.append([event(2), event(3)])
        log.append([event(4)])
    assert opened == []
    assert ids(FileLog(tmp_path)) == ["e1", "e2", "e3", "e4"]


def test_lines_of_another_process(tmp_path: Path) -> None:
    log = new_log(tmp_path, 2)
    FileLog(tmp_path).append([event(3), event(4)])
    assert [receipt.seq for receipt in log.append([event(3), event(5)])] == [3, 5]


def test_a_segment_begun_by_another_process(tmp_path: Path) -> None:
    log = new_log(tmp_path, 2)
    FileLog(tmp_path, segment_bytes=1).append([event(3)])
    log.append([event(4)])
    assert (tmp_path / "000002.jsonl").read_bytes().count(b"\n") == 2
    assert ids(FileLog(tmp_path)) == ["e1", "e2", "e3", "e4"]
    assert verify(tmp_path).damage is None


def test_an_empty_segment_begun_by_another_process(tmp_path: Path) -> None:
    log = new_log(tmp_path, 2)
    (tmp_path / "000002.jsonl").touch()
    log.append([event(3)])
    assert (tmp_path / "000002.jsonl").read_bytes().count(b"\n") == 1


def test_an_unfinished_line_of_another_process(tmp_path: Path) -> None:
    log = new_log(tmp_path, 2)
    size = first_segment(tmp_path).stat().st_size
    with first_segment(tmp_path).open("ab") as file:
        file.write(b'{"seq":3')
    log.append([event(3)])
    assert (tmp_path / f"000001.jsonl.{size}.torn").read_bytes() == b'{"seq":3'
    log.append([event(4)])
    assert ids(FileLog(tmp_path)) == ["e1", "e2", "e3", "e4"]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_segment_that_is_gone(tmp_path: Path, number: int) -> None:
    log = new_log(tmp_path, 11, segment_bytes=700)
    (tmp_path / f"00000{number}.jsonl").unlink()
    with pytest.raises(LogError, match=rf"00000{number}\.jsonl"):
        log.append([event(12)])


def test_the_folder_is_gone(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log", 2)
    shutil.rmtree(tmp_path / "log")
    with pytest.raises(LogError):
        log.append([event(3)])
    assert not (tmp_path / "log").exists()


def test_a_copy_in_its_place_is_what_is_appended_to(tmp_path: Path) -> None:
    log = new_log(tmp_path, 2)
    shutil.copy(first_segment(tmp_path), tmp_path / "copy")
    (tmp_path / "copy").replace(first_segment(tmp_path))
    log.append([event(3)])
    assert ids(FileLog(tmp_path)) == ["e1", "e2", "e3"]


@pytest.mark.parametrize("in_place", [True, False])
@pytest.mark.parametrize("change", [(b"Event 2", b"Event 9"), (b'"}\n', b'"} '), (b'{"seq":2', b'{"seq":3')])
def test_a_last_line_that_was_changed(tmp_path: Path, change: tuple[bytes, bytes], in_place: bool) -> None:
    log = new_log(tmp_path, 2)
    path = first_segment(tmp_path)
    before = path.stat()
    first, newline, last = path.read_bytes().partition(b"\n")
    if not in_place:
        path.unlink()
    path.write_bytes(first + newline + last.replace(*change))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    changed = path.read_bytes()
    assert len(changed) == before.st_size
    for _ in range(2):
        with pytest.raises(LogDamaged, match="no longer the one"):
            log.append([event(3)])
    assert path.read_bytes() == changed


def test_what_was_put_back_is_appended_to(tmp_path: Path) -> None:
    log = new_log(tmp_path, 2)
    stored = first_segment(tmp_path).read_bytes()
    first_segment(tmp_path).write_bytes(stored[:-3])
    with pytest.raises(LogDamaged):
        log.append([event(3)])
    first_segment(tmp_path).write_bytes(stored)
    log.append([event(3)])
    assert ids(FileLog(tmp_path)) == ["e1", "e2", "e3"]


def test_where_no_file_may_stay_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline_engine.log.file._KEEPS", False)
    log = new_log(tmp_path, 5, segment_bytes=700)
    FileLog(tmp_path).append([event("other")])
    log.append([event(6)])
    assert ids(log) == ["e1", "e2", "e3", "e4", "e5", "eother", "e6"]
    assert log._tail is None
    assert verify(tmp_path).damage is None
