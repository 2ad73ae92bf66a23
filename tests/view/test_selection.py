"""Which events of an answer are meant."""

from typing import Any

import pytest

from support import define, memory_log, put, recorded
from timeline_engine.view import View, project
from timeline_engine.view.selection import select


@pytest.fixture(scope="module")
def view() -> View:
    log = memory_log()
    define(log, "oil")
    put(
        log,
        recorded("ides", "-0043-03-15", title="Caesar is murdered", published="2018"),
        recorded("may", "2018-05", "oil.status=buying", title="Oil is bought", published="2018-06"),
        recorded("day", "2018-06-15", title="Talks", place="DELHI", actors=("Pompeo",), published="2018-06-16"),
        recorded("plan", "2030", title="Plan", phase="scheduled", published="2018-06-16"),
        recorded("open", None, title="Some day", phase="scheduled", published="2018-06-16"),
        recorded("far", "Y20000", title="The sun is hotter", phase="scheduled", published="2018-06-16"),
    )
    return project(log, "2019")


def chosen(view: View, **wanted: Any) -> list[str]:
    return [event.revision.event for event in select(view, **wanted)]


def start(view: View, day: str) -> int:
    when = view.zone.when(day).starts
    assert when is not None
    return when


def test_nothing_leaves_nothing_out(view: View) -> None:
    assert chosen(view) == [event.revision.event for event in view.events]


def test_by_phase(view: View) -> None:
    assert set(chosen(view, phases=("upcoming", "postponed"))) == {"plan", "open", "far"}


def test_by_the_days_on_which_they_may_be(view: View) -> None:
    """A window has two ends, or one: then it reaches as far as there are dates."""
    june, end = start(view, "2018-05-31"), view.zone.instant("2018-06-15")
    assert set(chosen(view, start=june, end=end)) == {"may", "day"}
    assert set(chosen(view, start=june)) == {"may", "day", "plan", "far"}
    assert set(chosen(view, end=end)) == {"ides", "may", "day"}


@pytest.mark.parametrize(
    ("text", "events"),
    [("OIL", ["may"]), ("buying", ["may"]), ("delhi", ["day"]), ("pompeo", ["day"]), ("the daily", None), ("zzz", [])],
)
def test_by_words(text: str, events: list[str] | None, view: View) -> None:
    assert chosen(view, text=text) == (chosen(view) if events is None else events)


def test_all_must_hold(view: View) -> None:
    assert chosen(view, phases=("occurred",), text="oil", start=start(view, "2018-06")) == []
