"""A sidecar that is stale, foreign or damaged is made again, and changes no answer."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from log.samples import event, ids, new_log
from log.sidecar.asked import NEVER, differing, log_with, names_in, said_by_state, without
from timeline_engine.dates import Zone
from timeline_engine.log import FileLog, LogDamaged
from timeline_engine.log.keeping import DRAFT, JOURNAL, SIDECAR
from timeline_engine.recording import State, read_state

DAYS = ["2018-12-04", "2018-12-05"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small log with a sidecar."""
    log = new_log(tmp_path / "log", 12, segment_bytes=1_500)
    assert log.keeper.kept(make=True)
    return log.path


def head_told(folder: Path) -> int:
    log = log_with(folder)  # which keeps it up as long as somebody has it
    kept = log.keeper.kept()
    assert kept
    return kept.mark.seq


def write(folder: Path, data: bytes) -> None:
    (folder / SIDECAR).write_bytes(data)


def sql(statement: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        found = sqlite3.connect(folder / SIDECAR)
        found.executescript(statement)
        found.close()

    return change


CHANGES: dict[str, Callable[[Path], None]] = {
    "not a database": lambda folder: write(folder, b"no database" * 100),
    "empty": lambda folder: write(folder, b""),
    "cut": lambda folder: write(folder, (folder / SIDECAR).read_bytes()[:9000]),
    "gone": lambda folder: (folder / SIDECAR).unlink(),
    "another version": sql("UPDATE meta SET value = 99 WHERE name = 'version'"),
    "another log": sql("UPDATE meta SET value = 'another' WHERE name = 'log'"),
    "no mark": sql("DELETE FROM meta WHERE name = 'seq'"),
    "no seal": sql("DELETE FROM meta WHERE name = 'sealed'"),
    "a text for a number": sql("UPDATE meta SET value = 'x' WHERE name IN ('seq', 'sealed')"),
    "no lines": sql("DELETE FROM lines"),
    "no table": sql("DROP TABLE about"),
    "less of it": sql("DELETE FROM about; DELETE FROM ids"),
    "others in it": sql("UPDATE about SET first = 13 - first"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_is_made_again(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    assert differing(folder, DAYS) == ""
    assert head_told(folder) == 12
    assert sorted(path.name for path in folder.iterdir() if SIDECAR in path.name) == [SIDECAR]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_log_is_appended_to_whatever_it_is(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    log = log_with(folder)
    assert not log.append([event(3)])[0].new
    assert log.append([event("more")])[0].seq == 13
    log.close()
    assert ids(FileLog(folder, large=NEVER))[-1] == "emore"
    assert differing(folder, DAYS) == ""


def test_no_changed_byte_changes_an_answer(folder: Path) -> None:
    """Changed bytes would else make that events, issues and ids are not found, or others in their place."""
    good, dice = (folder / SIDECAR).read_bytes(), random.Random(1)
    plain = FileLog(without(folder), large=NEVER)
    names, zone = names_in(plain), Zone(plain.info.zone)
    expected = said_by_state(State.of(plain.read(), zone), names)
    for _ in range(60):
        bad = bytearray(good)
        for _ in range(dice.choice((1, 1, 4, 30))):
            bad[dice.randrange(len(bad))] ^= 1 << dice.randrange(8)
        write(folder, bytes(bad))
        assert said_by_state(read_state(log_with(folder)), names) == expected


def test_beside_another_log_it_is_made_again(folder: Path, tmp_path: Path) -> None:
    other = new_log(tmp_path / "other", segment_bytes=1_500)  # of the same id, as a fork has
    other.append([event(f"o{number}") for number in range(12)])
    shutil.copy2(folder / SIDECAR, other.path / SIDECAR)
    assert differing(other.path, DAYS) == ""


def test_a_fork_of_equal_size_is_noticed(folder: Path, tmp_path: Path) -> None:
    fork = new_log(tmp_path / "fork", 11, segment_bytes=1_500)
    fork.append([event(12, title="Event 21")])
    for path in fork.path.glob("*.jsonl"):
        assert path.stat().st_size == (folder / path.name).stat().st_size
        shutil.copy2(path, folder / path.name)
    assert differing(folder, DAYS) == ""


def test_a_log_restored_from_an_older_backup_is_noticed(folder: Path) -> None:
    backup = folder.with_name("backup")
    shutil.copytree(folder, backup, ignore=shutil.ignore_patterns(SIDECAR))
    log = log_with(folder, segment_bytes=1_500)
    log.append([event("late")])
    log.close()
    assert head_told(folder) == 13
    for path in folder.glob("*.jsonl"):
        path.unlink()
    shutil.copytree(backup, folder, dirs_exist_ok=True)
    assert head_told(folder) == 12
    assert differing(folder, DAYS) == ""


def test_an_older_one_is_brought_up(folder: Path) -> None:
    older = folder.with_name("older")
    shutil.copy2(folder / SIDECAR, older)
    log = log_with(folder, segment_bytes=1_500)
    log.append([event("late")])
    log.close()
    shutil.copy2(older, folder / SIDECAR)
    assert differing(folder, DAYS) == ""
    assert head_told(folder) == 13


def test_one_of_no_other_file_has_its_place(folder: Path) -> None:
    (folder / SIDECAR).unlink()
    (folder / SIDECAR).mkdir()
    assert differing(folder, DAYS, used=False) == ""
    log = log_with(folder)
    assert log.append([event("more")])[0].seq == 13
    log.close()
    assert [path.name for path in folder.iterdir() if SIDECAR in path.name] == [SIDECAR]


def test_what_one_who_was_killed_left_is_taken_away(folder: Path) -> None:
    for name in (DRAFT, JOURNAL):
        (folder / name).write_bytes(b"half")
    (folder / SIDECAR).unlink()
    assert head_told(folder) == 12
    assert [path.name for path in folder.iterdir() if SIDECAR in path.name] == [SIDECAR]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_in_a_folder_that_cannot_be_written_to(folder: Path) -> None:
    FileLog(folder, large=NEVER).append([event("late")])
    folder.chmod(0o555)
    try:
        assert differing(folder, DAYS, used=False) == ""
    finally:
        folder.chmod(0o755)


def test_a_changed_line_of_the_log_is_told(folder: Path) -> None:
    first = folder / "000001.jsonl"
    first.write_bytes(first.read_bytes().replace(b"Event 2", b"Event 9"))
    log = log_with(folder)
    kept = log.keeper.kept()
    assert kept
    with pytest.raises(LogDamaged, match=r"000001.jsonl, line 2 .*changed after it had been written"):
        kept.entries([2])
