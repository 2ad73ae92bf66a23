"""Entries that no command writes, and old logs may have: a source without a day, corrections of corrections."""

import pytest

from support import memory_log, unchecked
from timeline_engine import project
from timeline_engine.entries import Draft, EventCorrected, EventRecorded, EventRetracted, EventSourced
from timeline_engine.history import HistoryError
from timeline_engine.model import Source

WHEN = {"when": "2018-12-01", "title": "E", "event": "e"}


def test_a_known_that_is_no_date_counts_where_a_publisher_has_no_other() -> None:
    """The first publisher's day dates the entry; the second goes by the entry's own known, which is none (R4.2)."""
    log = memory_log()
    papers = (Source("P", published="2018-12-02"), Source("Q"))
    log.append([Draft("e1", unchecked(EventRecorded, known="gone", sources=papers, **WHEN))])
    with pytest.raises(HistoryError, match="entry e1"):
        project(log, "2018-12-04")


def test_a_correction_of_a_correction_says_nothing() -> None:
    log = memory_log()
    first = EventRecorded(known="2018-12-02", **WHEN)
    log.append([Draft("e1", first), Draft("c1", EventCorrected(entry="e1", fields={"title": "F"}))])
    log.append([Draft("c2", EventCorrected(entry="c1", fields={"note": "a remark"}))])
    (event,) = project(log, "2018-12-04").events
    assert event.title == "F"


def test_a_source_from_before_retractions_alone_vouches_for_nothing() -> None:
    log = memory_log()
    log.append([
        Draft("s", EventSourced(event="e", sources=(Source("P", published="2018-12-01"),), title="E")),
        Draft("r", EventRetracted(event="e", sources=(Source("Q", published="2018-12-02"),))),
    ])  # fmt: skip
    (event,) = project(log, "2018-12-04").events
    assert (event.phase, event.revision.when) == ("retracted", None)
