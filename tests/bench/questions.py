"""All issues as of a day, from a cold process: beside importing DuckDB, and beside what people would ask instead."""

import sys
from collections.abc import Callable, Iterator
from functools import partial

from commands import project, record, subject
from comparing import Anchor, Bench, Build, Row
from logs import own
from measuring import Run, taken, whole
from others import asked

LARGEST = 1_000_000
IMPORT_DUCKDB = Anchor(
    "import duckdb", whole(sys.executable, "-c", "import duckdb"), 0.7, "does nothing at all", "duckdb"
)


def benches() -> dict[str, Callable[[Bench], Iterator[Row]]]:
    return {"project": questions, "project-after-record": partial(questions, after=True)}


def questions(bench: Bench, after: bool = False) -> Iterator[Row]:
    """``after``: each question after something was recorded, which must not have to pay for it."""
    size = bench.sized(LARGEST)
    what = "project, all issues as of a day" + (", each after a record" if after else "")
    peers = [] if after else asked(size)
    yield from bench.compare(what, size, partial(_question, size, after), [IMPORT_DUCKDB, *peers], limit=100)


def _question(size: int, after: bool, build: Build) -> Run:
    log, of = own(build, size), subject(size)
    before = Run(lambda: record(build, log, of))
    return Run(lambda: project(build, log, of), (lambda: taken(before)) if after else lambda: None)
