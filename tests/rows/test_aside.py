"""Rows that are set aside come back as they were, also such as cannot be written down."""

from rowing import row
from timeline_engine.errors import TimelineError
from timeline_engine.rows.aside import RowsAside
from timeline_engine.view.ports import Row


def test_what_cannot_be_written_stays_in_memory() -> None:
    odd = Row(at="f:3", title=lambda: None)  # type: ignore[arg-type]
    rows = [row("e", "2018", publisher="P", published="2018-01-02"), odd, TimelineError("f:4: no row")]
    aside = RowsAside.of(rows)
    assert (list(aside), len(aside), aside.unread) == (rows, 3, 1)
    assert list(aside) == rows
