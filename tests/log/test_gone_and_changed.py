"""What a process that has a log open meets when others take it away or change it under its hands."""

import shutil
from pathlib import Path

import pytest

from timeline_engine.log import FileLog, LogDamaged, LogError, LogNotFound, open_log

from .samples import event, first_segment, new_log


def test_a_folder_that_is_taken_away_is_no_log_any_more(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log", 1)
    log.close()
    shutil.rmtree(tmp_path / "log")
    for ask in (lambda: list(log.read()), log.head, lambda: open_log(tmp_path / "log")):
        with pytest.raises(LogNotFound, match="make one with"):
            ask()


def test_what_lies_below_a_file_is_no_log(tmp_path: Path) -> None:
    new_log(tmp_path / "log", 1)
    with pytest.raises(LogNotFound):
        open_log(first_segment(tmp_path / "log") / "log")


def test_settings_that_are_a_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "timeline.toml").mkdir()
    with pytest.raises(LogError, match=r"cannot read .*timeline\.toml"):
        open_log(tmp_path)


def test_an_entry_that_was_made_nonsense_since_is_not_taken_for_what_it_was(tmp_path: Path) -> None:
    log = new_log(tmp_path, 3)
    stored = first_segment(tmp_path).read_bytes()
    first, second, third = stored.splitlines(keepends=True)
    first_segment(tmp_path).write_bytes(first + b"{" + second[1:].replace(b'"id"', b'"ie"') + third)
    with pytest.raises(LogDamaged, match=r"000001\.jsonl, line 2 "):
        FileLog(tmp_path).append([event(2)])
    with pytest.raises(LogDamaged):
        log.append([event(1)])


def test_the_line_after_proves_the_one_that_is_looked_up(tmp_path: Path) -> None:
    """Nothing is read again but that line, and what names its hash."""
    log = new_log(tmp_path, 3)
    stored = first_segment(tmp_path).read_bytes()
    first, second, third = stored.splitlines(keepends=True)
    assert first.count(b"Event 1") == 1
    first_segment(tmp_path).write_bytes(first.replace(b"Event 1", b"Event 9") + second + third)
    with pytest.raises(LogDamaged, match="was changed after this process had read"):
        log.append([event(1)])
    first_segment(tmp_path).write_bytes(first + b"{" * (len(second) - 1) + b"\n" + third)
    with pytest.raises(LogDamaged, match="not an entry"):
        log.append([event(1)])


def test_a_log_in_memory_is_left_like_any_other() -> None:
    from support import memory_log

    with memory_log() as log:
        log.append([event(1)])
    assert [entry.id for entry in log.read()] == ["e1"]
