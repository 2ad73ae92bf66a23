"""A log that was stamped by a clock far ahead gives what it takes the clock's day: that is no date of the row's."""

from rowing import row
from support import NOON_2026, define, memory_log, put
from timeline_engine.entries import EventRescheduled
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source
from timeline_engine.rows import import_rows

DAY = 86_400_000_000


def taken(log: MemoryLog, days: int) -> int:
    """How many entries an import appends so many days later."""
    said = row("e", "2026-05-04", "scheduled")
    return len(import_rows(log, [said], NOON_2026 + days * DAY))


def test_what_is_overruled_comes_in_once() -> None:
    log = memory_log(now=NOON_2026 + 400 * DAY)  # whose clock was wrong
    define(log, "other")
    assert taken(log, 0) == 1
    put(log, EventRescheduled(event="e", when="2026-05-11", sources=(Source("P", published="2026-01-02"),)))
    assert [taken(log, days) for days in (0, 0, 1, 30)] == [0, 0, 0, 0]
