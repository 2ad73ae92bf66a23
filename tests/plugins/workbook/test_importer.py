"""Workbooks as people leave them: read by cell, refused by cell; and ours, edited, imported again."""

import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.worksheet.hyperlink import Hyperlink

from builders import event, exported, report, small_log, small_view, status
from oracle.strategies import DAYS, whens
from support import memory_log, traced
from timeline_engine.entries import (
    Body,
    Draft,
    EventCancelled,
    EventCorrected,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventSourced,
    to_data,
)
from timeline_engine.errors import TimelineError
from timeline_engine.log import Log, utc_now
from timeline_engine.log.opening import open_log
from timeline_engine.model import Claim, Quantity, Source
from timeline_engine.plugins import importer
from timeline_engine.recording import read_state
from timeline_engine.rows import RowError, import_rows, propose
from timeline_engine.view import View, project
from timeline_engine.view.json.contract import to_json
from timeline_engine.view.ports import Importer, LeftOut, Row
from timeline_plugins.rows.columns import COLUMNS
from timeline_plugins.rows.of_events import EventRows
from timeline_plugins.rows.row_of_cells import make_row
from timeline_plugins.workbook.exporter import XlsxExporter, export_within
from timeline_plugins.workbook.importer import XlsxImporter
from timeline_plugins.workbook.reading.cells import unescaped
from timeline_plugins.workbook.writing.writer import Limits

EVENTS = Path(__file__).parents[3] / "events"
pytestmark = pytest.mark.filterwarnings("ignore:.*only the sheet 'Events' is read")

Edit = Callable[[Any], None]


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(*rows: Any, title: str = "Events", edit: Edit | None = None) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if edit:
        edit(sheet)
    return saved(book)


def patched(data: bytes, member: str, *changes: tuple[str, str]) -> bytes:
    """A workbook with changes in the XML of a part, as other programs than openpyxl write it."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in changes if name == member else ():
                assert before.encode() in content, content
                content = content.replace(before.encode(), after.encode())
            new.writestr(name, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def read(data: bytes, **options: str) -> list[Any]:
    return list(XlsxImporter(**options).rows(BytesIO(data), "book.xlsx"))


def one_cell(column: str, value: Any, number_format: str = "General") -> Any:
    """What is read of a row with one more cell beside its title."""

    def form(sheet: Any) -> None:
        sheet["B2"].number_format = number_format

    columns = {column, "issue"} if column == "value" else {column}
    data = workbook(["title", column, *(columns - {column})], ["T", value, *(columns - {column})], edit=form)
    (row,) = read(data)
    return row


def said(column: str, value: Any, number_format: str = "General") -> Any:
    row = one_cell(column, value, number_format)
    assert isinstance(row, Row), row
    return row.source.published if column == "published" and row.source else getattr(row, column)


def refused(column: str, value: Any, number_format: str = "General") -> str:
    error = one_cell(column, value, number_format)
    assert isinstance(error, TimelineError), error
    assert str(error).startswith(f"book.xlsx:Events!B2: field {column}: ")
    return str(error).partition(f"field {column}: ")[2]


def test_it_is_an_importer_with_options() -> None:
    assert isinstance(importer("xlsx", {"sheet": "A", "map": "Date=when"}), Importer)


# --- dates ---


@pytest.mark.parametrize("column", ["when", "known", "published"])
@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (date(2018, 9, 6), "yyyy-mm-dd", "2018-09-06"),
        (datetime(2018, 9, 6), "mm-dd-yy", "2018-09-06"),  # Excel's own short date
        (datetime(2018, 9, 6), '[$-409]d"th of" mmmm yyyy;@', "2018-09-06"),
        (datetime(2018, 9, 6), "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2018-09-06"),
        (datetime(2018, 9, 6), "d-mmm", "2018-09-06"),
        (datetime(2018, 9, 6, 14, 30), "yyyy-mm-dd hh:mm", "2018-09-06T14:30"),
        (datetime(2018, 9, 6, 14, 30, 15), "m/d/yy h:mm AM/PM", "2018-09-06T14:30:15"),
        (datetime(2018, 9, 6, 14, 30), "yyyy-mm-dd", "2018-09-06T14:30"),
        (datetime(2018, 9, 6), "yyyy-mm-dd hh:mm", "2018-09-06T00:00"),
        (datetime(2018, 9, 6), "yyyy-mm-dd hh:mm:ss", "2018-09-06"),  # what pandas makes of a date
        (datetime(2018, 11, 1), "mmm-yy", "2018-11"),  # what Excel makes of a typed "Nov 2018"
        (datetime(2018, 11, 4), "mmm-yy", "2018-11"),
        (datetime(2018, 11, 4, 14, 30), "mmmm yyyy", "2018-11"),
        (datetime(2018, 11, 4), "yyyy", "2018"),
        (datetime(2018, 11, 4), "d/mm", "2018-11-04"),
        (datetime(2018, 11, 4), "dddd yyyy", "2018-11-04"),
        (datetime(2018, 1, 1), "yyyy", "2018"),
        (datetime(1969, 12, 31), "d/m/yyyy", "1969-12-31"),
        (2018, "General", "2018"),
        (2018.0, "0.00", "2018"),
        ("2018-05~", "@", "2018-05~"),
        (" 4 Nov 2018 ", "@", "4 Nov 2018"),
    ],
)
def test_dates(column: str, value: Any, number_format: str, text: str) -> None:
    assert said(column, value, number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "why"),
    [
        (43408, "General", "43408 is a number and no date; format the cell as a date"),
        (201809, "General", "201809 is a number and no date"),
        (0.5, "General", "0.5 is a number and no date"),
        (time(14, 30), "hh:mm", "14:30:00 is a time without a day"),
        (timedelta(hours=30), "[h]:mm", "is a time without a day"),
        (30, "yyyy-mm-dd", "day 30 is 1900-01-29 as LibreOffice counts, and a day later as Excel"),
        (99999999, "yyyy-mm-dd", "#VALUE! is the error of a formula"),
        (True, "General", "TRUE is a truth value"),
        ("#N/A", "General", "#N/A is the error of a formula"),
        ("=1+1", "General", "the formula has no value; open the workbook in Excel or LibreOffice and save it"),
    ],
)
def test_cells_that_are_no_dates(value: Any, number_format: str, why: str) -> None:
    assert why in refused("when", value, number_format)


def test_dates_that_can_be_read_in_two_ways_are_refused_by_the_place_they_stand_in() -> None:
    data = workbook(["title", "when"], ["A", "03/04/2018"], ["B", "4 Nov 2018"], title="My sheet")
    with pytest.raises(TimelineError, match=r"book\.xlsx:My sheet!2: field when: '03/04/2018' can be read as 3 April"):
        import_rows(memory_log(), read(data))


def test_written_forms_are_read_by_the_engine() -> None:
    log = memory_log()
    dates = ["4 Nov 2018", "Nov 2018", "about May 2018", "[2018-10-04..2018-12-03]", datetime(2018, 9, 6, 14, 30), 2017]
    import_rows(log, read(workbook(["title", "when"], *([f"E{n}", day] for n, day in enumerate(dates)))))
    found = [entry.body.when for entry in log.read() if isinstance(entry.body, EventRecorded)]
    assert found == ["2018-11-04", "2018-11", "2018-05~", "[2018-10-04..2018-12-03]", "2018-09-06T14:30", "2017"]


def test_workbooks_that_count_from_1904() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(["title", "when"], ["A"])))
    book.epoch = MAC_EPOCH
    book["Events"]["B2"] = datetime(2018, 9, 6)
    (row,) = read(saved(book))
    assert row.when == "2018-09-06"


def test_dates_as_iso_text_in_the_file() -> None:
    data = patched(
        workbook(["title", "when"], ["A", 5]), SHEET, ('<c r="B2" t="n"><v>5</v>', '<c r="B2" t="d"><v>2018-09-06</v>')
    )
    assert read(data)[0].when == "2018-09-06"


# --- other cells ---


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [
        (5, "General", 5),
        (4.5, "0.00", 4.5),
        (0.1 + 0.2, "General", 0.3),
        (6e9, "#,##0", 6_000_000_000),
        (12345678901234567, "General", 12345678901234600),
        (0.27, "0%", Quantity(27, "%")),
        (0.125, "0.0%", Quantity(12.5, "%")),
        (0.27, '0.00"%"', 0.27),
        ("~6bn USD", "@", Quantity(6_000_000_000, "USD", "about")),
        ("5", "@", 5),
        ('"5"', "@", "5"),
        ("signed", "General", "signed"),
        (datetime(2018, 9, 6), "yyyy-mm-dd", "2018-09-06"),
    ],
)
def test_values(value: Any, number_format: str, read: Any) -> None:
    found = said("value", value, number_format)
    assert (found, type(found)) == (read, type(read))


@pytest.mark.parametrize(("value", "text"), [(2018, "2018"), (5.0, "5"), (4.5, "4.5"), ("two\r\nlines ", "two\nlines")])
def test_texts(value: Any, text: str) -> None:
    assert said("place", value) == text


@pytest.mark.parametrize(
    ("value", "why"),
    [(datetime(2018, 5, 1), "2018-05-01 is a date, where a text should be"), (False, "FALSE is a truth value")],
)
def test_cells_that_are_no_texts(value: Any, why: str) -> None:
    assert why in refused("place", value, "d/m/yyyy")


def test_all_wrong_cells_of_a_row_are_named_at_once_and_the_other_rows_read() -> None:
    first, error, last = read(workbook(["title", "when", "place"], ["A"], ["B", 43408, True], ["C"]))
    assert (first.title, first.at, last.title, last.at) == ("A", "book.xlsx:Events!2", "C", "book.xlsx:Events!4")
    assert [part.split(": field")[0] for part in str(error).split("; ") if "book" in part] == [
        "book.xlsx:Events!B3", "book.xlsx:Events!C3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        ("a_x000D_\nb", "a\nb"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x0041_", "A"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_ half", "_xD83D_ half"),
        ("snake_x_case", "snake_x_case"),
        ("_x41_", "_x41_"),
    ],
)
def test_escapes_of_workbooks_are_undone(escaped: str, text: str) -> None:
    assert unescaped(escaped) == text
    assert said("place", escaped) == text


def test_rich_text_is_text() -> None:
    rich = CellRichText("First ", TextBlock(InlineFont(b=True), "2+2"), " dialogue")
    assert read(workbook(["title"], [rich]))[0].title == "First 2+2 dialogue"


# --- formulas ---


def formula(written: str, cached: str) -> bytes:
    """A workbook with a formula under ``source``; ``cached`` is the end of the cell's tag, and its value."""
    data = workbook(["title", "url", "source", "when"], ["T", None, "=X", None])
    kind, _, value = cached.partition(">")
    return patched(data, SHEET, ('"C2"><f>X</f><v /></c>', f'"C2"{kind}><f>{written}</f>{value}</c>'))


@pytest.mark.parametrize(
    ("cached", "source"),
    [(' t="str"><v>PTI</v>', "PTI"), (' t="str"><v></v>', None), ("><v>5</v>", "5"), (' t="str"><v/>', None)],
)
def test_formulas_say_what_they_last_gave(cached: str, source: str | None) -> None:
    (row,) = read(formula("A1&amp;B1", cached))
    assert row.source == (Source(title=source) if source else None)


@pytest.mark.parametrize("cached", [">", "><v></v>", "><v/>"])
def test_formulas_that_gave_nothing_are_refused(cached: str) -> None:
    (error,) = read(formula("A1", cached))
    assert str(error).startswith("book.xlsx:Events!C2: field source: the formula has no value")


def test_the_error_of_a_formula_is_refused() -> None:
    (error,) = read(formula("NA()", ' t="e"><v>#REF!</v>'))
    assert "field source: #REF! is the error of a formula" in str(error)


def test_a_link_that_a_formula_makes() -> None:
    written = 'HYPERLINK("https://a.example/?q=""x""&amp;y","PTI")'
    (row,) = read(formula(written, ' t="str"><v>PTI</v>'))
    assert row.source == Source(title="PTI", url='https://a.example/?q="x"&y')


# --- links ---


def linked(cell: str, target: str, **more: Any) -> Edit:
    def link(sheet: Any) -> None:
        sheet[cell].hyperlink = Hyperlink(ref=cell, target=target, **more)

    return link


@pytest.mark.parametrize(
    ("row", "edit", "url"),
    [
        (["T", "PTI", "Report", None], linked("C2", "https://a.example/1"), "https://a.example/1"),
        (["T", "PTI", None, None], linked("B2", "https://a.example/1"), "https://a.example/1"),
        (["T", "PTI", "Report", "here"], linked("D2", "https://a.example/2"), "https://a.example/2"),
        (["T", "PTI", "Report", "https://b.example"], linked("C2", "https://a.example/1"), "https://b.example"),
        (
            ["T", "PTI", "Report", None],
            linked("C2", "https://a.example/1", location="part"),
            "https://a.example/1#part",
        ),
        (["T", "PTI", "Report", None], linked("C2", "file:///C:/report.pdf"), None),
        (["T", "PTI", "Report", None], linked("A2", "https://a.example/1"), None),
    ],
)
def test_the_address_behind_a_source(row: list[str | None], edit: Edit, url: str | None) -> None:
    (found,) = read(workbook(["title", "publisher", "source", "url"], row, edit=edit))
    assert found.source.url == url


def test_a_link_over_many_cells() -> None:
    data = workbook(["title", "source"], ["A", "r"], ["B", "s"], ["C", "t"], edit=linked("B2", "https://a.example"))
    data = patched(data, SHEET, (' ref="B2"', ' ref="A2:B3"'))
    assert [row.source.url for row in read(data)] == ["https://a.example", "https://a.example", None]


# --- the sheet and its header ---


def test_a_header_may_stand_below_titles_and_blanks() -> None:
    above = [["Our timeline"], [], [None, "as of", datetime(2018, 12, 4)], []]
    (row,) = read(workbook(*above, ["When ", "TITLE"], ["2018", "A"]))
    assert (row.at, row.when, row.title) == ("book.xlsx:Events!6", "2018", "A")
    assert len(read(workbook(*[["x"]] * 20, ["title"], ["A"]))) == 1
    with pytest.raises(TimelineError, match=r"book\.xlsx:Events: none of the first 21 rows is a header"):
        read(workbook(*[["x"]] * 21, ["title"], ["A"]))


def test_empty_rows_and_columns_are_skipped() -> None:
    data = workbook([None, "title", None, "when", None], [], ["", "A", None, "2018", "  "], [None], [None, "B"])
    assert [(row.title, row.when) for row in read(data)] == [("A", "2018"), ("B", None)]


def test_hidden_rows_are_read() -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[2].hidden = True

    assert [row.title for row in read(workbook(["title"], ["A"], ["B"], edit=hide))] == ["A", "B"]


def test_a_cell_under_no_header_is_refused_unless_a_map_says_what_to_read() -> None:
    data = workbook(["title", None], ["A", "note"], ["B", None, 0])
    assert [str(error).partition(" is under")[0] for error in read(data)] == [
        "book.xlsx:Events!B2: 'note'", "book.xlsx:Events!C3: '0'",
    ]  # fmt: skip
    assert [row.title for row in read(data, map="title=title")] == ["A", "B"]


def merge(*refs: str) -> Edit:
    def edit(sheet: Any) -> None:
        for ref in refs:
            sheet.merge_cells(ref)

    return edit


def test_a_merged_cell_speaks_for_each_of_its_rows() -> None:
    rows = [["event", "when", "issue"], ["a", "2018", "x"], [None, None, "y"], [None, "2019", "z"], ["b", "2017", "w"]]
    read_ = read(workbook(*rows, edit=merge("A2:A4", "B2:B3")))
    assert [(row.event, row.when, row.issue) for row in read_] == [
        ("a", "2018", "x"), ("a", "2018", "y"), ("a", "2019", "z"), ("b", "2017", "w"),
    ]  # fmt: skip


def test_what_is_merged_across_stands_in_its_first_column() -> None:
    rows = [["A very long title", None, None], ["title", "place", "kind"], ["A", None, "talks"], ["B", "x", None]]
    first, second = read(workbook(*rows, edit=merge("A1:C1", "A3:B3")))
    assert (first.title, first.place, first.kind, second.title) == ("A", None, "talks", "B")


def test_a_header_merged_over_two_rows_is_no_row() -> None:
    rows = [["title", "when"], [None, None], ["A", "2018"]]
    assert [row.title for row in read(workbook(*rows, edit=merge("A1:A2", "B1:B2")))] == ["A"]


def sheets(**tables: list[list[Any]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return saved(book)


NOTES: list[list[Any]] = [["Please read"], ["Date", "Headline"], ["2018", "N"]]
LIST: list[list[Any]] = [["title"], ["L"]]
MINE: list[list[Any]] = [["title"], ["E"]]


def test_which_sheet() -> None:
    data = sheets(Notes=NOTES, List=LIST, events=MINE)
    with pytest.warns(LeftOut, match="left out the sheet 'List'"), pytest.warns(LeftOut, match="the sheet 'Notes'"):
        assert [row.title for row in read(data)] == ["E"]
    with pytest.warns(LeftOut, match="left out the sheet 'Notes'"):
        assert [row.title for row in read(sheets(Notes=NOTES, List=LIST))] == ["L"]
    assert [row.title for row in read(data, sheet="list")] == ["L"]
    with pytest.warns(LeftOut, match="left out 'Date'"), pytest.warns(LeftOut, match="the sheet 'List'"):
        assert [row.title for row in read(sheets(List=[["x"]], Notes=NOTES), map="Headline=title")] == ["N"]
    assert [row.title for row in read(data, sheet="Notes", map="Headline=title,Date=when")] == ["N"]


def test_a_hidden_sheet_is_read_only_when_asked_for() -> None:
    book = openpyxl.load_workbook(BytesIO(sheets(Old=[["title"], ["O"]], List=LIST)))
    book["Old"].sheet_state = "hidden"
    with pytest.warns(LeftOut, match="left out the sheet 'Old'"):
        assert [row.title for row in read(saved(book))] == ["L"]
    assert [row.title for row in read(saved(book), sheet="Old")] == ["O"]


@pytest.mark.parametrize(
    ("data", "options", "why"),
    [
        (sheets(Notes=NOTES, More=[]), {}, "no sheet has a header row with an event or a title; the sheets are "
         "'Notes', 'More': say what the columns are ('Date', 'Headline') with --map Date=title"),
        (sheets(Notes=NOTES), {"sheet": "Nots"}, "no sheet is called 'Nots'; did you mean 'Notes'"),
        (sheets(Notes=NOTES), {"sheet": "Other"}, "no sheet is called 'Other'; the sheets are 'Notes'"),
        (sheets(Events=[]), {}, "book.xlsx:Events: none of the first 21 rows is a header with an event or a title: "
         "there is nothing in them"),
        (sheets(Events=[[], ["title", "wen", "X"]]), {}, "book.xlsx:Events!2: unknown column 'X', 'wen'"),
        (sheets(Events=MINE), {"map": "Date=when"}, "book.xlsx:Events!1: map: no column is called 'Date'"),
    ],
)  # fmt: skip
def test_sheets_that_cannot_be_read(data: bytes, options: dict[str, str], why: str) -> None:
    with pytest.raises(TimelineError) as error:
        read(data, **options)
    assert why in str(error.value)


# --- files that are no workbooks ---


def zipped(**members: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
GOOD = workbook(["title", "when"], *([f"T{n}", n] for n in range(1000, 2000)))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "this is no workbook"),
        (b"title,when\nA,2018\n", "this is no workbook"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "the workbook has a password: remove it"),
        (OLE + "Workbook".encode("utf-16-le"), "the workbook is damaged"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "the workbook is damaged"),
        (zipped(**{"xl__workbook.bin": ""}), "the workbook is damaged"),
        (zipped(**{"a.txt": ""}), "the workbook is damaged"),
        (GOOD[: len(GOOD) // 2], "this is no workbook, or a damaged one"),
        (patched(GOOD, SHEET, ("<row ", "<ro ")), "the workbook is damaged"),
        (patched(GOOD, SHEET, ('<c r="A9" t="inlineStr">', '<c r="A9" t="s"><v>9</v>')), "the workbook is damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(data: bytes, why: str) -> None:
    with pytest.raises(TimelineError) as error:
        read(data)
    said = str(error.value)
    assert said.startswith(f"book.xlsx: {why}")
    assert said.endswith("save it as an Excel workbook (.xlsx), and import that")
    assert "\n" not in said


SMALL = workbook(["title", "when", "source"], ["A", datetime(2018, 9, 6), "=X"], edit=merge("A2:A3"))


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ZipFile(BytesIO(SMALL)).namelist()), st.data())
def test_a_damaged_part_is_read_or_refused_but_never_fails(name: str, data: st.DataObject) -> None:
    out = BytesIO()
    with ZipFile(BytesIO(SMALL)) as whole, ZipFile(out, "w") as damaged:
        for member in whole.namelist():
            content = whole.read(member)
            if member == name:
                at = int(data.draw(st.floats(0, 1)) * len(content))
                content = (
                    content[:at] + data.draw(st.binary(max_size=2) | st.sampled_from([b"<", b"-1"])) + content[at + 1 :]
                )
            damaged.writestr(member, content)
    with suppress(TimelineError):
        assert all(isinstance(row, Row | TimelineError) for row in read(out.getvalue()))


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 1))
def test_a_file_cut_short_is_refused(part: float) -> None:
    with pytest.raises(TimelineError):
        read(SMALL[: int(part * (len(SMALL) - 1))])


class Pipe(RawIOBase):
    """A file that one can only read on in."""

    def __init__(self, data: bytes) -> None:
        self._data = BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._data.readinto(buffer)


def test_a_pipe_is_read() -> None:
    assert len(list(XlsxImporter().rows(Pipe(GOOD), "-"))) == 1000  # type: ignore[arg-type]


def test_a_number_format_that_is_missing_does_not_matter() -> None:
    def form(sheet: Any) -> None:
        sheet["B2"].number_format = "0.00"

    data = workbook(["title", "place"], ["A", 4.5], edit=form)
    (row,) = read(patched(data, "xl/styles.xml", ('<xf numFmtId="2"', '<xf numFmtId="170"')))
    assert row.place == "4.5"


def test_the_size_a_sheet_says_it_has_does_not_matter() -> None:
    data = patched(GOOD, SHEET, ('<dimension ref="A1:B1001"', '<dimension ref="A1"'))
    assert len(read(data)) == 1000


ONE_ROW = {"title": "Talks", "when": "2018-09-06", "issue": "deal", "summary": "some text", "publisher": "The Paper"}


@pytest.mark.slow
def test_rows_are_streamed() -> None:
    def most(rows: int) -> int:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Events")
        sheet.append(["event", *ONE_ROW])
        for number in range(rows):
            sheet.append([f"e{number}", *ONE_ROW.values()])
        data = BytesIO(saved(book))
        with traced() as peak:
            assert all(isinstance(row, Row) for row in XlsxImporter().rows(data, "book.xlsx"))
            return peak()

    most(10)  # what is imported or cached at first use is not the rows'
    assert most(1_800) < 2 * most(300)  # rows held would make it six times; openpyxl keeps an empty element of each


# --- there and back ---


def exported_rows(view: View) -> list[Any]:
    return read(exported(XlsxExporter(), view)[0])


def drafts(log: Log, rows: list[Any]) -> list[Draft]:
    return list(propose(rows, read_state(log), utc_now()).drafts)


def shipped() -> Log:
    return open_log(str(EVENTS))


@pytest.mark.parametrize("as_of", ["2018-09-05", "2018-10-10", "2018-12-04", "2019-06-25"])
@pytest.mark.parametrize("hindsight", [False, True])
def test_the_shipped_log_has_all_that_its_workbook_says(as_of: str, hindsight: bool) -> None:
    log = shipped()
    rows = exported_rows(project(log, as_of, hindsight=hindsight))
    assert rows
    assert drafts(log, rows) == []


@pytest.mark.slow
@pytest.mark.parametrize("as_of", ["2018-10-10", "2018-12-04", "2019-06-25"])
def test_a_new_log_says_of_each_issue_what_the_shipped_log_says(as_of: str) -> None:
    view = project(shipped(), as_of)
    log = memory_log("Asia/Kolkata")
    import_rows(log, exported_rows(view))
    assert values(project(log, as_of)) == values(view)
    assert drafts(log, exported_rows(view)) == []


def values(view: View) -> dict[tuple[str, str], Any]:
    return {
        (issue["issue"], name): state["value"]
        for issue in to_json(view)["issues"]
        for name, state in {**issue["attributes"], "status": issue["status"]}.items()
        if state
    }


def test_a_sheet_that_goes_on_is_read_to_its_end() -> None:
    log = small_log(*(event(f"e{n}", "2018-07-01") for n in range(25)))
    out = BytesIO()
    export_within(project(log, "2018-12-04"), out, Limits(rows=10))
    assert openpyxl.load_workbook(out).sheetnames[-3:] == ["Events", "Events 2", "Events 3"]
    rows = read(out.getvalue())
    assert [row.event for row in rows] == [f"e{n}" for n in range(25)]
    assert rows[-1].at == "book.xlsx:Events 3!8"
    assert len(read(out.getvalue(), sheet="Events 2")) == 9


# --- a changed cell ---

PTI = report("PTI", "2018-07-02", "They met", "https://pti.example/1")
MEA = report("MEA", "2018-06-01", "They will meet")

BOTH: tuple[Body, ...] = (
    event("met", "2018-07-01", kind="meeting", place="Delhi", actors=("Modi",), summary="Short.", sources=(PTI,),
          claims=(status("open", "talks"),)),
    event("meets", "2018-12-01", phase="scheduled", sources=(MEA,)),
)  # fmt: skip


def person(view: View, event: str, **cells: Any) -> list[Any]:
    """The rows of a workbook in which somebody typed something else into cells of an event's first row."""
    book = openpyxl.load_workbook(BytesIO(exported(XlsxExporter(), view)[0]))
    sheet = book["Events"]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == event)
    for column, value in cells.items():
        cell = row[COLUMNS.index(column)]
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
    return read(saved(book))


def edited(event: str, **cells: Any) -> Body | None:
    """The one entry that comes of it."""
    log = small_log(*BOTH)
    found = drafts(log, person(project(log, "2018-12-04"), event, **cells))
    return found[0].body if len(found) == 1 else None


SAID = {"issue": "talks", "attribute": "status", "value": "open"}


@pytest.mark.parametrize(
    ("column", "value", "fields"),
    [
        ("title", "They met", {"title": "They met"}),
        ("kind", "visit", {"kind": "visit"}),
        ("place", 2018, {"place": "2018"}),
        ("actors", "Modi; Pompeo", {"actors": ["Modi", "Pompeo"]}),
        ("summary", "Two\nlines", {"summary": "Two\nlines"}),
        ("when", "30 June 2018", {"when": "2018-06-30"}),
        ("when", date(2018, 6, 30), {"when": "2018-06-30"}),
        ("when", datetime(2018, 7, 1, 14, 30), {"when": "2018-07-01T14:30"}),
        ("value", "closed", {"claims": [SAID | {"value": "closed"}]}),
        ("value", 5, {"claims": [SAID | {"value": 5}]}),
        ("attribute", "mood", {"claims": [SAID | {"attribute": "mood"}]}),
        ("by", "MEA", {"claims": [SAID | {"by": "MEA"}]}),
    ],
)
def test_a_changed_cell_is_one_correction(column: str, value: Any, fields: dict[str, Any]) -> None:
    assert edited("met", **{column: value}) == EventCorrected(entry="e1", fields=fields)


@pytest.mark.parametrize(
    ("column", "value", "source"),
    [
        ("publisher", "ANI", evolve(PTI, publisher="ANI")),
        ("source", "They have met", evolve(PTI, title="They have met")),
        ("published", date(2018, 7, 3), evolve(PTI, published="2018-07-03")),
        ("url", "https://pti.example/2", evolve(PTI, url="https://pti.example/2")),
    ],
)
def test_a_changed_source_is_one_correction(column: str, value: Any, source: Source) -> None:
    assert edited("met", **{column: value}) == EventCorrected(entry="e1", fields={"sources": [to_data(source)]})


@pytest.mark.parametrize("phase", ["occurred", "cancelled", "retracted"])
def test_another_phase_in_a_report_is_refused_with_what_to_do_instead(phase: str) -> None:
    with pytest.raises(RowError) as error:
        edited("meets", phase=phase)
    assert f"field phase: {phase}, but entry e2 of the log says scheduled in the same report" in str(error.value)
    assert "if it was reported anew, give the row the published date" in str(error.value)


def test_another_phase_of_another_day_is_another_report() -> None:
    body = edited("meets", phase="cancelled", published=date(2018, 7, 1), entry=None)
    said = EventCancelled(event="meets", known="2018-01-01", sources=(evolve(MEA, published="2018-07-01"),))
    assert body == evolve(said, title="meets", when="2018-12-01")


def test_rows_have_the_entry_that_they_are_of_and_the_place_of_their_claim() -> None:
    log = small_log(
        *BOTH, EventSourced(event="met", sources=(MEA,), claims=(status("shut", "talks"), status("a", "b")))
    )
    rows = exported_rows(project(log, "2018-12-04"))
    assert [(row.event, row.entry, row.claim) for row in rows] == [
        ("met", "e1", 1), ("met", "e3", 1), ("met", "e3", 2), ("meets", "e2", None),
    ]  # fmt: skip
    assert drafts(log, rows) == []


def test_a_changed_claim_is_replaced_in_the_entry_of_its_row() -> None:
    other = EventSourced(event="met", sources=(MEA,), claims=(status("shut", "talks"), status("a", "talks", "MEA")))
    log = small_log(*BOTH, other)
    rows = exported_rows(project(log, "2018-12-04"))
    (found,) = drafts(log, [replace(row, value="b") if row.claim == 2 else row for row in rows])
    claims = [SAID | {"value": "shut"}, SAID | {"value": "b", "by": "MEA"}]
    assert found.body == EventCorrected(entry="e3", fields={"claims": claims})


def test_a_new_row_is_a_new_event() -> None:
    log = small_log(*BOTH)
    book = openpyxl.load_workbook(BytesIO(exported(XlsxExporter(), project(log, "2018-12-04"))[0]))
    book["Events"].append(["left", "They left", datetime(2018, 7, 3), "4 July 2018"])
    (found,) = drafts(log, read(saved(book)))
    assert found.body == EventRecorded(
        event="left", title="They left", when="2018-07-03", known="2018-07-04", phase="occurred"
    )


def test_what_excel_makes_of_dates_changes_nothing() -> None:
    log = small_log(*BOTH)
    view = project(log, "2018-12-04")
    assert drafts(log, person(view, "met", when=date(2018, 7, 1), published=datetime(2018, 7, 2))) == []
    assert drafts(log, person(view, "meets", when=date(2018, 12, 1), known=date(2018, 1, 1))) == []


# --- random logs ---

TEXTS = st.sampled_from(
    ["PTI", "=1+1", "_x0041_", "#N/A", "TRUE", "5", "line\nline", "é 😀 _x", "'quoted", "03/04/2018"]
)
VALUES = TEXTS | st.sampled_from([5, 4.5, -1, Quantity(6_000_000_000, "USD", "about"), Quantity(5, None, "over")])


@st.composite
def claims(draw: st.DrawFn) -> tuple[Claim, ...]:
    subjects = st.tuples(st.sampled_from(("talks", "deal")), st.sampled_from(("status", "price")), st.none() | TEXTS)
    chosen = draw(st.lists(subjects, max_size=3, unique=True))
    return tuple(Claim(issue, attribute, draw(VALUES), by) for issue, attribute, by in chosen)


@st.composite
def lives(draw: st.DrawFn, name: str) -> list[Body]:
    """What is reported of one event, day by day."""

    def sources(day: str) -> tuple[Source, ...]:
        return (Source(draw(TEXTS), draw(st.none() | TEXTS), day, draw(st.none() | TEXTS)),)

    first, *days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=4, unique=True)))
    phase = draw(st.sampled_from(("scheduled", "occurred")))
    actors = draw(st.sampled_from(((), ("Modi", "Putin"))))
    life: list[Body] = [
        EventRecorded(event=name, title=draw(TEXTS), when=draw(whens), phase=phase, claims=draw(claims()),
                      sources=sources(first), issues=draw(st.sampled_from(((), ("oil",)))), place=draw(TEXTS),
                      actors=actors)
    ]  # fmt: skip
    for day in days:
        change = draw(st.sampled_from((EventSourced, EventRescheduled, EventOccurred, EventCancelled)))
        if change is EventSourced or phase != "scheduled":
            life.append(EventSourced(event=name, sources=sources(day), claims=draw(claims())))
        elif change is EventRescheduled:
            life.append(EventRescheduled(event=name, when=draw(st.none() | whens), sources=sources(day)))
        elif change is EventOccurred:
            phase = "occurred"
            life.append(EventOccurred(event=name, when=draw(whens), sources=sources(day), claims=draw(claims())))
        else:
            phase = "cancelled"
            life.append(EventCancelled(event=name, sources=sources(day)))
    return life


histories = st.tuples(lives("alpha"), lives("bravo")).map(lambda both: [*both[0], *both[1]])


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(histories, st.sampled_from((*DAYS, "2019-01-01")), st.booleans())
def test_any_log_has_all_that_its_workbook_says(history: list[Body], as_of: str, hindsight: bool) -> None:
    log = small_log(*history)
    view = project(log, as_of, hindsight=hindsight)
    rows = exported_rows(view)
    told = [make_row(row._asdict(), "") for row in EventRows(view)]
    assert [replace(row, at="") for row in rows] == told
    assert drafts(log, rows) == []


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(histories, st.data())
def test_a_changed_description_in_any_log_is_one_correction(history: list[Body], data: st.DataObject) -> None:
    log = small_log(*history)
    view = project(log, "2019-01-01")
    event = data.draw(st.sampled_from(["alpha", "bravo"]))
    column = data.draw(st.sampled_from(["title", "place", "kind", "summary"]))
    (found,) = drafts(log, person(view, event, **{column: "Something else"}))
    assert isinstance(found.body, EventCorrected)
    assert (found.body.entry, found.body.fields) == (
        next(f"e{n}" for n, body in enumerate(history, 1) if getattr(body, "event", None) == event),
        {column: "Something else"},
    )


LONG = "long " * 8_000 + "end"

UNSAYABLE = {
    "title": event("e", "2018-11-04", title=LONG),
    "summary": event("e", "2018-11-04", summary=LONG),
    "actors": event("e", "2018-11-04", actors=("Modi", LONG)),
    "value": event("e", "2018-11-04", claims=(status(LONG),), sources=(report("BBC", "2018-11-05"),)),
    "by": event("e", "2018-11-04", claims=(status("granted", by=LONG),), sources=(report("BBC", "2018-11-05"),)),
    "publisher": event("e", "2018-11-04", claims=(status("granted"),), sources=(report(LONG, "2018-11-05"),)),
    "source": event("e", "2018-11-04", claims=(status("granted"),), sources=(report("BBC", "2018-11-05", LONG),)),
    "url": event("e", "2018-11-04", sources=(report("BBC", "2018-11-05", url=f"https://bbc.example/{LONG}"),)),
}


@pytest.mark.parametrize("column", UNSAYABLE)
def test_what_we_cut_is_left_out(column: str) -> None:
    log = small_log(UNSAYABLE[column])
    rows = exported_rows(project(log, "2018-12-04"))
    assert drafts(log, rows) == []
    assert "[cut]" not in repr(rows)
    assert (rows[0].event, rows[0].when) == ("e", "2018-11-04")


def test_a_cut_cell_typed_anew_is_a_correction() -> None:
    log = small_log(event("e", "2018-11-04", title=LONG))
    (found,) = drafts(log, person(project(log, "2018-12-04"), "e", title="Short"))
    assert isinstance(found.body, EventCorrected)
    assert found.body.fields == {"title": "Short"}


MARRED = " a\x01b\x0bc\r\nd\ufffe "


@pytest.mark.parametrize("column", ["title", "place", "kind", "summary", "actors"])
def test_control_characters_that_we_removed_change_no_description(column: str) -> None:
    log = small_log(event("e", "2018-11-04", **{column: (MARRED, "x") if column == "actors" else MARRED}))
    assert drafts(log, exported_rows(project(log, "2018-12-04"))) == []


@pytest.mark.parametrize("source", [report(MARRED, "2018-11-05"), report("BBC", "2018-11-05", MARRED, MARRED)])
@pytest.mark.parametrize("claim", [status("granted"), status(MARRED), status("granted", by=MARRED), status("5\x01")])
def test_control_characters_that_we_removed_change_no_claim_or_source(claim: Claim, source: Source) -> None:
    log = small_log(event("e", "2018-11-04", claims=(claim,), sources=(source,)))
    assert drafts(log, exported_rows(project(log, "2018-12-04"))) == []


def test_a_name_that_the_log_has_both_ways_is_told_apart() -> None:
    marred = EventSourced(event="e", sources=(report("BBC\x01", "2018-11-05"),), claims=(status("denied"),))
    log = small_log(event("e", claims=(status("granted"),), sources=(report("BBC", "2018-11-05"),)), marred)
    row = Row(at="", event="e", issue="caatsa-waiver", value="granted", source=report("BBC", "2018-11-05"))
    assert drafts(log, [row]) == []


# --- another program ---


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_libreoffice_saves_is_read_alike(tmp_path: Path) -> None:
    typed = event("typed", "2018-07-01", title="=1+1", place="#N/A", summary="two\nlines", sources=(PTI,))
    view = small_view(typed, *BOTH)
    (tmp_path / "ours.xlsx").write_bytes(exported(XlsxExporter(), view)[0])
    dates = [datetime(2018, 9, 6), datetime(2018, 9, 6, 14, 30), "4 Nov 2018", 2018]

    def form(sheet: Any) -> None:
        sheet["B3"].number_format = "dd/mm/yyyy hh:mm"
        sheet["C2"] = '=UPPER("pti")'
        sheet["C3"].hyperlink = "https://a.example/1"
        sheet["C3"].value = "Report"

    rows = [["title", "when", "source"], *([f"E{n}", day] for n, day in enumerate(dates))]
    (tmp_path / "own.xlsx").write_bytes(workbook(*rows, edit=form))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for name in ("ours.xlsx", "own.xlsx"):
        convert = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")]
        subprocess.run([*convert, str(tmp_path / name)], check=True, capture_output=True, timeout=120)
    ours, own = (read((tmp_path / "saved" / name).read_bytes()) for name in ("ours.xlsx", "own.xlsx"))
    assert ours == exported_rows(view)
    assert [row.when for row in own] == ["2018-09-06", "2018-09-06T14:30", "4 Nov 2018", "2018"]
    assert [row.source for row in own[:2]] == [Source(title="PTI"), Source(title="Report", url="https://a.example/1")]
