"""One measurement is one process: it does one thing once, and says how long that took and how much memory at most.

Ours and the anchor run in turns, a few rounds, so that a busy machine is busy for both; what counts are medians.
"""

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "bench"  # on the disk of the checkout: a temporary folder may be in memory
ROUNDS = 3


class Taken(NamedTuple):
    """What one thing cost: the median of its seconds, and the largest peak of memory in MiB (None: not asked)."""

    seconds: float
    peak: float | None


class Row(NamedTuple):
    """One line of the table.

    ``target`` is how often as fast as the anchor ours is meant to be, at least; ``limit`` the MiB it may hold, at most.
    """

    what: str
    size: str
    anchor_name: str
    ours: Taken
    anchor: Taken
    target: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float:
        """How often as fast as the anchor ours is."""
        return self.anchor.seconds / self.ours.seconds


def day_within(folder: Path | str) -> str:
    """A day on which some 60 % of a log had been recorded: what is set for later lies ahead then."""
    segments = sorted(Path(folder).glob("*.jsonl"))
    with segments[0].open("rb") as first, segments[-1].open("rb") as last:
        last.seek(-1 << 14, os.SEEK_END)
        lines = first.readline(), last.read().splitlines()[-1]
    begin, end = (date.fromisoformat(json.loads(line)["recorded"][:10]) for line in lines)
    return (begin + (end - begin) * 0.6).isoformat()


Measure = tuple[str, *tuple[Any, ...]]
"""``("module.function", argument, …)``: the function of tests/bench does the thing and returns its seconds."""


def taken(*measures: Measure, rounds: int = ROUNDS) -> list[Taken]:
    """What each thing costs, measured in turns."""
    runs: list[list[Taken]] = [[] for _ in measures]
    for _ in range(rounds):
        for measure, found in zip(measures, runs, strict=True):
            found.append(_run(measure))
    return [Taken(median(t.seconds for t in found), max(t.peak or 0 for t in found)) for found in runs]


def _run(measure: Measure) -> Taken:
    command = [sys.executable, str(Path(__file__)), *map(str, measure)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Taken(*json.loads(done.stdout.splitlines()[-1]))


class Clock:
    """``with Clock() as clock: …`` and then ``clock.seconds``: of this process alone, or with ``disk`` of the wall."""

    seconds = 0.0

    def __init__(self, disk: bool = False) -> None:
        self._now: Callable[[], float] = perf_counter if disk else process_time

    def __enter__(self) -> "Clock":
        self._started = self._now()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = self._now() - self._started


def feed_of(entries: int) -> Path:
    """A log of so many entries, made once and kept."""
    from generate import generate

    folder = WORK / f"feed-{entries}"
    if not (folder / "done").exists():
        generate(folder, entries)
        (folder / "done").touch()
    return folder


def main() -> None:
    module, _, function = sys.argv[1].rpartition(".")
    seconds = getattr(import_module(module), function)(*sys.argv[2:])
    print(json.dumps([seconds, _peak()]))


def _peak() -> float:
    """The most memory this process has held, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says there counts the process that started this one, too
        return int(re.findall(r"VmHWM:\s*(\d+) kB", status.read_text())[0]) / (1 << 10)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main()
