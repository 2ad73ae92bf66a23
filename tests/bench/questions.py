"""All issues as of a day, from a cold process: beside importing DuckDB, and beside what people would ask instead."""

import sys
from collections.abc import Callable, Iterator
from functools import partial

from commands import Subject, project, record, subject
from comparing import Anchor, Bench, Build, Row
from logs import day_within, feed_of, own
from measuring import Run, taken, whole
from others import asked

LARGEST = 1_000_000
IMPORT_DUCKDB = Anchor(
    "import duckdb", whole(sys.executable, "-c", "import duckdb"), 0.7, "does nothing at all", "duckdb"
)


def benches() -> dict[str, Callable[[Bench], Iterator[Row]]]:
    return {"project": questions, "project-after-record": questions_after}


def questions(bench: Bench) -> Iterator[Row]:
    size = bench.sized(LARGEST)
    what, ours = "project, all issues as of a day", partial(_question, size, subject(size), False)
    yield from bench.compare(what, size, ours, [IMPORT_DUCKDB, *asked(size)], limit=100)


def questions_after(bench: Bench) -> Iterator[Row]:
    """Each question after something was recorded, which must not have to pay for it: of the last day, and long after
    it.
    """
    size = bench.sized(LARGEST)
    old = subject(size)
    last = old._replace(day=day_within(feed_of(size), 1.0))
    for of, when in ((last, "of the last day"), (old, "of a day long before")):
        what = f"project, all issues as of a day, each after a record {when}"
        yield from bench.compare(what, size, partial(_question, size, of, True), [IMPORT_DUCKDB], limit=100)


def _question(size: int, of: Subject, after: bool, build: Build) -> Run:
    log = own(build, size)
    before = Run(lambda: record(build, log, of))
    return Run(lambda: project(build, log, of), (lambda: taken(before)) if after else lambda: None)
