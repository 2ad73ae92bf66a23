"""How long a command takes from a cold process, against importing what every such tool imports.

Prints, for one run on this machine, the best and the median of both and their ratio:

    python tests/bench/cold_start.py
"""

import compileall
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from measuring import Row, Taken

ROOT = Path(__file__).resolve().parents[2]
ANCHOR = [sys.executable, "-c", "import click, attrs, pendulum"]
TIMELINE = [str(Path(sys.executable).with_name("timeline")), "--log", str(ROOT / "events")]
COMMANDS = {
    "project --as-of 2018-12-04": [*TIMELINE, "project", "--as-of", "2018-12-04"],
    "project (as of today)": [*TIMELINE, "project"],
    "project --json": [*TIMELINE, "project", "--as-of", "2018-12-04", "--json"],
    "--version": [*TIMELINE[:1], "--version"],
}
ROUNDS = 25


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONHASHSEED": "0"})
    return time.perf_counter() - started


def taken_by(commands: dict[str, list[str]]) -> dict[str, list[float]]:
    for folder in ("engine", "plugins"):  # as installed: the anchor's packages are compiled, too
        compileall.compile_dir(ROOT / folder, quiet=1)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():  # once to fill the caches of the file system
        seconds(command)
    for _ in range(ROUNDS):  # in turns, so that a busy machine is busy for all of them
        for name, command in commands.items():
            taken[name].append(seconds(command))
    return taken


def rows(sizes: list[int]) -> list[Row]:
    """For the table of all benchmarks. What memory a command takes is not measured here."""
    anchors = {"import click, attrs, pendulum": ANCHOR, "import duckdb": [sys.executable, "-c", "import duckdb"]}
    ours, *theirs = taken_by({"ours": COMMANDS["project --as-of 2018-12-04"], **anchors}).values()
    return [
        Row("project --as-of 2018-12-04, cold", "89", name, _median(ours), _median(times), target)
        for name, times, target in zip(anchors, theirs, (1 / 1.2, None), strict=True)
    ]


def _median(times: list[float]) -> Taken:
    return Taken(statistics.median(times), None)


def main() -> None:
    taken = taken_by({"anchor: import click, attrs, pendulum": ANCHOR, **COMMANDS})
    anchor = next(iter(taken.values()))
    print(f"{'':40}{'best ms':>9}{'median ms':>11}{'ratio of medians':>18}")
    for name, times in taken.items():
        ratio = statistics.median(times) / statistics.median(anchor)
        print(f"{name:40}{min(times) * 1e3:9.1f}{statistics.median(times) * 1e3:11.1f}{ratio:18.2f}")


if __name__ == "__main__":
    main()
