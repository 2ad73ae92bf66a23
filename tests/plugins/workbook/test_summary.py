"""What an editor finds in the sheet Summary: who disagrees, what was moved, why, and from which log."""

from typing import Any

import pytest

from builders import event, report, small_view, status
from plugins.workbook.test_exporter import FOOT, SUMMARY_HEADER, by_calamine, opened, table, workbook
from timeline_engine.entries import Body, EventOccurred, EventRescheduled, IssueDefined
from timeline_engine.model import Attribute, Claim, Quantity
from timeline_plugins.workbook.writing.styles import row_height

BRIDGE = IssueDefined(
    issue="bridge", title="Bridge", question="When is it open?", attributes={"cost": Attribute("estimate", "EUR")}
)


def rows(*bodies: Body, **asked: Any) -> list[dict[str, Any]]:
    return table(by_calamine(workbook(small_view(*bodies, **asked))[0])["Summary"], SUMMARY_HEADER)


def cost(millions: int, by: str | None = None) -> Claim:
    return Claim("bridge", "cost", Quantity(millions * 1_000_000, "EUR"), by)


def test_figures_that_differ_stand_with_who_says_each() -> None:
    (row,) = rows(
        BRIDGE,
        event("a", "2018-03-01", claims=(cost(40),), sources=(report("Post", "2018-03-02"),)),
        event("b", "2018-04-01", claims=(cost(55, "the mayor"),), sources=(report("Post", "2018-04-02"),)),
        event("c", "2018-05-01", claims=(cost(40),), sources=(report("Gazette", "2018-05-02"),)),
        event("d", "2018-02-01", claims=(cost(70),)),
    )
    assert row["Contested"] == "cost:\n- 40m EUR (Gazette, and Post)\n- 55m EUR (the mayor)\n- 70m EUR (unattributed)"
    assert (row["Question"], row["Status"], row["Why"]) == ("When is it open?", None, None)
    assert row["Flags"] == "contested: cost"


def test_a_status_that_is_contested_says_so_and_by_whom() -> None:
    (row,) = rows(
        BRIDGE, event("a", "2018-03-01", claims=(status("open", "bridge", "X"), status("shut", "bridge", "Y")))
    )
    assert (row["Status"], row["Contested"]) == ("shut (contested)", "status:\n- shut (Y)\n- open (X)")


def test_accounts_of_an_event_that_differ_stand_beside_the_figures() -> None:
    (row,) = rows(
        BRIDGE,
        event("a", "2018-03-01", title="Opening", issues=("bridge",), sources=(report("Post", "2018-03-02"),)),
        EventOccurred(event="a", when="2018-02-20", sources=(report("Gazette", "2018-03-03"),)),
    )
    assert row["Flags"] == "contested: date"
    assert row["Contested"] == (
        "Opening:\n- occurred 2018-03-01, according to Post (2018-03-02)\n"
        "- occurred 2018-02-20, according to Gazette (2018-03-03)"
    )


def test_what_comes_next_says_how_often_it_was_moved_and_in_how_many_days_it_is() -> None:
    (row,) = rows(
        BRIDGE,
        event("a", "2018-09", title="Opening", phase="scheduled", issues=("bridge",)),
        EventRescheduled(event="a", when=None, known="2018-02-01"),
        EventRescheduled(event="a", when="2018-12-24", known="2018-03-01"),
        as_of="2018-12-04",
    )
    assert row["Next event"] == "Opening (2018-12-24)\nmoved twice: 2018-09 > no date > 2018-12-24"
    assert row["Days to next"] == 20


def test_without_a_next_event_its_cells_are_blank() -> None:
    (row,) = rows(BRIDGE, event("a", "2018-03-01", claims=(status("open", "bridge"),)))
    assert [row[name] for name in ("Next event", "Days to next", "Next date", "Contested", "Flags")] == [None] * 5


def test_why_is_one_line_with_event_voice_origin_and_who_dated_it() -> None:
    said = (status("open", "bridge", "the mayor"),)
    planned = event("a", "2018-03-01", title="Opening", phase="scheduled", sources=(report("Post", "2018-02-02"),))
    (row,) = rows(BRIDGE, planned, EventOccurred(event="a", claims=said, sources=(report("Gazette", "2018-03-02"),)))
    assert row["Why"] == (
        "Opening (2018-03-01), according to the mayor, from Gazette (2018-03-02); date given by Post (2018-02-02)"
    )


def test_no_cell_has_a_formula_so_that_the_answer_stays_that_of_its_day() -> None:
    ahead = event("a", "2018-12-24", phase="scheduled", issues=("bridge",))
    data, _ = workbook(small_view(BRIDGE, ahead))
    cells = [cell for sheet in opened(data).worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}


def test_an_empty_log_has_its_question_and_its_proof() -> None:
    view = small_view()
    column = [row[0] for row in by_calamine(workbook(view)[0])["Summary"]]
    assert column[: SUMMARY_HEADER + 1] == [*column[:2], None, "Issue", None]
    assert column[-1] == (
        f"As of 2018-12-04, as known by 2018-12-04; from the log india-us: 0 entries, head {view.head.hash}."
    )
    assert len(column) == SUMMARY_HEADER + 1 + FOOT


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("a day from 2018-08-26 to 2018-09-02", 16, 3),  # no reader breaks it within a date alone
        ("aaaaaaa bbbbbbb ccccccc", 12, 3),  # a line ends with a word, however much room is left
        ("COMCASA, LEMOA and GSOMIA", 26, 2),  # capitals are as wide as figures
        ("word " * 3, 36, None),
        ("word " * 14, 36, 2),
        ("x" * 200, 36, 5),
        ("橋" * 50, 36, 3),
        ("a\nb\n\nc", 36, 4),
    ],
)
def test_rows_are_as_high_as_their_words_need(text: str, width: float, lines: int | None) -> None:
    assert row_height([(0, width)], [text]) == (lines and lines * 15)


def test_a_text_without_end_makes_a_row_as_high_as_excel_has_them() -> None:
    assert row_height([(0, 10)], ["word " * 100_000]) == 409
