"""Workbooks with a sheet for each year: all that have the same columns are read, others with rows are named."""

import warnings
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from builders import event, exported, small_view
from timeline_engine.view.ports import LeftOut, Row
from timeline_plugins.workbook.exporter import XlsxExporter
from timeline_plugins.workbook.importer import XlsxImporter

HEADER = ["Date", "What"]
MAP = "Date=when,What=title"


def book(**sheets: list[list[Any]]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return made


def titles(made: openpyxl.Workbook, **options: str) -> list[str | None]:
    out = BytesIO()
    made.save(out)
    return [row.title for row in XlsxImporter(**options).rows(out, "b.xlsx") if isinstance(row, Row)]


def test_all_sheets_with_the_same_columns_are_read_in_any_order_of_these_and_below_a_title() -> None:
    made = book(
        Y2018=[HEADER, ["2018-05-01", "A"]],
        Notes=[[" "]],
        Y2019=[["Nineteen"], [], ["what ", "date"], ["B", "2019-05-01"]],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert titles(made, map=MAP) == ["A", "B"]
        assert titles(made, map=MAP, sheet="Y2019") == ["B"]


def test_sheets_of_rows_that_are_left_out_are_named() -> None:
    made = book(
        Y2018=[["title", "when"], ["A", "2018"]], Y2019=[["title"], ["B"]], Old=[["title", "when"], ["C", "2017"]]
    )
    made["Old"].sheet_state = "hidden"
    with pytest.warns(LeftOut) as told:
        assert titles(made) == ["A"]
    assert [str(one.message) for one in told] == [
        "b.xlsx: left out the sheets 'Y2019', 'Old': -O sheet=Y2019 reads the first alone"
    ]


def test_a_sheet_beside_ours_with_its_columns_is_named_and_those_of_an_export_are_not() -> None:
    with pytest.warns(LeftOut, match=r"left out the sheet 'My list': -O 'sheet=My list' reads that alone"):
        assert titles(book(Events=[["title"], ["A"]], **{"My list": [["title"], ["B"]]})) == ["A"]
    data, _ = exported(XlsxExporter(), small_view(event("a", "2018-09-06")))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(list(XlsxImporter().rows(BytesIO(data), "b.xlsx"))) == 1
