"""What was taken back, and by which retraction: the one after which it does not stand any more (R4.5)."""

from support import memory_log
from timeline_engine.entries import (
    Body,
    Draft,
    EventCorrected,
    EventOccurred,
    EventRecorded,
    EventRetracted,
    EventSourced,
)
from timeline_engine.history import EventHistory
from timeline_engine.history.reports import withdrawn
from timeline_engine.model import Source
from timeline_engine.view import project


def by(publisher: str, day: int) -> tuple[Source, ...]:
    return (Source(publisher, published=f"2018-03-0{day}"),)


def history(*told: Body) -> EventHistory:
    log = memory_log()
    log.append([Draft(f"e{number}", body) for number, body in enumerate(told, 1)])
    found = project(log, "2018-04-01").history
    assert found
    event = found.events["fair"]
    assert isinstance(event, EventHistory)
    return event


def test_each_report_that_was_taken_back_is_told_with_the_retraction_that_did() -> None:
    reports = history(
        EventOccurred(event="fair", title="Fair", when="2018-03-01", sources=by("P", 2)),
        EventOccurred(event="fair", when="2018-03-01", sources=by("Q", 3)),
        EventOccurred(event="fair", when="2018-03-01", sources=by("R", 4)),
        EventRetracted(event="fair", sources=by("Q", 5)),
        EventRetracted(event="fair", sources=by("P", 6)),
        EventOccurred(event="fair", when="2018-03-01", sources=by("Q", 7)),
    ).reports
    assert [(gone.seq, retraction.seq) for gone, retraction in withdrawn(reports)] == [(2, 4), (1, 5)]


def test_a_corrected_entry_that_records_an_event_still_is_its_base() -> None:
    found = history(
        EventSourced(event="fair", sources=by("P", 1)),
        EventRecorded(event="fair", title="Fair", when="2018-03-01", sources=by("Q", 3)),
        EventCorrected(entry="e2", fields={"title": "The fair"}),
    )
    assert found.base.id == "e2"
