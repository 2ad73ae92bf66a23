"""New events that look like others: told at import with the id that joins them, and by check (R8.13)."""

from typing import Any

import pytest
from msgspec.structs import replace

from rowing import imported, row
from support import NOON_2026, memory_log
from timeline_engine.log import MemoryLog
from timeline_engine.recording import read_state
from timeline_engine.rows import twins
from timeline_engine.rows.preview import preview
from timeline_engine.view.check import check
from timeline_engine.view.ports import Row

DAY = "2024-05-01"


def fire(title: str = "Fire at the harbour", when: str = DAY, **more: Any) -> Row:
    return row(None, when, title=title, **({"publisher": "Post", "published": "2024-05-02"} | more))


def told(log: MemoryLog, *rows: Row) -> list[str]:
    """The events that new ones look like."""
    found = preview(rows, read_state(log), NOON_2026)
    return [sentence.split("'")[3] for sentence in found.twins]


def log_of(*rows: Row) -> MemoryLog:
    log = memory_log()
    imported(log, *rows)
    return log


def test_it_is_told_with_the_id_that_joins_them() -> None:
    log = log_of(fire("Fire at the habour"))
    found = preview([fire()], read_state(log), NOON_2026)
    assert found.twins == (
        "event 'fire-at-the-harbour-2024-05-01' looks like event 'fire-at-the-habour-2024-05-01' ('Fire at the "
        "habour', 2024-05-01): if it is the same, put that id in a column event",
    )
    joined = replace(fire(), event="fire-at-the-habour-2024-05-01")
    assert told(log, joined) == []
    assert imported(log, joined) == ["corrected"]


@pytest.mark.parametrize(("one", "other"), [
    ("Habour fire", "Harbour fire"), ("Harbour fire", "Harbour fir"), ("Harborfire", "Harbourfire"),
    ("Minister visits the port", "The minister visits the port"),
])  # fmt: skip
def test_titles_that_differ_by_little(one: str, other: str) -> None:
    assert len(told(log_of(fire(one)), fire(other))) == 1
    assert len(told(log_of(fire(other)), fire(one))) == 1


@pytest.mark.parametrize("other", [
    fire("Ferry sold"),
    fire("Fire at the habour", "2024-05-02"),  # both differ
    fire("Fire at the habour", publisher="Gazette"),  # of another paper, and no issue says that it is one matter
])  # fmt: skip
def test_what_is_another_event(other: Row) -> None:
    assert told(log_of(fire()), other) == []


def test_of_one_issue_another_paper_may_tell_of_it_too() -> None:
    assert len(told(log_of(fire(issue="port")), fire("Fire at the habour", publisher="Gazette", issue="port"))) == 1


@pytest.mark.parametrize(("when", "twin"), [
    ("2024-05-02", True), ("2024-04-25", True), ("2024-05-08", True), ("2024-05-09", False), ("2024-06-01", False),
])  # fmt: skip
def test_a_date_that_was_changed_by_little(when: str, twin: bool) -> None:
    assert told(log_of(fire()), fire(when=when)) == ["fire-at-the-harbour-2024-05-01"] * twin


def test_what_the_file_names_too_was_not_moved() -> None:
    assert told(log_of(fire()), fire(), fire(when="2024-05-03")) == []


@pytest.mark.parametrize("other", [{"publisher": "Gazette"}, {"issue": "rail"}])
def test_of_another_publisher_or_issue_it_was_not_moved(other: dict[str, Any]) -> None:
    assert told(log_of(fire(issue="port")), fire(when="2024-05-03", **({"issue": "port"} | other))) == []


def test_a_series_is_not_told() -> None:
    log = log_of(fire("Sitting"), fire("Sitting", "2024-05-02"))
    assert told(log, fire("Sitting", "2024-05-03")) == []


def test_two_of_which_the_file_gives_the_ids_are_two() -> None:
    assert told(memory_log(), replace(fire(), event="a"), replace(fire("Fire at the habour"), event="b")) == []
    assert told(memory_log(), fire(), fire("Fire at the habour")) == ["fire-at-the-harbour-2024-05-01"]
    assert told(log_of(replace(fire(), event="a")), replace(fire("Fire at the habour"), event="b")) == ["a"]


def test_many_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "TOLD", 1)
    log = log_of(fire("Fire at the habour"), fire("Ferry sold"))
    found = preview([fire(), fire("Ferry soldd")], read_state(log), NOON_2026).twins
    assert found[1:] == ("1 more new event looks like another: see `timeline check`",)


def test_only_events_of_about_the_time_are_looked_at() -> None:
    log = log_of(fire("Fire at the habour"), *(fire(when=f"{year}") for year in range(1900, 2000)))
    state = read_state(log)
    new = twins._new(preview([fire()], state, NOON_2026).drafts, state, NOON_2026)
    assert twins._about_then(new, state) == ["fire-at-the-habour-2024-05-01"]


@pytest.mark.parametrize(("first", "later", "found"), [
    (fire("Fire at the habour"), fire(), 1),
    (fire(), fire(when="2024-05-03"), 1),  # known since the same day
    (fire(), fire(when="2024-05-03", published="2024-05-04"), 0),  # it may have burnt again
    (fire(when="2024-06-03"), fire(when="2024-06-05", published="2024-05-04"), 1),  # a plan was moved
    (fire(), fire(when="2024-05-09"), 0),
    (fire("Hearing", place="Room 1"), fire("Hearings", place="Room 2"), 0),
])  # fmt: skip
def test_check_has_the_rule(first: Row, later: Row, found: int) -> None:
    log = log_of(first)
    imported(log, later)
    assert [one.code for one in check(log, "2024-05-05").findings].count("same-event") == found


def test_check_takes_what_came_at_once_for_two() -> None:
    log = log_of(fire(), fire(when="2024-05-03"))
    assert [one.code for one in check(log, "2024-05-05").findings].count("same-event") == 0
