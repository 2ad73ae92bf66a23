"""A sheet with anything in it that is not read is named, in each kind of workbook: no header, or another one."""

import warnings
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from builders import event, exported, small_view
from timeline_engine.view.ports import LeftOut, Row
from timeline_plugins.workbook.exporter import XlsxExporter
from timeline_plugins.workbook.importer import XlsxImporter

from .other_kinds import ods, xls, xlsb

HEADER: list[Any] = ["Date", "Headline"]
MAP = "Date=when,Headline=title"


def xlsx(*sheets: tuple[str, list[list[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def told(data: bytes, **options: str) -> tuple[list[str | None], list[str]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", LeftOut)
        rows = XlsxImporter(**options).rows(BytesIO(data), "b")
        titles = [row.title for row in rows if isinstance(row, Row)]
    return titles, [str(one.message) for one in caught]


@pytest.mark.parametrize("write", [xlsx, ods, xls, xlsb])
@pytest.mark.parametrize("rows", [[["2024-01-02", "two"]], [["Datum", "Titel"], ["2024-01-02", "two"]]])
def test_it_is_named_in_each_kind(write: Any, rows: list[list[Any]]) -> None:
    data = write(("A", [HEADER, ["2024-01-01", "one"]]), ("B", rows), ("D", [[" "]]))
    assert told(data, map=MAP) == (
        ["one"],
        [
            "b: left out the sheet 'B': none of the first 21 rows is a header with an event or a title as the map "
            "calls them"
        ],
    )
    assert told(data, map=MAP, sheet="A") == (["one"], [])


def test_those_with_a_header_and_those_without_are_told_apart() -> None:
    table = ["title", "when"], ["A", "2018"]
    data = xlsx(("One", [*table]), ("Cover", [["Harbour"]]), ("More", [["title"], ["B"]]), ("Last", [["by me"]]))
    assert told(data) == (
        ["A"],
        [
            "b: left out the sheet 'More': -O sheet=More reads that alone",
            "b: left out the sheets 'Cover', 'Last': none of the first 21 rows is a header with an event or a title",
        ],
    )


def test_beside_ours_only_what_is_not_of_the_export() -> None:
    made, _ = exported(XlsxExporter(since="2018-09-01"), small_view(event("a", "2018-09-06")))
    assert told(made) == (["a"], [])
    book = openpyxl.load_workbook(BytesIO(made))
    book.create_sheet("Notes").append(["ask the council"])
    book.create_sheet("Claims 2").append(["more of ours"])
    book.create_sheet("Mine").append(["title"])
    out = BytesIO()
    book.save(out)
    _, said = told(out.getvalue())
    assert said[-2:] == [
        "b: left out the sheet 'Mine': -O sheet=Mine reads that alone",
        "b: left out the sheet 'Notes': none of the first 21 rows is a header with an event or a title",
    ]
    assert len(said) == 3  # and what was changed in the answers
