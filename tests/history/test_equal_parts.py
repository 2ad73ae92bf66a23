"""What is equal has one hash, in whatever form it is held: as it was read, and as it was made by hand."""

import pytest

from support import memory_log, put, recorded
from timeline_engine.dates import Zone
from timeline_engine.entries import EventOccurred, IssueDefined
from timeline_engine.history import read_history
from timeline_engine.log import MemoryLog
from timeline_engine.projection.made import Made

ZONE = Zone("UTC")


@pytest.fixture
def log() -> MemoryLog:
    log = memory_log()
    put(
        log,
        IssueDefined(issue="i", title="I"),
        recorded("a", "2018-12-01", "i.status=open", phase="scheduled"),
        EventOccurred(event="a"),
    )
    return log


def test_statements_and_histories_of_events(log: MemoryLog) -> None:
    one, other = (read_history(list(log.read()), ZONE).events["a"] for _ in range(2))
    assert one is not other
    assert one == other
    assert hash(one) == hash(other)
    assert one != 7
    assert len({*one.statements, *other.statements}) == 2
    assert one.statements[0] != "a"


def test_sequences_that_are_made_when_they_are_looked_at() -> None:
    made = Made([1, 2, 3], str)
    assert made == ("1", "2", "3")
    assert hash(made) == hash(("1", "2", "3"))
    assert made != ["1", "2", "3"]
