"""Nothing that a line says of itself is believed before the chain has vouched for it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from timeline_engine.log import FileLog, Head, LogDamaged, LogError
from timeline_engine.log.verify import verify
from timeline_engine.view import project

from .samples import event, first_segment, ids, issue, new_log

DAY = "2018-12-31"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some three lines in a block, so that there are several, as in a log of a usual size."""
    monkeypatch.setattr("timeline_engine.log.segments.CHUNK", 700)
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve entries in three segments of four lines."""
    new_log(tmp_path / "log", 12, segment_bytes=700)
    return tmp_path / "log"


def segment(folder: Path, number: int) -> Path:
    return folder / f"{number:06}.jsonl"


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def flips(line: bytes) -> Iterator[bytes]:
    """A line with each of its bits flipped in turn, but for one that makes it two."""
    for place, byte in enumerate(line):
        for bit in range(8):
            flipped = byte ^ (1 << bit)
            if flipped != ord("\n"):
                yield line[:place] + bytes([flipped]) + line[place + 1 :]


def span(line: bytes, name: bytes, end: bytes) -> slice:
    """Where the value of a field stands, and its name."""
    start = line.index(b'"' + name + b'":')
    return slice(start, line.index(end, start))


SEQ, RECORDED, PREV = (b"seq", b',"id"'), (b"recorded", b',"kind"'), (b"prev", b"}")


@pytest.mark.parametrize("field", [SEQ, PREV])
@pytest.mark.parametrize("alone", [True, False])
def test_flipped_bits_of_the_link_of_the_last_line(folder: Path, field: tuple[bytes, bytes], alone: bool) -> None:
    """Alone in its segment or not: nobody answers, and nobody takes it for the head."""
    last = segment(folder, 3)
    *before, line = lines(last)
    if alone:
        last.write_bytes(b"".join(before))
        last = segment(folder, 4)
        before = []
    where = span(line, *field)
    for flipped in list(flips(line[where]))[:: 1 if field == SEQ else 7]:
        last.write_bytes(b"".join([*before, line[: where.start], flipped, line[where.stop :]]))
        for ask in (
            lambda: list(FileLog(folder).read()),
            lambda: list(FileLog(folder).read(11)),
            lambda: list(FileLog(folder).read(12)),
            lambda: FileLog(folder).head(),
            lambda: project(FileLog(folder), DAY),
            lambda: project(FileLog(folder), DAY, recorded_by="2018-12-01"),
            lambda: FileLog(folder).append([event("new")]),
        ):
            with pytest.raises(LogDamaged, match=rf"{last.name}, line {len(before) + 1} "):
                ask()


@pytest.mark.slow
def test_a_stamp_that_lies_before_that_of_the_line_before(folder: Path) -> None:
    """One that lies later cannot be told from what was written: nothing follows that has its hash."""
    last = segment(folder, 3)
    *before, line = lines(last)
    where = span(line, *RECORDED)
    for flipped in flips(line[where]):
        last.write_bytes(b"".join([*before, line[: where.start], flipped, line[where.stop :]]))
        if damage := verify(folder).damage:
            assert damage.place.startswith(f"{last.name}, line 4 ")
            for ask in (FileLog(folder).head, lambda: list(FileLog(folder).read())):
                with pytest.raises(LogDamaged, match=r"000003\.jsonl, line 4 "):
                    ask()
        else:
            found = list(FileLog(folder).read())
            assert len(found) == FileLog(folder).head().seq == 12
            assert found[-1].recorded >= found[-2].recorded


@pytest.mark.slow
def test_any_bit_of_any_line_changes_no_answer(folder: Path) -> None:
    """Each line but the last is proven by the next; the last one's link by the line before."""
    kept = FileLog(folder).head()
    intact = [(entry.seq, entry.id, entry.recorded, entry.body) for entry in FileLog(folder).read()]
    paths = [segment(folder, number) for number in (1, 2, 3)]
    for path in paths:
        stored = lines(path)
        for place, line in enumerate(stored):
            if path == paths[-1] and place == len(stored) - 1:
                continue
            for flipped in list(flips(line[:-1]))[::17]:
                path.write_bytes(b"".join([*stored[:place], flipped, b"\n", *stored[place + 1 :]]))
                with pytest.raises(LogDamaged):
                    list(FileLog(folder).read())
                head = _or_damage(folder)
                assert head in (None, kept), "at most it was not looked at"
        path.write_bytes(b"".join(stored))
    assert [(entry.seq, entry.id, entry.recorded, entry.body) for entry in FileLog(folder).read()] == intact


def _or_damage(folder: Path) -> Head | None:
    try:
        return FileLog(folder).head()
    except LogDamaged:
        return None


@pytest.mark.parametrize("copies", [{3: 1}, {3: 2}, {2: 1}, {2: 1, 3: 1}, {1: 2}, {1: 3}, {3: 1, 2: 3}, {4: 1}, {4: 3}])
def test_a_segment_that_is_a_copy_of_another(folder: Path, copies: dict[int, int]) -> None:
    stored = {number: segment(folder, number).read_bytes() for number in (1, 2, 3)}
    for number, of in copies.items():
        segment(folder, number).write_bytes(stored[of])
    faulty = min(copies)
    for ask in (
        lambda: project(FileLog(folder), DAY),
        lambda: FileLog(folder).head(),
        lambda: FileLog(folder).append([event("new")]),
        *(lambda after=after: list(FileLog(folder).read(after)) for after in range(20)),
        *(lambda after=after: list(FileLog(folder).lines(after)) for after in range(20)),
    ):
        with pytest.raises(LogDamaged, match=rf"{segment(folder, faulty).name}, line 1 "):
            ask()


@pytest.mark.parametrize("first", [1, 2, 3, 4])
def test_two_segments_that_are_copies_of_two_others(tmp_path: Path, first: int) -> None:
    """They go on from each other, but not from what is before them."""
    folder = tmp_path / "log"
    new_log(folder, 24, segment_bytes=700)
    for number, of in ((5, first), (6, first + 1)):
        shutil.copy(segment(folder, of), segment(folder, number))
    for after in (0, 1, 9, 16, 17, 20, 24, 30):
        with pytest.raises(LogDamaged, match=r"000005\.jsonl, line 1 "):
            list(FileLog(folder).read(after))
    with pytest.raises(LogDamaged, match=r"000005\.jsonl, line 1 "):
        FileLog(folder).head()


@pytest.mark.parametrize("cut", [slice(0, 1), slice(1, 2), slice(1, 3), slice(0, 3)])
def test_lines_gone_from_the_last_segment(folder: Path, cut: slice) -> None:
    stored = lines(segment(folder, 3))
    del stored[cut]
    segment(folder, 3).write_bytes(b"".join(stored))
    with pytest.raises(LogDamaged, match=rf"000003\.jsonl, line {cut.start + 1} "):
        project(FileLog(folder), DAY)
    with pytest.raises(LogDamaged, match=rf"000003\.jsonl, line {cut.start + 1} "):
        list(FileLog(folder).read(9))


def test_a_last_line_that_is_there_twice(folder: Path) -> None:
    stored = lines(segment(folder, 3))
    segment(folder, 3).write_bytes(b"".join([*stored, stored[-1]]))
    for ask in (FileLog(folder).head, lambda: project(FileLog(folder), DAY)):
        with pytest.raises(LogDamaged, match=r"000003\.jsonl, line 5 "):
            ask()


def test_a_last_line_with_a_carriage_return_is_no_head(folder: Path) -> None:
    segment(folder, 3).write_bytes(segment(folder, 3).read_bytes()[:-1] + b"\r\n")
    with pytest.raises(LogDamaged, match=r"000003\.jsonl, line 4 .*carriage return"):
        FileLog(folder).head()


@pytest.mark.parametrize("torn", [b"", b'{"seq":13', b'{"seq":13,"id":"x"}'])
def test_a_new_segment_without_a_finished_line(folder: Path, torn: bytes) -> None:
    kept = FileLog(folder).head()
    segment(folder, 4).write_bytes(torn)
    assert FileLog(folder).head() == kept == project(FileLog(folder), DAY).head
    assert [ids(FileLog(folder), after) for after in (11, 12, 13)] == [["e12"], [], []]


def test_a_head_is_known_when_all_was_read(folder: Path) -> None:
    reading = FileLog(folder).read()
    for _ in range(12):
        next(reading)
    with pytest.raises(LogError, match="not been read to its end"):
        _ = reading.head
    assert next(reading, None) is None
    assert reading.head == FileLog(folder).head() == verify(folder).head


def test_an_answer_takes_in_what_was_appended_before_it_came_there(tmp_path: Path) -> None:
    """And says so: the head it gives is that of the entries it is made of."""
    log = new_log(tmp_path, 3)
    log.append([issue()])
    reading, heads = FileLog(tmp_path).read(), []
    assert next(reading).seq == 1
    log.append([event(5)])
    heads.append(log.head())
    log.append([event(6)])
    heads.append(log.head())
    count = 1 + len(list(reading))
    assert reading.head.seq == count
    assert reading.head in (Head(4, _hash_at(tmp_path, 4)), *heads)


def _hash_at(folder: Path, seq: int) -> str:
    return next(line.prev for line in FileLog(folder).lines() if line.seq == seq + 1)


def test_answers_while_others_append(tmp_path: Path) -> None:
    """Each is that of the log as it stood at some time: so many entries, with the very head they had."""
    log = new_log(tmp_path, 1, segment_bytes=3000)
    heads, views, failed = [log.head()], [], list[BaseException]()

    def write() -> None:
        for number in range(2, 150):
            log.append([event(number, known="2018-12-01")])
            heads.append(log.head())

    def ask() -> None:
        try:
            while writer.is_alive():
                views.append(project(FileLog(tmp_path), DAY))
                views.append(project(FileLog(tmp_path), DAY, recorded_by="2019-01-01"))
                ids(FileLog(tmp_path), 20)
                FileLog(tmp_path).head()
        except BaseException as error:
            failed.append(error)

    writer, reader = Thread(target=write), Thread(target=ask)
    writer.start()
    reader.start()
    writer.join()
    reader.join()
    assert failed == []
    assert views
    assert all(view.head == heads[view.head.seq - 1] for view in views)
    assert all(len(view.events) in (view.head.seq, view.head.seq - 1) for view in views)


def test_a_line_read_again_is_the_one_that_was_read(tmp_path: Path) -> None:
    """To tell whether an id that is there says the same, its line is read a second time."""
    log = new_log(tmp_path, 4)
    path = first_segment(tmp_path)
    stored = path.read_bytes()
    assert [receipt.new for receipt in log.append([event(2), event(4)])] == [False, False]
    for old, new in (
        (b"Event 2", b"Event 9"),
        (b'"id":"e2"', b'"id":"e9"'),
        (b'{"seq":2', b'{"seq":9'),
        (b'2"}', b"2'}"),
    ):
        path.write_bytes(stored.replace(old, new))
        with pytest.raises(LogDamaged, match=r"000001\.jsonl, line 2 "):
            log.append([event(2)])
