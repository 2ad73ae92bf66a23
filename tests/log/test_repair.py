"""What was written is saved, what was changed is not taken for it, and nothing is made up."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from timeline_engine.log import FileLog, LogError
from timeline_engine.log.repair import foreign, plan_repair, repair
from timeline_engine.log.verify import verify

from .samples import event, first_segment, full, ids, moved, new_log
from .test_damage import EDITS, forge, lines_of, write_lines


@pytest.fixture(autouse=True)
def _no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # thousands of times, and not what is tested here


def segments(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.jsonl"))}


def said(line: bytes) -> tuple[Any, ...]:
    """What an entry says, without its number and its link."""
    fields = msgspec.json.decode(line)
    return tuple(repr(fields[name]) for name in ("id", "recorded", "kind", "v", "data"))


def all_said(folder: Path) -> list[tuple[Any, ...]]:
    return [said(line) for data in segments(folder).values() for line in data.split(b"\n")[:-1]]


def mended(folder: Path, backup: Path | None = None) -> FileLog:
    """The log, repaired; its chain is intact."""
    log, spare = FileLog(folder), FileLog(backup) if backup else None
    plan = plan_repair(log, spare)
    assert plan is not None
    before = segments(folder)
    aside = repair(log, plan)
    for name in before.keys() & plan.changed:
        if aside.is_dir():
            assert (aside / name).read_bytes() == before[name]
        else:
            assert segments(folder)[name] + aside.read_bytes() == before[name]
    report = verify(folder)
    assert (report.damage, report.torn) == (None, None)
    assert plan_repair(FileLog(folder)) is None
    return log


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A log of three segments, of which two share a stamp."""
    folder = tmp_path / "whole"
    log = new_log(folder, segment_bytes=300)
    for drafts in ([event(1)], [event(2), moved(1, "2019")], [moved(2)], [event(3)], [event(4)]):
        log.append(drafts)
    assert len(segments(folder)) == 3
    return folder


def copy_of(whole: Path, name: str = "log") -> Path:
    """A copy to be damaged, in place of the one before."""
    folder = whole.with_name(name)
    shutil.rmtree(folder, ignore_errors=True)
    return Path(shutil.copytree(whole, folder))


def flipped(whole: Path, step: int) -> Iterator[tuple[Path, int]]:
    """A copy of the log with one bit of every so many bytes flipped; and the number of the entry in which that is."""
    stored, seq = segments(whole), 1
    for name, data in stored.items():
        for byte in range(0, len(data), step):
            folder = copy_of(whole)
            (folder / name).write_bytes(data[:byte] + bytes([data[byte] ^ 1 << byte % 8]) + data[byte + 1 :])
            yield folder, seq + data.count(b"\n", 0, byte)
        seq += data.count(b"\n")


STEP = 4
"""With 1, a minute or two each."""


@pytest.mark.slow
def test_of_a_flipped_bit_at_most_one_entry_is_lost_and_none_is_made_up(whole: Path) -> None:
    truth = all_said(whole)
    for folder, seq in flipped(whole, STEP):
        report = verify(folder)
        if not report.damage and not report.torn:
            assert seq == len(truth)  # nothing vouches for the last line
            continue
        mended(folder)
        saved = all_said(folder)
        assert len(saved) >= len(truth) - 1
        assert saved[:-1] == [entry for entry in truth if entry in saved[:-1]]
        assert saved[-1] in truth or seq == len(truth)


@pytest.mark.slow
def test_with_a_backup_the_log_is_byte_for_byte_what_it_was(whole: Path) -> None:
    last = len(all_said(whole))
    joined = b"".join(segments(whole).values())
    for folder, seq in flipped(whole, STEP):
        if seq < last:
            mended(folder, whole)
            assert b"".join(segments(folder).values()) == joined


def test_a_changed_line_is_left_out_and_what_comes_after_is_linked_anew(whole: Path) -> None:
    folder = copy_of(whole)
    path = first_segment(folder)
    path.write_bytes(path.read_bytes().replace(b"Event 2", b"Event 9"))
    plan = plan_repair(FileLog(folder))
    assert plan is not None
    assert (plan.salvage.proven, plan.salvage.lost, plan.salvage.restored, plan.salvage.unplaced) == (
        1,
        ((2, 2),),
        (),
        1,
    )
    assert segments(folder) == segments(whole) | {path.name: path.read_bytes()}  # a plan touches nothing
    mended(folder)
    assert all_said(folder) == [entry for entry in all_said(whole) if "'e2'" not in entry]
    assert lines_of(path)[0] == lines_of(first_segment(whole))[0]


@pytest.mark.parametrize(
    ("gone", "proven", "lost", "unsure"),
    [([2], 2, [(3, 3)], ("e2",)), ([1, 2], 1, [(2, 3)], ("e1",)), ([3], 3, [(4, 4)], ("e3", "e5")), ([4], 4, [], ())],
)
def test_beside_a_gap_nothing_vouches_for_a_line(
    tmp_path: Path, gone: list[int], proven: int, lost: list[tuple[int, int]], unsure: tuple[str, ...]
) -> None:
    new_log(tmp_path, 5)
    truth, stored = all_said(tmp_path), lines_of(first_segment(tmp_path))
    write_lines(first_segment(tmp_path), [b"?" if place in gone else line for place, line in enumerate(stored)])
    plan = plan_repair(FileLog(tmp_path))
    assert plan is not None
    assert (plan.salvage.proven, list(plan.salvage.lost), plan.salvage.unsure) == (proven, lost, unsure)
    mended(tmp_path)
    assert all_said(tmp_path) == [entry for place, entry in enumerate(truth) if place not in gone]


def test_a_line_between_two_gaps_is_not_believed(tmp_path: Path) -> None:
    log = new_log(tmp_path, 5)
    stored = lines_of(first_segment(tmp_path))
    write_lines(first_segment(tmp_path), [stored[0], b"?", stored[2], b"?", stored[4]])
    mended(tmp_path)
    assert ids(log) == ["e1", "e5"]


def test_fields_that_nobody_knows_stay_in_what_is_linked_anew(tmp_path: Path) -> None:
    new_log(tmp_path, 2)
    forge(tmp_path, more=[1, {"a": None}], data={"event": "x", "title": "X", "another": 1.50})
    forge(tmp_path, id="forged too")
    path = first_segment(tmp_path)
    kept = lines_of(path)[2]
    path.write_bytes(path.read_bytes().replace(b"Event 1", b"Event 9"))
    mended(tmp_path)
    assert lines_of(path)[1].partition(b',"prev"')[0] == kept.partition(b',"prev"')[0].replace(b'"seq":3', b'"seq":2')
    assert lines_of(path)[1].endswith(kept[kept.index(b',"more"') :])


@pytest.mark.parametrize("edit", EDITS)
def test_edits(tmp_path: Path, edit: str) -> None:
    """Of three lines: which are saved, and whether as they were."""
    log = new_log(tmp_path, 3)
    stored = lines_of(first_segment(tmp_path))
    truth, kept = all_said(tmp_path), log.head()
    change, *_ = EDITS[edit]
    write_lines(first_segment(tmp_path), change(stored))
    mended(tmp_path)
    lost = {"a line removed": ["e2"], "the first line removed": ["e1"], "an edit before a converted line end": ["e1"],
            "a title that is none": ["e1"], "bytes that are no text": ["e3"]}.get(edit, [])  # fmt: skip
    assert all_said(tmp_path) == [entry for entry in truth if entry[0].strip("'") not in lost]
    assert lost or verify(tmp_path).head == kept


CONVERTED: dict[str, Callable[[bytes], bytes]] = {
    "carriage returns too": lambda data: data.replace(b"\n", b"\r\n"),
    "carriage returns alone": lambda data: data.replace(b"\n", b"\r"),
    "blank lines": lambda data: data.replace(b"\n", b"\n\n"),
    "no line ends at all": lambda data: data.replace(b"\n", b""),
    "zeros between": lambda data: data.replace(b"\n", b"\0\0\n\0"),
    "a merge by git": lambda data: data.replace(b"\n", b"\n<<<<<<< ours\n=======\n>>>>>>> theirs\n", 1),
}


@pytest.mark.parametrize("how", CONVERTED)
def test_what_stands_between_the_lines_makes_no_difference(tmp_path: Path, how: str) -> None:
    log = new_log(tmp_path, 2)
    log.append([full()])
    stored = first_segment(tmp_path).read_bytes()
    first_segment(tmp_path).write_bytes(CONVERTED[how](stored))
    mended(tmp_path)
    assert first_segment(tmp_path).read_bytes() == stored


class TestTorn:
    def test_it_is_cut_off_and_kept_as_an_append_does(self, tmp_path: Path) -> None:
        new_log(tmp_path, 2)
        size = first_segment(tmp_path).stat().st_size
        with first_segment(tmp_path).open("ab") as file:
            file.write(b'{"seq":3,"id"')
        log = mended(tmp_path)
        assert (tmp_path / f"000001.jsonl.{size}.torn").read_bytes() == b'{"seq":3,"id"'
        assert ids(log) == ["e1", "e2"]

    def test_a_line_that_lacks_only_its_end_is_an_entry(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 3)
        stored = first_segment(tmp_path).read_bytes()
        first_segment(tmp_path).write_bytes(stored[:-1])
        assert ids(log) == ["e1", "e2"]
        mended(tmp_path)
        assert first_segment(tmp_path).read_bytes() == stored

    def test_finished_lines_behind_it(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 2)
        with first_segment(tmp_path).open("ab") as file:
            file.write(b'{"seq":3,"id"\n# edited\n\n')
        mended(tmp_path)
        assert ids(log) == ["e1", "e2"]
        assert len(list(tmp_path.glob("*.torn"))) == 1


class TestSegments:
    @pytest.mark.parametrize("number", [1, 2])
    def test_a_missing_one_is_lost_and_comes_back_from_a_backup(self, whole: Path, number: int) -> None:
        folder = copy_of(whole)
        (folder / f"00000{number}.jsonl").unlink()
        again = copy_of(folder, "again")
        mended(folder)
        gone = [said(line) for line in segments(whole)[f"00000{number}.jsonl"].split(b"\n")[:-1]]
        # Without those, the line before the gap is one for which nothing vouches: it stays, as a last line does.
        assert all_said(folder) == [entry for entry in all_said(whole) if entry not in gone]
        mended(again, whole)
        assert b"".join(segments(again).values()) == b"".join(segments(whole).values())

    def test_two_in_each_other_s_place(self, whole: Path) -> None:
        folder = copy_of(whole)
        for number, other in (("1", "2"), ("2", "1")):
            shutil.copy(whole / f"00000{number}.jsonl", folder / f"00000{other}.jsonl")
        mended(folder)
        assert b"".join(segments(folder).values()) == b"".join(segments(whole).values())

    def test_one_of_another_log(self, whole: Path, tmp_path: Path) -> None:
        folder = copy_of(whole)
        new_log(tmp_path / "other", 1).append([event("other")])
        shutil.copy(first_segment(tmp_path / "other"), folder / "000004.jsonl")
        mended(folder)
        assert segments(folder) == segments(whole)

    def test_an_unfinished_line_amid(self, whole: Path) -> None:
        folder = copy_of(whole)
        with (folder / "000002.jsonl").open("ab") as file:
            file.write(b'{"seq":')
        mended(folder)
        assert segments(folder) == segments(whole)


class TestRefused:
    def refuse(self, folder: Path, why: str, backup: FileLog | None = None) -> None:
        before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        with pytest.raises(LogError, match=why):
            plan_repair(FileLog(folder), backup)
        assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before

    def test_nothing_can_be_saved(self, tmp_path: Path) -> None:
        new_log(tmp_path, 2)
        first_segment(tmp_path).write_bytes(b"# gone\n")
        self.refuse(tmp_path, "000001.jsonl, line 1 .* cannot be repaired: restore the log from a backup")

    def test_an_id_that_is_used_twice(self, tmp_path: Path) -> None:
        new_log(tmp_path, 2)
        forge(tmp_path, id="e1")
        forge(tmp_path)
        self.refuse(tmp_path, "that of entry 1 already; that cannot be repaired")

    def test_a_vouched_line_that_nobody_can_read(self, tmp_path: Path) -> None:
        new_log(tmp_path, 2)
        forge(tmp_path, data={"title": 1})
        forge(tmp_path, id="another")
        self.refuse(tmp_path, "not a valid event.recorded.*cannot be repaired")

    def test_the_backup_of_another_log(self, whole: Path, tmp_path: Path) -> None:
        other = new_log(tmp_path / "other", 1)
        settings = tmp_path / "other" / "timeline.toml"
        settings.write_text(settings.read_text().replace('"test"', '"another"'))
        self.refuse(whole, "is no backup of this log: its id is 'another', here 'test'", FileLog(other.path))

    def test_a_backup_that_cannot_be_read(self, whole: Path) -> None:
        folder, backup = copy_of(whole), copy_of(whole, "backup")
        (backup / "000004.jsonl").mkdir()
        converted(folder)
        self.refuse(folder, r"cannot read .*000004\.jsonl", FileLog(backup))

    def test_nothing_can_be_kept_aside(self, whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = copy_of(whole)
        converted(folder)
        log, before = FileLog(folder), segments(folder)
        plan = plan_repair(log)
        assert plan is not None

        def full_disk(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "mkdir", full_disk)
        with pytest.raises(LogError, match=r"cannot write to .*before-repair-1: No space left on device"):
            repair(log, plan)
        assert segments(folder) == before

    def test_a_log_that_was_changed_since_it_was_shown(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 2)
        with first_segment(tmp_path).open("ab") as file:
            file.write(b"torn")
        plan = plan_repair(log)
        assert plan is not None
        with first_segment(tmp_path).open("ab") as file:
            file.write(b" and more")
        before = segments(tmp_path)
        with pytest.raises(LogError, match="no longer what it was when that was shown"):
            repair(log, plan)
        assert segments(tmp_path) == before


def test_a_last_line_that_nobody_can_read_is_cut_off(tmp_path: Path) -> None:
    log = new_log(tmp_path, 2)
    forge(tmp_path, data={"title": 1})
    mended(tmp_path)
    assert ids(log) == ["e1", "e2"]


@pytest.mark.parametrize("number", [b"1", b"4"])
def test_a_last_line_of_which_only_the_number_was_changed_is_saved(tmp_path: Path, number: bytes) -> None:
    new_log(tmp_path, 3)
    path = first_segment(tmp_path)
    stored = path.read_bytes()
    path.write_bytes(stored.replace(b'{"seq":3', b'{"seq":' + number))
    plan = plan_repair(FileLog(tmp_path))
    assert plan is not None
    assert (plan.salvage.proven, plan.salvage.lost) == (2, ())
    mended(tmp_path)
    assert path.read_bytes() == stored


def test_what_would_be_no_chain_is_not_written(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_of(whole)
    converted(folder)
    monkeypatch.setattr("timeline_engine.log.salvage._relinked", lambda raw, seq, prev: raw)
    first_segment(folder).unlink()
    with pytest.raises(LogError, match=r"000001\.jsonl: the file is missing; that cannot be repaired"):
        plan_repair(FileLog(folder))


def test_a_line_of_a_newer_timeline_is_saved(tmp_path: Path) -> None:
    new_log(tmp_path, 2)
    forge(tmp_path, kind="event.dreamt")
    forge(tmp_path, id="another")
    path = first_segment(tmp_path)
    stored = path.read_bytes()
    path.write_bytes(stored.replace(b"\n", b"\r\n"))
    mended(tmp_path)
    assert path.read_bytes() == stored


def test_an_intact_log_needs_none(whole: Path) -> None:
    assert plan_repair(FileLog(whole)) is None


def test_a_backup_that_went_another_way_puts_nothing_into_the_log(whole: Path) -> None:
    folder, backup = copy_of(whole), copy_of(whole, "backup")
    FileLog(backup).append([event("there")])
    FileLog(folder).append([event("here")])
    path = first_segment(folder)
    path.write_bytes(path.read_bytes().replace(b"Event 1", b"Event 9"))
    log = mended(folder, backup)
    assert ids(log) == [*ids(FileLog(whole)), "ehere"]


def test_what_is_kept_aside_is_never_written_over(tmp_path: Path) -> None:
    log = new_log(tmp_path, 3)
    for number in (1, 2):
        path = first_segment(tmp_path)
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        mended(tmp_path)
        assert (tmp_path / f"before-repair-{number}" / "000001.jsonl").read_bytes().count(b"\r") == 3
    assert ids(log) == ["e1", "e2", "e3"]


def converted(folder: Path) -> None:
    for path in folder.glob("*.jsonl"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def without_the_first(folder: Path) -> None:
    first_segment(folder).unlink()  # so that the others are linked anew, each under the name of the one before


def dealt_out(folder: Path) -> None:
    paths = sorted(folder.glob("*.jsonl"))
    lines = [line for path in paths for line in lines_of(path)][::-1]
    for number, path in enumerate(paths):  # so that most lines move to another segment, the last ones too
        write_lines(path, lines[number :: len(paths)])


@pytest.mark.parametrize("harm", [converted, without_the_first, dealt_out])
def test_stopped_at_any_write_it_can_be_repaired_again(
    whole: Path, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Path], None]
) -> None:
    harm(copy_of(whole))
    mended(whole.with_name("log"))
    expected = all_said(whole.with_name("log"))
    for stop in range(7):  # at most three are kept aside, and three are written
        for again in range(7):
            folder = copy_of(whole)
            harm(folder)
            for last in (stop, again):
                stopped(folder, last, monkeypatch)
            if verify(folder).damage:
                mended(folder)
            assert all_said(folder) == expected


def stopped(folder: Path, last: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Repair a log, if that is to be done, until so many files are written."""
    written: list[Path] = []

    def replace(path: Path, target: Path) -> None:
        if len(written) == last:
            raise OSError(28, "No space left on device")
        written.append(target)
        path.rename(target)

    log = FileLog(folder)
    if plan := plan_repair(log):
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", replace)
            with suppress(LogError):
                repair(log, plan)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("torn", "; nothing was repaired$"),
        ("before-repair-1", "; nothing was repaired$"),
        ("before-repair-1/000001.jsonl", "; nothing was repaired$"),
        ("000002.jsonl", "; the repair is not finished: `timeline repair` goes on with it$"),
    ],
)
def test_what_cannot_be_written_is_said_in_words_of_a_repair(
    whole: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    folder = copy_of(whole)
    if name == "torn":
        path = sorted(folder.glob("*.jsonl"))[-1]
        path.write_bytes(path.read_bytes() + b"torn")
        (folder / f"{path.name}.{path.stat().st_size - 4}.torn").mkdir()
    else:
        converted(folder)
    plan = plan_repair(FileLog(folder))
    assert plan is not None
    if name == "before-repair-1":
        (folder / name).mkdir()
    elif name != "torn":
        rename = Path.replace
        refused = folder / name
        monkeypatch.setattr(Path, "replace", lambda path, to: rename(path, folder if to == refused else to))
    with pytest.raises(LogError, match=said):
        repair(FileLog(folder), plan)


def test_a_file_in_the_place_of_what_is_kept_aside_is_passed_over(whole: Path) -> None:
    converted(whole)
    (whole / "before-repair-1").write_text("mine")
    mended(whole)
    assert (whole / "before-repair-1").read_text() == "mine"


def test_files_that_are_no_part_of_the_log_are_named(whole: Path) -> None:
    for name in ("notes.txt", "000001 (copy).jsonl", "000001.jsonl.new", "000001.jsonl.7.torn", ".lock"):
        (whole / name).touch()
    (whole / "heads").mkdir()
    (whole / "before-repair-1").mkdir()
    assert foreign(whole) == ["000001 (copy).jsonl", "000001.jsonl.new", "notes.txt"]
