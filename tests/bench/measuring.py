"""What a process costs: the processor's time for all of it, or what it says itself; and the most memory it held.

What is compared runs in turns, so that a busy machine is busy for all of it.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Hashable
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

HERE = Path(__file__).parent
LAUNCH = [sys.executable, "-I", "-S", str(HERE / "launch.py")]
PATIENCE = 10.0
"""Seconds after which a thing has no further round."""

Command = list[str]
Name = TypeVar("Name", bound=Hashable)


class Failed(Exception):
    """A command failed; the message says in a line how."""


class Run(NamedTuple):
    """A process to measure. ``command`` is made anew for each round; ``before`` is done first, and not counted.

    What counts is the processor's time of the process, from its start; or, if it ``says`` so, the seconds that stand on
    the last line it prints. ``exits`` are the exit codes that are no failure.
    """

    command: Callable[[], Command]
    before: Callable[[], object] = lambda: None
    says: bool = False
    exits: tuple[int, ...] = (0,)


class Taken(NamedTuple):
    """What one process cost."""

    seconds: float
    peak: float


class Series(NamedTuple):
    """What a thing cost, round by round; and the problem, if it failed."""

    rounds: list[Taken]
    problem: str = ""

    @property
    def seconds(self) -> float:
        return median(taken.seconds for taken in self.rounds)

    @property
    def peak(self) -> float:
        return max(taken.peak for taken in self.rounds)


def whole(*command: object) -> Run:
    """A command as it stands, of which all counts."""
    return Run(lambda: [str(word) for word in command])


def part(python: str, function: str, *arguments: object) -> Run:
    """A function ``module.function`` of this folder, which returns the seconds that count; see `parts`."""
    command = [python, str(HERE / "parts.py"), function, *map(str, arguments)]
    return Run(lambda: command, says=True)


def in_turns(runs: dict[Name, Run], most: int) -> dict[Name, Series]:
    """What each costs, in ``most`` rounds, or as many as patience allows. What fails runs no more."""
    found = {name: Series([]) for name in runs}
    for _ in range(most):
        found = {name: _once_more(run, found[name]) for name, run in runs.items()}
    return found


def _once_more(run: Run, series: Series) -> Series:
    if series.problem or sum(taken.seconds for taken in series.rounds) > PATIENCE:
        return series
    try:
        run.before()
        return Series([*series.rounds, taken(run)])
    except Failed as failed:
        return Series(series.rounds, str(failed))


def ratios(ours: Series, theirs: Series) -> list[float]:
    """How many times as long as theirs ours took, in each round that both had."""
    return [a.seconds / b.seconds for a, b in zip(ours.rounds, theirs.rounds, strict=False) if b.seconds]


def taken(run: Run) -> Taken:
    """What a process costs that is run once. Raises Failed."""
    command = run.command()
    done = subprocess.run(
        [*LAUNCH, "heard" if run.says else "quiet", *command],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment(), check=False,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    code, seconds, peak = lines[-1].split() if done.returncode == 0 else ("1", "0", "0")
    if int(code) not in run.exits:
        raise Failed(_last_line(done.stderr) or f"{Path(command[0]).name} ended with {code}")
    return Taken(float(lines[-2] if run.says else seconds), float(peak))


def environment() -> dict[str, str]:
    """That of this process, but for what makes one run unlike another."""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "TIMELINE_LOG")
    }
    return kept | {"PYTHONHASHSEED": "0"}


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""
