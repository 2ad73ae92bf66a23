"""A head that was kept elsewhere finds every change of the log up to it, the last line too."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from timeline_engine.log import FileLog, LogDamaged, LogError, LogNewer, MemoryLog, create_log
from timeline_engine.log.heads import KeptHead, head_fault, kept_head, read_head
from timeline_engine.log.verify import verify
from timeline_engine.log.vouchers import compared, kept_voucher, places

from .samples import event, first_segment, new_log


def fault(folder: Path, kept: KeptHead) -> str | None:
    log = FileLog(folder)
    return head_fault(kept, log.info, verify(log, places=[kept.entries]))


def stored(folder: Path) -> Path:
    """The segment that holds the last line."""
    return max(folder.glob("*.jsonl"))


def test_what_is_kept(tmp_path: Path) -> None:
    log = new_log(tmp_path, 2)
    kept = kept_head(log)
    assert (kept.log, kept.timezone, kept.entries, kept.hash) == ("test", "Asia/Kolkata", 2, log.head().hash)
    assert kept.recorded == list(log.read())[-1].recorded
    assert kept_head(tmp_path).text() == kept.text()
    (tmp_path / "kept").write_text(kept.text().replace("\n", "\r\n"), newline="")
    assert read_head(tmp_path / "kept") == kept


def test_an_empty_log_has_one_too(tmp_path: Path) -> None:
    kept = kept_head(new_log(tmp_path))
    assert (kept.entries, kept.hash, kept.recorded) == (0, "0" * 64, None)
    FileLog(tmp_path).append([event(1)])
    assert fault(tmp_path, kept) is None


def test_a_log_in_memory_has_one_too() -> None:
    log = create_log("memory:", title="A test", zone="UTC", log_id="test")
    log.append([event(1)])
    assert isinstance(log, MemoryLog)
    assert kept_head(log).hash == log.head().hash


def test_entries_may_be_added_in_new_segments_too(tmp_path: Path) -> None:
    log = new_log(tmp_path, 4, segment_bytes=300)
    kept = kept_head(log)
    log.append([event(5)])
    log.append([event(6)])
    assert fault(tmp_path, kept) is None
    assert verify(tmp_path).entries - kept.entries == 2


@pytest.mark.parametrize("segment_bytes", [1 << 20, 1])
@pytest.mark.parametrize(
    ("flips", "least"),
    [((1,), 30), pytest.param([1 << bit for bit in range(8)], 300, marks=pytest.mark.slow)],
    ids=["one", "all"],
)
def test_every_flip_of_any_byte_of_the_last_line_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, segment_bytes: int, flips: Sequence[int], least: int
) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    log = new_log(tmp_path, 2, segment_bytes=segment_bytes)
    log.append([event(3, summary="“quotes” \n", kind="meeting", when="2018-11")])
    kept = kept_head(log)
    path = stored(tmp_path)
    whole = path.read_bytes()
    start = whole.rfind(b"\n", 0, -1) + 1
    assert fault(tmp_path, kept) is None
    unseen = 0
    for byte in range(start, len(whole)):
        for flip in flips:
            path.write_bytes(whole[:byte] + bytes([whole[byte] ^ flip]) + whole[byte + 1 :])
            report = verify(log, places=[kept.entries])
            unseen += report.damage is None
            assert head_fault(kept, log.info, report) is not None, (byte, flip)
    assert unseen > least  # which the chain alone calls intact


def test_every_cut_is_found(tmp_path: Path) -> None:
    log = new_log(tmp_path, 3)
    kept = kept_head(log)
    whole = first_segment(tmp_path).read_bytes()
    for size in range(len(whole)):
        first_segment(tmp_path).write_bytes(whole[:size])
        assert "cut short: it had 3 entries" in str(fault(tmp_path, kept)), size


def test_a_log_written_anew_is_found(tmp_path: Path) -> None:
    kept = kept_head(new_log(tmp_path / "a", 3))
    other = new_log(tmp_path / "b", 1)
    other.append([event("other")])
    other.append([event(3)])
    other.append([event(4)])
    assert verify(tmp_path / "b").damage is None
    assert "entry 3 is not the one that was kept" in str(fault(tmp_path / "b", kept))


def test_a_damaged_log_is_still_held_beside_it(tmp_path: Path) -> None:
    log = new_log(tmp_path, 2)
    early = kept_head(log)
    for number in (3, 4, 5):
        log.append([event(number)])
    late = kept_head(log)
    path = first_segment(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"Event 4", b"Event 9"))
    assert fault(tmp_path, early) is None
    assert "damaged before entry 5" in str(fault(tmp_path, late))
    with pytest.raises(LogDamaged):
        kept_head(tmp_path)


def test_damage_right_behind_it(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log", 2)
    (tmp_path / "kept").write_text(kept_head(log).text())
    with first_segment(log.path).open("ab") as file:
        file.write(b"?\n")
    voucher = kept_voucher(tmp_path / "kept")
    found = compared(voucher, log.info, verify(log, places=places([voucher])))
    assert (found.fault, found.added) == (None, 0)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "test"', 'id = "other"', "it is of another log, 'test'; this one is 'other'"),
        ("Asia/Kolkata", "Europe/Lisbon", "the log's time zone is Europe/Lisbon, and was Asia/Kolkata"),
    ],
)
def test_another_log_and_another_time_zone(tmp_path: Path, old: str, new: str, said: str) -> None:
    kept = kept_head(new_log(tmp_path, 2))
    settings = tmp_path / "timeline.toml"
    settings.write_text(settings.read_text().replace(old, new))
    assert said in str(fault(tmp_path, kept))


def test_a_title_may_change_and_a_copy_is_the_same_log(tmp_path: Path) -> None:
    kept = kept_head(new_log(tmp_path / "log", 2))
    copy = Path(shutil.copytree(tmp_path / "log", tmp_path / "copy"))
    (copy / "timeline.toml").write_text((copy / "timeline.toml").read_text().replace("A test", "Another title"))
    assert fault(copy, kept) is None


def test_a_head_of_which_the_day_was_changed(tmp_path: Path) -> None:
    kept = kept_head(new_log(tmp_path, 2))
    changed = msgspec.structs.replace(kept, recorded="2017-12-04T03:52:00.000000Z")
    assert "it says that entry 2 was recorded 2017" in str(fault(tmp_path, changed))


@pytest.mark.parametrize(
    "text",
    ["", "hello", "[]", "{}", '{"format":1}', "\udcff", '{"format":1,"log":1}', '{"format":"1"}', "[" * 100_000],
)
def test_what_is_no_head(tmp_path: Path, text: str) -> None:
    file = tmp_path / "kept"
    file.write_text(text, errors="surrogateescape")
    with pytest.raises(LogError, match="is no head of a log"):
        read_head(file)


def test_fields_that_do_not_fit(tmp_path: Path) -> None:
    kept = kept_head(new_log(tmp_path, 2))
    for old, new in (('"entries": 2', '"entries": -2'), ('"entries": 2', '"entries": 2.5'), ('"log"', '"logs"')):
        (tmp_path / "kept").write_text(kept.text().replace(old, new))
        with pytest.raises(LogError, match="is no head of a log"):
            read_head(tmp_path / "kept")


def test_a_newer_head_and_no_file(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text('{"format":2,"more":true}')
    with pytest.raises(LogNewer, match="upgrade"):
        read_head(tmp_path / "kept")
    with pytest.raises(LogError, match="cannot read"):
        read_head(tmp_path / "nowhere")
