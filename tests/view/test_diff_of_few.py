"""A diff looks only at what can differ between two answers, and finds what looking at everything finds."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_diff import ask, log_of

from oracle.strategies import questions, streams, zones
from support import define, memory_log, put, recorded
from timeline_engine.entries import EventOccurred, EventRecorded
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source
from timeline_engine.projection import EventState
from timeline_engine.view import Question, View, project
from timeline_engine.view.asking import read
from timeline_engine.view.diff import Diff, changes, diff, diff_json, diff_questions, read_question
from timeline_engine.view.diff.touched import Touched, touched_between
from timeline_engine.view.words.diff import diff_paragraphs


def everything(views: list[View]) -> Touched:
    """The naive way: all events and all attributes may differ."""
    histories = [view.history for view in views]
    events = frozenset(name for history in histories for name in history.events)
    return Touched(events, frozenset(), frozenset(issue for history in histories for issue in history.issues))


def told(found: Diff) -> tuple[Any, list[str]]:
    return diff_json(found), [part.text for part in diff_paragraphs(found)]


def same_both_ways(before: View, after: View) -> None:
    found = told(diff(before, after))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "touched_between", everything)
        assert found == told(diff(before, after))


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(streams(), questions(), questions(), zones)
def test_of_one_reading_of_a_log(lines: Any, one: Any, other: Any, zone: str) -> None:
    history = read(log_of(lines, zone))
    before, after = (history.at(**clocks(ask(question))) for question in (one, other))
    same_both_ways(before, after)
    same_both_ways(after, before)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(streams(), questions(), questions(), zones, st.data())
def test_of_a_log_that_grew_and_of_some_issues(
    lines: Any, one: Any, other: Any, zone: str, data: st.DataObject
) -> None:
    shorter = log_of(lines[: data.draw(st.integers(1, len(lines)))], zone)
    logs = [read(shorter), read(log_of(lines, zone))]
    asked = list(zip(logs, (one, other), strict=True))
    views = [log.at(**clocks(ask(question))) for log, question in asked]
    named = sorted(set.intersection(*[set(view.history.issues) for view in views]))  # in the record of both
    issues = data.draw(st.lists(st.sampled_from(named), unique=True, max_size=2)) if named else []
    same_both_ways(*[log.at(**clocks(ask(question)), issues=issues) for log, question in asked])


def clocks(question: Question) -> dict[str, Any]:
    return {
        "as_of": question.as_of,
        "known_by": question.known_by,
        "recorded_by": question.recorded_by,
        "hindsight": question.known_by is None,
    }


def of_many() -> MemoryLog:
    """A hundred events on one issue; of them one became known on the second of June, one is for that day."""
    log = memory_log()
    define(log, "oil")
    put(log, *[recorded(f"e{n}", "2018-05-01", "oil.status=on", published="2018-05-02") for n in range(100)])
    put(log, recorded("news", "2018-05-01", "oil.status=off", published="2018-06-02"))
    put(log, recorded("plan", "2018-06-02", published="2018-05-02", phase="scheduled", issues=("oil",)))
    return log


def test_what_is_touched_is_what_lies_between_the_clocks() -> None:
    log = read(of_many())
    known, world = (Question(as_of=day, known_by="2018-06-02") for day in ("2018-06-01", "2018-06-02"))
    touched = touched_between([log.at("2018-06-01"), log.at(**clocks(known)), log.at(**clocks(world))])
    assert (touched.events, touched.issues) == ({"news", "plan"}, set())
    assert touched.subjects == {("oil", "status")}


def test_a_further_source_of_the_same_paper_is_looked_at() -> None:
    """It says nothing new, and is among the sources from the day on which it was published."""
    log = memory_log()
    define(log, "oil")
    sources = tuple(Source("Post", published=day) for day in ("2018-05-02", "2018-06-02"))
    put(log, EventRecorded(event="e", title="e", when="2018-05-01", issues=("oil",), sources=sources))
    history = read(log)
    assert touched_between([history.at("2018-06-01"), history.at("2018-06-02")]).events == {"e"}
    assert touched_between([history.at("2018-06-02"), history.at("2018-06-03")]).events == set()


def test_nothing_differs_between_two_readings_of_a_log() -> None:
    log = of_many()
    put(log, EventOccurred(event="plan", sources=(Source("Post", published="2018-06-03"),)))
    found = touched_between([project(log, "2018-07-01"), project(log, "2018-07-01")])
    assert found == Touched(frozenset(), frozenset(), frozenset())


def test_a_diff_makes_the_events_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    made = 0
    event_json = changes.event_json

    def counted(event: EventState) -> object:
        nonlocal made
        made += 1
        return event_json(event)

    monkeypatch.setattr(changes, "event_json", counted)
    found = diff_questions(of_many(), read_question("2018-06-01"), read_question("2018-06-02"))
    assert {change.name for change in found.changes} == {"status", "news", "plan"}
    assert made <= 6
