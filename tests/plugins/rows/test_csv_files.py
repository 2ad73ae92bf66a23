"""CSV as it comes: lines above the header and below the table, other separators, a bad quote."""

import warnings
from io import BytesIO
from pathlib import Path

import pytest

from timeline_engine.errors import TimelineError
from timeline_engine.plugins import read_rows
from timeline_engine.plugins.making import importer
from timeline_engine.view.ports import Row
from timeline_plugins.rows.importers import TsvImporter

CASES = Path(__file__).parents[2] / "data" / "cases"


def read(text: str | bytes, **options: str) -> tuple[list[Row | TimelineError], list[str]]:
    """The rows, and what is told."""
    data = text.encode() if isinstance(text, str) else text
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        rows = list(importer("csv", options).rows(BytesIO(data), "f.csv"))
    return rows, [str(one.message) for one in told]


def titles(rows: list[Row | TimelineError]) -> list[str | None]:
    return [row.title if isinstance(row, Row) else None for row in rows]


def test_lines_above_the_header_are_left_out_and_told() -> None:
    with pytest.warns(UserWarning, match=r"a\.csv: left out lines 1 to 2 above the header: 'Chronology of the case'$"):
        (row,) = read_rows(CASES / "csv-header-not-first" / "a.csv", "csv")
    assert isinstance(row, Row)
    assert (row.title, row.when, row.at.rpartition(":")[2]) == ("A", "2024-05-01", "4")


def test_what_the_first_line_says_of_the_separator_is_done() -> None:
    assert titles(read_rows(CASES / "csv-header-not-first" / "b.csv", "csv")) == ["A"]
    rows, told = read("sep=|\nwhen|title, place\n2024-05-01|A, B\n", map="title, place=title,when=when")
    assert (titles(rows), told) == (["A, B"], [])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_seen_in_the_header_outside_quotes(separator: str) -> None:
    text = f'"Day,;\t| local"{separator}title{separator}place\n2024-05-01{separator}A{separator}Town\n'
    (row,), told = read(text.replace("Day,;\t| local", "when"))
    assert isinstance(row, Row)
    assert (row.when, row.title, row.place, told) == ("2024-05-01", "A", "Town", [])
    header = '"Day, hour, zone, x"' + f"{separator}Headline\n2024-05-01{separator}A\n"
    rows, _ = read(header, map="Headline=title")
    assert titles(rows) == ["A"]


def test_a_header_cell_in_quotes_may_have_lines() -> None:
    (row,), told = read('Report\n"wh\nen",title\n2024-05-01,A\n')
    assert isinstance(row, Row)
    assert (row.when, row.at) == ("2024-05-01", "f.csv:4")
    assert told == ["f.csv: left out line 1 above the header: 'Report'"]


def test_a_title_called_like_a_column_is_no_header() -> None:
    rows, told = read("Title\n\nwhen,title\n2024-05-01,A\n")
    assert (titles(rows), told) == (["A"], ["f.csv: left out lines 1 to 2 above the header: 'Title'"])


def test_a_row_that_looks_like_a_header_does_not_take_its_place() -> None:
    with pytest.raises(TimelineError, match=r"^f\.csv:1: unknown column 'Date'"):
        read("Date,Headline,Type\n2018,A,title\n2019,B,event\n")
    with pytest.raises(TimelineError, match=r"^f\.csv:1: unknown column 'Type'"):
        read("when,title,Type\n2018,A,x\nwhen,title,y\n")
    with pytest.raises(TimelineError, match=r"^f\.csv:2: unknown column 'Type'"):
        read("My chronology\nwhen,title,Type\n2018,A,x\n")


def test_no_header_in_the_first_21_lines() -> None:
    above = "x\n" * 20
    assert titles(read(above + "when,title\n2018,A\n")[0]) == ["A"]
    with pytest.raises(TimelineError, match=r"f\.csv:1: unknown column 'x'"):
        read("x\n" + above + "when,title\n2018,A\n")


def test_a_header_that_is_no_csv_is_refused() -> None:
    with pytest.raises(TimelineError, match=r"f\.csv:1: not CSV: a quote stands amid a cell in quotes"):
        read('when,"the "title""\n2018,A\n')


def test_one_bad_quote_costs_its_row_alone() -> None:
    rows = read_rows(CASES / "one-bad-quote-stops-all" / "a.csv", "csv")
    assert titles(rows) == ["A", None, "C"]
    assert str(rows[1]).endswith("a.csv:3: not CSV: a quote stands amid a cell in quotes, where it has to be doubled")


def test_a_quote_that_is_not_closed_costs_its_row_alone() -> None:
    rows, _ = read('when,title,place\n2018,"A,x\n2019,B,x\n2020,"C, c",x\n2021,D,"x\ny"\n2022,E\n')
    assert titles(rows) == [None, "B", "C, c", "D", "E"]
    rows, _ = read('when,title\n2018,"A\n2019,B\n')
    assert (titles(rows), str(rows[0])) == (
        [None, "B"],
        "f.csv:2: not CSV: a quote that begins a cell is closed nowhere",
    )


def test_what_a_bad_row_took_in_and_is_none_is_told() -> None:
    rows, _ = read('when,title,place\n2018,"A ""so""\nand, so on, for long, "x" y,x\n\n2019,B,x\n')
    assert titles(rows) == [None, "B"]
    assert str(rows[0]).endswith("; what it took in is left out as well, to line 4")


def test_an_unclosed_quote_in_a_long_file_is_held_to_the_limit() -> None:
    text = 'when,title\n2018,"A\n' + "2019,B\n" * 100
    rows, _ = read(text, limits="row=200")
    assert titles(rows) == [None, *["B"] * 100]
    assert "f.csv:2: too many characters in one row; the limit row is 200" in str(rows[0])


def test_very_many_bad_quotes_take_no_longer_than_others() -> None:
    rows, _ = read("when,title\n" + '2018,"A\n2019,B\n' * 4_000)
    assert titles(rows).count("B") == 4_000


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("when,title\n2018,A\n\nBy the State,\n", "f.csv:4: left out what stands below the table: 'By the State'"),
        ("when,title\n2018,A\nBy the State\n", "f.csv:3: left out what stands below the table: 'By the State'"),
        ("when,title\n2018,A\n\nNotes\n\nx\n", "f.csv:4 to 6: left out what stands below the table: 'Notes'"),
        ("title,when\nA,2018\n\nSource\n", "f.csv:4: left out what stands below the table: 'Source'"),
    ],
)  # fmt: skip
def test_what_stands_below_a_table_is_left_out_and_told(text: str, below: str) -> None:
    rows, told = read(text)
    assert (titles(rows), told) == (["A"], [below])


@pytest.mark.parametrize(
    "text",
    [
        "when,title\n2018,A\n2019,\n2020,B\n",  # amid
        "when,title\n2018,A\n2019,\n",  # a date whose title is missing
        "title,when\nA,2018\n\nB,\n",  # a title whose date is missing
        "title\nA\n\nB\n",
        "when,title\n2018,A\n\n" + "x,\n" * 21,
    ],
)
def test_what_may_be_a_row_is_not_left_out(text: str) -> None:
    rows, told = read(text)
    assert (len(rows) > 1, told) == (True, [])


def test_a_file_of_tabs_has_a_suffix_of_its_own() -> None:
    rows = TsvImporter().rows(BytesIO(b"when\ttitle\n2018\tA, B\n"), "f.tsv")
    assert titles(list(rows)) == ["A, B"]


def test_a_file_without_a_header_line_says_how_to_name_its_columns() -> None:
    for first in ("2018-09-06;A", "06.09.2018;A", "20180906;A", "9/6/2018 10:00;A"):
        with pytest.raises(TimelineError, match=r"^f\.csv:1: .* is a date, and no name of a column"):
            read(f"{first}\n{first}\n")
    rows, told = read("2018-09-06;A\n2018-09-07;B\n", header="when,title")
    assert (titles(rows), told) == (["A", "B"], [])
    rows, _ = read("sep=;\n2018-09-06;A, B\n", header="Day;Title", map="Day=when")
    assert titles(rows) == ["A, B"]


@pytest.mark.parametrize("first", ['sep="', "sep= ", "sep=a", "sep=", "sep=;;"])
def test_what_says_no_separator_is_a_line_above_the_header(first: str) -> None:
    rows, told = read(f"{first}\nwhen,title\n2018,A\n")
    assert (titles(rows), len(told)) == (["A"], 1)
