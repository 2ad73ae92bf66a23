"""Numbers below 1 that are shown as dates: programs count the days before 1900 from two days."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

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


@pytest.mark.parametrize("options", [{}, {"counted": "gnumeric"}, {"counted": "libreoffice"}])
def test_day_0_is_midnight_or_one_of_several_days_and_refused(options: dict[str, str]) -> None:
    (row,) = read(0, **options)
    assert str(row).startswith("b.xlsx:Sheet!B2: field when: 00:00:00 is a time without a day, or a day before 1900")


def test_who_counted_does_not_matter_later() -> None:
    (row,) = read(datetime(1900, 3, 1), counted="gnumeric")
    assert isinstance(row, Row)
    assert row.when == "1900-03-01"


def test_nobody_else_counts() -> None:
    with pytest.raises(PluginError, match="counted is 'excel', it must be libreoffice or gnumeric"):
        importer("xlsx", {"counted": "excel"})
