"""The files and logs that are made odd."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from cli.running import SHIPPED
from oracle.by_engine import entry_of
from oracle.strategies import Data, streams
from support import memory_log
from timeline_engine.entries import Draft
from timeline_engine.log import FileLog, MemoryLog
from timeline_engine.plugins import export
from timeline_engine.view import project

NOW = 1_551_441_600_000_000
"""2019-03-01T12:00Z, after all that the files tell of."""
DAY = "2019-02-01"
ZONES = ("UTC", "Asia/Kolkata", "America/New_York")
ICS_FILES = Path(__file__).parents[2] / "data" / "ics"
OTHERS = ("briefings.1.ics", "briefings.2.ics", "dates.ics", "recurring.ics")
BASES = 40
Entries = tuple[Draft, ...]


@lru_cache(maxsize=BASES)
def entries(which: int) -> Entries:
    """What a log says: the shipped one, or one that is drawn."""
    if which == 0:
        return tuple(Draft(entry.id, entry.body) for entry in FileLog(SHIPPED).read())
    found: list[list[Data]] = []

    @seed(which)
    @settings(
        max_examples=8,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(streams(16))
    def take(lines: list[Data]) -> None:
        found.append(lines)

    take()
    return tuple(Draft(entry.id, entry.body) for entry in map(entry_of, max(found, key=len)))


@lru_cache(maxsize=5 * BASES)
def base(kind: str, which: int) -> bytes:
    """A file of a format that is not odd yet."""
    log = log_of(which)
    if kind == "log":
        return b"".join(line + b"\n" for line in log._lines)
    if kind == "ics" and which % 2:
        return (ICS_FILES / OTHERS[which // 2 % len(OTHERS)]).read_bytes()
    out = BytesIO()
    export(project(log, DAY, hindsight=True), kind, out)
    return out.getvalue()


def log_of(which: int) -> MemoryLog:
    """A log with what another says."""
    log = memory_log(ZONES[which % len(ZONES)], NOW - 80 * 86_400_000_000)
    log.append(entries(which))
    return log
