"""A mirror tells what its log does, whatever becomes of the two; what cannot be kept is read from the log."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from threading import Thread
from typing import Any

import pytest

from postgres import Server
from timeline_engine import project
from timeline_engine.entries import Draft, EventRecorded
from timeline_engine.log import FORMAT, LogInfo, MemoryLog, Unusable, create_log, keeper_of, kept_of, open_log
from timeline_engine.log.cache import SETTING, cache_folder
from timeline_engine.log.keeping import SIDECAR
from timeline_engine.log.mirror import Mirror, drop_mirrors
from timeline_engine.log.showing import Mirrored
from timeline_engine.log.writers import WriterLock
from timeline_engine.model import Claim
from timeline_engine.recording import record

from .samples import SetClock, event, full, ids

_INFO = LogInfo("A test", "test", "Asia/Kolkata", FORMAT)
Open = Callable[[], Any]


class Elsewhere(MemoryLog):
    """A log as one that is on another machine."""

    def __init__(self, info: LogInfo = _INFO, large: int = 0) -> None:
        super().__init__(info, clock=SetClock())
        self.keeper = Mirror(self, large)

    def size(self) -> int:
        return sum(len(line) for block in self.blocks() for line in block.raw)


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "cache"))


@pytest.fixture(params=["memory", "postgres"])
def log(request: pytest.FixtureRequest) -> Mirrored:
    """A log of four entries that is worth a mirror, whatever its size."""
    if request.param == "memory":
        found: Any = Elsewhere()
    else:
        pytest.importorskip("psycopg")
        server: Server = request.getfixturevalue("postgres_servers")("wheel")
        url = server.url()
        create_log(url, title="A test", zone="Asia/Kolkata", log_id="test")
        found = open_log(url, clock=SetClock())
        found.keeper = Mirror(found, large=0)
    found.append([event(1), event(2), full(), event(3)])
    return found


def folder_of(log: Mirrored) -> Path:
    keeper = keeper_of(log)
    assert keeper
    assert keeper.folder
    return keeper.folder


def told(log: Mirrored) -> list[str]:
    """The ids of the entries, by way of the mirror."""
    kept = kept_of(log)
    assert kept
    assert kept.head == log.head()
    return [entry.id for entry in kept.entries(range(1, kept.mark.seq + 1))]


def test_it_tells_what_the_log_does(log: Mirrored) -> None:
    assert told(log) == ids(log) == ["e1", "e2", "full", "e3"]
    log.append([event(4)])
    assert told(log) == ids(log) == ["e1", "e2", "full", "e3", "e4"]
    assert (folder_of(log) / "000001.jsonl").read_bytes() == b"".join(
        line + b"\n" for line in log.lines_at(range(1, 6))
    )


def test_only_what_is_new_is_read_from_the_log(log: Mirrored, monkeypatch: pytest.MonkeyPatch) -> None:
    told(log)
    asked, blocks = list[int](), type(log).blocks
    monkeypatch.setattr(type(log), "blocks", lambda self, mark: asked.append(mark.seq) or blocks(self, mark))
    assert told(log) == ["e1", "e2", "full", "e3"]
    assert asked == []
    log.append([event(4)])
    assert told(log)[-1] == "e4"
    assert asked == [4]


def test_questions_and_records_say_the_same_as_without(log: Mirrored, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = (Claim("deal", "status", "signed"),)
    log.append([Draft("d", EventRecorded(event="signing", title="Signing", when="2018-11", claims=claims))])
    asked = [
        lambda: project(log, "2019-01-01", hindsight=True).issues,
        lambda: project(log, "2019-01-01", issues=["deal"]).issues,
    ]
    kept = [ask() for ask in asked]
    record(log, "Talks", on="2018-12", known="2018-12-05", issue="deal")
    kept += [ask() for ask in asked]
    assert folder_of(log).exists()
    read, head = ids(log), log.head()
    log.keeper = Mirror(log, large=1 << 30)  # type: ignore[attr-defined]
    rmtree(folder_of(log))
    assert [ask() for ask in asked] == kept[2:]
    assert (log.head(), [*ids(log)]) == (head, read)


def test_a_small_log_has_none_unless_it_is_made() -> None:
    log = Elsewhere(large=1 << 20)
    log.append([event(1)])
    assert kept_of(log) is None
    assert ids(log) == ["e1"]
    assert not folder_of(log).exists()
    kept = log.keeper.kept(make=True)
    assert kept
    assert kept.head == log.head()
    assert told(log) == ["e1"]


def test_nobody_else_may_look_into_it(log: Mirrored) -> None:
    told(log)
    own = folder_of(log).parent
    if os.name != "nt":
        assert stat.S_IMODE(own.stat().st_mode) == 0o700
        own.chmod(0o755)
        assert kept_of(log) is None
        assert ids(log) == ["e1", "e2", "full", "e3"]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def _changed_in_the_middle(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Event 2", b"Event X"))


def _changed_at_the_end(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Event 3", b"Event X"))


@pytest.mark.parametrize(
    "damage",
    [
        _cut,
        _changed_in_the_middle,
        _changed_at_the_end,
        lambda segment: segment.write_bytes(b""),
        lambda segment: segment.write_bytes(segment.read_bytes() + b'{"seq":5,'),
        lambda segment: segment.write_bytes(segment.read_bytes() + b"{}\n"),
        lambda segment: segment.unlink(),
        lambda segment: segment.with_name("timeline.toml").unlink(),
        lambda segment: segment.with_name("timeline.toml").write_bytes(b"\xff"),
        lambda segment: segment.with_name(SIDECAR).write_bytes(b"SQLite"),
        lambda segment: segment.with_name(SIDECAR).unlink(),
        lambda segment: (segment.with_name(SIDECAR).unlink(), _changed_in_the_middle(segment)),
        lambda segment: rmtree(segment.parent),
    ],
)
@pytest.mark.parametrize("again", [True, False], ids=["opened-again", "still-open"])
def test_a_damaged_one_is_made_again(damage: Callable[[Path], object], again: bool) -> None:
    log = Elsewhere()
    log.append([event(1), event(2), event(3)])
    told(log)
    damage(folder_of(log) / "000001.jsonl")
    if again:
        log.keeper = Mirror(log, large=0)
    assert ids(log) == ["e1", "e2", "e3"]
    kept = kept_of(log) or kept_of(log)
    assert kept
    try:
        lines = [kept.line(seq) for seq in (1, 2, 3)]
    except Unusable:  # what is damaged is no answer, and gone by now
        kept = kept_of(log)
        assert kept
        lines = [kept.line(seq) for seq in (1, 2, 3)]
    assert lines == log.lines_at([1, 2, 3])
    log.append([event(4)])
    assert ids(log) == ["e1", "e2", "e3", "e4"]
    assert told(log) == ["e1", "e2", "e3", "e4"]


def test_a_log_in_postgresql_is_read_to_its_end_where_the_mirror_is_damaged(
    postgres_servers: Callable[[str], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.setattr("timeline_engine.log.segments.CHUNK", 1 << 10)
    url = postgres_servers("wheel").url()
    log: Any = create_log(url, title="A test", zone="Asia/Kolkata", log_id="test")
    log.keeper = Mirror(log, large=0)
    log.append([event(number) for number in range(100)])
    told(log)
    asked, blocks = list[int](), log._blocks
    monkeypatch.setattr(log, "_blocks", lambda mark, *end: asked.append(mark.seq) or blocks(mark, *end))
    assert ids(log) == [f"e{number}" for number in range(100)]
    segment = folder_of(log) / "000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"Event 50", b"Event XY"))
    assert ids(log) == [f"e{number}" for number in range(100)]
    assert asked[0] == 100
    assert 0 < asked[1] <= 50
    assert not (folder_of(log) / "timeline.toml").exists()


def test_the_mirror_gives_what_is_intact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline_engine.log.segments.CHUNK", 1 << 10)  # else all is one block
    log = Elsewhere()
    log.append([event(number) for number in range(100)])
    told(log)
    segment = folder_of(log) / "000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"Event 50", b"Event XY"))
    seen = [line.id for block in log.keeper.blocks() for line in block.lines]
    assert seen == ids(log)[: len(seen)]
    assert 0 < len(seen) <= 50


def _replaced(log: Elsewhere) -> None:
    log.append([event(7), event(8), event(9)])


def _shortened(log: Elsewhere) -> None:
    log.append([event(1), event(2)])


def _forked(log: Elsewhere) -> None:
    log.append([event(1), event(2)])
    log.append([event(7), event(8)])


@pytest.mark.parametrize("become", [_replaced, _shortened, _forked])
def test_of_a_log_that_became_another_it_is_made_again(become: Callable[[Elsewhere], None]) -> None:
    before, after = Elsewhere(), Elsewhere()
    before.append([event(1), event(2)])
    before.append([event(3)])
    told(before)
    become(after)
    assert folder_of(before) == folder_of(after)
    assert told(after) == ids(after)
    assert told(before) == ["e1", "e2", "e3"]


def test_of_a_log_that_became_empty_nothing_is_told() -> None:
    before, after = Elsewhere(), Elsewhere()
    before.append([event(1), event(2)])
    told(before)
    assert kept_of(after) is None
    assert not any(after.keeper.blocks())
    assert told(before) == ["e1", "e2"]


def test_another_zone_makes_another() -> None:
    for zone in ("Asia/Kolkata", "America/New_York"):
        log = Elsewhere(LogInfo("A test", "test", zone, FORMAT))
        log.append([event(1)])
        assert told(log) == ["e1"]
        assert zone in (folder_of(log) / "timeline.toml").read_text()


def test_many_at_once(log: Mirrored) -> None:
    said = list[list[str]]()

    def ask() -> None:
        own = Mirror(log, large=0)
        for _ in range(5):
            log.append([event(f"of-{id(own)}-{len(said)}")])
            kept = own.kept(patience=30)
            assert kept
            said.append([entry.id for entry in kept.entries(range(1, kept.mark.seq + 1))])

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    all_of_it = ids(log)
    assert len(said) == 15
    assert all(one == all_of_it[: len(one)] for one in said)


def test_while_another_fills_it_the_log_is_read(log: Mirrored) -> None:
    told(log)
    log.append([event(4)])
    with WriterLock(folder_of(log).parent, 1):
        assert log.keeper.kept(patience=0) is None  # type: ignore[attr-defined]
    assert told(log)[-1] == "e4"


def test_a_cache_that_takes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_bytes(b"")
    log = Elsewhere()
    log.append([event(1)])
    assert kept_of(log) is None
    assert ids(log) == ["e1"]
    (tmp_path / "cache").unlink()
    assert told(log) == ["e1"]
    log.append([event(2)])
    monkeypatch.setattr("timeline_engine.log.disk._write", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    assert kept_of(log) is None
    assert ids(log) == ["e1", "e2"]
    monkeypatch.undo()
    monkeypatch.setenv(SETTING, str(tmp_path / "cache"))
    assert told(log) == ["e1", "e2"]


@pytest.mark.parametrize("setting", ["", "off"])
def test_it_can_be_switched_off(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, setting)
    log = Elsewhere()
    log.append([event(1)])
    assert (log.keeper.folder, log.keeper.kept(make=True), log.keeper.drop()) == (None, None, [])
    assert ids(log) == ["e1"]


def test_dropped_nothing_of_the_text_is_left(log: Mirrored, tmp_path: Path) -> None:
    told(log)
    assert log.keeper.drop() == [folder_of(log)]  # type: ignore[attr-defined]
    assert [path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file()] in ([], [b""])
    assert log.keeper.drop() == []  # type: ignore[attr-defined]
    assert told(log) == ["e1", "e2", "full", "e3"]


def test_of_all_logs_that_were_at_a_place_they_are_dropped(tmp_path: Path) -> None:
    logs = [Elsewhere(LogInfo("A test", log_id, "UTC", FORMAT)) for log_id in ("before", "after")]
    for log in logs:
        log.append([event(1)])
        assert told(log) == ["e1"]
    assert drop_mirrors("elsewhere") == []
    assert drop_mirrors(logs[0].location) == sorted(map(folder_of, logs))
    assert [path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file()] in ([], [b""] * 2)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="they have places of their own")
def test_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(SETTING)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "timeline"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # which the specification has ignored
    assert cache_folder() == tmp_path / ".cache" / "timeline"


def test_no_password_gets_there(postgres_servers: Callable[[str], Server], tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    url = postgres_servers("wheel").url() + "&password=swordfish&sslpassword=swordfish"
    with create_log(url.replace("postgres@", "postgres:swordfish@"), title="A test", zone="UTC") as log:
        log.append([event(1)])
        keeper = keeper_of(log)
        assert keeper
        assert keeper.kept(make=True)
    there = list((tmp_path / "cache").rglob("*"))
    assert len(there) > 3
    assert not any("swordfish" in str(path) or b"swordfish" in path.read_bytes() for path in there if path.is_file())
