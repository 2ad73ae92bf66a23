"""What people keep facts with instead: their stores, filled with the same log, and how each is asked the same."""

import sys
from pathlib import Path
from typing import NamedTuple

from comparing import Anchor
from logs import NUMBERS, WORK, day_within, feed_of, scratch
from measuring import HERE, Command, Run, taken, whole

PYTHON = sys.executable
DUCK, TWO_TIMES, FRAMES, HAPPENINGS = (
    HERE / "peers" / f"{name}.py" for name in ("duck", "two_times", "frames", "happenings")
)
SQLITE_UTILS = str(Path(PYTHON).with_name("sqlite-utils"))
COLUMNS = "issue,attribute,value,happened,known,place"
FLAT = "knows no corrections, no cancelled or moved events, no disagreement, and not why"
NOT_KEPT = f"reads all for each question; {FLAT}"
NO_CHECKS = "checks no entry against the others, chains nothing"


class Store(NamedTuple):
    """A file of another program that holds a log: it is filled where it is first needed."""

    database: Path
    script: Path
    log: Path

    def make(self) -> None:
        if not self.database.exists():
            unfinished = scratch() / f"new-{self.database.name}"
            taken(whole(PYTHON, self.script, "fill", unfinished, self.log))
            unfinished.rename(self.database)

    def run(self, *words: object) -> Run:
        return whole(PYTHON, self.script, *words)._replace(before=self.make)

    def fill(self) -> Run:
        """Filling it anew, elsewhere."""
        other = scratch() / f"again-{self.database.name}"
        run = whole(PYTHON, self.script, "fill", other, self.log)
        return run._replace(before=lambda: other.unlink(missing_ok=True))


def two_times(entries: int) -> Store:
    return Store(WORK / f"two-times-{entries}.sqlite", TWO_TIMES, feed_of(entries))


def duck(entries: int) -> Store:
    """It is not kept: an older DuckDB cannot read what a newer one wrote."""
    return Store(scratch() / f"claims-{entries}.duckdb", DUCK, feed_of(entries))


def happenings(entries: int) -> Store:
    return Store(WORK / f"happenings-{entries}.sqlite", HAPPENINGS, feed_of(entries))


def asked(entries: int) -> list[Anchor]:
    """The status of every issue as of a day, as it was known by then, from a cold process."""
    log, table, file = feed_of(entries), two_times(entries), duck(entries)
    day = day_within(log)
    return [
        Anchor("DuckDB, a file", file.run("ask", file.database, day), None, FLAT, "duckdb"),
        Anchor("DuckDB, the JSON lines", whole(PYTHON, DUCK, "lines", log, day), None, NOT_KEPT, "duckdb"),
        Anchor("SQLite, two time columns", table.run("ask", table.database, day), None, FLAT),
        Anchor("polars, the JSON lines", whole(PYTHON, FRAMES, log, day), None, NOT_KEPT, "polars"),
    ]


def recorded(entries: int) -> list[Anchor]:
    """One more thing, in a process of its own."""
    table, kept = two_times(entries), happenings(min(entries, 100_000))

    def insert() -> Command:
        path = scratch() / "one-claim.csv"
        path.write_text(f"{COLUMNS}\nissue-057,mood,calm,2003-01-01,2003-01-01,{next(NUMBERS)}\n")
        return [SQLITE_UTILS, "insert", str(table.database), "claims", str(path), "--csv"]

    save = Run(lambda: [PYTHON, str(HAPPENINGS), "save", str(kept.database), f"thing-{next(NUMBERS)}"], kept.make)
    return [
        Anchor("sqlite-utils insert", Run(insert, table.make), None, NO_CHECKS, "sqlite_utils"),
        Anchor("eventsourcing, one saved", save, None, NO_CHECKS, "eventsourcing"),
    ]
