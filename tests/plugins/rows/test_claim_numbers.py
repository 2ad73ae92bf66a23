"""The column `claim` has a small number, and whatever else stands there is refused in a sentence of its own."""

import pytest

from timeline_engine.errors import TimelineError
from timeline_plugins.rows.row_of_cells import make_row


@pytest.mark.parametrize("text", ["9" * 5_000, "0" * 5_000 + "1", "0", "-1", "1.5", "0.0", "\u0661", "x"])
def test_what_is_no_number_of_a_claim_is_refused(text: str) -> None:
    with pytest.raises(TimelineError, match=r"f:2: field claim: .{1,40} is no number of a claim"):
        make_row({"event": "e", "claim": text}, "f:2")


@pytest.mark.parametrize(("text", "claim"), [("1", 1), ("012", 12), (3, 3)])
def test_a_number_of_a_claim_is_read(text: object, claim: int) -> None:
    assert make_row({"event": "e", "claim": text}, "f:2").claim == claim
