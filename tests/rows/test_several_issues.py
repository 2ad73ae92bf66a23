"""An issue cell that names several issues (R8.12)."""

import pytest

from rowing import claims, imported, last, row, seen
from support import define, memory_log
from timeline_engine.entries import EventRecorded
from timeline_engine.rows import RowError, import_rows

WHEN = "2018-10-05"


def test_each_is_named() -> None:
    log = memory_log()
    assert imported(log, row("e", WHEN, "occurred", issue="exit-day; deal;")) == [
        "issue.defined",
        "issue.defined",
        "recorded",
    ]
    body = last(log)
    assert isinstance(body, EventRecorded)
    assert body.issues == ("exit-day", "deal")


def test_a_value_is_claimed_of_each() -> None:
    log = memory_log()
    imported(log, row("e", WHEN, "occurred", "exit-day;deal.=agreed"))
    assert seen(log).issues == ("exit-day", "deal")
    assert claims(seen(log)) == {("status", "agreed", None)}
    assert [one.issue for one in seen(log).claims] == ["exit-day", "deal"]


def test_an_id_that_the_log_has_stays_one() -> None:
    log = memory_log()
    define(log, "exit-day;deal")
    assert imported(log, row("e", WHEN, "occurred", issue="exit-day;deal")) == ["recorded"]
    assert seen(log).issues == ("exit-day;deal",)


def test_an_exported_row_of_another_log_names_one() -> None:
    log = memory_log()
    imported(log, row("e", WHEN, "occurred", issue="a;b", entry="0123456789abcdef"))
    assert seen(log).issues == ("a;b",)


def test_an_exported_row_of_this_log_may_be_given_another_issue() -> None:
    log = memory_log()
    imported(log, row("e", WHEN, "occurred", "oil.price=5", publisher="P", published=WHEN))
    entry = list(log.read())[-1].id
    changed = row("e", WHEN, "occurred", "oil;gas.price=6", publisher="P", published=WHEN, entry=entry, claim=1)
    assert imported(log, changed) == ["issue.defined", "corrected"]
    assert [(one.issue, one.claim.value) for one in seen(log).claims] == [("oil", 6), ("gas", 6)]


def test_a_semicolon_alone_names_none() -> None:
    with pytest.raises(RowError, match="f:2: field issue: ';' names no issue"):
        import_rows(memory_log(), [row("e", WHEN, "occurred", issue=";")])
