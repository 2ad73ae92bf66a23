"""Import rows: how they are gathered into reports, and what is refused, by its place."""

import pytest

from rowing import claims, date, imported, last, row, seen
from support import NOON_2026, memory_log, put
from timeline_engine.entries import Draft, EventRecorded, IssueDefined
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


def test_what_only_one_row_says_describes_the_event_whenever_it_was_known() -> None:
    log = memory_log()
    later = row("e", "2018-07", "scheduled", known="2018-03", title="The talks", place="Delhi")
    assert imported(log, later, row("e", "2018-04", "scheduled", known="2018-01", title=None)) == [
        "recorded", "rescheduled",
    ]  # fmt: skip
    assert seen(log, "2018-01").body.title == "The talks"


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
    assert imported(log, row("e", "2018", None, issue="c"))[1:] == ["corrected"]
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


def test_what_occurred_without_date_agrees_with_its_own_row_but_is_not_taken_anew() -> None:
    """A log that other programs write may hold it, and the fold has a rule for it."""
    log = memory_log()
    log.append([Draft("by-hand", EventRecorded(event="e", title="E"))])
    assert imported(log, row("e", None, "occurred")) == []
    assert "field when: event 'e' occurred, but when?" in refused(row("e", None, "occurred"))


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
        (row("e", None, "occurred"), "field when: event 'e' occurred, but when?"),
        (row("e", None, "retracted", title=None), "field title: "),
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


@pytest.mark.parametrize("name", ["title", "kind", "place", "summary"])
@pytest.mark.parametrize("when", ["2018-04", "2018-07"])
def test_rows_of_one_event_describe_it_alike_even_at_different_times(name: str, when: str) -> None:
    first = row("e", "2018-04", "scheduled", known="2018-01", **{name: "A"})
    other = row("e", when, "scheduled", known="2018-03", at="f:7", **{name: "B"})
    assert refused(first, other) == f"f:7: field {name}: 'B', but f:2 says 'A' of the same event"


def test_one_source_cannot_say_two_things_of_the_same() -> None:
    first = row("e", "2018", None, "x.value=5", publisher="Hindu")
    assert refused(first, row("e", "2018", None, "x.value=6", publisher="Hindu", at="f:7")) == (
        "f:7: field value: 6, but f:2 says 5 of the same: x.value of event 'e', Hindu"
    )
    others = [
        row("e", "2018", None, f"x.cost={n}m EUR", by="Council", publisher="Post", published="2018-02-01", at=f"f:{n}")
        for n in (5, 6)
    ]
    assert refused(*others) == (
        "f:6: field value: 6m EUR, but f:5 says 5m EUR of the same: x.cost of event 'e', by Council, Post (2018-02-01)"
    )
    assert len(imported(memory_log(), first, row("e", "2018", None, "x.value=6", publisher="Wire"))) == 3


@pytest.mark.parametrize(
    ("first", "other", "field"),
    [
        (("2018-04", "scheduled"), ("2018-05", "scheduled"), "when"),
        (("2018-04", "occurred"), ("2018-05", "occurred"), "when"),
        (("2018-04", "scheduled"), ("2018-04", "cancelled"), "when"),
        (("2018-04", "scheduled"), ("2018-04", "occurred"), "phase"),
    ],
)
def test_rows_that_were_known_at_the_same_time_agree(
    first: tuple[str, str], other: tuple[str, str], field: str
) -> None:
    said = refused(row("e", *first, known="2018-01"), row("e", *other, known="2018-01", at="f:7"))
    assert "other rows contradict it about event 'e'" in said
    assert f"field {field}" in said


def test_a_row_from_before_that_says_otherwise() -> None:
    log = memory_log()
    imported(log, row("e", "2018-04", "scheduled", known="2018-01"))
    assert imported(log, row("e", "2018-05", "scheduled", known="2017")) == ["recorded"]
    assert [date(seen(log, day)) for day in ("2017-12-31", "2018-01-31")] == ["2018-05", "2018-04"]


def test_what_was_retracted_cannot_be_cancelled() -> None:
    log = memory_log()
    imported(log, row("e", "2018-04", "retracted"))
    assert "only a scheduled one" in refused(row("e", "2018-04", "cancelled"), log=log)


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
        row("d", None, "occurred", at="f:9"),
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
