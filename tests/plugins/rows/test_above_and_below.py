"""What stands around a table that a spreadsheet program wrote, with separators in each line; and a file of nothing."""

from io import BytesIO

import pytest

from support import memory_log
from timeline_engine import import_file
from timeline_engine.errors import TimelineError
from timeline_engine.plugins.making import importer
from timeline_engine.rows.reading import RowError
from timeline_engine.view.ports import Row


def take(text: str, format: str = "csv", **options: str) -> tuple[int, tuple[str, ...]]:
    made = import_file(memory_log(), BytesIO(text.encode()), format=format, known="2024-01-01", **options)
    return len(made.receipts), made.warnings


@pytest.mark.parametrize(
    "table",
    ["title,when,place\nA,2018,K\n,,\nNote: of the town,,\n", "when,title,place\n2018,A,K\n,,\nNote: of the town,,\n"],
)
@pytest.mark.filterwarnings("ignore::timeline_engine.view.ports.LeftOut")
def test_a_footer_below_an_empty_row_is_one_with_separators_too(table: str) -> None:
    assert take(table) == (1, ("the data:4: left out what stands below the table: 'Note: of the town'",))


def test_a_title_alone_is_a_row_where_no_empty_one_is_before_or_the_empty_one_is_of_another_kind() -> None:
    for between in ("", "\n"):
        rows = list(importer("csv").rows(BytesIO(f"title,when\nA,2018\n{between}B,\n".encode()), "f"))
        assert [row.title for row in rows if isinstance(row, Row)] == ["A", "B"]


@pytest.mark.parametrize("row", ["Total,14,", "Total,,14", "Sum,,"])
def test_a_row_of_totals_is_named_with_what_leaves_it_out(row: str) -> None:
    table = f"Date,Headline,n\n2018,A,3\n{row}\n"
    columns = "Date=when,Headline=title"
    with pytest.raises(RowError) as caught:
        take(table, map=columns)
    word = row.partition(",")[0]
    assert str(caught.value).startswith(f"the data:3: field when: '{word}' is not a date; ")
    assert str(caught.value).endswith(". If that is a row of totals and no event, --skip-bad leaves it out.")


@pytest.mark.parametrize("row", ["soon,B,", "03/04/2018,,"])
@pytest.mark.filterwarnings("ignore::timeline_engine.view.ports.LeftOut")
def test_another_row_is_none(row: str) -> None:
    with pytest.raises(TimelineError) as caught:
        take(f"when,title,place\n2018,A,K\n{row}\n")
    assert "totals" not in str(caught.value)


@pytest.mark.parametrize("format", ["csv", "tsv", "json"])
@pytest.mark.parametrize("text", ["", "\n", " \n\n"])
def test_a_file_of_nothing_is_empty(text: str, format: str) -> None:
    with pytest.raises(TimelineError, match=r"^the data:1: the file is empty$"):
        take(text, format)
    if format != "json":
        with pytest.raises(TimelineError, match=r"^the data:1: the file is empty$"):
            take(text, format, header="when,title")
