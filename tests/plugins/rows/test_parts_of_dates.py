"""Which column is the year, and what a part of a date may look like: headers in any language, pandas, blank ends."""

from typing import Any

import pytest

from plugins.rows.test_map import FORMATS, rows_of
from plugins.rows.test_several_columns import whens
from timeline_engine import TimelineError
from timeline_engine.rows.columns import read_map
from timeline_engine.rows.habits import Seen
from timeline_engine.rows.options import read_habits
from timeline_engine.rows.renaming import renamed
from timeline_engine.view.ports import Row
from timeline_plugins.rows.importers import CsvImporter, JsonlImporter

each_format = pytest.mark.parametrize(("kind", "written"), FORMATS, ids=["csv", "jsonl", "xlsx"])
_GERMAN = [["Jahr", "Monat", "Tag"], ["18", "11", "4"], ["99", "12", ""], ["05", "Mai", "6"], ["18", "", ""]]


def read(data: bytes, columns: str, kind: Any = CsvImporter, **habits: str) -> list[str | None]:
    """The dates of the rows of a file that was written as an import was told; what is wrong with one in its place."""
    found = Seen(read_habits(habits)).pass_on(rows_of(kind, data, map=columns))
    return [str(row) if isinstance(row, TimelineError) else row.when for row in found]


def table(cells: list[list[str]]) -> bytes:
    lines = [",".join([*cells[0], "title"]), *(",".join([*row, "A"]) for row in cells[1:])]
    return "\n".join(lines).encode()


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
def test_the_map_says_which_is_the_year(order: list[int]) -> None:
    said = "+".join(["Jahr:year", "Monat:month", "Tag:day"][place] for place in order) + "=when"
    assert read(table(_GERMAN), said, pivot="2029") == ["2018-11-04", "1999-12", "2005-05-06", "2018"]


@pytest.mark.parametrize("columns", ["Jahr+Monat+Tag=when", "Tag+Monat+Jahr=when"])
@pytest.mark.parametrize("habits", [{}, {"pivot": "2029"}, {"pivot": "2029", "dates": "day-first"}])
def test_two_digits_under_other_headers_are_no_day_that_somebody_guessed(columns: str, habits: dict[str, str]) -> None:
    for found in read(table(_GERMAN)[: table(_GERMAN).index(b"18,,")], columns, **habits):
        assert found is not None
        assert "nothing says which is the year, month or day; write :year, :month or :day behind each" in found
    assert "'Jahr' has '18', 'Monat' has '11', 'Tag' has '4'" in str(read(table(_GERMAN), "Jahr+Monat+Tag=when")[0])


def test_a_day_without_a_month_is_no_month() -> None:
    cells = [["Tag", "Monat", "Jahr"], ["4", "", "1815"], ["", "5", "1815"], ["", "März", "1815"], ["", "", "1815"]]
    day, month, *clear = read(table(cells), "Tag+Monat+Jahr=when")
    assert "nothing says which is the year" in str(day)
    assert "nothing says which is the year" in str(month)
    assert clear == ["1815-03", "1815"]
    day, *clear = read(table(cells), "Tag:day+Monat:month+Jahr:year=when")
    assert "column 'Tag' has '4', and 'Monat' is blank" in str(day)
    assert clear == ["1815-05", "1815-03", "1815"]


def test_a_column_that_is_called_so_is_no_part() -> None:
    (found,) = rows_of(CsvImporter, b"Due:day,title\n2018-05-01,A\n", map="Due:day=when")
    assert found.when == "2018-05-01"
    with pytest.raises(TimelineError, match="no column is called 'Jhar'; did you mean 'Jahr'"):
        read(table(_GERMAN), "Jhar:year+Monat:month=when")


def test_rows_of_other_formats_may_have_parts_in_their_columns() -> None:
    row = Row(at="d:1", title="Talks", kind="18", place="11", summary="4")
    (found,) = renamed([row], read_map("kind:year+place:month+summary:day=when"))
    assert isinstance(found, Row)
    assert found.when == "4 Nov 18"


@each_format
def test_pandas_writes_whole_numbers_with_a_fraction_where_some_are_missing(kind: Any, written: Any) -> None:
    cells = [["Year", "Month", "Day"], ["1815.0", "5.0", "1.0"], ["1815", "5.0", ""], ["1815.0", "", ""]]
    assert whens(cells, "Year+Month+Day=when", kind, written) == ["1815-05-01", "1815-05", "1815"]
    assert whens([["Jahr", "Monat"], ["1815.0", "5.0"]], "Jahr+Monat=when", kind, written) == ["1815-05"]


def test_a_whole_number_with_a_fraction_is_a_year_a_day_or_a_count() -> None:
    *found, refused = read(b"Y,title\n1815.0,A\n20181104.0,A\n18.0,A\n2018.25,A\n", "Y=when", pivot="2029")
    assert found == ["1815", "2018-11-04", "2018"]
    assert "2018.25" in str(refused)
    assert read(b"Y,title\n1815.0,A\n1723474994.0,A\n", "Y=when", epoch="s") == ["1815", "2024-08-12T15:03:14Z"]
    assert read(b'{"Y": 1815.0, "title": "A"}\n', "Y=when", JsonlImporter) == ["1815"]


def test_claims_and_flags_that_pandas_wrote() -> None:
    data = b"event,title,issue,value,entry,claim\na,A,i,1.0,abc,2.0\n"
    (row,) = rows_of(CsvImporter, data)
    assert isinstance(row, Row)
    assert (row.value, row.claim) == (1, 2)


@each_format
def test_an_end_of_which_only_the_day_of_the_beginning_stands_there_is_none(kind: Any, written: Any) -> None:
    cells = [
        ["Date", "From", "To", "Zone"],
        ["2018-05-03", "10:00", "12:00", "UTC"],
        ["2018-05-03", "10:00", "", "UTC"],
        ["2018-05-03", "", "", "UTC"],
        ["2018-05-03", "", "12:00", "UTC"],
    ]
    wanted = ["2018-05-03T10:00Z/2018-05-03T12:00Z", "2018-05-03T10:00Z", "2018-05-03", "2018-05-03/2018-05-03T12:00Z"]
    for columns in ("Date+From+Zone=when, Date+To+Zone=until", "Date+From+Zone/Date+To+Zone=when"):
        assert whens(cells, columns, kind, written) == wanted


def test_an_end_with_a_day_of_its_own_needs_no_time() -> None:
    cells = [["Date", "From", "End", "To"], ["2018-05-03", "10:00", "2018-05-05", ""], ["2018-05-03", "10:00", "", ""]]
    assert whens(cells, "Date+From/End+To=when") == ["2018-05-03T10:00/2018-05-05", "2018-05-03T10:00"]


def test_a_year_beside_a_zone_needs_no_month() -> None:
    assert whens([["Date", "Time", "Zone"], ["2018", "", "UTC"]], "Date+Time+Zone=when") == ["2018"]


@pytest.mark.parametrize(
    ("zone", "offset"),
    [("CET", "+01:00"), ("EST5EDT", "-05:00"), ("EST", "-05:00"), ("Asia/Kolkata", "+05:30"), ("UTC", "Z"), ("", "")],
)
@each_format
def test_in_a_column_of_its_own_a_zone_is_that_of_the_iana(kind: Any, written: Any, zone: str, offset: str) -> None:
    cells = [["Date", "Time", "Zone"], ["2018-12-04", "10:00", zone]]
    assert whens(cells, "Date+Time+Zone=when", kind, written) == [f"2018-12-04T10:00{offset}"]


def test_a_zone_that_is_none_is_refused_and_so_is_one_behind_a_time() -> None:
    ist, est = (
        whens([["Date", "Time", "Zone"], ["2018-12-04", "10:00", "IST"]], "Date+Time+Zone=when"),
        whens([["Date", "Time"], ["2018-12-04", "10:00 EST"]], "Date+Time=when"),
    )
    for found in (*ist, *est):
        assert "such names mean several; write the offset instead" in str(found)


@pytest.mark.parametrize("columns", ["Day+Year=when", "Tag:day+Jahr:year=when"])
def test_a_day_and_a_year_are_no_month(columns: str) -> None:
    cells = [[part.partition(":")[0] for part in columns.removesuffix("=when").split("+")], ["4", "2018"], ["", "2018"]]
    refused, year = read(table(cells), columns)
    assert "has '4', and 'month' is blank" in str(refused)
    assert year == "2018"
