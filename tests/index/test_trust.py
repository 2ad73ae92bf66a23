"""What is not of this log, as it is, by this code, is not believed: it is made anew, or left aside."""

import os
import shutil
import threading
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from bench.generate import extend, generate
from timeline_engine.cli.commands.project import summary_rows
from timeline_engine.index import build as builds
from timeline_engine.index import store, using
from timeline_engine.index.build import build
from timeline_engine.index.lines import Lines, NotThere, kept_at
from timeline_engine.index.refresh import refresh
from timeline_engine.index.rows import Unindexable
from timeline_engine.index.tables import find_places
from timeline_engine.log import FileLog, LogDamaged, LogNewer
from timeline_engine.view import project
from timeline_engine.view.answer import ask_for
from timeline_engine.view.summary import summarise

from .logs import compare, contents, new_log, write

DAY = "2004-01-03"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of a few days, with its index."""
    folder = tmp_path_factory.mktemp("made") / "log"
    generate(folder, 2000)
    build(FileLog(folder))
    return folder


@pytest.fixture
def log(made: Path, tmp_path: Path) -> FileLog:
    """A copy of it, times of files and all."""
    return FileLog(shutil.copytree(made, tmp_path / "log"))


def answer(log: FileLog) -> Any:
    """The table by way of the index, and what was warned of; None if there is none to be had."""
    warned: list[str] = []
    found = using.through_index(log, lambda index: index.summary(ask_for(DAY)), lambda done: None, warned.append)
    assert warned == []
    return found and summary_rows(found)


def truth(log: FileLog) -> Any:
    return summary_rows(summarise(project(log, DAY)))


def state(log: FileLog) -> str:
    index = store.opened(store.path_of(log))
    if index is None:
        return "unreadable"
    found = store.freshness(index, log)
    index.base.close()
    return found


def test_a_fresh_index_is_used_as_it_is(log: FileLog, monkeypatch: pytest.MonkeyPatch) -> None:
    assert state(log) == "fresh"
    monkeypatch.setattr(FileLog, "read", None)
    monkeypatch.setattr(using, "rebuilt", None)
    found = answer(log)
    monkeypatch.undo()
    assert found == truth(log)


@pytest.mark.slow
def test_an_index_takes_in_what_was_appended(log: FileLog, monkeypatch: pytest.MonkeyPatch) -> None:
    extend(log.path, 500)
    assert state(log) == "behind"
    monkeypatch.setattr(using, "rebuilt", None)
    assert answer(log) == truth(log)
    assert state(log) == "fresh"
    refreshed = contents(log)
    build(log)
    assert contents(log) == refreshed


@pytest.mark.slow
def test_new_segments_are_appended_too(log: FileLog) -> None:
    (log.path / "000002.jsonl").touch()
    extend(log.path, 40)
    extend(log.path, 300)
    assert len(list(log.path.glob("*.jsonl"))) == 2
    assert state(log) == "behind"
    assert answer(log) == truth(log)
    using.through_index(log, lambda index: compare(log, index, DAY, DAY, None, every=10), lambda done: None, print)


@pytest.mark.slow
def test_a_foreign_index_is_made_anew(log: FileLog, tmp_path: Path) -> None:
    generate(tmp_path / "other", 2000, seed=1)
    other = FileLog(tmp_path / "other")
    build(other)
    shutil.copy2(store.path_of(other), store.path_of(log))
    assert state(log) == "stale"
    assert answer(log) == truth(log)
    assert state(log) == "fresh"


@pytest.mark.slow
def test_the_index_of_a_log_that_went_another_way_is_made_anew(log: FileLog) -> None:
    segment = log.path / "000001.jsonl"
    lines = segment.read_bytes().splitlines(keepends=True)
    segment.write_bytes(b"".join(lines[:1500]))
    assert state(log) == "stale"
    assert answer(log) == truth(log)
    extend(log.path, 500)  # as long as before, and the last line the same
    assert answer(log) == truth(log)


@pytest.mark.slow
@pytest.mark.parametrize("field", ["format", "code", "zone", "log"])
def test_an_index_of_another_version_is_made_anew(log: FileLog, field: str) -> None:
    index = store.opened(store.path_of(log))
    assert index is not None
    index.base.close()
    changed = {"format": 0}.get(field, "other")
    with duckdb.connect(str(store.path_of(log))) as base:
        store.note(base, type(index.made)(**{**_fields(index.made), field: changed}))  # type: ignore[arg-type]
    assert state(log) == "stale"
    assert answer(log) == truth(log)
    assert state(log) == "fresh"


def _fields(made: store.Made) -> dict[str, Any]:
    return {name: getattr(made, name) for name in made.__struct_fields__}


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 10, 4096, 12_288, 300_000])
def test_an_index_cut_short_is_made_anew(log: FileLog, size: int) -> None:
    path = store.path_of(log)
    assert path.stat().st_size > size
    path.write_bytes(path.read_bytes()[:size])
    assert answer(log) == truth(log)
    assert state(log) == "fresh"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_flipped_bits_change_no_answer(log: FileLog, seed: int) -> None:
    path, random = store.path_of(log), Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(200):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    path.write_bytes(bytes(data))
    assert answer(log) == truth(log)


@pytest.mark.slow
def test_an_index_whose_places_are_wrong_is_made_anew(log: FileLog) -> None:
    with duckdb.connect(str(store.path_of(log))) as base:
        base.execute("UPDATE places SET byte = byte + 7 WHERE seq > 200")
    assert state(log) == "fresh"
    assert answer(log) == truth(log)


def test_a_damaged_log_is_no_better_with_an_index(log: FileLog) -> None:
    segment = log.path / "000001.jsonl"
    data = segment.read_bytes()
    segment.write_bytes(data.replace(b"scheduled", b"scheduleD", 1))
    assert answer(log) is None
    with pytest.raises(LogDamaged):
        project(log, DAY)


@pytest.mark.parametrize("line", ["event.occurred", "event.new"])
def test_an_entry_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    log = new_log(tmp_path / "log")
    stamp = "2018-11-26T05:00:00.000000Z"
    told = ("event.recorded", {"event": "alpha", "title": "A", "phase": "scheduled"}), (line, {"event": 5})
    entries = [
        {"seq": seq, "id": f"entry-{seq}", "recorded": stamp, "kind": kind, "data": data}
        for seq, (kind, data) in enumerate(told, 1)
    ]
    write(log, entries)
    with pytest.raises(LogDamaged if line == "event.occurred" else LogNewer, match=r"000001\.jsonl, line 2"):
        build(log)
    assert not store.path_of(log).exists()


@pytest.mark.slow
def test_what_is_appended_while_an_index_is_made_is_left_for_later(
    log: FileLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.segments_of(log), builds._end(log)
    extend(log.path, 500)
    monkeypatch.setattr(store, "segments_of", lambda log: before[0])
    monkeypatch.setattr(builds, "_end", lambda log: before[1])
    build(log)
    monkeypatch.undo()
    assert state(log) == "behind"
    found = store.opened(store.path_of(log))
    assert found is not None
    assert found.made.end.seq == 2000
    found.base.close()
    assert answer(log) == truth(log)


@pytest.mark.slow
def test_an_unfinished_last_line_is_no_entry(log: FileLog) -> None:
    with (log.path / "000001.jsonl").open("ab") as file:
        file.write(b'{"seq":2001,"id":"half')
    assert answer(log) == truth(log)
    build(log)
    assert answer(log) == truth(log)


def test_a_log_that_cannot_be_indexed_loses_its_index(log: FileLog) -> None:
    """A time finer than a second has no order key."""
    from timeline_engine.entries import Draft, EventRecorded
    from timeline_engine.model import Claim

    claim = Claim("issue-000", "status", "open")
    fine = EventRecorded(event="fine", title="Fine", when="2004-01-02T10:00:00.5Z", known=DAY, claims=(claim,))
    log.append([Draft("fine", fine)])
    warned: list[str] = []
    found = using.through_index(log, lambda index: index.summary(ask_for(DAY)), lambda done: None, warned.append)
    assert found is None
    assert "a time finer than a second" in warned[0]
    assert not store.path_of(log).exists()


def test_what_duckdb_reads_otherwise_is_not_indexed(tmp_path: Path) -> None:
    """Of a name that comes twice the engine takes the last, which JSON leaves open; so only the engine may read it."""
    log = new_log(tmp_path / "log")
    claims = b'[{"issue":"i","attribute":"status","value":"x"}]'
    data = b'{"event":"a","title":"A","when":"2004-01-01","known":"2004-01-01","claims":[],"claims":%s}' % claims
    line = b'{"seq":1,"id":"a","recorded":"2004-01-02T00:00:00.000000Z","kind":"event.recorded","v":1'
    line += b',"data":%s,"prev":"%s"}'
    (log.path / "000001.jsonl").write_bytes(line % (data, b"0" * 64) + b"\n")
    assert truth(log)[0][:2] == ("i", "x")
    with pytest.raises(Unindexable, match="duplicate key"):
        build(log)
    assert not store.path_of(log).exists()


def test_a_correction_that_names_an_event_twice_makes_no_index(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log")
    data = b'{"entry":"x","fields":{"event":"b","event":"c"}}'
    line = b'{"seq":1,"id":"a","recorded":"2004-01-02T00:00:00.000000Z","kind":"event.corrected","v":1'
    line += b',"data":%s,"prev":"%s"}'
    (log.path / "000001.jsonl").write_bytes(line % (data, b"0" * 64) + b"\n")
    with pytest.raises(Unindexable, match="duplicate key"):
        build(log)


def test_what_duckdb_cannot_read_and_nobody_else_is_damage(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log")
    line = b'{"seq":1,"id":"a","recorded":"2004-01-02T00:00:00.000000Z","kind":"event.corrected","v":1'
    line += b',"data":{"entry":"x","fields":[]},"prev":"%s"}'
    (log.path / "000001.jsonl").write_bytes(line % (b"0" * 64) + b"\n")
    with pytest.raises(LogDamaged, match=r"\$\.data\.fields"):
        build(log)


@pytest.mark.slow
def test_processes_that_make_one_at_once_all_leave_a_good_one(log: FileLog) -> None:
    store.drop(log)
    errors: list[Exception] = []

    def race() -> None:
        try:
            build(FileLog(log.path))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert state(log) == "fresh"
    assert [path.name for path in log.path.iterdir() if path.name.startswith("index")] == ["index.duckdb"]
    assert answer(log) == truth(log)


def test_an_index_is_no_part_of_its_log(log: FileLog) -> None:
    from timeline_engine.log.verify import verify

    head = log.head()
    assert verify(log).head == head
    assert FileLog(log.path).append([]) == []
    assert log.head() == head


@pytest.mark.slow
def test_an_index_that_another_process_refreshed_a_moment_ago(log: FileLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is renamed into place after this process looked, and before it copies: no entry is taken in twice."""
    extend(log.path, 2100)
    copy = shutil.copyfile

    def late(source: Path, target: Path) -> object:
        monkeypatch.setattr(shutil, "copyfile", copy)
        refresh(log)
        return copy(source, target)

    monkeypatch.setattr(shutil, "copyfile", late)
    assert answer(log) == truth(log)
    found = contents(log)
    build(log)
    assert contents(log) == found


@pytest.mark.slow
def test_an_index_that_holds_what_it_should_not_is_made_anew(log: FileLog) -> None:
    with duckdb.connect(str(store.path_of(log))) as base:
        base.execute("UPDATE claims SET order_key = order_key + 32768")
    assert answer(log) == truth(log)


def test_what_a_killed_process_left_is_removed_some_time_later(log: FileLog) -> None:
    old, young = log.path / "index.duckdb.old_made", log.path / "index.duckdb.youngone"
    for folder in (old, young):
        folder.mkdir()
        (folder / "index.duckdb").write_bytes(b"half")
    for path in (old / "index.duckdb", old):
        os.utime(path, (0, 0))
    build(log)
    assert (old.exists(), young.exists()) == (False, True)
    store.drop(log)
    assert not young.exists()


def test_what_is_no_index_is_not_removed(log: FileLog) -> None:
    notes, mine, spilled = (log.path / f"index.duckdb.{name}" for name in ("notes", "workshop", "tmp"))
    for folder in (notes, mine, spilled):
        folder.mkdir()
        (folder / "of the user").write_text("mine")
        for path in (folder / "of the user", folder):
            os.utime(path, (0, 0))
    (log.path / "index.duckdb.bak").write_text("mine")
    build(log)
    assert store.drop(log)
    assert {path.name for path in log.path.glob("index*")} == {
        "index.duckdb.notes", "index.duckdb.workshop", "index.duckdb.tmp", "index.duckdb.bak"
    }  # fmt: skip
    assert {len(list(folder.iterdir())) for folder in (notes, mine, spilled)} == {1}
    assert not store.drop(log)


def test_what_duckdb_leaves_beside_an_index_is_removed(log: FileLog) -> None:
    (log.path / "index.duckdb.wal").write_bytes(b"half")
    (log.path / "index.duckdb.tmp").mkdir()
    (log.path / "index.duckdb.tmp" / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"half")
    (log.path / "index.duckdb.begun_so").mkdir()
    store.drop(log)
    assert list(log.path.glob("index*")) == []


def test_an_index_that_became_smaller_is_whole(log: FileLog) -> None:
    with duckdb.connect(str(store.path_of(log))) as base:
        base.execute("CREATE TABLE passing AS SELECT hash(range) AS a FROM range(300_000)")
        base.execute("CHECKPOINT")
        base.execute("DROP TABLE passing")
        base.execute("CHECKPOINT")
    assert state(log) == "fresh"


def changed_in_place(path: Path, place: int, flip: int = 1) -> None:
    """One bit of a file flipped by the disk: size and time are what they were."""
    before, data = path.stat(), bytearray(path.read_bytes())
    data[place] ^= flip
    path.write_bytes(bytes(data))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.slow
def test_a_line_changed_in_place_is_not_answered_from(log: FileLog) -> None:
    """Where it decides the answer, the log is read, which says that it is damaged; else the answer is as it was."""
    segment, right = log.path / "000001.jsonl", truth(log)
    stored, refused = segment.read_bytes(), 0
    title = stored.index(b'"title":"') + len(b'"title":"')
    for place in [title, *Random(0).sample(range(len(stored)), 15)]:
        changed_in_place(segment, place)
        assert state(log) in ("fresh", "stale")  # stale if it is the last line
        found = answer(log)
        assert found in (None, right)
        if found is None:
            refused += 1
            with pytest.raises(LogDamaged):
                project(log, DAY)
        changed_in_place(segment, place)
    assert refused >= 1
    assert answer(log) == right


@pytest.mark.parametrize("place", ["first", "between", "last of a segment", "last"])
def test_every_line_an_index_points_to_is_vouched_for(log: FileLog, place: str) -> None:
    (log.path / "000002.jsonl").touch()
    extend(log.path, 40)
    build(log)
    seq = {"first": 1, "between": 1000, "last of a segment": 2000, "last": 2040}[place]
    index = store.opened(store.path_of(log))
    assert index is not None
    where = find_places(index.base, [seq], index.made.firsts)
    index.base.close()
    at = kept_at(where, index.made.firsts)
    with closing(Lines(log.path, log.codec, index.made.end.head)) as lines:
        assert [entry.seq for entry in lines.entries([seq], at)] == [seq]
        segment = log.path / f"00000{where[max(where)][0]}.jsonl"
        line = segment.read_bytes().splitlines(keepends=True)[seq - 1 if seq <= 2000 else seq - 2001]
        changed_in_place(segment, segment.read_bytes().index(line) + line.index(b'"recorded":"2') + len('"recorded":"'))
        with pytest.raises(NotThere):
            lines.entries([seq], at)


@pytest.mark.slow
def test_a_refresh_does_not_take_in_a_line_changed_in_place(log: FileLog) -> None:
    """What was proven when the index was made is read again where new entries tell of the same."""
    (log.path / "000002.jsonl").touch()
    extend(log.path, 40)
    build(log)
    extend(log.path, 40)
    segment = log.path / "000001.jsonl"
    changed_in_place(segment, segment.read_bytes().index(b'"title":"') + len(b'"title":"'))
    assert state(log) == "behind"
    with pytest.raises(NotThere):
        refresh(log)
    assert answer(log) is None


def test_a_last_line_that_claims_another_place_is_not_believed(log: FileLog) -> None:
    segment = log.path / "000001.jsonl"
    changed_in_place(segment, segment.read_bytes().rindex(b'{"seq":2000') + len('{"seq":'), 1 ^ 2)
    with pytest.raises(LogDamaged, match=r"000001\.jsonl, line 2000 "):
        log.head()
    with pytest.raises(LogDamaged, match=r"000001\.jsonl, line 2000 "):
        project(log, DAY, issues=["issue-000"])
    with pytest.raises(LogDamaged, match=r"000001\.jsonl, line 2000 "):
        answer(log)
