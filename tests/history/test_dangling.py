"""Which entries refer to nothing: one about an event that no entry makes, a correction of what is not before it."""

import pytest

from support import memory_log
from timeline_engine.entries import Body, Draft, EventCorrected, EventOccurred, EventSourced, IssueDefined
from timeline_engine.history import dangling
from timeline_engine.model import Source

SOURCES = (Source("P", published="2024-01-20"),)
NAMED = EventOccurred(event="e", title="E", sources=SOURCES)
DATED = EventOccurred(event="e", when="2024-01-10", sources=SOURCES)
BLANK = EventOccurred(event="e", sources=SOURCES)
TITLED = EventSourced(event="e", title="E", sources=SOURCES)
DEFINED = IssueDefined(issue="i", title="I")
NO_EVENT = "is about event 'e', which no entry records"
NOT_BEFORE = "corrects entry 'x1', which is not before it in the log"


def told(*bodies: Body) -> list[str]:
    log = memory_log()
    log.append([Draft(f"x{number}", body) for number, body in enumerate(bodies)])
    return [sentence.partition(") ")[2] for sentence in dangling(list(log.read()))]


@pytest.mark.parametrize("body", [NAMED, DATED])
def test_a_phase_with_a_title_or_a_date_makes_an_event(body: Body) -> None:
    assert told(DEFINED, TITLED, body) == []


def test_a_phase_alone_makes_none_nor_do_words_without_one() -> None:
    assert told(BLANK, TITLED, DEFINED) == [NO_EVENT, NO_EVENT]


def test_a_correction_is_of_an_entry_before_it() -> None:
    fix = EventCorrected(entry="x0", fields={"title": "F"})
    ahead = EventCorrected(entry="x1", fields={"title": "F"})
    assert told(NAMED, fix) == []
    assert told(NAMED, ahead) == [NOT_BEFORE]
