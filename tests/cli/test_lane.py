"""The line of an issue's events: marks in their order, within the width, and each event on it or counted."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_engine.cli.terminal.lane import LEAST, MANY, Placed, Signs, lane_lines, lay, opening, placed, signs_for
from timeline_engine.dates import Zone
from timeline_engine.projection import PHASES
from timeline_engine.view import project

from .running import SHIPPED, Cli

UTC = Zone("UTC")
DAY = 86_400_000_000
SIGNS, TYPED = signs_for("utf-8"), signs_for("ascii")

instants = st.one_of(st.integers(-800_000, 800_000), st.integers(17_000, 17_800)).map(lambda day: day * DAY)


@st.composite
def events(draw: st.DrawFn) -> Placed:
    first, last = sorted((draw(instants), draw(instants)))
    return Placed(draw(st.sampled_from(PHASES)), draw(st.sampled_from((first, last))), last, draw(st.booleans()))


many = st.lists(events(), min_size=1, max_size=40)


@given(many, instants, st.integers(2, 120))
def test_marks_stand_in_order_and_none_is_missing(found: list[Placed], today: int, width: int) -> None:
    span = opening([event.last for event in found], today)
    lane = lay(found, today, span, width)
    assert sum(map(len, lane.marks.values())) + lane.earlier + lane.later == len(found)
    assert all(0 <= at < width for at in (*lane.marks, *lane.stretches))
    in_order = sorted(found, key=lambda event: event.last)
    inside = [event for event in in_order if event.last >= span[0] and event.first <= span[1]]
    assert [phase for at in sorted(lane.marks) for phase in lane.marks[at]] == [event.phase for event in inside]
    columns = [at for at in sorted(lane.marks) for _ in lane.marks[at]]
    for event, at in zip(inside, columns, strict=True):
        if event.last <= span[1]:  # else it stands at the edge
            assert at <= lane.today if event.last <= today else at >= lane.today


@given(many, instants, st.integers(38, 120), st.sampled_from((SIGNS, TYPED)))
def test_the_text_says_that_within_its_width(found: list[Placed], today: int, width: int, drawn: Signs) -> None:
    line, below, legend = lane_lines(found, UTC, today, f"as of {UTC.day(today)}", width, drawn)
    span = opening([event.last for event in found], today)
    first, axis, last = line.split(" ")
    assert (first, last) == (UTC.day(span[0]), UTC.day(span[1]))
    assert len(line) == width
    assert len(below) <= width
    assert f"as of {UTC.day(today)}" in below
    lane = lay(found, today, span, len(axis))
    told = {at: sign for at, sign in enumerate(axis) if sign not in (drawn.axis, drawn.window, drawn.lasting)}
    assert told.keys() == lane.marks.keys()
    for at, phases in lane.marks.items():
        one = drawn.phases[phases[0]]
        assert told[at] == (one if len(phases) == 1 else str(len(phases)) if len(phases) < MANY else "+")
        assert len(phases) > 1 or f"{one} {phases[0]}" in legend
    for count, where in ((lane.earlier, "earlier"), (lane.later, "later")):
        assert (f"{count} {where}" in legend) == (count > 0)
    if 0 <= lane.today < len(axis):
        assert below[len(first) + 1 + lane.today] == drawn.today


def test_no_two_phases_are_drawn_alike() -> None:
    for signs in (SIGNS, TYPED):
        around = (signs.axis, signs.window, signs.lasting, signs.today, signs.earlier, signs.later, "+", *"123456789")
        assert len({*signs.phases.values(), *around}) == len(PHASES) + len(around)


def test_it_opens_on_the_span_of_nearly_all() -> None:
    year = [2000 * DAY + day * 30 * DAY for day in range(12)]
    assert opening([*year, -4000 * DAY], year[-1]) == (year[0], year[-1])
    assert opening([*year, year[-1] + 90 * DAY], year[-1]) == (year[0], year[-1] + 90 * DAY)  # not much more
    assert opening(year, year[-1] + 90 * DAY) == (year[0], year[-1] + 90 * DAY)  # so with today
    assert opening(year, year[-1] + 900 * DAY) == (year[0], year[-1])
    first, last = opening([5 * DAY], 5 * DAY)
    assert (last - first, first < 5 * DAY < last) == (LEAST, True)


def line_of(said: str) -> str:
    """The line, of a page without colours."""
    return next(part for part in said.split("\n\n")[1:] if "as of" in part)


def test_an_issue_in_full_shows_it(cli: Cli) -> None:
    for title, on, more in (
        ("Signed", "2018-11-01", ()),
        ("Deadline", "2018-11-26", ("--scheduled",)),
        ("Review", "2018-12", ("--scheduled",)),
        ("Called off", "2019-01-10", ("--scheduled",)),
        ("Put off", "2019-01-20", ("--scheduled",)),
        ("Founded", "1998-05-01", ()),
        *((f"Round {number}", "2018-10-29", ()) for number in "123"),
    ):
        cli.ok("record", title, "--on", on, *more, "--issue", "oil", "--known", "2018-11-01")
    cli.ok("cancel", "called-off", "--known", "2018-11-02")
    cli.ok("postpone", "put-off", "--known", "2018-11-03")
    cli.ok("record", "The embargo", "--on", "2018-11-10/2018-11-20", "--issue", "oil", "--known", "2018-11-20")
    line, today, *legend = line_of(cli.ok("project", "--issue", "oil", "--as-of", "2018-12-04")).splitlines()
    assert line == "  2018-10-29 3●─────═══════●───△──░░░░░░░░░░░░░░░░░░░░◉──────×──────‖ 2019-01-20"
    assert today == "                                    ↑ as of 2018-12-04"
    assert " ".join(part.strip() for part in legend) == (
        "● occurred, ◉ due, ‖ postponed, △ overdue, × cancelled, ░ on one of these days, ═ all these days, "
        "a digit: so many events; not on the line: 1 earlier"
    )


def test_an_issue_without_events_has_none(cli: Cli) -> None:
    assert "as of" not in cli.ok("project", "--issue", "oil").split("\n\n", 1)[1]


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", "●"), ("cp1252", "*")])
def test_where_the_output_lacks_a_sign_others_stand_for_it(encoding: str, mark: str) -> None:
    timeline = (sys.executable, "-c", "from timeline_engine.cli import run; run()", "--log", str(SHIPPED))
    asked = ("project", "--issue", "comcasa", "--as-of", "2018-12-04")
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    said = subprocess.run((*timeline, *asked), capture_output=True, check=True, env=env, timeout=60).stdout
    assert f"2018-09-04 {mark}{mark}" in said.decode(encoding)
    assert b"\\u" not in said


def test_an_event_without_a_date_stands_where_it_became_known() -> None:
    view = project(SHIPPED, "2018-12-04")
    for event in view.events:
        found = placed(event, view.zone)
        assert found.first <= found.last
        if event.revision.when is None:
            assert found.last == event.revision.known.instant
