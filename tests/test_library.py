"""What a user of the library tries first: read once and ask many, views as collections, real dates, paths for logs."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pendulum
import pytest

import timeline_engine
from support import memory_log, put, recorded
from timeline_engine import TimelineError, View, diff, import_rows, open_log, project, read, record, verify
from timeline_engine.dates import date_text, python_date
from timeline_engine.entries import EventCorrected, IssueDefined
from timeline_engine.errors import UnknownId
from timeline_engine.log import LogError, LogNotFound, MemoryLog, utc_now
from timeline_engine.model import Attribute
from timeline_engine.view.check import check
from timeline_engine.view.diff import diff_questions, read_question
from timeline_engine.view.why import why

EVENTS = Path(__file__).parents[1] / "events"
DAY = datetime.date(2018, 12, 4)
KOLKATA = datetime.timezone(datetime.timedelta(hours=5, minutes=30))


@pytest.fixture(scope="module")
def view() -> View:
    return project(EVENTS, "2018-12-04")


# ---- read once, ask many ----

QUESTIONS: list[dict[str, Any]] = [
    {"as_of": "2018-12-04"},
    {"as_of": "2019-05-31", "hindsight": True},
    {"as_of": "2018-12-04", "known_by": "2018-10-01"},
    {"as_of": "2018-12-04", "issues": ["iran-oil", "comc"]},
    {"as_of": "2018-12-04", "recorded_by": "2026-01-01"},
    {"as_of": "2018-12-04", "recorded_by": "2999-01-01"},
]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_a_log_that_was_read_answers_as_a_log_does(question: dict[str, Any]) -> None:
    assert read(EVENTS).at(**question) == project(EVENTS, **question)


class Counting(MemoryLog):
    readings = 0

    def read(self, after: int = 0) -> Any:
        self.readings += 1
        return super().read(after)


def corrected() -> Counting:
    log = Counting(memory_log().info, clock=lambda: 1_767_268_800_000_000)
    put(log, IssueDefined(issue="oil", title="Oil", attributes={"cost": Attribute("estimate")}))
    (entry,) = put(log, recorded("e", "2018-01-01", "oil.status=opne", phase="occurred"))
    put(log, EventCorrected(entry=entry, fields={"claims": [{"issue": "oil", "attribute": "status", "value": "open"}]}))
    return log


def test_it_is_read_once_however_much_is_asked() -> None:
    log = corrected()
    log.readings = 0
    history = read(log)
    views = [history.at(day, hindsight=True) for day in ("2018-01-01", "2018-06-01")]
    history.at("2018-06-01", recorded_by="2026-06-01")
    assert [gone.value for gone in views[1].why("oil").taken_back] == ["opne"]
    diff(*views)
    assert log.readings == 1


def test_what_is_appended_later_is_in_no_answer_of_a_log_that_was_read() -> None:
    log = corrected()
    history = read(log)
    before = history.at("2030-01-01")
    put(log, recorded("f", "2018-02-01", "oil.status=shut", phase="occurred"))
    assert history.at("2030-01-01") == before
    assert project(log, "2030-01-01")["oil"].status.value == "shut"  # type: ignore[union-attr]


# ---- dates of Python ----


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("2018-12", "2018-12"),
        (DAY, "2018-12-04"),
        (pendulum.date(2018, 12, 4), "2018-12-04"),
        (datetime.datetime(2018, 12, 4, 9, 22), "2018-12-04T09:22:00"),
        (datetime.datetime(2018, 12, 4, 9, 22, 0, 5, KOLKATA), "2018-12-04T09:22:00.000005+05:30"),
        (pendulum.datetime(2018, 12, 4, 9, tz="Asia/Kolkata"), "2018-12-04T09:00:00+05:30"),
        (datetime.datetime(1900, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(seconds=20))),
         "1899-12-31T23:59:40+00:00"),
    ],
    ids=str,
)  # fmt: skip
def test_a_date_of_python_is_its_text(given: str | datetime.date, text: str) -> None:
    assert date_text(given) == text
    assert project(EVENTS, given, known_by=given, recorded_by=DAY) == project(
        EVENTS, text, known_by=text, recorded_by="2018-12-04"
    )


def test_a_datetime_is_an_instant_and_a_date_a_whole_day() -> None:
    log = memory_log()
    put(log, IssueDefined(issue="oil", title="Oil"))
    put(log, recorded("e", "2018-12-04T12:00", "oil.status=shut", published="2018-12-01"))
    noon = datetime.datetime(2018, 12, 4, 12, tzinfo=datetime.UTC)
    assert project(log, noon, hindsight=True)["oil"].status
    assert not project(log, noon - datetime.timedelta(seconds=1), hindsight=True)["oil"].status
    assert project(log, DAY, hindsight=True)["oil"].status


def test_without_a_date_it_is_today_in_the_zone_of_the_log() -> None:
    log = memory_log("Pacific/Kiritimati")
    zone = project(log).zone
    before = zone.day(utc_now())
    asked = project(log).question
    assert asked.as_of in (before, zone.day(utc_now()))
    assert asked.known_by == read(log).at().question.known_by == asked.as_of
    assert check(log).as_of == asked.as_of


def test_what_python_has_no_date_for_is_none() -> None:
    assert [python_date(day) for day in ("2018-12-04", "-0044-03-15", "12018-01-01", None)] == [DAY, None, None, None]


def test_hindsight_and_a_limit_are_not_asked_together() -> None:
    for ask in (project, lambda log, *day, **more: read(log).at(*day, **more)):
        with pytest.raises(TimelineError, match="leave out known_by"):
            ask(EVENTS, "2018-12-04", hindsight=True, known_by="2018-12-04")


# ---- a view is a collection of its issues ----


def test_a_view_has_its_issues_by_id(view: View) -> None:
    assert [issue.id for issue in view] == [issue.issue for issue in view.issues]
    assert len(view) == len(view.issues)
    assert all(view[issue.id] is issue and issue in view and issue.id in view for issue in view)
    assert "beca" not in view
    assert 5 not in view


@pytest.mark.parametrize(
    ("issue", "sentence"),
    [
        ("iran-oli", "no issue 'iran-oli' in the log; did you mean 'iran-oil'?"),
        ("beca", "issue 'beca' is not in the answer: nothing was known of it by 2018-12-04; ask as of a later day"),
        (5, "issue 5: write its id as text"),
    ],
)
def test_what_it_does_not_have_is_a_key_error_that_says_why(view: View, issue: Any, sentence: str) -> None:
    with pytest.raises(KeyError) as error:
        view[issue]
    assert isinstance(error.value, UnknownId | TimelineError)
    assert str(error.value).startswith(sentence)


def test_an_answer_on_one_issue_says_that_it_has_no_other() -> None:
    with pytest.raises(UnknownId, match="the answer is of iran-oil only: ask for issue 'comcasa' too"):
        project(EVENTS, "2018-12-04", issues=["iran-oil"])["comcasa"]


def test_an_answer_without_issues_is_still_one() -> None:
    assert project(memory_log(), "2018")
    assert list(project(memory_log(), "2018")) == []


def test_a_state_has_real_dates(view: View) -> None:
    status = view["iran-oil"].status
    assert status
    assert (status.since, status.reaffirmed) == (datetime.date(2018, 9, 5), datetime.date(2018, 9, 6))
    assert view.zone.day(status.since_instant) == "2018-09-05"


@pytest.mark.parametrize(
    ("when", "day", "earliest", "latest"),
    [
        ("2018-05-14", "2018-05-14", "2018-05-14", "2018-05-14"),
        ("2018-05-14?", "2018-05-14", "2018-05-14", "2018-05-14"),
        ("2018-05-14T23:00Z", "2018-05-15", "2018-05-15", "2018-05-15"),
        ("2018-05", None, "2018-05-01", "2018-05-31"),
        ("[..2018-05-14]", None, None, "2018-05-14"),
        ("2018-05-14/2018-05-16", None, "2018-05-14", "2018-05-16"),
        ("-0044-03-15", None, None, None),
        ("2020", None, "2020-01-01", "2020-06-30"),  # bounded by its report
        (None, None, None, None),
    ],
)
def test_an_event_has_a_day_only_if_its_date_is_one(
    when: str | None, day: str | None, earliest: str | None, latest: str | None
) -> None:
    log = memory_log("Asia/Kolkata")
    put(log, IssueDefined(issue="oil", title="Oil"))
    phase = "occurred" if when else "scheduled"
    put(log, recorded("e", when, "oil.status=shut", published="2020-06-30", phase=phase, title="The end"))
    (event,) = project(log, "2026-01-01").events
    assert (event.id, event.title, event.when, event.issues) == ("e", "The end", when, ("oil",))
    assert [str(date) if date else None for date in (event.date, event.earliest, event.latest)] == [
        day, earliest, latest,
    ]  # fmt: skip


def test_what_is_shown_is_short_and_says_what_it_is(view: View) -> None:
    deal = view["s-400-deal"]
    assert repr(view) == "<View as of 2018-12-04, as known by 2018-12-04: 10 issues, 51 events>"
    assert repr(read(EVENTS)) == "<LogHistory 'US-India relations, 2018-2019': 89 entries>"
    assert repr(deal.status) == "<AttributeState status = ordered since 2018-12-03>"
    assert repr(view["iran-oil"]).startswith("<IssueState iran-oil: status = buying since 2018-09-05; ")
    assert repr(deal.attributes["value"].winner) == (
        "<ClaimState s-400-deal.value = ~5bn USD, Indian report on the Pentagon talks>"
    )
    assert repr(view.phase("overdue")) == (
        "<EventStates of 1: <EventState iran-oil-sanctions-deadline: 2018-11-04, overdue>>"
    )
    assert repr(view.events).endswith(", ...>")
    assert repr(open_log(EVENTS)).startswith("<FileLog '")


# ---- why and diff, of answers ----


@pytest.mark.parametrize("question", [question for question in QUESTIONS if "known_by" not in question], ids=str)
def test_why_of_a_view_is_that_of_its_question(question: dict[str, Any]) -> None:
    if question.get("recorded_by") == "2026-01-01":
        with pytest.raises(UnknownId):
            read(EVENTS).at(**question).why("iran-oil")
        return
    clocks = {name: value for name, value in question.items() if name != "issues"}
    assert read(EVENTS).at(**question).why("iran-oil.status") == why(EVENTS, "iran-oil.status", **clocks)


def test_diff_of_two_answers_is_that_of_their_questions() -> None:
    history = read(EVENTS)
    for issues in ([], ["iran-oil"]):
        found = diff(history.at("2019-05-31", issues=issues), history.at("2019-06-25", hindsight=True, issues=issues))
        questions = (read_question("2019-05-31"), read_question("2019-06-25@hindsight"))
        assert found == diff_questions(EVENTS, *questions, issues=issues)
        assert found.changes
    same = history.at("2019-05-31")
    assert diff(same, same).changes == ()


def test_diff_of_two_readings_says_what_was_recorded_between_them() -> None:
    log = corrected()
    before = project(log, "2018-06-01", hindsight=True)
    put(log, recorded("f", "2018-02-01", "oil.status=shut", phase="occurred"))
    changes = diff(before, project(log, "2018-06-01", hindsight=True)).changes
    assert {change.cause for change in changes} == {"recorded"}
    assert [change.name for change in changes if change.part == "attribute"] == ["status"]


def test_diff_refuses_what_cannot_be_compared(view: View) -> None:
    log = memory_log()
    with pytest.raises(TimelineError, match="answers of two logs"):
        diff(view, project(log, "2018"))
    with pytest.raises(TimelineError, match="one answer is of the issues all, the other of iran-oil"):
        diff(view, project(EVENTS, "2018-12-04", issues=["iran-oil"]))


# ---- a path does for a log ----


@pytest.mark.parametrize("path", [str(EVENTS), EVENTS, f"file://{EVENTS}"])
def test_a_path_does_wherever_a_log_is_asked_for(path: str | Path) -> None:
    log = open_log(EVENTS)
    assert project(path, DAY) == project(log, DAY)
    assert read(path).at(DAY) == project(log, DAY)
    assert why(path, "iran-oil", DAY) == why(log, "iran-oil", DAY)
    assert check(path, DAY).entries == check(log, DAY).entries
    assert import_rows(path, []) == []
    assert record(path) == []


@pytest.mark.parametrize(
    "use",
    [
        read, project, check, verify, record, lambda log: import_rows(log, []), lambda log: why(log, "oil"),
        lambda log: timeline_engine.import_file(log, "x.csv"),
    ],
)  # fmt: skip
def test_what_is_no_log_is_said_to_be_none(use: Callable[[Any], object]) -> None:
    with pytest.raises(LogNotFound, match="no timeline log at nowhere"):
        use("nowhere")
    with pytest.raises(LogError, match=r"5 (is no log|cannot be verified)"):
        use(5)
