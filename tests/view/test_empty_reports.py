"""From which day on an issue is in the answer, where an event of several reports bears on it."""

from datetime import date, timedelta

import pytest

from support import NOON_2026, define, memory_log, put, read, recorded, sourced
from timeline_engine.entries import Body, EventOccurred, EventRetracted
from timeline_engine.view import project
from timeline_engine.view.empty import why_empty

FIRST = recorded("e", "2018-06-01", published="2018-06-02")
CLAIMED = EventOccurred(event="e", claims=read(["oil.status=sold"]), sources=sourced("2018-06-05", "Harbour Post"))
NAMED = EventOccurred(event="e", issues=("oil",), sources=sourced("2018-06-05", "Harbour Post"))
TAKEN_BACK = EventRetracted(event="e", sources=sourced("2018-06-09", "Harbour Post"))


@pytest.mark.parametrize(
    ("told", "since"),
    [
        ((FIRST, CLAIMED), "2018-06-05"),
        ((FIRST, NAMED), "2018-06-05"),
        ((FIRST, CLAIMED, TAKEN_BACK), "2018-06-05"),
    ],
)
def test_it_is_told_since_when_a_report_names_the_issue(told: tuple[Body, ...], since: str) -> None:
    log = memory_log(now=NOON_2026)
    define(log, "oil")
    put(log, *told)
    view = project(log, "2018-01-01")
    assert why_empty(view, log).since == since
    assert not project(log, date.fromisoformat(since) - timedelta(days=1)).issues
    assert project(log, since).issues
