"""What the log has of a file's publishers, and its later version does not name (R8.14)."""

from rowing import imported, row
from support import NOON_2026, memory_log, put
from timeline_engine.entries import EventCancelled
from timeline_engine.log import MemoryLog
from timeline_engine.recording import read_state
from timeline_engine.rows.preview import preview
from timeline_engine.view.ports import Row


def said(event: str, publisher: str | None = "Post") -> Row:
    return row(event, "2024-05-01", publisher=publisher, published="2024-05-02" if publisher else None)


def absent(log: MemoryLog, *rows: Row) -> tuple[str, ...]:
    return preview(rows, read_state(log), NOON_2026).absent


def log_of(*rows: Row) -> MemoryLog:
    log = memory_log()
    imported(log, *rows)
    return log


LOG = (said("a"), said("b"), said("c"), said("x", "Gazette"), said("n", None))


def test_what_its_publishers_reported_before() -> None:
    assert absent(log_of(*LOG), said("a"), said("new")) == ("b", "c")
    assert absent(log_of(*LOG), said("a"), said("x", "Gazette")) == ("b", "c")
    assert absent(log_of(*LOG), said("a"), said("b"), said("c")) == ()


def test_rows_without_a_publisher_are_one_voice() -> None:
    log = log_of(*LOG, said("m", None))
    assert absent(log, said("m", None)) == ("n",)


def test_a_file_that_shares_no_event_is_another_file() -> None:
    assert absent(log_of(*LOG), said("new")) == ()
    assert absent(log_of(*LOG), said("x")) == ()  # which the Gazette reported


def test_of_an_event_of_several_reports_any_counts() -> None:
    log = log_of(*LOG, row("x", "2024-05-01", publisher="Post", published="2024-05-03"))
    assert absent(log, said("a")) == ("b", "c", "x")


def test_what_is_off_is_not_missed() -> None:
    plan = row("b", "2026-05-01", "scheduled", publisher="Post", published="2024-05-02")
    log = log_of(said("a"), plan, said("c"))
    assert absent(log, said("a")) == ("b", "c")
    put(log, EventCancelled(event="b", known="2024-05-03"))
    assert absent(log, said("a")) == ("c",)


def test_what_a_complete_file_cancels_is_told_as_that() -> None:
    later = {"publisher": "Post", "published": "2024-05-02"}
    log = log_of(said("a"), row("b", "2026-05-01", **later), said("c"))
    assert preview([said("a")], read_state(log), NOON_2026, complete="2025-01-01").absent == ("c",)
