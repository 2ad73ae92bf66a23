"""What stands beside a log so that one thing of it costs one thing: how long it takes to make, its size, its upkeep."""

import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from append import SINGLES
from commands import subject
from comparing import Anchor, Bench, Build, Note, Row
from logs import day_within, feed_of, own, segments
from measuring import Run, part, whole
from others import FLAT, duck, two_times
from reading import floor

LARGEST = 1_000_000
WHAT = "project, the first question to a log, which makes what is missing"
ISSUES = 200
KNOWN_FILES = re.compile(r"\d+\.jsonl|timeline\.toml|\.lock")


def benches() -> dict[str, Callable[[Bench], Iterator[Row | Note]]]:
    return {"sidecar": made, "sidecar-append": kept_up}


def made(bench: Bench) -> Iterator[Row | Note]:
    """A first question to a log without it, which makes it."""
    size = bench.sized(LARGEST)
    file, table = duck(size), two_times(size)
    question = ("project", "--as-of", day_within(feed_of(size)))
    anchors = [
        floor(size),
        Anchor("DuckDB, filling a file", file.fill(), None, FLAT, "duckdb"),
        Anchor("SQLite, filling a table of two times", table.fill(), None, FLAT),
    ]
    yield from bench.compare(WHAT, size, partial(_first, size, question), anchors)
    words = partial(_first, size, ("search", *subject(size).words))
    yield from bench.compare("search, the first, which makes the words besides", size, words, anchors[:1])
    log = own(bench.builds[0], size)
    yield Note(_told(size, _bytes(beside(log)), _bytes(segments(log))))


def _told(size: int, sidecar: int, log: int) -> str:
    if not sidecar:
        return f"Beside the log of {size:,} entries there is no sidecar."
    return f"The sidecar of {size:,} entries takes {sidecar / log:.0%} of the log (at most 25 %)."


def _bytes(paths: list[Path]) -> int:
    files = (file for path in paths for file in ([path] if path.is_file() else path.rglob("*")))
    return sum(file.stat().st_size for file in files)


def _first(size: int, words: tuple[str, ...], build: Build) -> Run:
    log = own(build, size)
    return whole(*build.timeline(log, *words))._replace(before=partial(alone, log))


def alone(log: Path) -> None:
    """Removes what stands beside a log."""
    for path in beside(log):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def beside(log: Path) -> list[Path]:
    """What is in the folder of a log and not of the log."""
    return [path for path in log.iterdir() if not KNOWN_FILES.fullmatch(path.name)]


def kept_up(bench: Bench) -> Iterator[Row]:
    """Single entries appended to a log that has a sidecar, beside those to one that is too small for it."""
    size = bench.sized(100_000)
    small = Anchor("the same to a log of 200", _appends(ISSUES, size, bench.builds[0]), 1.3)
    yield from bench.compare("append, one by one (wall)", size, partial(_appends, size, size), [small])


def _appends(to: int, source: int, build: Build) -> Run:
    return part(build.python, "append.to_log", own(build, to, "appended"), feed_of(source), min(SINGLES, source - 1))
