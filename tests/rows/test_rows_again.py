"""Import rows, for any file: importing it again appends nothing, importing its next version what changed."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rowing import imported, seen
from support import NOON_2026, memory_log
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source, Value
from timeline_engine.recording import read_state
from timeline_engine.rows import RowError, import_rows, propose
from timeline_engine.view.ports import Row

DAYS = ("2018-01-05", "2018-03", "2018-06-01", "2018-09-06")
PHASES = ("occurred", "scheduled", "cancelled", "retracted", "postponed")

days = st.sampled_from((None, *DAYS))
sources = st.builds(Source, st.sampled_from((None, "P", "Q")), st.sampled_from((None, "T")), days)


@st.composite
def any_row(draw: st.DrawFn) -> Row:
    """A row of one of two events, full of what can agree with others, or not."""
    name = draw(st.sampled_from("ab"))
    claimed = draw(st.booleans())
    value: Value = draw(st.sampled_from([1, 2, "s"]))
    source = draw(st.none() | sources)
    return Row(
        at=f"f:{draw(st.integers(2, 9))}",
        event=name,
        title=f"title {name}",
        when=draw(days),
        known=draw(days),
        phase=draw(st.sampled_from((None, *PHASES))),
        issue=draw(st.sampled_from("xy")) if claimed else None,
        attribute=draw(st.sampled_from((None, "v"))) if claimed else None,
        value=value if claimed else None,
        by=draw(st.sampled_from((None, "P", "R"))) if claimed else None,
        source=source if source != Source() else None,
        kind=draw(st.sampled_from((None, None, "k"))),
    )


files = st.lists(any_row(), min_size=1, max_size=6)


def taken(log: MemoryLog, rows: Sequence[Row]) -> bool:
    """Import rows; whether they were taken. If they were, a second time appends nothing."""
    try:
        import_rows(log, rows, NOON_2026)
    except RowError:
        return False
    again = import_rows(log, rows, NOON_2026)
    assert again == [], [entry.body for entry in log.read()]
    return True


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(files)
def test_twice_appends_nothing(rows: list[Row]) -> None:
    event("taken" if taken(memory_log(), rows) else "refused")


@pytest.mark.slow
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(files, files)
def test_twice_appends_nothing_to_a_log_that_says_other_things(before: list[Row], rows: list[Row]) -> None:
    log = memory_log()
    assume(taken(log, before))
    event("taken" if taken(log, rows) else "refused")


CELLS: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(("A", "B")),
    "when": st.sampled_from(DAYS),
    "phase": st.sampled_from(PHASES[:4]),
    "kind": st.sampled_from(("meeting", "visit")),
    "place": st.sampled_from(("Delhi", "Vienna")),
    "summary": st.sampled_from(("One.", "Two.")),
    "actors": st.sampled_from((("India",), ("India", "US"))),
    "value": st.sampled_from((1, 2.5, "x")),
}


@st.composite
def whole_row(draw: st.DrawFn, name: str) -> Row:
    """A row of its own event, with every cell filled in."""
    cells: dict[str, Any] = {cell: draw(some) for cell, some in CELLS.items()}
    source = Source(draw(st.sampled_from((None, "P"))), None, draw(days))
    known = draw(days)
    return Row(at="f:2", event=name, issue="x", attribute="v", by=draw(st.sampled_from((None, "R"))), known=known,
               source=source if source != Source() else None, **cells)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_changed_cell_appends_one_entry(data: st.DataObject) -> None:
    rows = [data.draw(whole_row(name)) for name in "abc"]
    log = memory_log()
    imported(log, *rows)
    place, cell = data.draw(st.integers(0, 2)), data.draw(st.sampled_from(sorted(CELLS)))
    old = getattr(rows[place], cell)
    new = data.draw(CELLS[cell].filter(lambda value: value != old))
    cells: dict[str, Any] = {cell: new}
    changed = [replace(row, **cells) if number == place else row for number, row in enumerate(rows)]
    dated = rows[place].known or (rows[place].source and rows[place].source.published)
    if cell == "phase" and dated:
        with pytest.raises(RowError, match="in the same report"):
            import_rows(log, changed, NOON_2026)
        return
    kinds = imported(log, *changed)
    event(f"{cell}: {kinds}")
    assert len(kinds) == 1
    assert not dated or kinds == ["corrected"]
    name = str(rows[place].event)
    if cell in ("title", "kind", "place", "summary", "actors"):
        assert getattr(seen(log, event=name).body, cell) == new
    back = propose(rows, read_state(log), NOON_2026)
    assert len(back.warnings if dated else back.drafts) == 1, "what was corrected away stays so; what is so now, is"
