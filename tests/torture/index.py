"""Faults while the index beside a log is made, kept up and read: the log is right, and the answers are those without.

A question answers the same whatever becomes of its index, unless it is killed.
"""

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

from log.sidecar.asked import NEVER, names_in, printed, said_by_state, typed, without
from timeline_engine.dates import Zone
from timeline_engine.log import FileLog
from timeline_engine.log.keeping import DRAFT, SIDECAR
from timeline_engine.recording import State, read_state

from .faults import FAILURES, KILLS, Trial, faults, prepare
from .outcome import Outcome
from .shim import Fault, run

UNREAD = ("unread",)
COMMANDS: dict[str, tuple[str, ...]] = {
    "index build": ("index", "build"),
    "record": ("record", "Refiners cut orders", "--on", "2018-11-04", "--known", "2018-11-05", "--issue", "talks"),
    "correct": ("correct", "first-talks", "--title", "The first talks"),
    "import": ("import", "rows.csv"),
    "undo": ("undo", "#2"),
    "project": ("project", "--as-of", "2018-12-04"),
    "project an issue": ("project", "--issue", "talks", "--as-of", "2018-12-04"),
    "why": ("why", "talks", "--as-of", "2018-12-04"),
    "show": ("show", "deal"),
}
_ASKS = ("project", "project an issue", "why", "show")


def part(dice: random.Random) -> Iterator[Outcome]:
    """Kill a command, or let its disk or its index fail, at one of its calls."""
    return faults(dice, (*KILLS, *FAILURES, *UNREAD), COMMANDS, _prepare, lambda *what: _told(*what, dice))


def _prepare(base: Path) -> None:
    """A log with an index that has lines of issues, and is behind."""
    prepare(base)
    events = base / "events"
    index, aside = events / SIDECAR, base / "aside"
    assert run(base, Fault(), "index", "build").returncode == 0
    index.rename(aside)
    for number in range(3):
        said = ("record", f"Round {number}", "--on", f"2018-10-1{number}", "--known", "2018-10-15", "--issue", "talks")
        assert run(base, Fault(), *said, "--set", f"talks=round {number}").returncode == 0
    aside.rename(index)


def _told(work: Path, trial: Trial, done: "subprocess.CompletedProcess[str]", dice: random.Random) -> str:
    """What is wrong with a question that was asked, and with the answers from the index that it left."""
    if trial.name in _ASKS and done.returncode == 1:
        return f"a question failed: {done.stderr}"
    wrong = unlike(work / "events", dice)
    left = (work / "events" / DRAFT).exists() and done.returncode == 1
    return wrong or ("it left the draft of an index" if left else "")


def unlike(folder: Path, dice: random.Random) -> str:
    """What a log tells otherwise with its index than without, of some of what there is."""
    plain = FileLog(without(folder), large=NEVER)
    names = {kind: dice.sample(some, min(len(some), 4)) for kind, some in names_in(plain).items()}
    indexed = FileLog(folder, large=0)
    commands = typed(names, ["2018-12-04", "2018-10-12"])
    for told, right in zip(printed(folder, commands), printed(plain.path, commands), strict=True):
        if told != right:
            return f"{told!r} instead of {right!r}"
    whole = said_by_state(State.of(plain.read(), Zone(plain.info.zone)), names)
    for name, said in said_by_state(read_state(indexed), names).items():
        if said != whole[name]:
            return f"{name}: {said!r} instead of {whole[name]!r}"
    return ""
