"""Why: the chain of evidence behind one attribute."""

import pytest

from support import NOON_2026, define, memory_log, put, read, recorded, sourced
from timeline_engine.entries import EventCancelled, EventCorrected, EventRetracted, EventSourced
from timeline_engine.errors import TimelineError, UnknownId
from timeline_engine.log import MemoryLog
from timeline_engine.view import project
from timeline_engine.view.why import why, why_json


def sample() -> MemoryLog:
    log = memory_log()
    define(log, "oil", "gas")
    put(
        log,
        recorded("buys", "2018-01-01", "oil.status=buying", published="2018-01-02"),
        recorded("stops", "2018-06", "oil.status=stopped", published="2018-09-01"),
        recorded("deadline", "2018-11-04", "oil.status=sanctioned", published="2018-05-01", phase="scheduled"),
    )
    return log


def test_the_winner_comes_with_what_it_replaced() -> None:
    found = why(sample(), "oil", "2018-09-01")
    assert found.state is not None
    assert [claim.revision.event for claim in found.state.claims] == ["stops"]
    assert [claim.value for claim in found.replaced] == ["buying"]
    assert [(claim.value, claim.revision.event) for claim in found.waiting] == [("sanctioned", "deadline")]


def test_a_day_before_it_was_not_known() -> None:
    found = why(sample(), "oil.status", "2018-09-01")
    assert found.before is not None
    assert (found.before.value, found.before_question.as_of, found.before_question.known_by) == (
        "buying", "2018-08-31", "2018-08-31",
    )  # fmt: skip


def test_with_hindsight_the_day_before_is_asked_with_hindsight() -> None:
    found = why(sample(), "oil", "2018-06-30", hindsight=True)
    assert found.before_question.known_by is None
    assert found.before is not None
    assert (found.before.value, found.state and found.state.value) == ("buying", "stopped")


def test_who_disagrees_stands_beside_the_winner() -> None:
    log = sample()
    put(log, EventSourced(event="stops", claims=read(["oil.status=halved"]), sources=sourced("2018-10-01", "Another")))
    found = why(log, "oil", "2018-10-02")
    assert found.state is not None
    assert found.state.contested
    assert [(c.value, c.claimant) for c in found.state.claims] == [("halved", "Another"), ("stopped", "The Daily")]


def test_a_correction_that_touched_the_evidence_is_named() -> None:
    log = sample()
    base = next(entry.id for entry in log.read() if entry.kind == "event.recorded")
    put(log, EventCorrected(entry=base, fields={"when": "2018-01-03"}, note="typing error"))
    (correction,) = why(log, "oil", "2018-02-01").corrections
    assert (correction.corrected.id, correction.note) == (base, "typing error")


def test_the_corrections_come_last_recorded_first_whichever_event_they_are_of() -> None:
    log = sample()
    buys, stops, deadline = (entry.id for entry in log.read() if entry.kind == "event.recorded")
    made = put(log, *(EventCorrected(entry=entry, fields={"place": "Delhi"}) for entry in (stops, buys, deadline)))
    made += put(log, *(EventCorrected(entry=entry, fields={"place": "Goa"}) for entry in (buys, stops)))
    found = why(log, "oil", "2018-09-01")
    assert [correction.entry.id for correction in found.corrections] == made[::-1]
    assert [one["entry"] for one in why_json(found, 2)["corrections"]] == made[:-3:-1]


def test_nothing_known_is_an_answer_for_the_status_only() -> None:
    assert why(sample(), "oil", "2018-01-02").state is not None
    assert why(sample(), "gas", "2018-01-02").state is None
    with pytest.raises(TimelineError, match=r"nothing is claimed of oil\.price"):
        why(sample(), "oil.price", "2018-01-02")
    with pytest.raises(TimelineError, match="nothing was known of 'oil' yet"):
        why(sample(), "oil", "2017-12-31")
    with pytest.raises(UnknownId, match="no issue 'oli' in the log; did you mean 'oil'"):
        why(sample(), "oli", "2018-01-02")


def test_the_json_has_every_part() -> None:
    data = why_json(why(sample(), "oil", "2018-09-01"))
    assert data["state"]["value"] == "stopped"
    assert [claim["value"] for claim in data["replaced"]] == ["buying"]
    assert data["day_before"]["state"]["value"] == "buying"
    assert data["corrections"] == []


def backs(log: MemoryLog, day: str, subject: str = "oil", **clocks: str) -> list[tuple[object, ...]]:
    found = why(log, subject, day, **clocks).taken_back
    return [(gone.value, gone.claimant, gone.event, gone.known, gone.how, gone.since) for gone in found]


def test_what_was_retracted_or_cancelled_is_listed_with_the_day_that_was_known() -> None:
    log = sample()
    put(
        log,
        EventRetracted(event="stops", sources=sourced("2018-09-10")),
        EventCancelled(event="deadline", sources=sourced("2018-09-11")),
    )
    assert backs(log, "2018-09-09") == []
    stops = ("stopped", "The Daily", "stops", "2018-09-01", "retracted", "2018-09-10")
    deadline = ("sanctioned", "The Daily", "deadline", "2018-05-01", "cancelled", "2018-09-11")
    assert backs(log, "2018-09-10") == [stops]
    assert backs(log, "2018-09-11") == [deadline, stops], "the last taken back first"
    found = why(log, "oil", "2018-09-11")
    assert found.state is not None
    assert (found.state.value, found.waiting) == ("buying", ())
    put(log, EventRetracted(event="buys", sources=sourced("2018-09-12")))
    found = why(log, "oil", "2018-09-12")
    assert (found.state, found.before and found.before.value) == (None, "buying")


def test_all_taken_back_is_an_answer_too() -> None:
    log = sample()
    put(log, recorded("tax", "2018-01-01", "oil.tax=5", published="2018-01-02"))
    put(log, EventRetracted(event="tax", sources=sourced("2018-02-01")))
    assert backs(log, "2018-02-02", "oil.tax") == [(5, "The Daily", "tax", "2018-01-02", "retracted", "2018-02-01")]


def test_what_our_record_had_wrong_is_listed_with_the_day_of_the_correction() -> None:
    log = sample()
    base, stops, _ = (entry.id for entry in log.read() if entry.kind == "event.recorded")
    claims = [{"issue": "oil", "attribute": "status", "value": "buys"}]
    log._clock = lambda: NOON_2026 + 86_400_000_000
    put(log, EventCorrected(entry=base, fields={"claims": claims}), EventCorrected(entry=stops, void=True))
    voided = ("stopped", "The Daily", "stops", "2018-09-01", "void", "2026-01-02")
    mended = ("buying", "The Daily", "buys", "2018-01-02", "corrected", "2026-01-02")
    assert sorted(backs(log, "2018-09-01"), key=str) == [mended, voided]
    assert backs(log, "2018-08-31") == [mended], "the other was not known yet"
    assert backs(log, "2018-09-01", recorded_by="2026-01-01") == []
    notes = {(c.corrected.body.event, c.corrected.void) for c in why(log, "oil", "2018-09-01").corrections}
    assert notes == {("buys", False), ("stops", True)}


def test_a_correction_of_something_else_takes_no_claim_back() -> None:
    log = sample()
    base = next(entry.id for entry in log.read() if entry.kind == "event.recorded")
    put(log, EventCorrected(entry=base, fields={"when": "2018-01-03"}))
    assert backs(log, "2018-02-01") == []


def test_the_json_has_what_was_taken_back() -> None:
    log = sample()
    put(log, EventRetracted(event="stops", sources=sourced("2018-09-10")))
    (gone,) = why_json(why(log, "oil", "2018-09-10"))["taken_back"]
    assert (gone["value"], gone["event"], gone["how"], gone["since"]) == ("stopped", "stops", "retracted", "2018-09-10")
    assert [source["published"] for source in gone["sources"]] == ["2018-09-01"]


def test_a_view_tells_why_of_an_event_and_says_so_where_an_issue_is_asked_for() -> None:
    log = memory_log()
    define(log, "oil")
    put(log, recorded("halved", "2018-11-01", "oil.status=halved"))
    view = project(log, "2026-12-31")
    assert view.why_event("halv").event == view.event("halved")
    with pytest.raises(UnknownId, match="'halved' is an event, and no issue: why_event tells"):
        view.why("halved")
    with pytest.raises(UnknownId, match="no event 'nope' in the log"):
        view.why_event("nope")
