"""A calendar lists what is over by its stamp: such a plan says nothing (R4.10), and comes in once (R8.10)."""

import pytest

from rowing import imported, row, seen
from support import memory_log


@pytest.mark.parametrize("publisher", [None, "Feed"])
def test_a_plan_that_was_over_comes_in_once(publisher: str | None) -> None:
    log = memory_log()
    assert imported(log, row("e", "2018-05-02", "scheduled", known="2018-01-01", publisher=publisher)) == ["recorded"]
    over = row("e", "2018-05-04", "scheduled", known="2018-05-09", publisher=publisher, is_state=True)
    assert imported(log, over) == ["recorded"]
    assert str(seen(log).when) == str(seen(log, "2018-05-01").when)


def test_a_stamp_that_was_not_renewed_still_moves_an_event_back() -> None:
    log = memory_log()
    there, elsewhere = (
        row("e", day, "scheduled", known="2018-01-01", is_state=True) for day in ("2028-05-04", "2028-05-11")
    )
    assert imported(log, there) == ["recorded"]
    assert imported(log, elsewhere) == ["recorded"]
    assert imported(log, row("e", "2028-05-18", "scheduled", known="2018-01-01", is_state=True)) == ["recorded"]
