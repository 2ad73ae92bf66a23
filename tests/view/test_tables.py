"""An answer as tables: rows for data frames, one type a column; HTML for notebooks, with nothing of it to run."""

import datetime
from pathlib import Path
from types import NoneType
from typing import get_args, get_type_hints

import pytest

from support import memory_log, put, recorded
from timeline_engine import project
from timeline_engine.entries import IssueDefined
from timeline_engine.model import Attribute
from timeline_engine.view.rows import AttributeRow, EventRow

EVENTS = Path(__file__).parents[2] / "events"
DAYS = ["2000-01-01", "2018-09-05", "2018-12-04", "2019-06-26"]


@pytest.mark.parametrize("day", DAYS)
def test_every_column_has_one_type_that_data_frames_know(day: str) -> None:
    view = project(EVENTS, day)
    for kind, rows in ((AttributeRow, view.rows()), (EventRow, view.event_rows())):
        hints = get_type_hints(kind)
        for hint in hints.values():
            assert len(set(get_args(hint) or (hint,)) - {NoneType}) == 1
        for row in rows:
            assert type(row) is kind
            for name, value in row._asdict().items():
                assert type(value) in (get_args(hints[name]) or (hints[name],)), (name, value)
                assert type(value) in (str, float, int, bool, datetime.date, NoneType)


@pytest.mark.parametrize("day", DAYS)
def test_there_is_a_row_for_each_attribute_and_a_status_for_each_issue(day: str) -> None:
    view = project(EVENTS, day)
    rows = {(row.issue, row.attribute): row for row in view.rows()}
    assert len(rows) == len(view.rows())
    assert {issue for issue, attribute in rows if attribute == "status"} == {issue.id for issue in view}
    assert {key for key, row in rows.items() if row.value is not None} == {
        (issue.id, name) for issue in view for name in issue.attributes
    }
    assert list(dict.fromkeys(row.issue for row in view.rows())) == [issue.id for issue in view]
    assert [row.event for row in view.event_rows()] == [event.id for event in view.events]


def log():  # type: ignore[no-untyped-def]
    log = memory_log()
    put(log, IssueDefined(issue="oil", title="Oil & gas", attributes={"cost": Attribute("estimate", "USD")}))
    put(log, IssueDefined(issue="tin", title="Tin"))
    put(
        log,
        recorded("e", "2018-01-01", "oil.cost=~5bn USD", "oil.n=7", published="2018-01-03", title="<b>E</b>"),
        recorded("f", "2018-02", "oil.cost=6bn USD", "oil.status=<script>", actors=("A", "B"), known="2018-03-02"),
    )
    return log


def test_figures_have_their_parts() -> None:
    cost, status, n = (
        next(row for row in project(log(), "2018-12-31").rows() if row.attribute == name)
        for name in ("cost", "status", "n")
    )
    assert (cost.value, cost.amount, cost.unit, cost.qualifier) == ("6bn USD", 6e9, "USD", None)
    assert (cost.contested, cost.claims, cost.claimant, cost.event) == (True, 2, None, "f")
    assert (n.value, n.amount, n.unit) == ("7", 7.0, None)
    assert (n.since, n.known, n.publisher, n.published) == (
        datetime.date(2018, 1, 1), datetime.date(2018, 1, 3), "The Daily", "2018-01-03",
    )  # fmt: skip
    assert (status.value, status.amount) == ("<script>", None)
    assert status.since == datetime.date(2018, 2, 28)


def test_an_issue_without_a_status_has_a_row_that_says_nothing() -> None:
    rows = [row for row in project(log(), "2018-12-31").rows() if row.issue == "tin"]
    assert rows == [AttributeRow("tin", "Tin", "status")]


def test_events_have_their_dates_and_lists_in_a_cell() -> None:
    (first, last) = project(log(), "2018-12-31").event_rows()
    assert (first.date, first.known, first.sources) == (datetime.date(2018, 1, 1), datetime.date(2018, 1, 3), 1)
    assert (last.when, last.date, last.earliest, last.latest) == (
        "2018-02", None, datetime.date(2018, 2, 1), datetime.date(2018, 2, 28),
    )  # fmt: skip
    assert (last.actors, last.issues, last.sources, last.publisher) == ("A; B", "oil", 0, None)


def test_a_notebook_shows_a_table_in_which_nothing_runs() -> None:
    html = project(log(), "2018-12-31")._repr_html_()
    assert "<td>&lt;script&gt;</td><td>2018-02</td>" in html
    assert "<script>" not in html
    assert "<b>" not in html
    assert html.startswith("<p>A test log: as of 2018-12-31, as known by 2018-12-31</p><table>")
    assert html.count("<tr>") == 1 + len(project(log(), "2018-12-31"))
