"""What is equal is not also unequal: entries and statements that were read twice."""

from support import memory_log, put, recorded
from timeline_engine.entries import EventOccurred
from timeline_engine.log import MemoryLog
from timeline_engine.view import project


def log() -> MemoryLog:
    log = memory_log()
    put(log, recorded("fair", "2018-03-04", published="2018-02-01", phase="scheduled"), EventOccurred(event="fair"))
    return log


def test_entries_and_statements() -> None:
    told = log()
    histories = [project(told, "2026-02-01").history for _ in range(2)]
    events = [history.events["fair"] for history in histories if history]
    pairs = [*zip(told.read(), told.read(), strict=True), *zip(*(event.statements for event in events), strict=True)]
    assert len(pairs) == 4
    for one, other in pairs:
        assert one is not other
        assert one == other
        assert not one != other  # noqa: SIM202
    for one, _ in pairs:
        assert one != "a text"
        assert not one == "a text"  # noqa: SIM201
    assert pairs[0][0] != pairs[1][0]
    assert pairs[2][0] != pairs[3][0]
