"""Rows exported from another log name entries that this one has not: their reports are looked for by R8.4 (R8.11)."""

import pytest

from rowing import imported, row, seen
from support import memory_log
from timeline_engine.view.ports import Row


def test_an_entry_of_several_papers_of_which_the_first_has_no_day_comes_in_once() -> None:
    both = [
        row("e", "2018-12-01", "occurred", "deal=open", publisher="Reuters", entry="theirs", claim=1),
        row("e", None, None, publisher="PTI", published="2018-11-26", entry="theirs"),
    ]
    log = memory_log()
    assert imported(log, *both) == ["issue.defined", "recorded"]
    assert imported(log, *both, row("other", "2018-12-02", publisher="PTI", published="2018-11-26")) == ["recorded"]


def test_an_issue_stays_named_where_the_claim_on_it_becomes_one_on_another() -> None:
    log = memory_log()
    assert imported(log, row("e", "2018-12-01", "occurred", "deal=open", known="2018-12-01"))[-1] == "recorded"
    entry = list(log.read())[-1].id
    edited = [
        row("e", "2018-12-01", "occurred", "talks=open", known="2018-12-01", entry=entry, claim=1),
        row("e", None, None, known="2018-12-01", issue="deal", entry=entry),
    ]
    assert imported(log, *edited)[-1] == "corrected"
    assert seen(log).issues == ("deal", "talks")


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (
            [row("e", "2018-12-01", "occurred", entry="a"), row("e", "2018-12-02", "occurred", entry="b")],
            ["recorded"] * 2,
        ),
        (
            [
                row("e", "2018-12-01", "scheduled", entry="a"),
                row("e", "2018-12-05", "scheduled", entry="b"),
                row("e", "2018-12-01", "scheduled", entry="c"),
            ],
            ["recorded"] * 3,
        ),
        (
            [
                row("e", "2018-12-01", "occurred", "deal=open", entry="a", claim=1),
                row("e", None, None, "deal=shut", entry="b", claim=1),
            ],
            ["issue.defined", "recorded", "sourced"],
        ),
        (
            [row("e", "2018-12-01", "occurred", entry=e, publisher=p) for e, p in (("a", "P"), ("b", "Q"))]
            + [row("e", "2018-12-02", "occurred", entry="c", publisher="P")],
            ["recorded"] * 3,
        ),
    ],
)  # fmt: skip
def test_entries_without_a_date_that_contradict_each_other_come_in_once(rows: list[Row], kinds: list[str]) -> None:
    log = memory_log()
    assert imported(log, *rows) == kinds
    assert imported(log, *rows) == []
