"""Reports of one instant: a source that vouches for an outcome has the last word with it (R4.4, R4.7)."""

from support import memory_log
from timeline_engine.entries import Draft, EventOccurred, EventRecorded, EventSourced
from timeline_engine.model import Source
from timeline_engine.view import project


def by(publisher: str, day: str = "2018-03-05") -> tuple[Source, ...]:
    return (Source(publisher, published=day),)


def test_a_source_vouches_for_an_outcome_after_what_was_planned() -> None:
    log = memory_log()
    log.append([
        Draft("e1", EventSourced(event="fair", sources=by("Herald"))),
        Draft("e2", EventOccurred(event="fair", title="Fair", when="2018-03-04", sources=by("Tribune"))),
        Draft("e3", EventRecorded(event="fair", title="F", when="2018-03-09", phase="scheduled", sources=by("Post"))),
    ])  # fmt: skip
    (event,) = project(log, "2018-03-05").events
    evidence = event.revision.phase_evidence
    assert event.revision.outcome == "occurred"
    assert (evidence.seq, [source.publisher for source in evidence.sources]) == (1, ["Herald", "Tribune"])
