"""What was expected of an event, and the report that it happened: docs/semantics.md, section 5."""

from support import memory_log, put, read, recorded, sourced
from timeline_engine.entries import EventOccurred, EventRescheduled, EventRetracted, EventSourced, IssueDefined
from timeline_engine.log import MemoryLog
from timeline_engine.model import Attribute
from timeline_engine.projection import ClaimState
from timeline_engine.view import project


def talks() -> MemoryLog:
    """Talks that The Daily expected, and the Tribune reported as held."""
    log = memory_log()
    put(
        log,
        IssueDefined(issue="talks", title="Talks", attributes={"cost": Attribute(kind="estimate")}),
        recorded("tender", "2018-01-01", "talks.cost=6", published="2018-01-01"),
        recorded(
            "meeting", "2018-03-01", "talks.status=held", "talks.cost=5", published="2018-02-01", phase="scheduled"
        ),
        EventOccurred(event="meeting", sources=sourced("2018-03-02", "Tribune")),
    )
    return log


def standing(log: MemoryLog, day: str, attribute: str = "status") -> tuple[ClaimState, ...]:
    (issue,) = project(log, day).issues
    return issue.attributes[attribute].claims


def told(claim: ClaimState) -> tuple[object, str | None, str, list[str | None]]:
    return claim.value, claim.claimant, claim.known.text, [source.publisher for source in claim.sources]


def test_the_report_that_it_happened_is_the_evidence_that_it_did() -> None:
    (claim,) = standing(talks(), "2018-03-02")
    assert told(claim) == ("held", "Tribune", "2018-03-02", ["Tribune", "The Daily"])


def test_a_figure_is_still_of_the_paper_that_gave_it() -> None:
    log = talks()
    put(log, recorded("audit", "2018-02-15", "talks.cost=7", published="2018-02-16"))
    (claim,) = standing(log, "2018-03-02", "cost")
    assert told(claim) == (5, "The Daily", "2018-03-02", ["The Daily", "Tribune"])


def test_after_a_retraction_only_the_later_report_counts() -> None:
    log = talks()
    put(
        log,
        EventRetracted(event="meeting", sources=sourced("2018-03-05", "Tribune")),
        EventOccurred(event="meeting", sources=sourced("2018-03-09", "Gazette")),
    )
    (claim,) = standing(log, "2018-03-09")
    assert told(claim) == ("held", "Gazette", "2018-03-09", ["Gazette", "The Daily"])


def test_a_new_date_makes_it_a_forecast_again_which_its_own_paper_may_replace() -> None:
    log = talks()
    put(
        log,
        EventRetracted(event="meeting", known="2018-03-05"),
        EventRescheduled(event="meeting", when="2018-04-01", known="2018-03-06"),
        EventSourced(event="meeting", sources=sourced("2018-03-07"), claims=read(["talks.status=opened"])),
        EventOccurred(event="meeting", sources=sourced("2018-04-02", "Gazette")),
    )
    assert [claim.value for claim in standing(log, "2018-04-02")] == ["opened"]
