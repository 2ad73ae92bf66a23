"""What is easily given to the library by mistake is refused with a sentence that says what was expected."""

import datetime
from io import BytesIO, StringIO
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from support import memory_log
from timeline_engine import TimelineError, export, open_log, project, record
from timeline_engine.errors import did_you_mean
from timeline_engine.plugins import export_diff
from timeline_engine.rows import import_rows
from timeline_engine.view.diff import diff_questions as diff
from timeline_engine.view.diff import read_question

EVENTS = Path(__file__).parents[1] / "events"
DAY = "2018-12-04"


@pytest.mark.parametrize("date", [2018, datetime.time(9), ("2018",)])
def test_what_is_no_date(date: Any) -> None:
    with pytest.raises(TimelineError, match=r"as_of is .*, it must be a date as text, like '2018-12-04'"):
        project(memory_log(), date)


@pytest.mark.parametrize("clock", ["known_by", "recorded_by"])
def test_another_clock_that_is_no_date(clock: str) -> None:
    said = rf"{clock} is 2018, it must be a date as text, like '2018-12-04', or a date"
    with pytest.raises(TimelineError, match=said):
        project(memory_log(), DAY, **{clock: 2018})  # type: ignore[arg-type]


@pytest.mark.parametrize("path", [5, ["events"], None])
def test_what_is_no_log(path: Any) -> None:
    for mistake in (lambda: project(path, DAY), lambda: record(path)):
        with pytest.raises(TimelineError, match="is no log: open_log opens"):
            mistake()


def test_one_issue_is_no_list_of_them() -> None:
    with pytest.raises(TimelineError, match=r"issues is 'iran-oil', it must be a list of texts: write \['iran-oil'\]"):
        project(open_log(EVENTS), DAY, issues="iran-oil")


@pytest.mark.parametrize("body", [5, None, {"title": "x"}, []])
def test_what_is_no_entry_is_not_recorded(body: Any) -> None:
    log = memory_log()
    with pytest.raises(TimelineError, match="cannot be recorded: give an EventRecorded"):
        record(log, body)
    assert log.head().seq == 0


@pytest.mark.parametrize("row", ["hello", None, {"title": "x"}])
def test_what_is_no_row_is_not_imported(row: Any) -> None:
    log = memory_log()
    with pytest.raises(TimelineError, match=r"is no row: give a timeline_engine\.Row"):
        import_rows(log, [row])
    assert log.head().seq == 0


def test_an_export_is_bytes() -> None:
    log, out = open_log(EVENTS), StringIO()
    found = diff(log, read_question(DAY), read_question("2018-12-05"))
    for mistake in (
        lambda: export(project(log, DAY), "text", out),  # type: ignore[arg-type]
        lambda: export_diff(found, "changes.txt", out),  # type: ignore[arg-type]
    ):
        with pytest.raises(TimelineError, match="open it in binary"):
            mistake()
    assert out.getvalue() == ""
    export(project(log, DAY), "text", BytesIO())


def test_a_view_shows_itself_in_a_line() -> None:
    view = project(open_log(EVENTS), DAY)
    assert repr(view).startswith(f"<View as of {DAY}, as known by {DAY}: {len(view.issues)} issues, ")
    assert len(repr(view)) < 200


def test_among_very_many_names_those_are_offered_that_begin_alike() -> None:
    many = [f"event-{number:05}" for number in range(20_000)] + ["first-dialogue"]
    begun = process_time()
    assert did_you_mean("first-dialoge", many) == "; did you mean 'first-dialogue'?"
    assert process_time() - begun < 0.3
