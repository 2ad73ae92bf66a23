"""Import rows: how they are gathered into reports, and what is refused, by its place."""

import pytest
from msgspec.structs import replace

from rowing import claims, date, imported, last, row, seen
from support import NOON_2026, memory_log, put
from timeline_engine.entries import EventRecorded, IssueDefined
from timeline_engine.errors import TimelineError
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source
from timeline_engine.recording import read_state
from timeline_engine.rows import RowError, import_rows, propose
from timeline_engine.view.ports import Row


def refused(*rows: Row | TimelineError, log: MemoryLog | None = None) -> str:
    """The error, after which nothing was appended."""
    log = log or memory_log()
    before = log.head()
    with pytest.raises(RowError) as error:
        import_rows(log, rows, NOON_2026)
    assert log.head() == before
    return str(error.value)


# ---- gathering ----


def test_a_row_that_leaves_date_phase_and_known_blank_goes_with_those_before_it() -> None:
    log = memory_log()
    first = row("e", "2018-04", "scheduled", "x.value=5", known="2018-01")
    assert imported(log, first, row("e", None, None, "x.size=2", title=None))[1:] == ["recorded"]
    assert claims(seen(log)) == {("value", 5, None), ("size", 2, None)}


def test_words_for_the_same_phase_make_no_difference() -> None:
    log = memory_log()
    assert imported(log, row("e", "2018-04", "held"), row("e", "2018-04", "occurred", kind="visit")) == ["recorded"]


def test_a_row_that_repeats_the_date_goes_on_too() -> None:
    log = memory_log()
    first = row("e", "2018-04", "scheduled", "x.value=5", publisher="Hindu", published="2018-01")
    assert imported(log, first, row("e", "2018-04", None, "x.size=2"))[1:] == ["recorded"]
    assert claims(seen(log)) == {("value", 5, "Hindu"), ("size", 2, "Hindu")}


def test_a_title_is_of_its_report() -> None:
    log = memory_log()
    later = row("e", "2018-07", "scheduled", known="2018-03", title="The talks", place="Delhi")
    assert imported(log, later, row("e", "2018-04", "scheduled", known="2018-01", title=None)) == ["recorded"] * 2
    assert [seen(log, day).body.title for day in ("2018-01", "2018-03")] == ["e", "The talks"]


def test_a_row_without_event_is_known_by_its_title_and_date() -> None:
    log = memory_log()
    rows = [row(None, when, title="Talks, again") for when in ("4 Nov 2018", "2018-11-04", "2018-12")]
    assert imported(log, *rows) == ["recorded", "recorded"]
    assert sorted(read_state(log).events) == ["talks-again-2018-11-04", "talks-again-2018-12"]


def test_long_titles_that_begin_alike_are_told_apart_by_their_dates() -> None:
    log = memory_log()
    imported(log, *(row(None, when, title="word " * 30) for when in ("2018-11", "2018-12")))
    assert len(read_state(log).events) == 2


def test_an_issue_is_named_with_and_without_a_claim() -> None:
    log = memory_log()
    assert imported(log, row("e", "2018", None, issue="a"), row("e", "2018", None, "b=x")) == [
        "issue.defined", "issue.defined", "recorded",
    ]  # fmt: skip
    assert seen(log).issues == ("a", "b")
    assert imported(log, row("e", "2018", None, issue="c"))[1:] == ["recorded"], "known from today"
    assert seen(log).body.issues == ("a", "c")


@pytest.mark.parametrize(("known", "phase"), [("2018-03", "scheduled"), ("2018-05", "occurred"), (None, "occurred")])
def test_without_phase_it_is_expected_if_it_was_known_before(known: str | None, phase: str) -> None:
    log = memory_log()
    imported(log, row("e", "2018-04", known=known))
    body = last(log)
    assert isinstance(body, EventRecorded)
    assert body.phase == phase


def test_without_date_a_scheduled_event_is_expected_some_day() -> None:
    log = memory_log()
    imported(log, row("e", None, "scheduled"))
    assert (seen(log).outcome, date(seen(log))) == ("scheduled", None)


def test_dates_as_people_write_them() -> None:
    log = memory_log("Asia/Kolkata")
    imported(log, row("e", "about May 2018", publisher="Hindu", published="4 Nov 2018 14:30", known="Oct 2018"))
    body = last(log)
    assert isinstance(body, EventRecorded)
    assert (body.when, body.known, body.sources) == (
        "2018-05~", "2018-10", (Source("Hindu", None, "2018-11-04T14:30"),),
    )  # fmt: skip


def test_what_occurred_nobody_knows_when_did_so_by_its_report() -> None:
    log = memory_log()
    assert imported(log, row("e", None, "occurred", known="2018-04")) == ["recorded"]
    assert (seen(log).when, seen(log).outcome) == (None, "occurred")  # R4.19


def test_rows_that_say_the_same_of_no_named_event_are_told() -> None:
    rows = [row(None, "2018-05-01", title="Shelling", known="2018-05-02", at=f"f:{place}") for place in (2, 3, 4)]
    found = propose(rows, read_state(memory_log()), NOON_2026)
    assert found.warnings == (
        "2 rows say what f:2 says (f:3, f:4), and became one event: if they are several, give each an id in a column "
        "event",
    )


def test_an_event_without_a_title_is_told() -> None:
    found = propose([row("e", "2018", title=None, known="2018")], read_state(memory_log()), NOON_2026)
    (said,) = found.warnings
    assert said == "f:2: the log has no event 'e' yet, and no row gives it a title: its id stands for it"


# ---- refusing ----


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (row("e", "soon"), "field when: 'soon' is not a date"),
        (row("e", "04/11/2018"), "4 November 2018 (2018-11-04) or 11 April 2018 (2018-04-11)"),
        (row("e", "today"), "field when: 'today' depends on the day it is read"),
        (row("e", "from yesterday to 2018-12-31"), "field when: "),
        (row("e", "2018", known="tomorrow"), "field known: 'tomorrow' depends on the day"),
        (row("e", "2018", known="2018/.."), "field known: "),
        (row("e", "2018", published="2018/.."), "field published: "),
        (row("e", "2018", "planed"), "field phase: 'planed' is none of occurred, "),
        (row("e", "2018", "planed"), "did you mean 'planned'?"),
        (row("e", None, publisher="Hindu"), "field when: the log has no event 'e' yet"),
        (row(None, "2018", title=None), "no event and no title"),
        (row("e", "2018", value=5), "field issue: "),
        (row("e", "2018", issue="x", attribute="value"), "field value: the row has attribute 'value'"),
        (row("e", "2018", by="Delhi"), "field value: the row has by 'Delhi'"),
        (row("e" * 201, "2018"), "field event: "),
        (row("e", "2018", None, "x\ty=5"), "field issue: "),
        (row("e", "2018", None, "x.a\nb=5"), "field attribute: "),
    ],
)
def test_a_row_that_cannot_be_understood(bad: Row, why: str) -> None:
    said = refused(bad)
    assert said.startswith("f:2: ")
    assert why in said


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("title", "A", "B"), ("kind", "visit", "meeting"), ("place", "Delhi", "Oslo"), ("summary", "A.", "B."),
        ("when", "2018-04", "2018-05"), ("phase", "scheduled", "cancelled"),
    ],
)  # fmt: skip
def test_rows_of_one_report_that_contradict_are_both_named(name: str, one: str, other: str) -> None:
    rows = [row("e", **{"phase": "scheduled", "known": "2018-01", name: said}) for said in (one, other)]
    said = refused(rows[0], replace(rows[1], at="f:7"))
    assert said.startswith(
        f"f:7: field {name}: {other!r}, but f:2 says {one!r} in the same report of event 'e' (2018-01): "
    )
    assert ("published" if name in ("when", "phase") else "give each an id") in said


def test_of_rows_that_contradict_the_later_is_left_out_and_stays_so() -> None:
    log, rows = memory_log(), [row("e", when, "scheduled", known="2018-01") for when in ("2018-04", "2018-05")]
    for kinds in (["event.recorded"], []):
        found = propose(rows, read_state(log), NOON_2026, skip_bad=True)
        assert ([draft.body.KIND for draft in found.drafts], len(found.refused)) == (kinds, 1)
        log.append(found.drafts)
    assert date(seen(log)) == "2018-04"


def test_of_several_values_in_one_report_each_stands() -> None:
    log = memory_log()
    rows = [row("e", "2018", None, f"x.value={n}", publisher="Hindu", known="2018") for n in (5, 6)]
    assert imported(log, *rows)[1:] == ["recorded"]
    assert claims(seen(log)) == {("value", 5, "Hindu"), ("value", 6, "Hindu")}  # R5.3


def test_a_row_from_before_that_says_otherwise() -> None:
    log = memory_log()
    imported(log, row("e", "2018-04", "scheduled", known="2018-01"))
    assert imported(log, row("e", "2018-05", "scheduled", known="2017")) == ["recorded"]
    assert [date(seen(log, day)) for day in ("2017-12-31", "2018-01-31")] == ["2018-05", "2018-04"]


def test_all_errors_are_told_at_once() -> None:
    good = row("ok", "2018")
    assert refused(TimelineError("f:3: no row"), row("e", "soon", at="f:4"), good).splitlines()[1:] == [
        "  f:3: no row",
        "  f:4: field when: 'soon' is not a date; write one such as 4 Nov 2018, Nov 2018, about May 2018, 2018-11-04 "
        "or 2018-11-04T14:30+05:30.",
    ]
    many = refused(*(row("e", "soon", at=f"f:{number}") for number in range(2, 102))).splitlines()
    assert (many[0], many[-1], len(many)) == ("100 rows cannot be imported:", "  and 80 more", 22)


def test_the_rest_can_be_taken_without_those_refused() -> None:
    log = memory_log()
    bad: list[Row | TimelineError] = [
        row("e", "soon"),
        row("d", None, at="f:9"),
        TimelineError("f:3: no row"),
    ]
    found = propose([*bad, row("ok", "2018", None, "x=5")], read_state(log), NOON_2026, skip_bad=True)
    assert [error.args[0].partition(": ")[0] for error in found.refused] == ["f:2", "f:3", "f:9"]
    assert [draft.body.KIND for draft in found.drafts] == ["issue.defined", "event.recorded"]
    assert found.issues == ("x",)


def test_an_issue_that_is_defined_is_not_defined_again() -> None:
    log = memory_log()
    put(log, IssueDefined(issue="x", title="An issue"))
    assert imported(log, row("e", "2018", None, "x=5")) == ["recorded"]
