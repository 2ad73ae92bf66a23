"""Two papers that disagree, each in a file of its own: each keeps its report, and importing them again settles."""

from rowing import date, imported, row, seen
from support import memory_log
from timeline_engine.log import MemoryLog
from timeline_engine.view import project

POST = row("e", "2024-05-06", "occurred", "strike=on", publisher="Post", published="2024-05-08")
GAZETTE = row("e", "2024-05-07", "occurred", "strike=on", publisher="Gazette", published="2024-05-10")
MIRROR = row("e", None, "cancelled", publisher="Mirror", published="2024-05-12")


def flags(log: MemoryLog, day: str) -> tuple[str, ...]:
    (issue,) = project(log, day).issues
    return issue.contested


def test_each_keeps_its_own_date_in_whatever_order_they_come() -> None:
    for first, other in ((POST, GAZETTE), (GAZETTE, POST)):
        log = memory_log()
        imported(log, first)
        assert "corrected" not in imported(log, other)
        assert imported(log, POST) == imported(log, GAZETTE) == imported(log, POST, GAZETTE) == []
        assert [date(seen(log, day)) for day in ("2024-05-08", "2024-05-10")] == ["2024-05-06", "2024-05-07"]
        assert (flags(log, "2024-05-08"), flags(log, "2024-05-10")) == ((), ("date",))


def test_one_who_says_that_it_was_cancelled_does_not_correct_the_other() -> None:
    log = memory_log()
    imported(log, POST)
    assert imported(log, MIRROR) == ["cancelled"]
    assert imported(log, POST) == imported(log, MIRROR) == []
    assert (seen(log, "2024-05-11").outcome, flags(log, "2024-05-12")) == ("occurred", ("phase",))


def test_a_late_report_without_a_title_speaks_for_itself() -> None:
    log = memory_log()
    imported(log, row("e", "2024-06", "occurred", publisher="Post", published="2024-06-10"))
    late = row("e", "2024-06-05", "occurred", title=None, publisher="Gazette", published="2024-06-07")
    assert imported(log, late) == ["recorded"]
    assert imported(log, late) == []
    assert [date(seen(log, day)) for day in ("2024-06-07", "2024-06-10")] == ["2024-06-05", "2024-06-05"]
