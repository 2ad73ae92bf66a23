"""What an append changes is what the whole answers differ in, though only a part of them is asked for."""

from pathlib import Path

import pytest

from bench.generate import generate
from builders import small_log
from support import memory_log, put, recorded, sourced
from timeline_engine.entries import EventCancelled, EventCorrected, EventSourced, IssueDefined
from timeline_engine.log import FileLog
from timeline_engine.log.following import Appended, Follower
from timeline_engine.log.port import Head
from timeline_engine.model import Attribute
from timeline_engine.view.diff import diff
from timeline_engine.view.following import MOST, LogHistory, history_of, news


@pytest.mark.slow
@pytest.mark.parametrize(("entries", "last"), [(260, 20), pytest.param(340, 60, marks=pytest.mark.long)])
@pytest.mark.parametrize("day", ["2004-01-01", "2004-01-20"])
def test_each_append_to_a_feed_changes_what_the_answers_differ_in(
    tmp_path: Path, day: str, entries: int, last: int
) -> None:
    generate(tmp_path / "log", entries)
    log = FileLog(tmp_path / "log")
    found = Follower(log).look()
    history = history_of(log.info, found[:-last])
    changed = 0
    for one in found[-last:]:
        (told,) = news(history, [one], day)
        assert told.found.changes == diff(history.at(day), told.history.at(day)).changes
        assert told.history.head == one.head
        history, changed = told.history, changed + bool(told.found.changes)
    assert changed > last // 2
    assert history.head == log.head()


def steps(*appends: object) -> tuple[LogHistory, list[Appended]]:
    """A log with each of these as an append: the history before them, and them."""
    log = memory_log()
    for bodies in appends:
        put(log, *(bodies if isinstance(bodies, tuple) else (bodies,)))  # type: ignore[arg-type]
    entries = list(log.read())
    return history_of(log.info, []), [Appended((entry,), Head(entry.seq, "")) for entry in entries]


def test_what_bears_on_no_issue_or_on_a_new_one_is_told_too() -> None:
    history, appended = steps(
        IssueDefined(issue="oil", title="Oil"),
        recorded("flood", "2018-01-01", published="2018-01-02"),
        IssueDefined(issue="steel", title="Steel"),
        recorded("strike", "2018-01-01", "steel.status=out", published="2018-01-02"),
        EventSourced(event="flood", claims=recorded("x", "2018", "oil.status=wet").claims, known="2018-02-01"),
    )
    told = [[(c.issue, c.part, c.name) for c in one.found.changes] for one in news(history, appended, "2020-01-01")]
    assert told[0] == [("oil", "issue", "title")]
    assert told[1] == [("", "event", "flood")]
    assert told[2] == [("steel", "issue", "title")]
    assert set(told[-1]) == {("", "event", "flood"), ("oil", "event", "flood"), ("oil", "attribute", "status")}


def test_where_figures_become_estimates_all_issues_are_told_of() -> None:
    """What two papers say alike is then a figure of each, on each issue on which the event bears."""
    spill = recorded("spill", "2018-01-01", "oil.price=5", published="2018-01-02", issues=("oil", "steel"))
    again = EventSourced(event="spill", claims=spill.claims, sources=sourced("2018-01-02", "Tribune"))
    defined = IssueDefined(issue="oil", title="oil", attributes={"price": Attribute(kind="estimate")})
    history, appended = steps(
        *(IssueDefined(issue=name, title=name) for name in ("oil", "steel")), spill, again, defined
    )
    *_, told = news(history, appended, "2020-01-01")
    assert {change.cell for change in told.found.changes} == {
        ("oil", "attribute", "price"), ("oil", "event", "spill"), ("steel", "event", "spill"),
    }  # fmt: skip


def test_what_was_corrected_before_it_came_is_told_of_the_event_that_it_is_of() -> None:
    """As a log may say that was put together by hand."""
    flood = EventCorrected(entry="e4", fields={"event": "flood"})
    some = [recorded(name, "2018-01-01", f"{name}.status=on", published="2018-01-02") for name in ("fire", "flood")]
    log = small_log(flood, *some, EventCancelled(event="fire", sources=sourced("2018-01-03")))
    appended = [Appended((entry,), Head(entry.seq, "")) for entry in log.read()]
    *_, told = news(history_of(log.info, []), appended, "2020-01-01")
    assert {change.name for change in told.found.changes} == {"flood", "status"}


def test_many_at_once_are_told_as_one() -> None:
    history, appended = steps(*(recorded(f"e{n}", "2018-01-01", published="2018-01-02") for n in range(MOST + 1)))
    assert len(list(news(history, appended[:MOST], "2020-01-01"))) == MOST
    (told,) = news(history, appended, "2020-01-01")
    assert len(told.entries) == len(told.found.changes) == MOST + 1
