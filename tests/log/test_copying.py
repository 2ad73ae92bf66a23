"""A copy is begun only of a log that is whole, and told of as far as it came."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from cli.running import SHIPPED, Cli
from support import define, put, recorded
from timeline_engine import create_log, open_log
from timeline_engine.log import FileLog, Head, LogDamaged, LogError
from timeline_engine.log.copying import copy_log


@pytest.fixture
def source(tmp_path: Path) -> Path:
    with create_log(tmp_path / "log", title="log", zone="UTC") as log:
        define(log, "oil")
        put(log, *(recorded(f"event-{at}", "2018-11-01") for at in range(5)))
    return tmp_path / "log"


def test_of_a_damaged_log_no_copy_is_made(source: Path, tmp_path: Path) -> None:
    file = source / "000001.jsonl"
    file.write_bytes(file.read_bytes().replace(b"event-2", b"event-9", 1))
    with pytest.raises(LogDamaged):
        copy_log(source, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("which", ["log", "copy"])
def test_it_is_told_which_of_the_two_is_damaged(source: Path, tmp_path: Path, which: str) -> None:
    copy_log(source, tmp_path / "copy")
    file = tmp_path / which / "000001.jsonl"
    file.write_bytes(file.read_bytes().replace(b"event-2", b"event-9", 1))
    said = " ".join(Cli(None).refused("log", "copy", str(source), str(tmp_path / "copy")).split())
    assert f"the log at {tmp_path / which} is damaged: 000001.jsonl, line" in said
    assert f"`timeline --log {tmp_path / which} verify`" in said


def test_a_copy_that_failed_amid_says_how_far_it_came_and_is_gone_on_with(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = FileLog.take

    def taking_two(log: FileLog, raw: Sequence[bytes]) -> Head:
        take(log, raw[:2])
        raise LogError("cannot write to it: No space left on device; nothing was recorded")

    monkeypatch.setattr(FileLog, "take", taking_two)
    with pytest.raises(LogError, match=r"has a part, up to 2:\w+: the same call goes on from there"):
        copy_log(source, tmp_path / "copy")
    monkeypatch.undo()
    assert copy_log(source, tmp_path / "copy").added == 4
    assert (tmp_path / "copy" / "000001.jsonl").read_bytes() == (source / "000001.jsonl").read_bytes()


@pytest.mark.parametrize("name", ["log", "../{}/log", "link"])
def test_onto_itself_it_is_not_copied(source: Path, tmp_path: Path, name: str) -> None:
    """However its path is written."""
    (tmp_path / "link").symlink_to(source)
    target = tmp_path / name.format(tmp_path.name)
    with pytest.raises(LogError, match="is the log itself: say where else the copy is to be"):
        copy_log(source, target)


def test_an_unfinished_last_line_is_not_copied_and_told(source: Path, tmp_path: Path) -> None:
    file = source / "000001.jsonl"
    os.truncate(file, file.stat().st_size - 9)
    told = list[str]()
    assert copy_log(source, tmp_path / "copy", warn=told.append).added == 5
    assert len(told) == 1
    assert "an unfinished last line" in told[0]
    assert open_log(tmp_path / "copy").head().seq == 5


@pytest.mark.parametrize("command", [
    ("log", "copy", "", "x"), ("log", "copy", "x", ""), ("index", "export", "--parquet", ""),
    ("project", "--from-parquet", ""), ("scale", "derive", "--to", ""),
])  # fmt: skip
def test_what_is_given_empty_is_no_folder(command: tuple[str, ...]) -> None:
    assert "given empty: say where" in Cli(SHIPPED).refused(*command, code=2)
