"""A calendar of some days, and how often who subscribes should look."""

from io import BytesIO

import pytest

from support import memory_log, put, recorded
from timeline_engine.entries import EventCorrected, EventRescheduled
from timeline_engine.errors import TimelineError
from timeline_engine.plugins import export
from timeline_engine.view import View, project


def written(view: View, **options: str) -> str:
    out = BytesIO()
    export(view, "ics", out, **options)
    return out.getvalue().decode()


@pytest.fixture
def view() -> View:
    log = memory_log()
    put(log, recorded("may", "2018-05-04", known="2018-05-05"), recorded("june", "2018-06-04", known="2018-06-05"))
    put(log, recorded("spring", "2018-03/2018-05", known="2018-06-05"))
    put(log, recorded("moved", "2018-06-20", known="2018-05-05", phase="scheduled"))
    put(log, EventRescheduled(event="moved", when=None, known="2018-05-06"))
    (gone,) = put(log, recorded("gone", "2018-05-09", known="2018-05-10"))
    put(log, EventCorrected(entry=gone, void=True))
    return project(log, "2018-12-31")


def events(text: str) -> set[str]:
    return {line[4:].partition("@")[0] for line in text.splitlines() if line.startswith("UID:")}


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, {"may", "june", "spring", "moved", "gone"}),
        ({"start": "2018-05-01", "end": "2018-05-31"}, {"may", "spring", "gone"}),
        ({"start": "June 2018"}, {"june", "moved"}),
        ({"end": "2018-04"}, {"spring"}),
    ],
)
def test_what_may_be_in_the_days_is_shown(view: View, options: dict[str, str], found: set[str]) -> None:
    """What has no date any more, or was taken out of the record, is where it was."""
    assert events(written(view, **options)) == found


def test_no_day_lies_between(view: View) -> None:
    with pytest.raises(TimelineError, match="start 2018-06 is later than end 2018-05"):
        written(view, start="2018-06", end="2018-05")
    with pytest.raises(TimelineError, match="option start: "):
        written(view, start="garbage")


def test_how_often_to_look(view: View) -> None:
    assert "X-PUBLISHED-TTL:P1D" in written(view)
    told = written(view, refresh="1")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in told
    assert written(view).replace("P1D", "PT1H") == told
    for text in ("0", "-1", "x", "", "1.5"):
        with pytest.raises(TimelineError, match="whole number of hours"):
            written(view, refresh=text)
