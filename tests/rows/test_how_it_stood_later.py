"""A calendar's row says how an event stands, and is nothing new if it stood so then or later (R8.10)."""

from rowing import imported, row
from support import memory_log, put
from timeline_engine.entries import EventRecorded, EventSourced
from timeline_engine.model import Source


def test_later_is_when_any_publisher_of_an_entry_said_so() -> None:
    """The second paper of one entry is known four days after the first (R4.2), and is the one that had reported it."""
    log = memory_log()
    reuters = Source("Reuters", published="2018-11-22")
    papers = (Source("PTI", published="2018-11-26"), Source("Reuters", published="2018-11-30"))
    put(
        log,
        EventRecorded(event="e", title="E", when="2018-11-20", sources=(reuters,)),
        EventSourced(event="e", sources=papers, phase="retracted"),
    )
    assert imported(log, row("e", "2018-11-20", "retracted", known="2018-11-28", is_state=True)) == []
