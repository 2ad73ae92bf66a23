"""The line of an issue at the end of each day is what the fold finds then."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from oracle.strategies import streams_and_questions, zones
from oracle.test_against_oracle import entry
from timeline_engine import read
from timeline_engine.dates import Zone
from timeline_engine.history import History, read_history
from timeline_engine.history.bounds import end_of_day
from timeline_engine.projection.course import course
from timeline_engine.projection.day_by_day import Day, issue_lines
from timeline_engine.projection.days import EARLIEST, LATEST
from timeline_engine.projection.lines import IssueLine, line_of

ROOT = Path(__file__).parents[2]


def days_of(history: History) -> list[int]:
    """The ends of the days on which anything changes, and of the days around."""
    found = course(history)
    changes = [change.instant for some in (*found.events.values(), *found.states.values()) for change in some]
    near = [
        end_of_day(instant + step * 86_400_000_000, history.zone)
        for instant in changes
        if EARLIEST < instant < LATEST
        for step in (-1, 0, 1)
    ]
    return sorted(set(near))


def at(days: list[Day], issue: str, instant: int) -> IssueLine | None:
    found = [day for day in days if day.issue == issue and day.instant <= instant]
    return found[-1].line if found else None


def check(history: History) -> None:
    days = list(issue_lines(history, history.zone))
    for instant in days_of(history):
        for issue in history.issues:
            assert at(days, issue, instant) == line_of(history, issue, instant)


def test_the_lines_of_the_shipped_log_are_the_fold_of_each_day() -> None:
    history = read(ROOT / "events").history
    assert len(days_of(history)) > 20
    check(history)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(case=streams_and_questions(), zone=zones)
def test_the_lines_are_the_fold_of_each_day(case: Any, zone: str) -> None:
    check(read_history(map(entry, case[0]), Zone(zone)))
