"""Why: the chain of evidence behind one attribute."""

import pytest

from support import define, memory_log, put, read, recorded, sourced
from timeline_engine.entries import EventCorrected, EventSourced
from timeline_engine.errors import TimelineError, UnknownId
from timeline_engine.log import MemoryLog
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
