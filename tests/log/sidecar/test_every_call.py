"""Killed at every call that changes a file, while it appends, makes the sidecar, or keeps it up."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from log.samples import event, ids, new_log
from log.sidecar.asked import NEVER, log_with, names_in, said_by_state, without
from timeline_engine.dates import Zone
from timeline_engine.log import FileLog
from timeline_engine.log.keeping import DRAFT
from timeline_engine.log.verify import verify
from timeline_engine.recording import State, read_state
from torture.shim import Fault, environment, shim

DOES = {
    "append and keep up": """
from timeline_engine.entries import Draft, EventCorrected, EventRecorded
with FileLog(folder) as log:
    log.append([Draft("new", EventRecorded(event="new", title="New", issues=("oil",)))])
    log.append([Draft("more", EventCorrected(entry="e1", fields={"title": "Corrected"}))])
""",
    "bring up": "log = FileLog(folder); assert log.keeper.kept()",
    "make": "log = FileLog(folder); (log.path / 'index.sqlite').unlink(); assert log.keeper.kept(make=True)",
    "make lines": """
from timeline_engine.view.asking import project
from timeline_engine.view.summary import keep_lines_of
keep_lines_of(FileLog(folder), project(folder, "2018-12-04"))
""",
}


def run(folder: Path, does: str, fault: Fault, count: Path | None = None) -> int:
    program = f"import sys\nfrom timeline_engine.log import FileLog\nfolder = sys.argv[1]\n{does}"
    command = [sys.executable, "-c", program, str(folder)]
    return subprocess.run(command, env=environment(folder, fault, count), check=False, timeout=60).returncode


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A log with a sidecar that is behind."""
    log = new_log(tmp_path / "base", 6, segment_bytes=700)
    assert log.keeper.kept(make=True)
    FileLog(log.path, large=NEVER).append([event("behind", issues=("oil",), when="2018-12-01", known="2018-12-01")])
    return log.path


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.skipif(shim() is None, reason="needs Linux and a C compiler")
@pytest.mark.parametrize("does", DOES.values(), ids=DOES)
def test_the_log_is_right_and_the_sidecar_is_right_or_made_again(base: Path, tmp_path: Path, does: str) -> None:
    folder, count = tmp_path / "log", tmp_path / "count"
    shutil.copytree(base, folder)
    assert run(folder, does, Fault(), count) == 0
    whole, calls = ids(FileLog(folder, large=NEVER)), int(count.read_text())
    assert calls > 3
    for at in range(1, calls + 1):
        shutil.rmtree(folder)
        shutil.copytree(base, folder)
        assert run(folder, does, Fault(at, ("kill", "killed", "half")[at % 3])) == -signal.SIGKILL
        look(folder, whole)


def look(folder: Path, whole: list[str]) -> None:
    plain = FileLog(without(folder), large=NEVER)
    names = names_in(plain)
    assert verify(plain).damage is None
    assert names["ids"][:7] == whole[:7]
    assert names["ids"][:-1] == whole[: len(names["ids"]) - 1]
    told = said_by_state(read_state(log_with(folder)), names)
    assert told == said_by_state(State.of(plain.read(), Zone(plain.info.zone)), names)
    assert not (folder / DRAFT).exists()  # a journal that was begun, and holds nothing yet, may be left
