"""The index: a question put from a cold process, making the index, and taking in what was appended since.

A question stands against ``import duckdb``, which any tool that asks DuckDB anything has to pay; with ten times as many
entries, against the same question to a tenth of them. What is meant to be done at a rate, or within a time, stands
against that time. The index is in no feed that other benchmarks read: it lies beside a copy.

    python tests/bench/index.py [ENTRIES ...]
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median

from generate import extend
from measuring import WORK, Row, Taken, day_within, feed_of

from timeline_engine.index import FILE

SMALLEST = 1_000_000
A_SECOND = 150_000
"""Entries that an index is meant to take in a second, when it is made."""

NEW = 1000
ROUNDS = 11

TIMELINE = str(Path(sys.executable).with_name("timeline"))
IMPORT = [sys.executable, "-c", "import duckdb"]


def rows(sizes: list[int]) -> Iterator[Row]:
    """For the table of all benchmarks."""
    large = [size for size in sizes if size >= SMALLEST]
    for size in large:
        yield _build(size)
    yield from map(_question, large)
    for smaller, size in pairwise(large):
        ours, anchor = _in_turns(_asking(_indexed(size)), _asking(_indexed(smaller)))
        of = f"the same of {smaller:,}"
        yield Row("project, cold, with an index", f"{size:,}", of, ours, anchor, 1 / 3, 1e9 / 2**20)
    for size in large[:1]:
        yield _refresh(size)


def _build(size: int) -> Row:
    folder = _copy(size)
    ours = _run([TIMELINE, "--log", str(folder), "index", "build"])
    of_log = (folder / FILE).stat().st_size / sum(path.stat().st_size for path in folder.glob("*.jsonl"))
    what = f"index build; its size: {of_log:.0%} of the log (25% at most, {'met' if of_log <= 0.25 else 'missed'})"
    meant = Taken(size / A_SECOND, None)
    return Row(what, f"{size:,}", f"{A_SECOND:,} entries a second", ours, meant, 1)


def _question(size: int) -> Row:
    ours, anchor = _in_turns(_asking(_indexed(size)), IMPORT)
    return Row("project, cold, with an index", f"{size:,}", "import duckdb", ours, anchor, 1 / 2.5)


def _refresh(size: int) -> Row:
    """The first question after entries were appended."""
    folder = _indexed(size)
    extend(folder, NEW)
    ours = _run(_asking(folder))
    shutil.rmtree(folder)  # no longer of that size
    what = f"project, cold, {NEW:,} entries behind"
    return Row(what, f"{size:,}", "a second", ours, Taken(1.0, None), 1)


def _asking(folder: Path) -> list[str]:
    return [TIMELINE, "--log", str(folder), "project", "--as-of", day_within(folder)]


def _indexed(size: int) -> Path:
    """A copy of the feed with its index."""
    folder = WORK / f"indexed-{size}"
    if not (folder / FILE).exists():
        _run([TIMELINE, "--log", str(_copy(size)), "index", "build"])
    _run(_asking(folder))  # which makes it anew if it is of another version, and fills the caches of the file system
    return folder


def _copy(size: int) -> Path:
    folder = WORK / f"indexed-{size}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(feed_of(size), folder)
    if hasattr(os, "sync"):
        os.sync()  # what is still to be written of the copy would compete with what is measured
    return folder


def _in_turns(*commands: list[str]) -> list[Taken]:
    runs = [[_run(command) for command in commands] for _ in range(ROUNDS)]
    return [
        Taken(median(run.seconds for run in of), max(run.peak or 0 for run in of)) for of in zip(*runs, strict=True)
    ]


def _run(command: list[str]) -> Taken:
    """A command in a process of its own: its time on the wall, and the most memory that it has held."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Taken(seconds, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))


if __name__ == "__main__":
    for row in rows([int(size) for size in sys.argv[1:]] or [SMALLEST]):
        print(row.what, row.size, row.anchor_name, f"{row.ratio:.2f}", row.ours, row.anchor, flush=True)
