"""What an entry may refer to: an event that some entry makes, wherever it stands."""

from support import memory_log
from timeline_engine.entries import Draft, EventCancelled, EventSourced
from timeline_engine.history import dangling
from timeline_engine.log import MemoryLog
from timeline_engine.merging import merge
from timeline_engine.model import Source
from timeline_engine.recording import read_state

OFF = EventCancelled(event="e", title="E", when="2024-02-01", sources=(Source("P", published="2024-01-20"),))
SOURCED = EventSourced(event="e", sources=(Source("Q", published="2024-01-10"),))


def log_of(*bodies: EventCancelled | EventSourced) -> MemoryLog:
    log = memory_log()
    log.append([Draft(f"x{number}", body) for number, body in enumerate(bodies)])
    return log


def test_a_report_of_any_phase_makes_an_event_wherever_it_stands() -> None:
    assert dangling(list(log_of(OFF).read())) == dangling(list(log_of(SOURCED, OFF).read())) == []
    (said,) = dangling(list(log_of(SOURCED).read()))
    assert said.endswith("is about event 'e', which no entry records")


def test_such_logs_are_merged() -> None:
    here = memory_log()
    found = merge(log_of(SOURCED, OFF), here, read_state(here))
    assert [draft.body for draft in found.drafts] == [SOURCED, OFF]
