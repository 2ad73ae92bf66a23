"""Several processes and threads that append, keep up and ask at once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest

from log.samples import event, new_log
from log.sidecar.asked import NEVER, differing, log_with, without
from timeline_engine.log import FileLog
from timeline_engine.log.sidecar import Lines
from timeline_engine.recording import read_state
from timeline_engine.recording.kept_state import KeptState
from timeline_engine.view.asking import ask_for, project, read
from timeline_engine.view.kept_lines import make_lines
from timeline_engine.view.summary import keep_lines_of, kept_summary_of, summarise

WRITER = """
import sys
from timeline_engine.entries import Draft, EventRecorded
from timeline_engine.log import FileLog
from timeline_engine.view.asking import project
from timeline_engine.view.kept_lines import make_lines
from timeline_engine.view.summary import keep_lines_of
folder, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
for number in range(count):
    said = EventRecorded(event=f"{name}-{number % 9}", title=f"Title {number}", when="2018-12-01", issues=("oil",))
    with FileLog(folder, large=0, segment_bytes=8_000) as log:
        log.append([Draft(f"{name}-{number}", said)])
        if number % 10 == 5:
            keep_lines_of(log, project(log, "2018-12-04"))
"""


@pytest.mark.slow
def test_two_append_and_one_asks(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log", 3)
    assert log.keeper.kept(make=True)
    command = [sys.executable, "-c", WRITER, str(log.path)]
    writers = [subprocess.Popen([*command, name, "60"]) for name in ("a", "b")]
    told = 0
    while any(writer.poll() is None for writer in writers):
        told += looked_at(log.path)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert told
    assert looked_at(log.path)
    assert differing(log.path, ["2018-12-04", "2018-12-01"]) == ""


def looked_at(folder: Path) -> int:
    """Ask by way of the sidecar, and read as far as it tells; how often there was one that could be used."""
    log = log_with(folder)
    kept = log.keeper.kept()
    if kept is None:
        return 0
    upto = kept.mark.seq
    entries = list(FileLog(folder, large=NEVER).read())[:upto]
    assert kept.entries(range(1, upto + 1)) == entries
    assert [kept.seq(one.id) for one in entries[-20:]] == [*range(1, upto + 1)][-20:]
    for one in {entry.body.event for entry in entries[-20:]}:
        assert kept.filed("event", one) == [entry.seq for entry in entries if entry.body.event == one]
    assert list(kept.naming("oil")) == [entry.seq for entry in entries if entry.body.issues]
    if summary := kept_summary_of(log, ask_for("2018-12-04")):
        assert [line.issue for line in summary.lines] == ["oil"]
    return 1


def test_threads_share_what_it_tells(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log", 200)
    kept = log.keeper.kept(make=True)
    assert kept
    entries = list(log.read())

    def look(number: int) -> bool:
        place = number * 37 % 200
        return kept.entries([place + 1]) == [entries[place]] and kept.seq(entries[place].id) == place + 1

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(look, range(800)))


def test_a_question_waits_a_moment_for_another_writer(tmp_path: Path) -> None:
    """To read a large log whole takes far longer."""
    log = new_log(tmp_path / "log", 3)
    log.keeper.kept(make=True)
    FileLog(log.path, large=NEVER).append([event("more")])
    begun, asked = Event(), log_with(log.path)

    def write() -> None:
        with FileLog(log.path).exclusive():
            begun.set()
            Event().wait(0.1)

    writer = Thread(target=write)
    writer.start()
    begun.wait()
    kept = asked.keeper.kept()
    writer.join()
    assert kept
    assert kept.mark.seq == 4


def test_a_question_reads_the_log_when_another_writes_for_long(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log", 3)
    log.keeper.kept(make=True)
    with FileLog(log.path, large=NEVER) as other, other.exclusive():
        other.append([event("more")])
        asked = log_with(log.path)
        assert asked.keeper.kept(patience=0.01) is None
        assert not isinstance(read_state(log_with(log.path)), KeptState)
        assert len(read_state(log_with(log.path)).entries) == 4


def test_lines_that_another_makes_are_not_mixed_with_those_that_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = new_log(tmp_path / "log")
    log.append([event(number, issues=("oil",), when="2018-12-01", known="2018-12-01") for number in range(3)])
    log.keeper.kept(make=True)
    question = ask_for("2018-12-04")
    keep_lines_of(log, project(log, "2018-12-04"))
    log.append([event("news", issues=("new",), when="2018-12-03", known="2018-12-03")])
    expected = summarise(project(FileLog(without(log.path), large=NEVER), "2018-12-04"))
    at = Lines.at
    monkeypatch.setattr("timeline_engine.log.sidecar.tables._BUSY_SECONDS", 0.05)  # another does not wait for this one

    def then_made_anew(lines: Lines, day: int) -> dict[str, bytes]:
        """Another appends and makes the lines anew, once the question knows how far they go."""
        monkeypatch.setattr(Lines, "at", at)
        other = log_with(log.path)
        other.append([event("late", issues=("oil",), when="2018-12-04", known="2018-12-04")])
        keep_lines_of(other, project(other, "2018-12-04"))
        kept = other.keeper.kept()
        if kept:
            make_lines(kept, read(other).history)
        return at(lines, day)

    monkeypatch.setattr(Lines, "at", then_made_anew)
    told = kept_summary_of(log_with(log.path), question)
    assert told
    assert told.lines == expected.lines
