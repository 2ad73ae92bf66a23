"""Very many reports of one event: what they cost grows as their number does."""

import cProfile
import pstats
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest

from builders import event, report, small_view
from timeline_engine.plugins import exporter
from timeline_engine.view import View

BEGIN = date(1990, 1, 1)


def reported(number: int) -> View:
    """An event as of which every day another paper gives another day."""
    days = [(BEGIN + timedelta(days=n)).isoformat() for n in range(number)]
    return small_view(
        *[event("e", day, sources=(report(f"Paper {n}", day),)) for n, day in enumerate(days)], as_of="2030-01-01"
    )


def dated(view: View) -> None:
    assert view.events[0].revision.when


def exported(view: View) -> None:
    exporter("jsonl").export(view, BytesIO())


def calls(job: Callable[[View], None], number: int) -> int:
    """The calls of functions that a job makes."""
    view, profile = reported(number), cProfile.Profile()
    profile.runcall(job, view)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("job", [dated, exported])
def test_twice_as_many_reports_take_about_twice_as_many_steps(job: Callable[[View], None]) -> None:
    assert calls(job, 400) < 2.5 * calls(job, 200)
