"""Why an answer has no issue: told from the answer and its log, without the command line."""

from typing import Any

import pytest

from support import NOON_2026, define, memory_log, put, recorded
from timeline_engine.entries import EventCorrected
from timeline_engine.log import MemoryLog
from timeline_engine.view import project
from timeline_engine.view.empty import Empty, why_empty


def asked(log: MemoryLog, as_of: str, issues: tuple[str, ...] = (), **clocks: Any) -> Empty:
    view = project(log, as_of, issues=issues, **clocks)
    assert view.issues == ()
    return why_empty(view, log, issues)


@pytest.fixture
def log() -> MemoryLog:
    log = memory_log(now=NOON_2026)
    define(log, "oil", "deal")
    put(log, recorded("e", "2018-06-01", "oil.status=buying", published="2018-06-02"))
    put(log, recorded("f", "2018-06-05", "deal.status=made", published="2018-06-07"))
    return log


def test_nothing_was_recorded_yet(log: MemoryLog) -> None:
    assert asked(log, "2019", recorded_by="2020") == Empty("unrecorded", since="2026-01-01")


def test_all_was_taken_out_again() -> None:
    """Then the first entry was recorded, whatever day is asked of."""
    log = memory_log(now=NOON_2026)
    put(log, recorded("e", "2018-06-01"))
    put(log, *(EventCorrected(entry=entry.id, void=True) for entry in log.read()))
    assert asked(log, "2019") == Empty("taken out", since="2026-01-01")
    assert asked(log, "2019", recorded_by="2026-01-01") == Empty("taken out", since="2026-01-01")
    assert asked(log, "2019", recorded_by="2025-12-31") == Empty("unrecorded", since="2026-01-01")


def test_nothing_was_known_yet(log: MemoryLog) -> None:
    assert asked(log, "2018-06-01") == Empty("unknown", since="2018-06-02")
    assert asked(log, "2019", known_by="2018-06-01") == Empty("unknown", since="2018-06-02")


def test_of_an_issue_that_was_asked_for_alone(log: MemoryLog) -> None:
    assert asked(log, "2018-06-02", ("deal",)) == Empty("unknown", since="2018-06-07")


def test_events_that_bear_on_no_issue() -> None:
    log = memory_log()
    put(log, recorded("e", "2018-06-01"), recorded("f", "2018-06-01"))
    assert asked(log, "2019") == asked(log, "2017", known_by="2017") == Empty("no issue", events=2)


def test_an_empty_log() -> None:
    assert asked(memory_log(), "2019") == asked(memory_log(), "2019", recorded_by="2018") == Empty("nothing")


def test_the_answer_is_not_read_again(log: MemoryLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told of the log as it was read, whatever was appended since."""
    view = project(log, "2018-06-01")
    put(log, recorded("g", "2018-05-01", "oil.status=sold", published="2018-05-02"))
    monkeypatch.setattr(MemoryLog, "read", None)
    assert why_empty(view, log).since == "2018-06-02"
