"""What entries claimed that are void, of events of which nothing is left."""

from support import NOON_2026, define, memory_log, put, read, recorded, sourced
from timeline_engine.entries import EventCorrected, EventOccurred
from timeline_engine.view.why import why


def test_an_event_of_which_no_title_is_left_is_called_by_its_id() -> None:
    """R4.6."""
    log = memory_log(now=NOON_2026)
    define(log, "oil")
    outcome = EventOccurred(event="deal", claims=read(["oil.status=sold"]), sources=sourced("2018-06-02"))
    made = put(log, recorded("deal", "2018-06-01", published="2018-05-01", phase="scheduled"), outcome)
    put(log, *(EventCorrected(entry=entry, void=True) for entry in reversed(made)))
    put(log, recorded("other", "2018-06-01", "oil.status=bought", published="2018-06-01"))
    (gone,) = why(log, "oil", "2019-01-01").taken_back
    assert (gone.event, gone.title, gone.how) == ("deal", "deal", "void")
