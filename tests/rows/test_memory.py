"""An import holds what is new, and little of the rest: the same comes out as if it held all rows to the end."""

import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from rowing import row
from support import NOON_2026, memory_log
from timeline_engine.errors import TimelineError
from timeline_engine.log import MemoryLog
from timeline_engine.recording import read_state
from timeline_engine.rows import RowError, aside, by_event, import_rows, propose
from timeline_engine.rows.aside import RowsAside
from timeline_engine.rows.preview import preview
from timeline_engine.view.ports import Row


def some_rows(seed: int, count: int = 40) -> list[Row]:
    """Rows of a few events all mixed up, some of which contradict each other, name no event or have no date."""
    pick = random.Random(seed).choice

    def one(place: int) -> Row:
        said = row(
            pick(["a", "b", "c", "d", None]),
            pick([None, "2024-05-01", "2024-05-02", "2027-01-01", "no date"]),
            pick([None, None, "scheduled", "cancelled", "confirmed"]),
            *pick([(), ("i.x=1",), ("j.x=2",), ("k;i=3",)]),
            title=pick(["T", "U", None]),
            publisher=pick([None, "P", "Q"]),
            published=pick([None, "2024-05-03", "2024-05-04"]),
            at=f"f:{place}",
        )
        return replace(said, title=said.title or (None if said.event else "T"))

    return [one(place) for place in range(2, count + 2)]


def log_of(rows: list[Row]) -> MemoryLog:
    log = memory_log()
    log.append(propose(rows, read_state(log), NOON_2026, skip_bad=True).drafts)
    return log


@pytest.mark.parametrize("seed", range(60))
def test_what_is_let_go_early_makes_no_difference(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, state = some_rows(seed), read_state(log_of(some_rows(seed + 1_000, seed % 20)))
    taking = {"only_changes": seed % 3 == 0, "complete": "2024-05-05" if seed % 4 == 0 else None}

    def proposed() -> list[object]:
        found = propose(rows, state, NOON_2026, skip_bad=True, **taking)
        refused = list(map(str, found.refused))
        return [found.drafts, found.issues, refused, found.warnings, set(found.events), found.publishers]

    early = proposed()
    monkeypatch.setattr(by_event, "_are_last", lambda rows, zone: bytes(len(rows)))
    assert early == proposed()


def test_rows_set_aside_come_back_as_they_were() -> None:
    rows: list[Row | TimelineError] = [*some_rows(1, 450), RowError("f:9: bad"), Row(at="f:10", title=len)]  # type: ignore[arg-type]
    kept = RowsAside.of(iter(rows))
    assert (len(kept), kept.unread) == (452, 1)
    assert list(kept) == list(kept) == rows


def test_a_row_whose_event_is_no_text_is_refused() -> None:
    rows = [Row(at="f:2", event=["a"], title="A", when="2024"), row("b", "2024-05-01", known="2024-05-02")]  # type: ignore[arg-type]
    found = preview(RowsAside.of(rows), read_state(memory_log()), NOON_2026, skip_bad=True)
    assert [str(error)[:17] for error in found.refused] == ["f:2: field event "]
    assert len(found.drafts) == 1


def test_rows_that_cannot_be_set_aside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    monkeypatch.setattr(aside, "_IN_MEMORY", 100)
    with pytest.raises(TimelineError, match=r"gone: No such file or directory: .* TMPDIR"):
        RowsAside.of(some_rows(1))


def test_an_import_that_says_nothing_new_holds_little() -> None:
    def rows() -> Iterator[Row]:
        for number in range(600):
            said = {"publisher": "P", "published": "2024-05-03", "summary": f"{number} " * 1_500, "at": f"f:{number}"}
            yield row(f"e{number}", "2024-05-01", None, f"i{number % 9}.x={number}", **said)

    log = memory_log()
    import_rows(log, rows(), NOON_2026)
    state, size = read_state(log), sum(len(one.summary or "") for one in rows())
    tracemalloc.start()
    found = preview(RowsAside.of(rows()), state, NOON_2026)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.drafts == ()
    assert size > 2_000_000
    assert peak < size
