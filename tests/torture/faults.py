"""Commands that are killed at one of their calls, or whose disk fails there: nothing lost, nothing half, no untruth."""

import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from errno import EACCES, EDQUOT, EIO, ENOSPC, EROFS
from pathlib import Path

from attrs import frozen

from timeline_engine.errors import TimelineError
from timeline_engine.log import FileLog
from timeline_engine.log.verify import verify

from .outcome import Outcome
from .shim import Fault, calls, run, shim

Told = list[tuple[str, object]]
KILLS = ("kill", "killed", "half")
FAILURES = (
    "short",
    "full",
    *(f"once={number}" for number in (EIO, ENOSPC, EDQUOT)),
    *(f"dead={number}" for number in (EIO, EROFS, EACCES)),
)
ROWS = 400

COMMANDS: dict[str, tuple[str, ...]] = {
    "record": ("record", "Refiners cut orders", "--on", "2018-11-04", "--known", "2018-11-05", "--issue", "talks"),
    "correct": ("correct", "first-talks", "--title", "The first talks"),
    "import": ("import", "rows.csv"),
    "undo": ("undo", "#2"),  # of a half-done `undo last` the last is that undo itself
    "export csv": ("export", "-o", "out.csv"),
    "export xlsx": ("export", "-o", "out.xlsx"),
    "export ics": ("export", "-o", "out.ics"),
    "init": ("init", "new"),
}


@frozen
class Trial:
    """A command and the states it leads from and to."""

    name: str
    args: tuple[str, ...]
    calls: int
    before: "State"
    after: "State"


@frozen
class State:
    """What the log holds, what the file that is exported to, and whether there is the other log."""

    told: Told
    exported: dict[str, bytes]
    made: bool


Also = Callable[[Path, Trial, "subprocess.CompletedProcess[str]"], str]


def kills(dice: random.Random) -> Iterator[Outcome]:
    """Kill a command before, at or after one of its calls."""
    return faults(dice, KILLS, COMMANDS, prepare)


def failures(dice: random.Random) -> Iterator[Outcome]:
    """Let a command's disk be full, broken, or not to be written to, from one of its calls on or for that only."""
    return faults(dice, FAILURES, COMMANDS, prepare)


def faults(
    dice: random.Random,
    kinds: tuple[str, ...],
    commands: Mapping[str, tuple[str, ...]],
    prepared: Callable[[Path], object],
    also: Also = lambda work, trial, done: "",
) -> Iterator[Outcome]:
    """Faults of some kinds at calls of commands, on what was prepared; ``also`` tells what else is wrong after one."""
    if shim() is None:
        print("torture: faults at system calls need Linux and a C compiler: left out")
        return
    with tempfile.TemporaryDirectory() as made:
        base, work = Path(made) / "base", Path(made) / "work"
        prepared(base)
        trials: dict[str, Trial] = {}
        while True:
            name, do = dice.choice(list(commands)), dice.choice(kinds)
            trial = trials[name] = trials.get(name) or _trial(base, work, name, commands[name])
            fault = Fault(dice.randint(1, trial.calls), do)
            _afresh(base, work)
            yield _done(work, trial, fault, also)


def prepare(base: Path) -> None:
    """A log with something in it, a file to be imported, and files that exports take the place of."""
    base.mkdir()
    rows = "\n".join(f"2018-11-{1 + n % 28:02},Shipment {n},2018-12-01,oil,status,value {n % 9}" for n in range(ROWS))
    (base / "rows.csv").write_text(f"when,title,known,issue,attribute,value\n{rows}\n")
    few = "when,title,known,issue\n2018-09-06,First talks,2018-09-06,talks\n2018-10-05,Deal,2018-10-05,talks\n"
    (base / "few.csv").write_text(few)
    for args in (("init",), ("import", "few.csv")):
        done = run(base, Fault(), *args)
        assert done.returncode == 0, done.stderr
    for suffix in ("csv", "xlsx", "ics"):
        (base / f"out.{suffix}").write_bytes(b"what was there before")


def _trial(base: Path, work: Path, name: str, args: tuple[str, ...]) -> Trial:
    _afresh(base, work)
    before = _state(work)
    count = calls(work, *args)
    return Trial(name, args, count, before, _state(work))


def _afresh(base: Path, work: Path) -> None:
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work)


def _state(work: Path) -> State:
    told = [(entry.id, entry.body) for entry in FileLog(work / "events").read()]
    exported = {path.name: path.read_bytes() for path in sorted(work.glob("out.*"))}
    return State(told, exported, (work / "new" / "timeline.toml").exists())


def _done(work: Path, trial: Trial, fault: Fault, also: Also) -> Outcome:
    """Run the command with the fault, look, and run it once more without."""
    kind = f"{trial.name}: {fault.do.partition('=')[0]}"
    where = f"{fault.do} at call {fault.at} of `timeline {' '.join(trial.args)}`"
    try:
        done = run(work, fault, *trial.args)
        if "Traceback" in done.stderr:
            return Outcome(kind, traceback=f"{where}: {done.stderr[-600:]}")
        lost = _missing(work, trial, done)
        wrong = (
            "; ".join([*_half_done(work, trial), *_untrue(work, trial, fault, done)])
            or also(work, trial, done)
            or _again(work, trial)
        )
    except (subprocess.TimeoutExpired, TimelineError) as error:
        return Outcome(kind, wrong=f"{where}: {error}")
    return Outcome(kind, lost=lost and f"{where}: {lost}", wrong=wrong and f"{where}: {wrong}")


def _missing(work: Path, trial: Trial, done: "subprocess.CompletedProcess[str]") -> str:
    """What was acknowledged, now or before, and is not there."""
    state = _state(work)
    if state.told[: len(trial.before.told)] != trial.before.told:
        return "entries from before it are gone"
    if done.returncode == 0 and state != trial.after:
        return f"it was acknowledged and is not there: {done.stdout}"
    return ""


def _half_done(work: Path, trial: Trial) -> Iterator[str]:
    """What was left half done."""
    state, report = _state(work), verify(work / "events")
    if report.damage:
        yield f"the log is damaged: {report.damage}"
    if state.told != trial.after.told[: len(state.told)]:
        yield "the log holds what the command does not say"
    for name, data in state.exported.items():
        if data not in (trial.before.exported[name], trial.after.exported[name]):
            yield f"{name} is half written"


def _untrue(work: Path, trial: Trial, fault: Fault, done: "subprocess.CompletedProcess[str]") -> Iterator[str]:
    """What it said that is not so."""
    if done.returncode not in ((0, -9) if fault.do in KILLS else (0, 1)):
        yield f"it ended with {done.returncode}: {done.stderr}"
    if done.returncode != 1:
        return
    if not done.stderr.startswith(("Error: ", "Warning: ")):
        yield f"it said nothing of what went wrong: {done.stderr}"
    if "nothing was recorded" in done.stderr and _state(work).told != trial.before.told:
        yield f"it said that nothing was recorded, and something was: {done.stderr}"
    stray = [path.name for path in work.iterdir() if path.name not in _NAMES]
    if stray and not fault.do.startswith("dead"):  # where nothing can be taken away either
        yield f"it left {stray} behind"


_NAMES = ("events", "new", "rows.csv", "few.csv", "out.csv", "out.xlsx", "out.ics")


def _again(work: Path, trial: Trial) -> str:
    """The same command on a disk that is well: it does what is left to do."""
    before = _state(work)
    if before == trial.after:
        return ""
    done = run(work, Fault(), *trial.args)
    state, report = _state(work), verify(work / "events")
    if done.returncode or report.damage or report.torn:
        return f"once more it ended with {done.returncode}: {done.stderr}; {report.damage or ''}"
    if [*map(str, state.told)] != [*map(str, trial.after.told)] or state.exported != trial.after.exported:
        return f"once more it did not come to the same: {done.stdout}"
    return ""
