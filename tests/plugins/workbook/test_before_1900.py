"""Numbers below 1 that are shown as dates: programs count the days before 1900 from two days."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from timeline_engine.errors import TimelineError
from timeline_engine.plugins import PluginError, importer
from timeline_engine.view.ports import Row
from timeline_plugins.workbook.importer import XlsxImporter

# Days from the program's own first day, as it writes 1 July 1850: openpyxl and LibreOffice, XlsxWriter and Gnumeric.
WRITTEN = {"libreoffice": -18079, "gnumeric": -18080}


def read(*cells: object, number_format: str = "yyyy-mm-dd", **options: str) -> list[Row | TimelineError]:
    book, out = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    sheet.append(["title", "when"])
    for row, cell in enumerate(cells, 2):
        sheet.append([f"E{row}", cell])
        sheet.cell(row, 2).number_format = number_format
    book.save(out)
    return list(XlsxImporter(**options).rows(out, "b.xlsx"))


def test_who_counted_is_known_by_what_it_writes() -> None:
    first = {"libreoffice": date(1899, 12, 30), "gnumeric": date(1899, 12, 31)}
    assert {by: (date(1850, 7, 1) - day).days for by, day in first.items()} == WRITTEN


@pytest.mark.parametrize("by", WRITTEN)
def test_a_day_before_1900_is_that_of_who_counted(by: str) -> None:
    (row,) = read(WRITTEN[by], counted=by)
    assert isinstance(row, Row)
    assert row.when == "1850-07-01"


def test_it_is_refused_with_its_cell_where_nobody_says_who_counted() -> None:
    row, other, last = read(-18079, date(2018, 9, 6), -0.5)
    assert str(row).startswith("b.xlsx:Sheet!B2: field when: day -18079 is 1850-07-01 as LibreOffice and")
    assert "-O counted=gnumeric" in str(row)
    assert isinstance(other, Row)
    assert str(last).startswith("b.xlsx:Sheet!B4: field when: day -1 is 1899-12-29")


@pytest.mark.parametrize(("number", "libreoffice", "gnumeric"), [
    (0, "1899-12-30", "1899-12-31"), (0.5, "1899-12-30T12:00", "1899-12-31T12:00"), (1, "1899-12-31", "1900-01-01"),
    (30, "1900-01-29", "1900-01-30"), (58, "1900-02-26", "1900-02-27"), (-1, "1899-12-29", "1899-12-30"),
])  # fmt: skip
def test_days_0_to_60_are_those_of_who_counted(number: float, libreoffice: str, gnumeric: str) -> None:
    for by, day in (("libreoffice", libreoffice), ("gnumeric", gnumeric)):
        (row,) = read(number, counted=by)
        assert isinstance(row, Row)
        assert row.when == day
    (refused,) = read(number)
    assert "say who counted with -O counted=libreoffice or -O counted=gnumeric" in str(refused)
    assert f"is {libreoffice[:10]} as LibreOffice" in str(refused)


def test_the_last_of_february_has_two_numbers_in_one_program() -> None:
    (row,) = read(59, counted="gnumeric")
    assert isinstance(row, Row)
    assert row.when == "1900-02-28"
    for number in (59, 60):
        for options in ({}, {"counted": "libreoffice"}):
            (refused,) = read(number, **options)
            assert "it is 27 or 28 February 1900, by who counted: format the cell as text" in str(refused)


def test_a_time_is_no_day_whoever_counted() -> None:
    (row,) = read(0.5, number_format="hh:mm", counted="gnumeric")
    assert "12:00:00 is a time without a day" in str(row)


def test_the_first_day_of_1904() -> None:
    book, out = Workbook(), BytesIO()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append(["title", "when"])
    book.worksheets[0].append(["A", date(1904, 1, 1)])
    book.save(out)
    for options in ({}, {"counted": "gnumeric"}):
        (row,) = XlsxImporter(**options).rows(out, "b.xlsx")
        assert isinstance(row, Row)
        assert row.when == "1904-01-01"


def test_who_counted_does_not_matter_later() -> None:
    (row,) = read(datetime(1900, 3, 1), counted="gnumeric")
    assert isinstance(row, Row)
    assert row.when == "1900-03-01"


def test_nobody_else_counts() -> None:
    with pytest.raises(PluginError, match="counted is 'excel', it must be libreoffice or gnumeric"):
        importer("xlsx", {"counted": "excel"})
