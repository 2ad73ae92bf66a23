"""Logs to measure with, and the files that are imported into them. What is made once is kept in build/bench."""

import atexit
import json
import os
import shutil
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time

from comparing import Build
from measuring import taken, whole

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "bench"  # on the disk of the checkout: a temporary folder may be in memory
SHIPPED = 0
"""In place of a number of entries: the log of this repository."""

NUMBERS = count(int(time()))
"""What is recorded or imported is new each time."""


def feed_of(entries: int) -> Path:
    """A log of so many entries, made once and kept; nothing is appended to it."""
    from generate import generate

    folder = WORK / f"feed-{entries}"
    if not folder.exists():
        generate(scratch() / folder.name, entries)
        kept(folder)
    return folder


def kept(path: Path) -> None:
    """What was made in the scratch folder is kept, unless another run has made it meanwhile."""
    with suppress(OSError):
        (scratch() / path.name).rename(path)


@cache
def scratch() -> Path:
    """A folder for what is of this run alone; it goes with it."""
    WORK.mkdir(parents=True, exist_ok=True)
    folder = TemporaryDirectory(dir=WORK, prefix="run-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


@cache
def own(build: Build, entries: int, name: str = "log") -> Path:
    """A build's own copy of a log, made once in a run. It has been asked something: what is made then, is."""
    folder = scratch() / _plain(build.name) / f"{name}-{entries}"
    copy(ROOT / "events" if entries == SHIPPED else feed_of(entries), folder)
    taken(whole(*build.timeline(folder, "project", "--as-of", "2004-06-01")))
    return folder


def copy(log: Path, folder: Path) -> None:
    """The segments of a log in another folder. Only the last is ever written to, so the others are linked."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    *full, last = segments(log)
    for path in full:
        os.link(path, folder / path.name)
    for path in (last, log / "timeline.toml"):
        shutil.copy(path, folder)


def _plain(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name)


def segments(folder: Path | str) -> list[Path]:
    return sorted(Path(folder).glob("*.jsonl"))


def lines_of(folder: Path | str) -> list[bytes]:
    """The lines of a log, without newlines."""
    return [line for path in segments(folder) for line in path.read_bytes().split(b"\n")[:-1]]


def day_within(folder: Path | str, part: float = 0.6) -> str:
    """A day on which some 60 % of a log had been recorded, or another part: what is set for later lies ahead then."""
    all_segments = segments(folder)
    with all_segments[0].open("rb") as first, all_segments[-1].open("rb") as last:
        last.seek(-min(1 << 14, all_segments[-1].stat().st_size), os.SEEK_END)
        lines = first.readline(), last.read().splitlines()[-1]
    begin, end = (date.fromisoformat(json.loads(line)["recorded"][:10]) for line in lines)
    return (begin + (end - begin) * part).isoformat()


def next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(1)).isoformat()


def event_within(folder: Path | str) -> str:
    """The id of an event in the middle of a log."""
    lines = segments(folder)[-1].read_bytes().splitlines()
    recorded = (line for line in lines[len(lines) // 2 :] if b'"kind":"event.recorded"' in line)
    return json.loads(next(recorded))["data"]["event"]


COLUMNS = "event,title,when,known,kind,issue,attribute,value,publisher,published,url"


def csv_of(rows: int) -> Path:
    """A file of so many rows, each of which tells of an event of its own; made once and kept."""
    path = WORK / f"rows-{rows}.csv"
    if not path.exists():
        (scratch() / path.name).write_text("\n".join([COLUMNS, *map(_row, range(rows)), ""]))
        kept(path)
    return path


def one_row() -> Path:
    """A file of one row, which no log has yet."""
    path = scratch() / "one-row.csv"
    path.write_text(f"{COLUMNS}\n{_row(10_000_000 + next(NUMBERS))}\n")
    return path


def _row(number: int) -> str:
    day = (date(2004, 1, 1) + timedelta(number % 3650)).isoformat()
    issue = f"issue-{number % 200:03d}"
    deed = ("opened", "in talks", "agreed", "signed")[number % 4]
    return (
        f"row-{number},Row {number} tells of {issue},{day},{day},report,{issue},status,{deed},"
        f"Evening Gazette {number % 7},{day},https://example.org/rows/{number:x}"
    )
