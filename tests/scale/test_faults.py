"""A layout that was not written to its end, of which files are missing, or that somebody changed, is told or mended."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scale.asked import question_of, summarised
from scale.test_parquet import known_log
from support import define, put, recorded
from timeline_engine import create_log, open_log, project
from timeline_engine.entries import IssueDefined
from timeline_engine.errors import TimelineError
from timeline_engine.log import MemoryLog
from timeline_engine.model import Attribute
from timeline_engine.scale import exporting
from timeline_engine.scale.asking import summaries, view_of
from timeline_engine.scale.exporting import export
from timeline_engine.scale.layout import MANIFEST, held
from timeline_engine.scale.opening import open_layout
from timeline_engine.view.json.contract import to_json

DAY = "2026-12-31"


@pytest.fixture
def log() -> MemoryLog:
    made = known_log()
    put(made, recorded("first", "2018-11-01", "oil.status=buying", published="2018-11-02"))
    return made


def statuses(folder: Path | str) -> list[str]:
    with open_layout(str(folder)) as layout:
        return [found.cells[1] for found in summaries(layout, question_of((DAY, None, None)))]


def parts(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name != ".lock")


def fail(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_folder_that_was_made_for_what_failed_is_gone(
    log: MemoryLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_write_bucket", fail)
    with pytest.raises(OSError, match="No space"):
        export(log, tmp_path / "layout")
    assert list(tmp_path.iterdir()) == []


def test_what_fails_leaves_nothing_of_it_beside_the_layout_of_before(
    log: MemoryLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(log, tmp_path)
    before = parts(tmp_path)
    put(log, recorded("second", "2018-12-01", "oil.status=ended"))
    monkeypatch.setattr(exporting, "_write_bucket", fail)
    with pytest.raises(OSError, match="No space"):
        export(log, tmp_path)
    assert parts(tmp_path) == before


@pytest.mark.slow
@pytest.mark.parametrize("seen", ["rows-*", "rows-*/claims"])
def test_one_who_is_killed_leaves_what_the_next_removes(tmp_path: Path, seen: str) -> None:
    with create_log(tmp_path / "log", title="log", zone="UTC") as log:
        define(log, "oil")
        put(log, recorded("first", "2018-11-01", "oil.status=buying"))
    folder = tmp_path / "layout"
    slow = (
        "import sys, time\nfrom timeline_engine import open_log\nfrom timeline_engine.scale import exporting\n"
        "write = exporting._write_bucket\n"
        "def slowly(*given):\n    write(*given)\n    time.sleep(60)\n"
        "exporting._write_bucket = slowly\nexporting.export_to(open_log(sys.argv[1]), sys.argv[2])"
    )
    started = subprocess.Popen([sys.executable, "-c", slow, str(tmp_path / "log"), str(folder)])
    try:
        until = time.monotonic() + 60
        while not list(folder.glob(seen)):
            assert started.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
        with pytest.raises(TimelineError, match="being written to by another export"):
            export(log, folder)
    finally:
        started.kill()
        started.wait()
    with pytest.raises(TimelineError, match="has no manifest"):
        statuses(folder)
    export(log, folder)
    assert statuses(folder) == ["buying"]
    assert len(parts(folder)) == 2
    assert not list(folder.rglob("staging-*"))


@pytest.mark.parametrize("fault", [Path.unlink, lambda file: os.truncate(file, 100)])
def test_a_file_that_is_missing_or_cut_is_told_and_the_next_export_mends_it(
    log: MemoryLog, tmp_path: Path, fault: "object"
) -> None:
    export(log, tmp_path)
    fault(next(tmp_path.rglob("claims/**/*.parquet")))  # type: ignore[operator]
    with pytest.raises(TimelineError, match="is not whole"):
        statuses(tmp_path)
    export(log, tmp_path)
    assert statuses(tmp_path) == ["buying"]


def test_who_asks_while_a_layout_is_replaced_is_told_so(log: MemoryLog, tmp_path: Path) -> None:
    export(log, tmp_path)
    with open_layout(str(tmp_path)) as layout:
        put(log, recorded("second", "2018-12-01", "oil.status=ended"))
        export(log, tmp_path)
        with pytest.raises(TimelineError, match=r"is not whole.* ask again"):
            summaries(layout, question_of((DAY, None, None)))


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ('"layout": 1', '"layout": 2', "has layout version 2, this program reads 1"),
        ('"buckets": 1', '"buckets": 0', r"`int` >= 1 - at `\$.buckets`"),
        ("rows-0001", "../rows-0001", "is none of a layout"),
        ("{", "", "is none of a layout"),
        ('"UTC"', '"Mars"', "no time zone called 'Mars'"),
    ],
)
def test_a_manifest_of_another_version_or_edited_by_hand_is_told(
    log: MemoryLog, tmp_path: Path, written: str, instead: str, told: str
) -> None:
    export(log, tmp_path)
    manifest = tmp_path / MANIFEST
    manifest.write_text(manifest.read_text().replace(written, instead, 1))
    with pytest.raises(TimelineError, match=told):
        statuses(tmp_path)


def test_a_log_whose_title_and_zone_were_changed_is_written_anew(tmp_path: Path) -> None:
    with create_log(tmp_path / "log", title="log", zone="UTC") as log:
        define(log, "oil")
        export(log, tmp_path / "layout")
        settings = tmp_path / "log" / "timeline.toml"
        settings.write_text(settings.read_text().replace("UTC", "Asia/Kolkata").replace('"log"', '"news"', 1))
    with open_log(tmp_path / "log") as changed:
        made = export(changed, tmp_path / "layout")
        assert (made.log, made.generation) == (changed.info, 2)


def test_a_lock_is_put_into_no_folder_of_somebody_else(log: MemoryLog, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(TimelineError, match="has other files"):
        export(log, tmp_path)
    assert parts(tmp_path) == ["notes.txt"]


def test_who_comes_second_to_a_new_folder_leaves_it_to_who_was_first(
    log: MemoryLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have found no folder, and made it."""
    folder, real = tmp_path / "layout", Path.exists
    with held(folder, log.info):
        (folder / "rows-0001").mkdir()
        monkeypatch.setattr(Path, "exists", lambda path: path != folder and real(path))
        with pytest.raises(TimelineError, match="by another export"):
            export(log, folder)
        assert parts(folder) == ["rows-0001"]


def test_one_at_a_time_writes_to_a_folder(log: MemoryLog, tmp_path: Path) -> None:
    with held(tmp_path, log.info), pytest.raises(TimelineError, match="by another export"):
        export(log, tmp_path)


@pytest.mark.parametrize("name", ["it's", "a b%20", "s[t]*r", "q?z{a,b}", "bucket=xx", "issue=9", "stör"])
def test_a_folder_may_have_any_name(log: MemoryLog, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    export(log, tmp_path / name)
    for like in ("str", "stir", "sxr", "q.z{a,b}"):
        shutil.copytree(tmp_path / name, tmp_path / like)
    monkeypatch.chdir(tmp_path)
    assert statuses(name) == ["buying"]
    with open_layout(name) as layout:
        assert layout.ask("SELECT count(*) FROM claims") == [(1,)]
        assert [found.issue for found in view_of(layout, question_of((DAY, None, None)), ["oil"]).issues] == ["oil"]


@pytest.mark.parametrize("kind", ["state", "estimate"])
def test_values_at_their_ends_are_those_of_the_fold(log: MemoryLog, tmp_path: Path, kind: str) -> None:
    """Equal numbers of other forms, a text like one, the greatest and least, signs; several said at one instant."""
    said = ["5", "5.0", "'5'", "9007199254740991", "-1e308", "~6bn USD", ">5bn USD", "0", "\u202e | \U0001f600"]
    figure = {"figure": Attribute(kind=kind)}
    put(log, *(IssueDefined(issue=f"issue-{at}", title="issue", attributes=figure) for at in range(4)))
    for at, value in enumerate(said):
        claims = [f"issue-{at % 4}.figure={value}", f"issue-{(at + 1) % 4}.figure={value}"]
        told = {"known": "2018-11-02"} if at % 3 else {"published": "2018-11-02"}  # by nobody, by a publisher
        put(log, recorded(f"event-{at}", "2018-11-01", *claims, **told))
    for event, day in (("far", "Y-100000"), ("future", "Y90000"), ("open", "2019-05/.."), ("ever", "../2018-01")):
        put(log, recorded(event, day, "oil.status=buying", published="2018-11-02"))
    put(log, recorded("of-no-issue", "2018-11-01"))
    export(log, tmp_path)
    with open_layout(str(tmp_path)) as layout:
        for day in ("2018-11-01", "2018-11-02", "2019-06-01", "9999-12-31"):
            question = question_of((day, day, None))
            assert summaries(layout, question) == summarised(project(log, day))
            assert to_json(view_of(layout, question)) == to_json(project(log, day))
