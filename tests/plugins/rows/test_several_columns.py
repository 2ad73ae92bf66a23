"""One date from several columns, and an interval from two dates: in every format of rows, and for others' importers."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from plugins.rows.test_map import FORMATS, as_csv, rows_of
from support import memory_log
from timeline_engine import TimelineError, import_file
from timeline_engine.dates import Zone
from timeline_engine.rows.columns import read_map
from timeline_engine.rows.reading import read_row
from timeline_engine.rows.renaming import renamed
from timeline_engine.rows.reports import PHASES
from timeline_engine.view.ports import Row
from timeline_plugins.rows.importers import CsvImporter
from timeline_plugins.workbook.importer import XlsxImporter

UTC = Zone("UTC")
CASE = Path(__file__).parents[2] / "data" / "cases" / "split-date-columns" / "a.csv"
each_format = pytest.mark.parametrize(("kind", "written"), FORMATS, ids=["csv", "jsonl", "xlsx"])


def whens(table: list[list[Any]], columns: str, kind: Any = CsvImporter, written: Any = as_csv) -> list[str | None]:
    """The dates of the rows of a table as EDTF; what is wrong with one in its place."""
    read = rows_of(kind, written([[*table[0], "title"], *([*row, "A"] for row in table[1:])]), map=columns)
    return [_when(row) for row in read]


def _when(row: Any) -> str | None:
    try:
        return str(row) if isinstance(row, TimelineError) else read_row(row, UTC, PHASES).when
    except TimelineError as error:
        return str(error)


def test_the_case() -> None:
    log = memory_log()
    columns = "Year+Month+Day=when, End Year+End Month+End Day=until, Headline=title"
    import_file(log, CASE, map=columns, known="2018")
    (entry,) = log.read()
    assert getattr(entry.body, "when", None) == "1815-12-10/1852-11-27"
    assert not import_file(log, CASE, map=columns, known="2018").receipts


@each_format
def test_a_date_is_as_exact_as_its_parts(kind: Any, written: Any) -> None:
    table = [["Year", "Month", "Day"], ["1815", "12", "10"], ["1815", "12", ""], ["1815", "", ""], ["", "", ""]]
    assert whens(table, "Year+Month+Day=when", kind, written) == ["1815-12-10", "1815-12", "1815", None]


def test_parts_stand_in_any_order_and_a_month_may_be_a_name() -> None:
    table = [["Day", "Month", "Year"], ["1", "Feb", "1815"], ["", "March", "1815"], ["4", "5", "1815"], ["", "", "476"]]
    assert whens(table, "Day+Month+Year=when") == ["1815-02-01", "1815-03", "1815-05-04", "0476"]


def test_headers_in_another_language_are_taken_by_what_stands_below_them() -> None:
    table = [["Jahr", "Monat", "Tag"], ["1815", "12", "10"], ["1815", "Dec", ""], ["-43", "", ""]]
    assert whens(table, "Jahr+Monat+Tag=when")[:2] == ["1815-12-10", "1815-12"]
    table = [["Tag", "Monat", "Jahr"], ["13", "12", "1815"], ["4", "5", "1815"]]
    decided, doubtful = whens(table, "Tag+Monat+Jahr=when")
    assert decided == "1815-12-13"
    assert doubtful is not None
    assert "'4/5/1815'" in doubtful


def test_a_date_a_time_and_a_zone() -> None:
    table = [
        ["Date", "Time", "Zone"],
        ["2018-11-04", "10:00", "+05:30"],
        ["4 Nov 2018", "10:00", ""],
        ["2018-11-04", "", "UTC"],
    ]
    assert whens(table, "Date+Time+Zone=when") == ["2018-11-04T10:00+05:30", "2018-11-04T10:00", "2018-11-04"]


def test_numbers_dates_and_times_of_a_workbook() -> None:
    from plugins.rows.test_map import as_xlsx

    table = [["Date", "Time"], [date(2018, 11, 4), time(10, 30)]]
    assert whens(table, "Date+Time=when", XlsxImporter, as_xlsx) == ["2018-11-04T10:30:00"]
    table = [["Year", "Month", "Day"], [1815, 12, 10], [1815.0, "May", None]]
    assert whens(table, "Year+Month+Day=when", XlsxImporter, as_xlsx) == ["1815-12-10", "1815-05"]


@pytest.mark.parametrize("columns", ["Start/End=when", "Start=when,End=until"])
@each_format
def test_a_start_and_an_end_are_an_interval(columns: str, kind: Any, written: Any) -> None:
    table = [["Start", "End"], ["2018-09-06", "8 Sep 2018"], ["2018-09-06", ""], ["2018-09-06", "2018-09-06"]]
    assert whens(table, columns, kind, written) == ["2018-09-06/2018-09-08", "2018-09-06", "2018-09-06"]


def test_both_ends_may_have_several_columns() -> None:
    table = [["Y", "M", "End Y", "End M"], ["1815", "12", "1852", "11"]]
    assert whens(table, "Y+M/End Y+End M=when") == ["1815-12/1852-11"]


def test_a_column_that_is_called_so_comes_first() -> None:
    table = [["a+b", "a", "b", "n/a"], ["2018-05", "1", "2", "2018-06"]]
    with pytest.warns(match="left out 'a', 'b'"):
        assert whens(table, "a+b=when,n/a=until") == ["2018-05/2018-06"]
    with pytest.warns(match="left out"):
        assert whens(table, "n/a=when") == ["2018-06"]


def test_a_column_that_is_called_until_needs_no_map() -> None:
    (row,) = rows_of(CsvImporter, b"title,when,until\nA,2018,2020\n")
    assert (row.when, row.until) == ("2018", "2020")
    assert _when(row) == "2018/2020"


def test_words_of_several_columns() -> None:
    data = b"First,Last,Where,Land,title\nAda,Lovelace,,England,A\n"
    (row,) = rows_of(CsvImporter, data, map="First+Last=actors,Where+Land=place")
    assert (row.actors, row.place) == (("Ada", "Lovelace"), "England")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1815", "", "10", ""], "column 'Day' has '10', and 'Month' is blank"),
        (["", "12", "", ""], "column 'Month' has '12', and 'Year' is blank"),
        (["", "", "", "10:00"], "column 'Time' has '10:00', and no date stands beside it"),
        (["1815", "13", "1", ""], "1815-13-01"),
        (["1815", "13", "", "10:00"], "1815-13"),
    ],
)
def test_parts_without_what_they_are_parts_of_are_refused(cells: list[str], said: str) -> None:
    (found,) = whens([["Year", "Month", "Day", "Time"], cells], "Year+Month+Day+Time=when")
    assert found is not None
    assert said in found
    assert found.startswith("news:2: field when: ")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("", "2018", "field until: 2018 is the end of what has no beginning"),
        ("2018", "2017", "field until: "),
        ("2018", "soon", "field until: 'soon' is not a date"),
    ],
)
def test_an_end_that_ends_nothing_is_refused(start: str, end: str, said: str) -> None:
    (found,) = whens([["when", "until"], [start, end]], "when=when")
    assert found is not None
    assert said in found


def test_a_part_that_is_not_there_is_named() -> None:
    with pytest.raises(TimelineError, match="map: no column is called 'Dya'; did you mean 'Day'"):
        whens([["Year", "Month", "Day"], ["1815", "1", "1"]], "Year+Month+Dya=when")


def test_columns_of_rows_are_put_together_as_well() -> None:
    row = Row(at="d:1", title="Talks", kind="2018", place="11", summary="4", known="2018-12-01")
    (found,) = renamed([row], read_map("kind+place+summary=when,known=until"))
    assert isinstance(found, Row)
    assert (found.title, found.when, found.until, found.kind, found.place) == (
        "Talks", "2018-11-04", "2018-12-01", None, None,
    )  # fmt: skip


def test_a_key_of_several_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Y,M,title\n2018,5,Talks\n2018,6,Talks\n")
    log = memory_log()
    import_file(log, tmp_path / "a.csv", map="Y+M=when", key="when,title", known="2019")
    assert [getattr(entry.body, "event", None) for entry in log.read()] == ["2018-05-talks", "2018-06-talks"]


def test_the_rows_with_their_ids_come_back(tmp_path: Path) -> None:
    log, ids = memory_log(), tmp_path / "ids.csv"
    import_file(
        log, CASE, known="2018", map="Year+Month+Day/End Year+End Month+End Day=when,Headline=title", ids_to=ids
    )
    assert "1815-12-10/1852-11-27" in ids.read_text()
    assert not import_file(log, ids, known="2018").receipts


def test_a_file_without_a_header_line_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("2018-09-06,First dialogue\n2018-10-05,Deal\n")
    with pytest.raises(TimelineError, match=r"'2018-09-06' is a date, and no name of a column: .* no header line"):
        import_file(memory_log(), tmp_path / "a.csv")


def test_headers_that_others_use_are_proposed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Start,End,title\n2018,2019,A\n")
    with pytest.raises(TimelineError, match=r"--map (.?)End=until,Start=when\1"):
        import_file(memory_log(), tmp_path / "a.csv")


@pytest.mark.parametrize("headers", [["Year", "Month", "Day"], ["Jahr", "Monat", "Tag"]])
@pytest.mark.parametrize(
    ("cells", "readings"),
    [
        (["-300", "", ""], "write -0300 for 301 BC, or 300 BC"),
        (["-43", "3", "15"], "write -0043-03-15 for 44 BC, or 43 BC"),
    ],
)
def test_a_year_before_1_without_four_digits_has_two_readings(
    headers: list[str], cells: list[str], readings: str
) -> None:
    refused, read = whens([headers, cells, ["-0043", "3", "15"]], f"{'+'.join(headers)}=when")
    assert refused is not None
    assert readings in refused
    assert read == "-0043-03-15"
