"""A complete file without sources cancels nothing, and that is said (R8.9)."""

from rowing import imported, row
from support import NOON_2026, memory_log
from timeline_engine.recording import read_state
from timeline_engine.rows import Proposal, propose
from timeline_engine.rows.complete import NOBODY
from timeline_engine.view.ports import Row


def complete(*rows: Row, publisher: str | None = None) -> Proposal:
    log = memory_log()
    for event in ("stays", "gone"):
        imported(log, row(event, "2026-06-01", "scheduled", known="2025-01-10", publisher=publisher))
    return propose(rows, read_state(log), NOON_2026, complete="2025-03-10")


def test_a_complete_file_without_sources_says_that_it_cancels_nothing() -> None:
    found = complete(row("stays", "2026-06-02", "scheduled", known="2025-03-10"))
    assert [draft.body.KIND for draft in found.drafts] == ["event.recorded"]
    assert found.warnings == (NOBODY,)


def test_one_with_sources_cancels_and_says_nothing() -> None:
    found = complete(row("stays", "2026-06-02", "scheduled", known="2025-03-10", publisher="Feed"), publisher="Feed")
    assert [draft.body.KIND for draft in found.drafts] == ["event.recorded", "event.cancelled"]
    assert found.warnings == ()
