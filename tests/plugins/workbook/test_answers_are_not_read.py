"""What a person changes in a sheet of answers of our workbook does not come back, and that is told."""

import warnings
from io import BytesIO

import openpyxl
import pytest

from builders import event, exported, small_view
from timeline_engine.view.ports import LeftOut, Row
from timeline_plugins.workbook.exporter import XlsxExporter
from timeline_plugins.workbook.importer import XlsxImporter


def titles(data: bytes, **options: str) -> list[str | None]:
    return [row.title for row in XlsxImporter(**options).rows(BytesIO(data), "b.xlsx") if isinstance(row, Row)]


def saved(data: bytes, *without: str) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    for sheet in without:
        del book[sheet]
    if "Timeline" in book.sheetnames:
        book["Timeline"]["F2"] = "Another title"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_it_is_told_of_a_workbook_that_was_saved() -> None:
    data, _ = exported(XlsxExporter(), small_view(event("a", "2018-09-06")))
    with pytest.warns(LeftOut) as told:
        assert titles(saved(data)) == ["a"]
    assert [str(one.message) for one in told] == [
        "b.xlsx: only the sheet 'Events' is read, and what was changed in 'Summary', 'Timeline', 'Claims' is not"
    ]


def test_it_is_not_where_there_is_nothing_to_tell() -> None:
    data, _ = exported(XlsxExporter(), small_view(event("a", "2018-09-06")))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert titles(data) == titles(saved(data, "Summary", "Timeline", "Claims")) == ["a"]
        assert titles(saved(data), sheet="Events") == ["a"]
