"""What is torn is cut off and kept aside; what is damaged is refused, with its place."""

import os
import pickle
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from timeline_engine.log import FileLog, LogConflict, LogDamaged, LogError
from timeline_engine.log.verify import verify

from .samples import event, first_segment, ids, new_log


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().split(b"\n")[:-1]


def write_lines(path: Path, lines: list[bytes]) -> None:
    path.write_bytes(b"".join(line + b"\n" for line in lines))


def forge(folder: Path, **changes: object) -> None:
    """Append a line that is linked correctly and yet no entry of ours."""
    log = FileLog(folder)
    last = lines_of(first_segment(folder))[-1]
    fields = msgspec.json.decode(last)
    fields |= {"seq": log.head().seq + 1, "id": "forged", "prev": log.head().hash} | changes
    with first_segment(folder).open("ab") as file:
        file.write(msgspec.json.encode(fields) + b"\n")


def damage_of(folder: Path) -> LogDamaged:
    """The damage, which reading, verifying and appending must agree on, leaving the files as they are."""
    before = {path: path.read_bytes() for path in folder.glob("*.jsonl*")}
    with pytest.raises(LogDamaged) as caught:
        list(FileLog(folder).read())
    with pytest.raises(LogDamaged) as again:
        FileLog(folder).append([event("new")])
    reported = verify(folder).damage
    assert reported is not None
    assert reported.args == caught.value.args == again.value.args
    assert {path: path.read_bytes() for path in folder.glob("*.jsonl*")} == before
    return caught.value


class TestTorn:
    @pytest.fixture(autouse=True)
    def _no_sync(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "fsync", lambda handle: None)  # some 1,500 times, and not what is tested here

    @pytest.mark.slow
    @pytest.mark.parametrize("segment_bytes", [1 << 20, 700])
    def test_cut_at_every_byte_of_the_last_two_entries(self, tmp_path: Path, segment_bytes: int) -> None:
        whole = tmp_path / "whole"
        new_log(whole, 6, segment_bytes=segment_bytes)
        last = max(whole.glob("*.jsonl"))
        stored = last.read_bytes()
        starts = [0]
        for line in lines_of(last):
            starts.append(starts[-1] + len(line) + 1)
        for size in range(starts[-3], starts[-1]):
            folder = tmp_path / f"cut-{size}"
            shutil.copytree(whole, folder)
            os.truncate(folder / last.name, size)
            self.check_cut(folder / last.name, stored[:size], 6 - sum(start > size for start in starts))
            shutil.rmtree(folder)

    def check_cut(self, last: Path, stored: bytes, left: int) -> None:
        byte = stored.rfind(b"\n") + 1
        torn = stored[byte:]
        warnings: list[str] = []
        log = FileLog(last.parent, warn=warnings.append)
        expected = [f"e{n}" for n in range(1, left + 1)]

        assert ids(log) == expected
        assert log.head().seq == left
        assert len(warnings) == bool(torn)
        report = verify(log)
        assert (report.entries, report.damage) == (left, None)
        assert (report.torn.byte, report.torn.size) == (byte, len(torn)) if report.torn else not torn
        assert last.read_bytes() == stored

        log.append([event("new"), event("newer")])
        assert ids(FileLog(last.parent)) == [*expected, "enew", "enewer"]
        assert verify(last.parent).damage is None
        assert verify(last.parent).torn is None
        kept = last.with_name(f"{last.name}.{byte}.torn")
        assert (kept.read_bytes() if kept.exists() else b"") == torn
        assert len(warnings) == 2 * bool(torn)
        assert not torn or (last.name in warnings[0] and kept.name in warnings[1])

    def test_torn_twice_at_the_same_place_keeps_both(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 1)
        size = first_segment(tmp_path).stat().st_size
        for torn in (b"{first", b"{second"):
            os.truncate(first_segment(tmp_path), size)
            with first_segment(tmp_path).open("ab") as file:
                file.write(torn)
            FileLog(tmp_path).append([event(2)])
        assert (tmp_path / f"000001.jsonl.{size}.torn").read_bytes() == b"{first{second"
        assert ids(log) == ["e1", "e2"]

    def test_zeros_left_by_a_power_cut_are_torn(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 2)
        with first_segment(tmp_path).open("ab") as file:
            file.write(b"\0" * 4096)
        log.append([event(3)])
        assert ids(log) == ["e1", "e2", "e3"]

    def test_nothing_is_cut_off_when_nothing_is_recorded(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 2)
        with first_segment(tmp_path).open("ab") as file:
            file.write(b"torn")
        with pytest.raises(LogConflict):
            log.append([event(3)], "0" * 64)
        log.append([event(2)])
        assert first_segment(tmp_path).read_bytes().endswith(b"\ntorn")

    def test_torn_is_the_only_line(self, tmp_path: Path) -> None:
        new_log(tmp_path)
        first_segment(tmp_path).write_bytes(b"torn")
        log = FileLog(tmp_path)
        assert (ids(log), log.head().seq, verify(log).entries) == ([], 0, 0)
        log.append([event(1)])
        assert ids(log) == ["e1"]


def test_any_changed_byte_of_a_middle_line_is_refused(tmp_path: Path) -> None:
    new_log(tmp_path, 5)
    path = first_segment(tmp_path)
    stored = path.read_bytes()
    lines = lines_of(path)
    third = len(lines[0]) + len(lines[1]) + 2
    fourth = third + len(lines[2]) + 1
    for byte in range(third, fourth):
        for bit in (1, 32, 128):
            path.write_bytes(stored[:byte] + bytes([stored[byte] ^ bit]) + stored[byte + 1 :])
            with pytest.raises(LogDamaged) as caught:
                list(FileLog(tmp_path).read())
            where = {seq: f"000001.jsonl, line {seq} (byte {at})" for seq, at in ((3, third), (4, fourth))}
            assert caught.value.place == where[caught.value.seq or 0]
            assert caught.value.place in str(caught.value)


def test_a_changed_line_is_never_handed_out(tmp_path: Path) -> None:
    new_log(tmp_path).append([event(n, summary="x" * 1000) for n in range(3000)])  # several blocks
    path = first_segment(tmp_path)
    lines = lines_of(path)
    for changed in (0, 999, 1000, 2000, 2998):
        write_lines(path, [*lines[:changed], lines[changed].replace(b"xx", b"xy", 1), *lines[changed + 1 :]])
        seen: list[int] = []
        with pytest.raises(LogDamaged, match="one of the two was changed") as caught:
            seen.extend(entry.seq for entry in FileLog(tmp_path).read())
        assert caught.value.seq == changed + 2
        assert changed + 1 not in seen


EDITS: dict[str, tuple[Callable[[list[bytes]], list[bytes]], int, str]] = {
    "a line removed": (lambda lines: lines[:1] + lines[2:], 2, "seq is 3, 2 comes next"),
    "the first line removed": (lambda lines: lines[1:], 1, "seq is 2, 1 comes next"),
    "two lines swapped": (lambda lines: [lines[1], lines[0], lines[2]], 1, "seq is 2"),
    "a line twice": (lambda lines: [*lines, lines[2]], 4, "seq is 3, 4 comes next"),
    "an empty line": (lambda lines: [lines[0], b"", *lines[1:]], 2, "not an entry"),
    "an empty line at the end": (lambda lines: [*lines, b""], 4, "not an entry"),
    "something else at the end": (lambda lines: [*lines, b"# done"], 4, "not an entry"),
    "another object": (lambda lines: [*lines, b'{"seq":4}'], 4, "not an entry"),
    "a byte order mark": (lambda lines: [b"\xef\xbb\xbf" + lines[0], *lines[1:]], 1, "not an entry"),
    "two lines joined": (lambda lines: [lines[0] + lines[1], lines[2]], 1, "not an entry"),
    "converted line ends": (lambda lines: [line + b"\r" for line in lines], 1, r"carriage return.*-text"),
    "one converted line end": (lambda lines: [*lines[:2], lines[2] + b"\r"], 3, "carriage return"),
    "an edit before a converted line end": (lambda lines: [b"?", lines[1], lines[2] + b"\r"], 1, "not an entry"),
    "a title that is none": (
        lambda lines: [lines[0].replace(b'"Event 1"', b"1"), *lines[1:]],
        2,
        "one of the two was changed",
    ),
    "a space": (lambda lines: [lines[0] + b" ", *lines[1:]], 2, "one of the two was changed"),
    "bytes that are no text": (lambda lines: [*lines[:2], lines[2].replace(b'"e3"', b'"\xff"')], 3, "UTF-8"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_refused(tmp_path: Path, edit: str) -> None:
    new_log(tmp_path, 3)
    change, line, reason = EDITS[edit]
    lines = change(lines_of(first_segment(tmp_path)))
    write_lines(first_segment(tmp_path), lines)
    damage = damage_of(tmp_path)
    byte = sum(len(before) + 1 for before in lines[: line - 1])
    assert (damage.place, damage.seq) == (f"000001.jsonl, line {line} (byte {byte})", line)
    with pytest.raises(LogDamaged, match=reason):
        raise damage


class TestForged:
    """Lines whose links are right, but that no writer may write."""

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"recorded": "2018-12-04T03:51:59.999999Z"}, "lies before"),
            ({"recorded": "2018-12-04T03:52:00Z"}, "not a time"),
            ({"recorded": "2018-12-04T09:22:00.000000+05:30"}, "not a time"),
            ({"recorded": "2018-12-04T03:52:00.000000+05:30Z"}, "not a time"),
            ({"recorded": "2018-12-04 03:52:00.000000Z"}, "not a time"),
            ({"recorded": "2019-02-30T03:52:00.000000Z"}, "not a time"),
            ({"recorded": "2019-W01-1T03:52:00.000000Z"}, "not a time"),
            ({"seq": "4"}, "not an entry"),
            ({"v": None}, "not an entry"),
        ],
    )
    def test_an_envelope(self, tmp_path: Path, changes: dict[str, object], reason: str) -> None:
        new_log(tmp_path, 3)
        forge(tmp_path, **changes)
        damage = damage_of(tmp_path)
        assert damage.seq == 4
        assert reason in damage.reason

    @pytest.mark.parametrize(
        ("data", "reason"),
        [({"title": "e"}, "required field `event`"), ([], "Expected"), ({"event": "e", "title": 1}, "$.data.title")],
    )
    def test_data(self, tmp_path: Path, data: object, reason: str) -> None:
        new_log(tmp_path, 3)
        forge(tmp_path, data=data)
        with pytest.raises(LogDamaged) as caught:
            list(FileLog(tmp_path).read())
        assert (caught.value.seq, caught.value.args) == (4, getattr(verify(tmp_path).damage, "args", None))
        assert reason in caught.value.reason
        assert verify(tmp_path).entries == 3

    def test_what_lies_before_it_is_handed_out(self, tmp_path: Path) -> None:
        new_log(tmp_path, 3)
        forge(tmp_path, data={"title": "e"})
        reading = FileLog(tmp_path).read(1)
        assert [next(reading).id, next(reading).id] == ["e2", "e3"]
        with pytest.raises(LogDamaged):
            next(reading)

    def test_data_that_is_no_text(self, tmp_path: Path) -> None:
        new_log(tmp_path, 3)
        stored = first_segment(tmp_path).read_bytes()
        first_segment(tmp_path).write_bytes(stored.replace(b"Event 3", b"Event \xff"))
        with pytest.raises(LogDamaged, match=r"line 3 .*UTF-8"):
            list(FileLog(tmp_path).read())

    def test_an_id_used_twice(self, tmp_path: Path) -> None:
        new_log(tmp_path, 3)
        forge(tmp_path, id="e2")
        with pytest.raises(LogDamaged, match=r"line 4 .*'e2' is that of entry 2 already"):
            FileLog(tmp_path).append([event("new")])
        damage = verify(tmp_path).damage
        assert damage
        assert damage.seq == 4

    def test_fields_of_a_later_format_are_passed_over(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 3)
        forge(tmp_path, signature="abc")
        log.append([event("new")])
        assert ids(log) == ["e1", "e2", "e3", "forged", "enew"]


class TestSegmentFiles:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        new_log(tmp_path, 12, segment_bytes=700)  # three of four lines
        return tmp_path

    @pytest.mark.parametrize("number", [1, 2])
    def test_one_is_missing(self, folder: Path, number: int) -> None:
        (folder / f"00000{number}.jsonl").unlink()
        damage = damage_of(folder)
        assert str(damage).startswith(f"the log is damaged: 00000{number}.jsonl: the file is missing; restore")

    def test_the_only_one_is_missing(self, tmp_path: Path) -> None:
        new_log(tmp_path)
        first_segment(tmp_path).unlink()
        with pytest.raises(LogDamaged, match="missing"):
            FileLog(tmp_path).head()
        damage_of(tmp_path)

    @pytest.mark.parametrize("number", [1, 2])
    def test_one_before_the_last_is_empty(self, folder: Path, number: int) -> None:
        os.truncate(folder / f"00000{number}.jsonl", 0)
        damage = damage_of(folder)
        assert (damage.place, damage.seq) == (f"00000{number}.jsonl", None)
        assert "empty" in damage.reason

    def test_one_before_the_last_is_torn(self, folder: Path) -> None:
        path = folder / "000002.jsonl"
        os.truncate(path, path.stat().st_size - 1)
        damage = damage_of(folder)
        assert damage.place.startswith("000002.jsonl, line 4 ")
        assert "unfinished" in damage.reason

    def test_one_before_the_last_is_cut_at_a_line(self, folder: Path) -> None:
        path = folder / "000002.jsonl"
        write_lines(path, lines_of(path)[:-1])
        damage = damage_of(folder)
        assert damage.place == "000003.jsonl, line 1 (byte 0)"

    def test_two_are_exchanged(self, folder: Path) -> None:
        one, two = (folder / f"00000{n}.jsonl" for n in (2, 3))
        stored = one.read_bytes()
        one.write_bytes(two.read_bytes())
        two.write_bytes(stored)
        assert damage_of(folder).place.startswith("000002.jsonl, ")

    def test_the_last_one_emptied_cannot_be_told_from_a_shorter_log(self, folder: Path) -> None:
        head = FileLog(folder).head()
        os.truncate(folder / "000003.jsonl", 0)
        assert len(ids(FileLog(folder))) == 8
        report = verify(folder, head.hash)
        assert (report.entries, report.damage, report.kept) == (8, None, None)


class TestVerify:
    def test_an_intact_log(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 3)
        report = verify(log)
        assert report == verify(tmp_path) == verify(str(tmp_path))
        assert (report.entries, report.head, report.segments) == (3, log.head(), 1)
        assert (report.damage, report.torn, report.kept, report.newer) == (None, None, None, 0)

    def test_an_empty_log(self, tmp_path: Path) -> None:
        report = verify(new_log(tmp_path), "0" * 64)
        assert (report.entries, report.segments, report.damage) == (0, 0, None)
        assert report.kept == report.head

    def test_a_kept_head_is_found(self, tmp_path: Path) -> None:
        log = new_log(tmp_path)
        heads = [log.head()]
        for number in range(5):
            log.append([event(number)])
            heads.append(log.head())
        for head in heads:
            for text in (head.hash, head.hash[:8], head.hash[:20].upper(), f" {head}\n"):
                assert verify(log, text).kept == head

    def test_a_rewritten_log_is_found_out(self, tmp_path: Path) -> None:
        kept = new_log(tmp_path / "a", 3).head()
        other = new_log(tmp_path / "b", 2)
        other.append([event(3, title="Rewritten")])
        assert verify(other).damage is None
        assert verify(other, kept.hash).kept is None

    def test_the_changed_last_line_is_found_out(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 3)
        kept = log.head()
        path = first_segment(tmp_path)
        path.write_bytes(path.read_bytes().replace(b"Event 3", b"Event 4"))
        assert verify(log).damage is None
        assert verify(log, kept.hash).kept is None

    @pytest.mark.parametrize("text", ["abc", "", "xyzxyzxyz", "0" * 65])
    def test_what_is_no_hash(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(LogError, match="first 8 digits"):
            verify(new_log(tmp_path, 1), text)

    def test_a_prefix_of_several_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        log = new_log(tmp_path, 40)
        monkeypatch.setattr("timeline_engine.log.port._SHORTEST", 1)
        prefix = next(p for p in "0123456789abcdef" if sum(n.prev[0] == p for n in log.lines()) > 1)
        with pytest.raises(LogError, match="stands for several heads"):
            verify(log, prefix)

    def test_a_changed_line_is_not_offered_as_a_head_to_keep(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 5)
        path = first_segment(tmp_path)
        lines = lines_of(path)
        changed = lines[2].replace(b'"title":"', b'"title":"x', 1)
        write_lines(path, [*lines[:2], changed, *lines[3:]])
        report = verify(log)
        assert report.damage is not None
        assert (report.entries, report.head.hash) == (2, sha256(lines[1]).hexdigest())

    def test_a_damaged_log_tells_what_is_intact(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 5)
        path = first_segment(tmp_path)
        lines = lines_of(path)
        write_lines(path, [*lines[:3], b"?", lines[4]])
        report = verify(log, sha256(lines[1]).hexdigest())
        assert (report.entries, report.head.seq, report.head.hash) == (2, 2, sha256(lines[1]).hexdigest())
        assert report.damage
        assert report.damage.seq == 4
        assert report.kept
        assert report.kept.seq == 2

    def test_another_kind_of_log(self) -> None:
        with pytest.raises(LogError, match="cannot be verified"):
            verify(object())  # type: ignore[arg-type]


class TestChangedUnderneath:
    """A process that has read the log does not build on it once others have rewritten it."""

    def test_cut_off(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 3)
        path = first_segment(tmp_path)
        write_lines(path, lines_of(path)[:2])
        with pytest.raises(LogDamaged, match="no longer the one"):
            log.append([event(4)])

    def test_rewritten(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 3)
        path = first_segment(tmp_path)
        path.write_bytes(path.read_bytes().replace(b"Event 3", b"Event 4"))
        with pytest.raises(LogDamaged, match=r"line 3 .*no longer the one"):
            log.append([event(4)])

    def test_gone(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 3)
        first_segment(tmp_path).unlink()
        with pytest.raises(LogError, match=r"cannot read .*000001\.jsonl"):
            log.append([event(4)])


def test_the_errors_survive_pickling(tmp_path: Path) -> None:
    damage = LogDamaged("000001.jsonl, line 3 (byte 400)", 3, "changed")
    copy = pickle.loads(pickle.dumps(damage))
    assert (str(copy), copy.seq) == (str(damage), 3)


def test_what_is_no_text_in_a_line_is_damage_also_where_a_later_line_is_wrong(tmp_path: Path) -> None:
    new_log(tmp_path, 3)
    path = first_segment(tmp_path)
    first, second, third = lines_of(path)
    write_lines(path, [first, second.replace(b"Event 2", b"Event \xff"), third])
    assert damage_of(tmp_path).seq == 3


def test_a_name_that_no_reader_looks_at_is_text_all_the_same(tmp_path: Path) -> None:
    """The last line is proven by nothing; so what verify tells of it is all there is."""
    new_log(tmp_path, 2)
    path = first_segment(tmp_path)
    first, second = lines_of(path)
    write_lines(path, [first, second.replace(b'"data":{', b'"data":{"unkn\xffwn":1,')])
    damage = verify(tmp_path).damage
    assert damage is not None
    assert (damage.seq, "not UTF-8 text" in str(damage)) == (2, True)
