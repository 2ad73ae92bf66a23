"""Reports that were taken out of the record, in files that are imported again (R8.5, R8.11)."""

import pytest
from attrs import evolve
from msgspec.structs import replace

from rowing import imported, last, row
from support import NOON_2026, memory_log
from timeline_engine.dates import Zone
from timeline_engine.entries import Draft, EventCorrected
from timeline_engine.errors import TimelineError
from timeline_engine.log import MemoryLog
from timeline_engine.recording import append, read_state
from timeline_engine.rows import Proposal, RowError, gather, propose
from timeline_engine.rows.gathering import Gathered
from timeline_engine.view.ports import Row

OLD = row("e", "2024-01-01", "occurred", publisher="Post", published="2024-01-05")
NEW = row("e", "2024-01-01", "cancelled", publisher="Post", published="2024-01-05")


def taken_back(log: MemoryLog) -> str:
    """Import the old report and take it out; the id of its entry."""
    imported(log, OLD)
    (entry,) = log.read()
    log.append([Draft("void", EventCorrected(entry=entry.id, void=True))])
    return entry.id


def proposed(log: MemoryLog, *rows: Row, put_back: bool = False) -> Proposal:
    return propose(rows, read_state(log), NOON_2026, put_back=put_back)


def test_what_was_taken_back_is_left_out_beside_what_came_in_its_place() -> None:
    log = memory_log()
    taken_back(log)
    assert imported(log, NEW) == ["cancelled"]
    found = proposed(log, OLD)
    assert (found.drafts, len(found.warnings)) == ((), 1)
    assert "it was taken out of the record here" in found.warnings[0]
    with pytest.raises(RowError, match="says cancelled in the same report"):
        proposed(log, OLD, put_back=True)


def test_what_is_put_back_is_put_back_once() -> None:
    log = memory_log()
    exported = row("e", "2024-01-01", "occurred", publisher="Post", published="2024-01-05", entry=taken_back(log))
    append(log, lambda state: propose([exported], state, NOON_2026, put_back=True).drafts)
    assert getattr(last(log), "phase", None) == "occurred"
    assert proposed(log, exported, put_back=True).drafts == ()
    assert proposed(log, exported).drafts == ()


def test_rows_that_give_one_claim_two_values_are_both_named() -> None:
    said = ((2, "a"), (3, "b"))
    rows = [row("e", None, None, f"i={value}", entry="abc", claim=1, at=f"f:{place}") for place, value in said]
    (error,) = [one for one in gather(rows, Zone("UTC"), NOON_2026) if isinstance(one, TimelineError)]
    assert str(error).startswith("f:3: field claim: 1 is i.status 'b', but f:2 says i.status 'a'")
    (found,) = gather([rows[0], rows[0]], Zone("UTC"), NOON_2026)
    assert isinstance(found, Gathered)


def test_what_a_refusal_of_an_exported_row_says_to_do_works() -> None:
    log = memory_log()
    imported(log, OLD)
    (entry,) = log.read()
    edited = replace(NEW, entry=entry.id)
    with pytest.raises(RowError, match=r"the published date .* of that report and leave its cell entry blank") as error:
        proposed(log, edited)
    assert f"`timeline correct {entry.id[:8]} --void` and import again" in str(error.value)

    assert NEW.source is not None
    anew = replace(NEW, source=evolve(NEW.source, published="2024-01-09"))
    assert [draft.body.KIND for draft in proposed(log, anew).drafts] == ["event.cancelled"]

    log.append([Draft("void", EventCorrected(entry=entry.id, void=True))])
    assert imported(log, edited) == ["cancelled"]
    assert [draft.body.KIND for draft in proposed(log, replace(OLD, entry=entry.id)).drafts] == []


def test_rows_of_one_entry_that_contradict_each_other_say_what_makes_another_report() -> None:
    rows = [row("e", f"2024-01-0{day}", "occurred", entry="abc", at=f"f:{day}") for day in (2, 3)]
    (error,) = [one for one in gather(rows, Zone("UTC"), NOON_2026) if isinstance(one, TimelineError)]
    assert "of that report and leave its cell entry blank; else mend one of the rows" in str(error)
