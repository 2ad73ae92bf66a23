"""Views have value equality: one log and one question make equal ones, whoever reads the log; others are not equal."""

from collections.abc import Callable
from pathlib import Path

import pytest

from support import memory_log, put, recorded
from timeline_engine import View, open_log, project
from timeline_engine.dates import Zone
from timeline_engine.entries import EventCorrected, EventOccurred, IssueDefined
from timeline_engine.log import MemoryLog
from timeline_engine.model import Attribute

EVENTS = Path(__file__).parents[1] / "events"
DAY = "2018-12-04"


def test_zones_are_equal_by_name() -> None:
    assert Zone("Asia/Kolkata") == Zone("Asia/Kolkata")
    assert Zone("Asia/Kolkata") != Zone("UTC")
    assert Zone("UTC") != "UTC"
    assert len({Zone("UTC"), Zone("UTC"), Zone("Asia/Kolkata")}) == 2


@pytest.mark.parametrize("more", [{}, {"hindsight": True}, {"issues": ["iran-oil"]}, {"recorded_by": "2999-01-01"}])
def test_one_question_makes_equal_views(more: dict[str, object]) -> None:
    log, again = open_log(EVENTS), open_log(EVENTS)
    view = project(log, DAY, **more)  # type: ignore[arg-type]
    for other in (project(log, DAY, **more), project(again, DAY, **more)):  # type: ignore[arg-type]
        assert other == view
        for name in View.__struct_fields__:
            assert getattr(other, name) == getattr(view, name), name
        assert [issue.events for issue in other.issues] == [issue.events for issue in view.issues]
        assert other.phase("occurred", "due") == view.phase("occurred", "due")
        assert other.event("comcasa-signed") == view.event("comcasa-signed")


def made(*, said: str = "open", fixed: str = "Renamed", title: str = "Oil") -> MemoryLog:
    """A log with an estimate, an outcome and a correction: all that a view may hold."""
    log = memory_log()
    put(log, IssueDefined(issue="oil", title=title, attributes={"cost": Attribute("estimate", "USD")}))
    event = put(log, recorded("e", "2018-01-01", f"oil.status={said}", "oil.cost=~5bn USD", phase="scheduled"))[0]
    put(log, EventOccurred(event="e", known="2018-01-02"), recorded("f", "2018-01-01", "oil.cost=6bn USD"))
    put(log, EventCorrected(entry=event, fields={"title": fixed}))
    return log


def ask(log: MemoryLog) -> View:
    return project(log, "2026-12-31")


def test_the_same_entries_in_two_logs_make_equal_views() -> None:
    assert ask(made()) == ask(made())


@pytest.mark.parametrize(
    "other",
    [
        lambda: project(made(), "2026-12-30", known_by="2026-12-31"),
        lambda: project(made(), "2026-12-31", hindsight=True),
        lambda: project(made(), "2026-12-31", issues=["oil"], recorded_by="2027-01-01"),
        lambda: ask(made(said="shut")),
        lambda: ask(made(fixed="Called")),
        lambda: ask(made(title="Fuel")),
    ],
)
def test_another_question_or_another_log_makes_another_view(other: Callable[[], View]) -> None:
    assert other() != ask(made())
    assert ask(made()) != other()


def test_parts_that_differ_are_unequal() -> None:
    view, other = ask(made()), ask(made(said="shut"))
    assert view.events != other.events
    assert view.issues != other.issues
    assert view.history != other.history
    assert view.events == tuple(view.events)
    assert view.events != list(view.events)


def test_equal_views_are_one_key() -> None:
    assert len({ask(made()), ask(made()), project(made(), "2026-12-30")}) == 2
