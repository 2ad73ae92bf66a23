"""Rows exported from another log name entries that this one has not: their reports are looked for by R8.4 (R8.11)."""

from rowing import imported, row, seen
from support import memory_log


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
