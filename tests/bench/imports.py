"""Imports: a file of rows beside sqlite-utils, and our own calendar and workbook again, of which nothing is new."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from comparing import Anchor, Bench, Build, Row
from logs import copy as copied
from logs import csv_of, day_within, feed_of, own, scratch
from measuring import HERE, Run, taken, whole
from others import PYTHON, SQLITE_UTILS

ENTRIES = 100_000
ISSUES = 200
"""Entries of the feed that define what rows are about: the log that is imported into."""

LARGE: dict[str, tuple[str, ...]] = {".ics": ("-O", "limits=file=1G"), ".xlsx": ()}
"""What is told an import of so much: a calendar is held whole, and so no larger than 32 MB if nothing is said."""

A_TABLE = "keeps the last word of each row, and not who said it when; chains nothing"


def benches() -> dict[str, Callable[[Bench], Iterator[Row]]]:
    return {
        "csv-new": new_rows,
        "csv-again": unchanged_rows,
        "ics-again": partial(own_again, "ics", "icalendar"),
        "xlsx-again": partial(own_again, "xlsx", "python_calamine"),
    }


def new_rows(bench: Bench) -> Iterator[Row]:
    size = bench.sized(ENTRIES)
    rows, empty = csv_of(size), scratch() / "rows-new.sqlite"
    theirs = whole(SQLITE_UTILS, "insert", empty, "rows", rows, "--csv", "--pk", "event")
    theirs = theirs._replace(before=lambda: empty.unlink(missing_ok=True))
    anchor = Anchor("sqlite-utils insert", theirs, 1.0, A_TABLE, "sqlite_utils")
    yield from bench.compare("import csv, all rows new", size, partial(_into_empty, rows), [anchor])


def _into_empty(rows: Path, build: Build) -> Run:
    log = own(build, ISSUES, "empty")
    run = Run(lambda: build.timeline(log, "import", rows))
    return run._replace(before=lambda: copied(feed_of(ISSUES), log))


def unchanged_rows(bench: Bench) -> Iterator[Row]:
    size = bench.sized(ENTRIES)
    rows, full = csv_of(size), scratch() / f"rows-{size}.sqlite"
    upsert = whole(SQLITE_UTILS, "upsert", full, "rows", rows, "--csv", "--pk", "event")
    theirs = upsert._replace(before=lambda: full.exists() or taken(upsert))
    anchor = Anchor("sqlite-utils upsert", theirs, 1 / 3, A_TABLE, "sqlite_utils")
    yield from bench.compare("import csv, nothing new", size, partial(_again, rows), [anchor], of_old=1 / 6)


def _again(rows: Path, build: Build) -> Run:
    """The import of a file whose rows the log has, as it was imported just before; what stands beside it is made."""
    log = own(build, ISSUES, rows.stem)
    run = Run(lambda: build.timeline(log, "import", rows))
    for _ in ("all new", "the first again"):
        taken(run)
    return run


def own_again(format: str, library: str, bench: Bench) -> Iterator[Row]:
    """What a log exported comes back to it: all is read and compared, and nothing appended."""
    size = bench.sized(ENTRIES)
    path = exported(bench.builds[0], format, size)
    reading = whole(PYTHON, HERE / "peers" / "reading.py", library, path)
    anchor = Anchor(f"{library.replace('_', '-')} reads it", reading, None, "only reads the file", library)
    again = partial(_import, path, size)
    yield from bench.compare(f"import of our own {format}, nothing new", size, again, [anchor], of_old=1 / 5)


@cache
def exported(build: Build, format: str, size: int) -> Path:
    path, day = scratch() / f"own-{size}.{format}", day_within(feed_of(size))
    taken(whole(*build.timeline(own(build, size), "export", format, "--hindsight", "--as-of", day, "-o", path)))
    return path


def _import(path: Path, size: int, build: Build) -> Run:
    log = own(build, size, f"again-{path.suffix[1:]}")
    return Run(lambda: build.timeline(log, "import", path, *LARGE[path.suffix]))
