"""A line of a diff gives the date that its report gives, and who gave the one that holds (R5.8)."""

from support import define, memory_log, put, read, recorded, sourced
from timeline_engine.entries import EventOccurred, EventRescheduled
from timeline_engine.log import MemoryLog
from timeline_engine.view import Question
from timeline_engine.view.diff import diff_questions as diff
from timeline_engine.view.words.diff import told_by_cause


def between(log: MemoryLog, one: str, other: str, known_by: str | None = None) -> list[str]:
    """What a diff of two days says of changes and of what is responsible, line by line."""
    found = diff(log, *[Question(as_of=day, known_by=known_by or day) for day in (one, other)])
    return [text for _, told in told_by_cause(found) for line in told for text in (line.change, *line.because)]


def test_a_report_is_not_said_to_give_the_day_that_another_gave_later() -> None:
    log = memory_log()
    define(log, "deal")
    put(log, recorded("close", "2022-12-31", "deal.status=closed", published="2022-04-25", phase="scheduled"))
    put(log, EventOccurred(event="close", when="2022-10-27", sources=sourced("2022-10-27", "Post")))
    put(log, EventOccurred(event="close", when="2022-10-28", sources=sourced("2022-10-31", "Gazette")))
    assert between(log, "2022-10-03", "2022-11-01") == [
        "nothing known -> closed",
        "close [close]: occurred 2022-10-27, says Post, known that day; the date is now 2022-10-28, "
        "given by Gazette (2022-10-31) (contested: date)",
    ]
    took_effect = between(log, "2022-10-27", "2022-10-28", "2022-11-01")
    assert "says Gazette, known 2022-10-31, in effect since 2022-10-28" in took_effect[1]


def test_what_was_announced_and_moved_since_has_both_days_with_who_gave_them() -> None:
    log = memory_log()
    define(log, "trial")
    put(log, recorded("trial", "2022-10-03", "trial.status=held", published="2022-07-19", phase="scheduled"))
    put(log, EventRescheduled(event="trial", when="2022-10-17", sources=sourced("2022-08-10", "Court")))
    told = " ".join(between(log, "2022-07-01", "2022-08-12"))
    assert "set for 2022-10-03, says The Daily, known 2022-07-19; the date is now 2022-10-17, given by Court" in told


def test_whoever_said_so_first_is_named_and_not_who_repeats_it() -> None:
    log = memory_log()
    define(log, "plea")
    put(log, recorded("guilty", "2017-01-11", "plea.status=guilty", published="2017-01-11"))
    said = read(["plea.status=guilty"])
    put(log, EventOccurred(event="guilty", when="2017-03-10", claims=said, sources=sourced("2017-03-10", "Gazette")))
    assert between(log, "2017-01-01", "2017-03-12")[:2] == [
        "nothing known -> guilty",
        "guilty [guilty]: occurred 2017-01-11, says The Daily, known that day; the date is now 2017-03-10, "
        "given by Gazette (2017-03-10) (contested: date)",
    ]
