"""Rows and links as XML: the same as openpyxl writes and reads."""

import re
import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import canonicalize

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell import WriteOnlyCell

from builders import event, exported, small_view
from timeline_engine.model import Source
from timeline_plugins.workbook.exporter import XlsxExporter
from timeline_plugins.workbook.writing.archive import Inserts
from timeline_plugins.workbook.writing.cells import safe_link
from timeline_plugins.workbook.writing.row_xml import date_cell, empty_cell, number_cell, row, text_cell

texts = st.text("ab &<>\"'\n\t_x041é😀=", min_size=1, max_size=20).filter(str.strip)
days = st.dates(date(1900, 3, 1)) | st.datetimes(datetime(1900, 3, 1)).map(lambda found: found.replace(microsecond=0))
numbers = st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False)
heights = st.sampled_from([None, 30.0, 37.5, 409.0])

STYLE = 1  # the number of the first style that a workbook is given


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(st.tuples(st.lists(st.none() | texts | numbers | days, min_size=1, max_size=3), heights), min_size=1))
def test_rows_are_what_openpyxl_writes(told: list[tuple[list[Any], float | None]]) -> None:
    ours = b"".join(
        row(number, height, [("ABC"[place], cell(field)) for place, field in enumerate(fields)])
        for number, (fields, height) in enumerate(told, 1)
    )
    assert canonicalize(f"<sheetData>{ours.decode()}</sheetData>") == canonicalize(by_openpyxl(told))


def cell(field: Any) -> str:
    if field is None:
        return empty_cell(STYLE)
    if isinstance(field, str):
        return text_cell(STYLE, field)
    return date_cell(STYLE, field) if isinstance(field, date) else number_cell(STYLE, field)


def by_openpyxl(told: list[tuple[list[Any], float | None]]) -> str:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("A")
    for number, (fields, height) in enumerate(told, 1):
        cells = [WriteOnlyCell(sheet, field) for field in fields]
        for found, field in zip(cells, fields, strict=True):
            found.number_format = "@"
            if isinstance(field, str):
                found.data_type = "s"
        sheet.row_dimensions[number].height = height
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    xml = zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml").decode()
    (found,) = re.findall("<sheetData>.*</sheetData>", xml, re.DOTALL)
    return str(found)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)  # more addresses in fewer workbooks, each of which takes long to open
@given(st.lists(st.text("ab&<>\"'#?=/%é \n", max_size=12), min_size=1, max_size=9))
def test_any_address_comes_back(paths: list[str]) -> None:
    urls = [f"https://a.example/{path}" for path in paths]
    view = small_view(*(event(f"e{n}", f"2018-01-0{n}", sources=(Source(url=url),)) for n, url in enumerate(urls, 1)))
    sheet = openpyxl.load_workbook(BytesIO(exported(XlsxExporter(), view)[0]))["Timeline"]
    links = [sheet[f"M{number}"].hyperlink for number in range(2, len(urls) + 2)]
    addresses = [str(safe_link(url)[0]).partition("#") for url in urls]
    assert [(link.target, link.location or "") for link in links] == [(to, at) for to, _, at in addresses]


def test_inserts_stand_in_their_order_before_their_markers() -> None:
    with Inserts() as inserts:
        for marker, text in ((b"</a>", b"1"), (b"</a>", b"2"), (b"<c", b"3")):
            inserts.before("part", marker).write(text)
        pieces = inserts.pieces("part", b"<b><a></a><c /></b>")
        assert [piece.seek(0) for piece in pieces] == [0] * len(pieces)
        assert b"".join(piece.read() for piece in pieces) == b"<b><a>12</a>3<c /></b>"
        with pytest.raises(ValueError):
            inserts.pieces("part", b"<b />")
