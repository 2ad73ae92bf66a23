"""Following a log: each entry once, nothing read twice, and whatever happens to what was read is noticed."""

import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from timeline_engine.log import FileLog, LogDamaged, LogError, LogNotFound, LogUnreachable
from timeline_engine.log.chain import Block, Mark
from timeline_engine.log.following import Follower
from timeline_engine.log.segments import unheard, walk

from .samples import event, first_segment, new_log


def looked(follower: Follower) -> list[list[str]]:
    return [[entry.id for entry in one.entries] for one in follower.look()]


def test_each_look_gives_what_was_appended_since_together_as_it_was(tmp_path: Path) -> None:
    log = new_log(tmp_path, 2)
    follower = Follower(FileLog(tmp_path))
    assert [name for one in looked(follower) for name in one] == ["e1", "e2"]
    assert looked(follower) == []
    log.append([event(3), event(4)])
    log.append([event(5)])
    found = follower.look()
    assert [[entry.id for entry in one.entries] for one in found] == [["e3", "e4"], ["e5"]]
    assert [one.head.seq for one in found] == [4, 5]
    assert found[-1].head == log.head()
    assert found[0].head != log.head()


def test_the_head_of_an_append_is_that_of_the_log_that_ended_with_it(tmp_path: Path) -> None:
    log = new_log(tmp_path, 0)
    heads = []
    for number in range(1, 5):
        log.append([event(number)])
        heads.append(log.head())
    assert [one.head for one in Follower(log).look()] == heads


def test_what_was_read_when_the_way_to_the_log_was_lost_is_told_by_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = new_log(tmp_path, 5, segment_bytes=1)
    follower = Follower(log)

    def lost(self: FileLog, after: Mark) -> Iterator[Block]:
        yield from islice(walk(tmp_path, after, log.codec, unheard), 3)
        raise LogUnreachable("the line is cut")

    with monkeypatch.context() as patched:
        patched.setattr(FileLog, "blocks", lost)
        with pytest.raises(LogUnreachable):
            follower.look()
    assert [name for one in looked(follower) for name in one] == ["e1", "e2", "e3", "e4", "e5"]
    assert looked(follower) == []


def test_a_segment_that_is_begun(tmp_path: Path) -> None:
    follower = Follower(new_log(tmp_path, 2))
    follower.look()
    FileLog(tmp_path, segment_bytes=1).append([event(3)])
    assert looked(follower) == [["e3"]]
    FileLog(tmp_path, segment_bytes=1).append([event(4)])
    assert looked(follower) == [["e4"]]


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    """A line before the last is changed: who reads it again would find that out."""
    log = new_log(tmp_path, 3)
    follower = Follower(log)
    follower.look()
    path = first_segment(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"e1"', b'"x1"'))
    with path.open("ab") as file:
        file.write(_line_behind(whole, log, tmp_path))
    assert looked(follower) == [["e4"]]
    with pytest.raises(LogDamaged):
        Follower(FileLog(tmp_path)).look()


def _line_behind(whole: bytes, log: FileLog, folder: Path) -> bytes:
    """The line that another log, which is whole, would take next."""
    other = folder.parent / "other"
    shutil.copytree(folder, other)
    first_segment(other).write_bytes(whole)
    FileLog(other).append([event(4)])
    return first_segment(other).read_bytes()[len(whole) :]


def test_a_line_that_is_being_written_is_told_when_it_is_whole(tmp_path: Path) -> None:
    log = new_log(tmp_path, 1)
    follower = Follower(log)
    follower.look()
    path = first_segment(tmp_path)
    before = path.read_bytes()
    log.append([event(2)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(before) + 10])
    assert looked(follower) == []
    path.write_bytes(whole)
    assert looked(follower) == [["e2"]]


def test_a_new_line_that_does_not_follow(tmp_path: Path) -> None:
    follower = Follower(new_log(tmp_path, 2))
    follower.look()
    path = first_segment(tmp_path)
    path.write_bytes(path.read_bytes() * 2)
    with pytest.raises(LogDamaged):
        follower.look()


def test_a_log_that_is_cut_short_replaced_or_gone(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    follower = Follower(new_log(folder, 3))
    follower.look()
    path, settings = first_segment(folder), folder / "timeline.toml"
    whole, said = path.read_bytes(), settings.read_bytes()
    told = "no longer the log that was read up to entry 3"
    for lines in (whole[: whole.index(b"\n") + 1], b"", whole.replace(b'"e3"', b'"x3"')):
        path.write_bytes(lines)
        with pytest.raises(LogError, match=told):
            follower.look()
    path.write_bytes(whole)
    shutil.copy(new_log(tmp_path / "other", 0).path / "timeline.toml", settings)
    settings.write_bytes(said.replace(b'id = "', b'id = "0'))
    with pytest.raises(LogError, match=told):
        follower.look()
    settings.write_bytes(said)
    assert follower.look() == []
    shutil.rmtree(folder)
    with pytest.raises(LogNotFound):
        follower.look()
