"""An entry that cannot be understood is named: with a date that is none, or after a correction that makes it none."""

from collections.abc import Callable

import pytest

from support import memory_log, unchecked
from timeline_engine import project
from timeline_engine.dates import Zone
from timeline_engine.entries import Body, Draft, EventCorrected, EventOccurred, EventRecorded
from timeline_engine.history import History, HistoryError, read_history
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source
from timeline_engine.projection.course import course

FAIR = EventRecorded(event="fair", title="Fair", when="2018-03-04", known="2018-03-05")
NO_DATE = EventRecorded(event="fair", title="Fair", when="2018-03-04", sources=(unchecked(Source, published="gone"),))


def log_of(*bodies: Body) -> MemoryLog:
    log = memory_log()
    log.append([Draft(f"e{number}", body) for number, body in enumerate(bodies, 1)])
    return log


@pytest.mark.parametrize(
    ("bodies", "named"),
    [
        ((unchecked(EventRecorded, event="fair", title="Fair", when="gone"),), r"entry e1 \(seq 1\): 'gone'"),
        ((FAIR, unchecked(EventOccurred, event="fair", when="gone")), r"entry e2 \(seq 2\): 'gone'"),
        ((NO_DATE,), r"entry e1 \(seq 1\): 'gone'"),
        ((FAIR, EventCorrected(entry="e1", fields={"title": 5})), r"entry e2 \(seq 2\) corrects entry e1, but "),
    ],
)
def test_it_is_named_with_what_is_wrong(bodies: tuple[Body, ...], named: str) -> None:
    with pytest.raises(HistoryError, match=named):
        project(log_of(*bodies), "2026-02-01")


@pytest.mark.parametrize("ask", [course, lambda history: history.events["fair"].revision(history.zone)])
def test_it_is_named_also_where_no_question_is_asked(ask: Callable[[History], object]) -> None:
    log = log_of(unchecked(EventRecorded, event="fair", title="Fair", when="gone"))
    with pytest.raises(HistoryError, match=r"entry e1 \(seq 1\): 'gone'"):
        ask(read_history(log.read(), Zone("UTC")))


def test_what_cannot_be_understood_can_be_corrected() -> None:
    (event,) = project(log_of(NO_DATE, EventCorrected(entry="e1", fields={"sources": []})), "2026-02-01").events
    assert event.title == "Fair"
