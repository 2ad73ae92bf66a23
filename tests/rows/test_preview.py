"""What an import would come to is worked out below the command line, and appends nothing."""

from typing import Any

import pytest

from rowing import row
from support import NOON_2026, define, memory_log, put, recorded
from timeline_engine.entries import EventCorrected
from timeline_engine.errors import TimelineError
from timeline_engine.log import MemoryLog
from timeline_engine.recording import read_state
from timeline_engine.rows import RowError, propose
from timeline_engine.rows import preview as module
from timeline_engine.rows.preview import Preview, preview
from timeline_engine.view.ports import Row


def previewed(log: MemoryLog, *rows: Row | TimelineError, **options: Any) -> Preview:
    state, head = read_state(log), log.head()
    found = preview(rows, state, NOON_2026, **options)
    assert log.head() == head
    assert [entry.id for entry in state.entries] == [entry.id for entry in log.read()], "the state is as it was"
    assert found.drafts == propose(rows, state, NOON_2026, **options).drafts
    return found


EARLY = row(when="2018-10-05", phase="occurred", publisher="Hindu", published="2018-10-02")


def test_the_doubts_come_with_their_entry() -> None:
    found = previewed(
        memory_log(), EARLY, row("f", "2018-10-01", "occurred", publisher="Hindu", published="2018-10-02")
    )
    (doubt,) = found.doubts
    assert doubt.entry == found.drafts[0].id
    assert doubt.sentence.startswith("event 'e' is said to have occurred 2018-10-05, yet that was known 2018-10-02")


def test_of_what_is_in_the_log_nothing_is_said() -> None:
    log = memory_log()
    put(log, recorded("old", "2018-10-05", phase="occurred", published="2018-10-02"))
    assert previewed(log, row("f", "2018-10-01", "occurred", known="2018-10-02")).doubts == ()


@pytest.mark.parametrize(("most", "many", "doubts"), [(2, False, 2), (1, True, 0)])
def test_many_are_not_looked_over(most: int, many: bool, doubts: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOKED_OVER", most)
    second = row("f", "2018-10-05", "occurred", publisher="Hindu", published="2018-10-02")
    found = previewed(memory_log(), EARLY, second)
    assert (found.many, len(found.doubts)) == (many, doubts)


def test_new_issues_come_with_the_one_that_may_have_been_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    log = memory_log()
    define(log, "waiver", "oil")
    rows = [row("e", "2018", "occurred", "waivr=no"), row("f", "2018", "occurred", "bridge=open")]
    assert previewed(log, *rows).issues == {"waivr": "; did you mean 'waiver'?", "bridge": ""}
    monkeypatch.setattr(module, "LOOKED_OVER", 1)
    assert previewed(log, *rows).issues == {"waivr": "", "bridge": ""}


def test_what_was_corrected_here_is_left_out_and_told() -> None:
    log = memory_log()
    (entry,) = put(log, recorded("e", "2018-10-09", title="E", phase="scheduled", published="2018-10-02"))
    put(log, EventCorrected(entry=entry, fields={"when": "2018-10-05"}))
    said = row("e", "2018-10-09", "scheduled", publisher="The Daily", published="2018-10-02")
    found = previewed(log, said)
    assert (found.drafts, len(found.warnings)) == ((), 1)
    assert len(previewed(log, said, put_back=True).drafts) == 1


def test_what_is_refused_is_listed_or_raised() -> None:
    bad = RowError("f:3: field when: no date")
    found = previewed(memory_log(), EARLY, bad, skip_bad=True)
    assert found.refused == (bad,)
    with pytest.raises(RowError, match="f:3"):
        preview([EARLY, bad], read_state(memory_log()), NOON_2026)


def test_a_file_without_rows_is_not_one_that_says_nothing_new() -> None:
    log = memory_log()
    assert previewed(log).empty
    assert not previewed(log, EARLY).empty


def test_it_is_told_what_came_of_the_comparison() -> None:
    done: list[float] = []
    preview([EARLY], read_state(memory_log()), NOON_2026, tell=done.append)
    assert done[-1] == 1
