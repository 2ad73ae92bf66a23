"""Rows of texts that we wrote are read without openpyxl, and say just what it reads; all others are left to it."""

import zipfile
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import event, exported, small_view
from timeline_engine.errors import TimelineError
from timeline_plugins.limits import Limits
from timeline_plugins.workbook.exporter import XlsxExporter
from timeline_plugins.workbook.importer import XlsxImporter
from timeline_plugins.workbook.reading.cells import text
from timeline_plugins.workbook.reading.opening import opened
from timeline_plugins.workbook.reading.text_rows import TextRow, TextRows
from timeline_plugins.workbook.writing.row_xml import row, text_cell

HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
HEADER = b"".join(
    [row(1, 32.0, [("A", text_cell(1, "event")), ("B", text_cell(1, "title")), ("C", text_cell(1, "when"))])]
)
CELL = '<c r="{}" s="1" t="inlineStr"><is><t>{}</t></is></c>'

cells = st.none() | st.text("ab &<>\"'\n\t_x041é😀=;+U", min_size=1, max_size=20)
rows = st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5)


def sheet(*parts: bytes, head: bytes = HEAD, tail: bytes = TAIL) -> bytes:
    return b"".join((head, *parts, tail))


def written(told: list[list[str | None]]) -> bytes:
    return b"".join(
        row(number, None, [("ABC"[place], text_cell(1, one)) for place, one in enumerate(said) if one])
        for number, said in enumerate(told, 2)
    )


@cache
def a_book() -> bytes:
    return exported(XlsxExporter(), small_view(event("e1", "2018-01-01")))[0]


def in_book(part: bytes) -> bytes:
    """A workbook of ours with another sheet Events."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(a_book())) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, part if name.endswith("sheet5.xml") else source.read(name))
    return out.getvalue()


def outcome(part: bytes) -> list[Any]:
    found: list[Any] = []
    try:
        for one in XlsxImporter().rows(BytesIO(in_book(part)), "f.xlsx"):
            found.append(str(one) if isinstance(one, TimelineError) else one)
    except TimelineError as error:
        found.append(str(error))
    return found


def by_openpyxl(part: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    with monkeypatch.context() as patch:
        patch.setattr(TextRows, "__iter__", lambda self: iter(()))
        return outcome(part)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)  # each opens a workbook twice
@given(rows)
def test_texts_are_what_openpyxl_reads(told: list[list[str | None]]) -> None:
    part = sheet(HEADER, written(told))
    ours = TextRows(BytesIO(part))
    found = [*ours]
    assert ours.is_whole
    assert ours.last == len(told) + 1
    with pytest.MonkeyPatch.context() as patch, opened(BytesIO(in_book(part)), "f.xlsx", Limits()) as book:
        patch.setattr(TextRows, "__iter__", lambda self: iter(()))
        theirs = {number: [text(cell.value) for cell in said] for number, said in book.sheets[-1].rows()}
    assert {one.number: [text(cell.value) for cell in one] for one in found} == theirs


@pytest.mark.slow
@settings(max_examples=20, deadline=None)  # each opens a workbook twice
@given(rows)
def test_an_import_says_the_same_of_them(told: list[list[str | None]]) -> None:
    part = sheet(HEADER, written(told))
    with pytest.MonkeyPatch.context() as patch:
        assert outcome(part) == by_openpyxl(part, patch)


GOOD = CELL.format("A2", "a").encode()
OTHERS = {
    "a number": b'<row r="2"><c r="A2" s="1" t="n"><v>3</v></c></row>',
    "an error": b'<row r="2"><c r="A2" s="1" t="e"><v>#N/A</v></c></row>',
    "a formula": b'<row r="2"><c r="A2" s="1" t="str"><f>1+1</f><v>2</v></c></row>',
    "a gap": b'<row r="4">' + CELL.format("A4", "a").encode() + b"</row>",
    "another number": b'<row r="2">' + CELL.format("A7", "a").encode() + b"</row>",
    "two cells of a column": b'<row r="2">' + GOOD + CELL.format("A2", "b").encode() + b"</row>",
    "columns turned": b'<row r="2">' + CELL.format("C2", "2018").encode() + GOOD + b"</row>",
    "another sign": b'<row r="2">' + CELL.format("A2", "&#97;&quot;").encode() + b"</row>",
    "no sign": b'<row r="2">' + CELL.format("A2", "a & b").encode() + b"</row>",
    "a bare >": b'<row r="2">' + CELL.format("A2", "a]]>").encode() + b"</row>",
    "a line end": b'<row r="2">' + CELL.format("A2", "a\r\nb").encode() + b"</row>",
    "a control character": b'<row r="2">' + CELL.format("A2", "a\x01").encode() + b"</row>",
    "no UTF-8": b'<row r="2">' + CELL.format("A2", "é").encode("latin-1") + b"</row>",
    "a run": b'<row r="2"><c r="A2" s="1" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
    "nothing": b'<row r="2"></row><row r="3">' + CELL.format("A3", "b").encode() + b"</row>",
    "under no header": b'<row r="2">' + GOOD + CELL.format("E2", "b").encode() + b"</row>",
    "cut": b'<row r="2">' + GOOD + CELL.format("B2", "b … [cut]").encode() + b"</row>",
    "escaped": b'<row r="2">' + CELL.format("A2", "_x0041_&lt;U+202E&gt;").encode() + b"</row>",
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_written_otherwise_is_read_as_ever(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    after = b'<row r="5">' + CELL.format("A5", "c").encode() + CELL.format("C5", "2018").encode() + b"</row>"
    part = sheet(HEADER, OTHERS[name], after)
    assert outcome(part) == by_openpyxl(part, monkeypatch)


@pytest.mark.parametrize("tail", [b"", b"</sheetData>", b"</sheetData><b></worksheet>", b"<row", TAIL + TAIL])
def test_what_is_cut_off_or_unsound_is_damaged(tail: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    part = sheet(HEADER, b'<row r="2">' + GOOD + b"</row>", tail=tail)
    (*_, said) = outcome(part)
    assert "the workbook is damaged" in said
    assert outcome(part) == by_openpyxl(part, monkeypatch)


@pytest.mark.parametrize(
    "head", [b'<?xml version="1.0" encoding="latin-1"?>' + HEAD, HEAD.replace(b"sheetData", b"sheetdata")]
)
def test_another_head_is_left_to_openpyxl(head: bytes) -> None:
    assert [*TextRows(BytesIO(sheet(HEADER, head=head)))] == []


def test_what_we_export_is_read_so_to_its_end() -> None:
    data, _ = exported(XlsxExporter(), small_view(event("e1", "2018-01-01"), event("e2", "2018-01-02")))
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open("xl/worksheets/sheet5.xml") as source:
        ours = TextRows(source)
        assert [one.number for one in ours] == [1, 2, 3]
    assert ours.is_whole


def test_a_row_of_texts_is_a_sequence_of_cells() -> None:
    said = TextRow(2, {0: "a", 2: "b"}, "")
    assert [cell.value for cell in said] == ["a", None, "b"]
    assert [cell.value for cell in said[1:]] == [None, "b"]
    assert not TextRow(2, {}, "")
