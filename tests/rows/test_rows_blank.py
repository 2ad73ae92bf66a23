"""The source of an exported row: a blank cell says nothing (R8.4), and what was corrected away stays so (R8.5)."""

from rowing import imported, last, row, seen
from support import NOON_2026, define, memory_log, put
from timeline_engine.entries import EventCorrected, EventRecorded
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source
from timeline_engine.recording import read_state
from timeline_engine.rows import propose
from timeline_engine.view.ports import Row

POST = Source("Post", "Vote held", "2024-03-02", "https://post.example/vote")
ECHO = Source("Echo", None, "2024-03-03")


def logged(*sources: Source) -> tuple[MemoryLog, str]:
    log = memory_log()
    define(log, "vote")
    (entry,) = put(log, EventRecorded(event="e", title="E", when="2024-03-01", issues=("vote",), sources=sources))
    return log, entry


def exported(entry: str, publisher: str, **more: str) -> Row:
    return row("e", "2024-03-01", "occurred", publisher=publisher, entry=entry, **more)


def test_a_blank_published_date_takes_none_away() -> None:
    log, entry = logged(POST)
    assert imported(log, exported(entry, "Post", source="Vote held")) == []
    assert seen(log, "2024-03-02").sources == (POST,)


def test_of_several_sources_a_blank_cell_is_that_of_its_own() -> None:
    log, entry = logged(POST, ECHO)
    rows = exported(entry, "Post", source="Vote held", published="2024-03-02"), exported(entry, "Echo")
    assert imported(log, *rows) == []


def test_what_stands_beside_a_blank_cell_is_corrected_and_the_rest_stays() -> None:
    log, entry = logged(POST)
    assert imported(log, exported(entry, "Post", source="Vote was held")) == ["corrected"]
    corrected = last(log)
    assert isinstance(corrected, EventCorrected)
    assert seen(log).sources == (Source("Post", "Vote was held", "2024-03-02", "https://post.example/vote"),)


def test_another_publisher_has_nothing_of_the_one_before() -> None:
    log, entry = logged(POST)
    assert imported(log, exported(entry, "Gazette", published="2024-03-04")) == ["corrected"]
    assert seen(log).sources == (Source("Gazette", None, "2024-03-04"),)


def test_two_exports_that_give_another_source_settle() -> None:
    log, entry = logged(POST)
    older = exported(entry, "Post", source="Vote held", published="2024-03-02")
    assert imported(log, exported(entry, "Post", source="Vote held", published="2024-03-04")) == ["corrected"]
    kept, put_back = (propose([older], read_state(log), NOON_2026, put_back=choice) for choice in (False, True))
    assert kept.drafts == ()
    assert "left out source 'Post, Vote held, 2024-03-02'" in " ".join(kept.warnings)
    log.append(put_back.drafts)
    assert seen(log).sources == (POST,)


def test_a_known_date_that_was_corrected_away_stays_so() -> None:
    log, entry = logged()
    older = row("e", "2024-03-01", "occurred", known="2024-03-02", entry=entry)
    assert imported(log, older) == ["corrected"]
    assert imported(log, row("e", "2024-03-01", "occurred", known="2024-03-03", entry=entry)) == ["corrected"]
    assert imported(log, older) == []
