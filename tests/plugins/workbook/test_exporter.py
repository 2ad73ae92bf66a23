"""What the workbook says, read back with the library that wrote it and with one that did not."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO, RawIOBase
from itertools import takewhile
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from builders import event, exported, report, small_log, small_view, status
from support import traced
from timeline_engine.entries import (
    Body,
    EventCancelled,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    IssueDefined,
)
from timeline_engine.model import Attribute, Claim, Quantity, Source
from timeline_engine.view import View, project
from timeline_engine.view.ports import Exporter
from timeline_plugins.rows.columns import COLUMNS
from timeline_plugins.rows.of_events import EventRows
from timeline_plugins.workbook.exporter import XlsxExporter, export_within
from timeline_plugins.workbook.writing.archive import Inserts
from timeline_plugins.workbook.writing.cells import (
    CUT_MARK,
    LONGEST_TEXT,
    Losses,
    like_formula,
    safe_link,
    safe_number,
    safe_text,
)
from timeline_plugins.workbook.writing.layout import Column, Sheet
from timeline_plugins.workbook.writing.writer import Limits, write_sheet

SHEETS = ["Summary", "Picture", "Timeline", "Claims", "Events"]

Rows = list[list[Any]]


def workbook(view: View) -> tuple[bytes, list[str]]:
    return exported(XlsxExporter(), view)


def within(view: View, **limits: int) -> tuple[bytes, list[str]]:
    out = BytesIO()
    notes = export_within(view, out, Limits(**limits))
    return out.getvalue(), notes


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def by_openpyxl(data: bytes) -> dict[str, Rows]:
    """The cells of each sheet. openpyxl leaves Excel's escapes (_x005F_) as they are and gives days as midnights."""
    return {
        sheet.title: [[_plain(cell) for cell in row] for row in sheet.iter_rows()] for sheet in opened(data).worksheets
    }


def _plain(cell: Any) -> Any:
    if isinstance(cell.value, datetime) and "h" not in cell.number_format:
        return cell.value.date()
    return cell.value.replace("_x005F_", "_") if isinstance(cell.value, str) else cell.value


def by_calamine(data: bytes) -> dict[str, Rows]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {
        name: [
            [None if cell == "" else cell for cell in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


Reader = Callable[[bytes], dict[str, Rows]]


@pytest.fixture(params=[by_openpyxl, by_calamine])
def read(request: pytest.FixtureRequest) -> Reader:
    return request.param  # type: ignore[no-any-return]


def table(rows: Rows, header: int = 1) -> list[dict[str, Any]]:
    """The rows below a header, to the first empty one, as records; the zone in a column's name is dropped."""
    names = [re.sub(r" \(.*\)$", "", name) for name in rows[header - 1]]
    return [dict(zip(names, row, strict=True)) for row in takewhile(any, rows[header:])]


SUMMARY_HEADER = 4
HEADERS = {"Summary": SUMMARY_HEADER, "Picture": 5}
FOOT = 4  # an empty row, two on the flags, one on question and log

EXAMPLE: tuple[Body, ...] = (
    IssueDefined(issue="waiver", title="Will there be a waiver?"),
    IssueDefined(issue="deal", title="The S-400 deal", attributes={"price": Attribute("estimate", "USD")}),
    event("dialogue", "2018-04~", title="First 2+2 dialogue", phase="scheduled", kind="meeting", issues=("waiver",),
          place="New Delhi", actors=("Pompeo", "Swaraj"), sources=(report("Hindu", "2018-02-15"),)),
    EventRescheduled(event="dialogue", when="2018-09-06", sources=(report("MEA", "2018-07-19"),)),
    EventOccurred(event="dialogue", sources=(report("VOA", "2018-09-06", "Talks", "https://voa.example/a?x=1&y=2#top"),),
                  claims=(status("no decision", "waiver", "Pompeo"),)),
    event("prices", "2018-10-04", sources=(report("WSJ", "2018-10-04"),),
          claims=(Claim("deal", "price", Quantity(5_000_000_000, "USD", "over")),)),
    event("signed", "2018-10-05T01:30-05:00", title="Deal signed", sources=(report("TASS", "2018-10-05"),),
          claims=(status("signed", "deal"), Claim("deal", "price", Quantity(5_430_000_000.5, "USD")))),
    event("threat", "2018-12-03", claims=(status("all is well", "waiver", "Mattis"), status("threat", "waiver", "HT"))),
    event("leaks", "[2018-11-20..2018-12-10]", issues=("deal",)),
    event("talks", "2018-11-15", phase="scheduled", issues=("waiver",)),
    event("visit", "2019-06-25/2019-06-27", phase="scheduled", issues=("waiver",)),
    event("guest", "2019-01-26", phase="scheduled", issues=("waiver",)),
    EventCancelled(event="guest", known="2018-10-28"),
    event("denied", "2018-08-01"),
    EventRetracted(event="denied", known="2018-08-02"),
    event("later", phase="scheduled", issues=("deal",)),
)  # fmt: skip


@pytest.fixture(scope="module")
def example() -> bytes:
    data, _ = workbook(small_view(*EXAMPLE, as_of="2018-12-04"))
    return data


# --- what stands in the sheets ---


def test_it_is_an_exporter() -> None:
    assert isinstance(XlsxExporter(), Exporter)


def test_the_sheets_in_order(example: bytes, read: Reader) -> None:
    assert list(read(example)) == SHEETS


def test_the_summary_says_which_question_it_answers(example: bytes, read: Reader) -> None:
    column = [row[0] for row in read(example)["Summary"]]
    assert column[:3] == [
        "India-US watch",
        "As of 2018-12-04, as known by 2018-12-04. Dates are those of Asia/Kolkata.",
        None,
    ]
    assert column[-FOOT] is None, "or the lines below would become rows of the table"
    assert column[1 - FOOT].startswith("Flags: contested = ")
    head = small_view(*EXAMPLE, as_of="2018-12-04").head.hash
    assert column[-1] == (f"As of 2018-12-04, as known by 2018-12-04; from the log india-us: 16 entries, head {head}.")


def test_the_summary_has_a_row_for_each_issue(example: bytes, read: Reader) -> None:
    deal, waiver = table(read(example)["Summary"], SUMMARY_HEADER)
    assert waiver == {
        "Issue": "waiver",
        "Title": "Will there be a waiver?",
        "Question": None,
        "Status": "threat (contested)",
        "Contested": "status:\n- threat (HT)\n- all is well (Mattis)",
        "Since in words": "2018-12-03",
        "Last event": "threat (2018-12-03)",
        "Next event": "visit (from 25 to 27 June 2019)",
        "Days to next": 203,
        "Why": "threat (2018-12-03), according to HT, known since 2018-01-01",
        "Flags": "contested; overdue",
        "Since": date(2018, 12, 3),
        "Last date": date(2018, 12, 3),
        "Next date": date(2019, 6, 25),
    }
    assert (deal["Status"], deal["Last date"]) == ("signed", datetime(2018, 10, 5, 12, 0))
    assert (deal["Next event"], deal["Next date"], deal["Days to next"]) == (None, None, None)
    assert deal["Flags"] == "contested: price; possible; postponed"


@pytest.mark.parametrize(
    ("as_of", "when", "days"),
    [
        ("2018-12-04", "2018-12-05", 1),
        ("2018-12-04T23:59+05:30", "2018-12-05", 1),
        ("2018-12-04", "2018-12", 0),
        ("2018-12-04", "2018-12-04", 0),
        ("2018-12-04", "../2019", 0),
        ("1899-01-01", "1899-01-31", 30),
        ("2018-12-04", "2018-12-05T00:10+14:00", 0),
    ],
)
def test_days_to_next_are_counted_from_the_question(as_of: str, when: str, days: int) -> None:
    ahead = event("ahead", when, phase="scheduled", issues=("i",), known="1898-01-01")
    data, _ = workbook(small_view(ahead, as_of=as_of))
    (row,) = table(by_calamine(data)["Summary"], SUMMARY_HEADER)
    assert row["Days to next"] == (None if "+14" in when else days)


def test_the_timeline_has_true_dates(example: bytes, read: Reader) -> None:
    rows = {row["Event"]: row for row in table(read(example)["Timeline"])}
    assert rows["dialogue"] == {
        "Sort date": date(2018, 9, 6),
        "Date in words": "2018-09-06",
        "Earliest": date(2018, 9, 6),
        "Latest": date(2018, 9, 6),
        "Phase": "occurred",
        "Title": "First 2+2 dialogue",
        "Issues": "waiver",
        "Claims": "waiver.status = no decision (Pompeo)",
        "Kind": "meeting",
        "Place": "New Delhi",
        "Actors": "Pompeo, Swaraj",
        "Known": date(2018, 2, 15),
        "Source": "VOA, Talks (2018-09-06) +2 more",
        "Evidence": "reported as occurred by VOA, Talks (2018-09-06)\ndate given by MEA (2018-07-19)",
        "Contested": None,
        "Accounts": "scheduled about April 2018, according to Hindu (2018-02-15)\n"
        "scheduled 2018-09-06, according to MEA (2018-07-19)\n"
        "occurred, without a date, according to VOA, Talks (2018-09-06)",
        "Revision": "r2",
        "Event": "dialogue",
    }
    leaks = rows["leaks"]
    assert (leaks["Sort date"], leaks["Earliest"], leaks["Latest"], leaks["Phase"]) == (
        date(2018, 12, 10), date(2018, 11, 20), date(2018, 12, 10), "possible",
    )  # fmt: skip
    assert (rows["visit"]["Sort date"], rows["visit"]["Latest"]) == (date(2019, 6, 25), date(2019, 6, 27))
    assert (rows["later"]["Date in words"], rows["later"]["Earliest"]) == (None, None)
    assert (rows["later"]["Sort date"], rows["later"]["Phase"]) == (date(2018, 1, 1), "postponed")


def test_a_time_is_that_of_the_logs_zone_which_the_header_names(example: bytes, read: Reader) -> None:
    rows = read(example)["Timeline"]
    assert rows[0][0] == "Sort date (Asia/Kolkata)"
    signed = next(row for row in table(rows) if row["Event"] == "signed")
    assert signed["Sort date"] == datetime(2018, 10, 5, 12, 0)  # 01:30 in New York
    assert (signed["Earliest"], signed["Date in words"]) == (date(2018, 10, 5), "2018-10-05 01:30 -05:00")


def test_the_timeline_is_in_the_order_of_its_sort_dates(example: bytes) -> None:
    stamps = [row[0] for row in opened(example)["Timeline"].iter_rows(min_row=2, values_only=True)]
    assert len(stamps) == len(EXAMPLE) - 6
    assert stamps == sorted(stamps)


def test_the_claims_that_hold_and_those_beside_them(example: bytes, read: Reader) -> None:
    rows = table(read(example)["Claims"])
    assert [(r["Issue"], r["Attribute"], r["Value"], r["Claimant"], r["Contested"], r["Winner"]) for r in rows] == [
        ("deal", "price", "5.4300000005bn USD", "TASS", "yes", "yes"),
        ("deal", "price", ">5bn USD", "WSJ", "yes", "no"),
        ("deal", "status", "signed", "TASS", "no", "yes"),
        ("waiver", "status", "threat", "HT", "yes", "yes"),
        ("waiver", "status", "all is well", "Mattis", "yes", "no"),
    ]
    price = rows[0]
    assert (price["Amount"], price["Unit"], price["Event"]) == (5_430_000_000.5, "USD", "signed")
    assert (price["Effective"], price["Date in words"]) == (datetime(2018, 10, 5, 12, 0), "2018-10-05 01:30 -05:00")
    assert (price["Known"], price["Source"]) == (date(2018, 10, 5), "TASS (2018-10-05)")
    assert rows[3]["Amount"] is None


def test_an_amount_without_unit_has_the_declared_one(read: Reader) -> None:
    bodies = (
        IssueDefined(issue="deal", title="Deal", attributes={"price": Attribute("estimate", "USD")}),
        event("e", "2018-01-01", claims=(Claim("deal", "price", 5),)),
    )
    (row,) = table(read(workbook(small_view(*bodies))[0])["Claims"])
    assert (row["Amount"], row["Unit"]) == (5, "USD")


def test_the_events_sheet_holds_the_import_rows_as_text(example: bytes, read: Reader) -> None:
    header, *rows = read(example)["Events"]
    assert tuple(header) == COLUMNS
    assert [tuple(row) for row in rows] == [tuple(row) for row in EventRows(small_view(*EXAMPLE))]


def test_what_is_typed_into_the_events_sheet_stays_text(example: bytes) -> None:
    sheet = opened(example)["Events"]
    assert {cell.number_format for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} == {"@"}
    assert {sheet.column_dimensions[letter].number_format for letter in "AQ"} == {"@"}


# --- how it looks ---


def ref_of(sheet: Worksheet) -> str:
    (found,) = sheet.tables.values()
    return str(found.ref)


def test_every_sheet_is_a_table_with_its_own_filter(example: bytes) -> None:
    book = opened(example)
    for sheet in book.worksheets:
        (found,) = sheet.tables.values()
        header = HEADERS.get(sheet.title, 1)
        foot = FOOT if sheet.title == "Summary" else 0
        last = sheet.cell(sheet.max_row - foot, sheet.max_column).coordinate
        assert (found.displayName, found.ref) == (sheet.title, f"A{header}:{last}")
        assert found.autoFilter.ref == found.ref
        assert sheet.auto_filter.ref is None
        assert found.column_names == [cell.value for cell in sheet[header]]


def test_parts_are_named_from_where_they_are(example: bytes) -> None:
    with zipfile.ZipFile(BytesIO(example)) as archive:
        named = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")}
        targets = {name: re.findall(r'Target="([^"]*)"', text) for name, text in named.items()}
        assert not [target for every in targets.values() for target in every if target.startswith("/")]
        assert "../tables/table3.xml" in targets["xl/worksheets/_rels/sheet3.xml.rels"]
        assert "../drawings/drawing1.xml" in targets["xl/worksheets/_rels/sheet2.xml.rels"]
        assert "../charts/chart1.xml" in targets["xl/drawings/_rels/drawing1.xml.rels"]
        assert "worksheets/sheet1.xml" in targets["xl/_rels/workbook.xml.rels"]
        assert "xl/workbook.xml" in targets["_rels/.rels"]


def test_columns_of_dates_hold_dates_alone(read: Reader) -> None:
    bodies = (
        event("old", "1850-03-15", issues=("a",), known="1850-03-20", claims=(status("begun", "a"),)),
        event("open", "../2018-01-01", issues=("b",), claims=(status("open", "b"),)),
        event("vague", "2018-04~", issues=("c",), claims=(status("vague", "c"),)),
        event("plan", "1899-01-01", issues=("c",), phase="scheduled", known="1898-01-01"),
        event("far", "Y12018", issues=("b",), phase="scheduled"),
    )
    data, _ = workbook(small_view(*bodies))
    for name, header in (("Summary", SUMMARY_HEADER), ("Timeline", 1), ("Claims", 1)):
        rows = table(read(data)[name], header)
        for column in ("Since", "Last date", "Next date", "Sort date", "Earliest", "Latest", "Known", "Effective"):
            assert all(isinstance(row.get(column), date | None) for row in rows), (name, column)
    said = {row["Issue"]: row for row in table(read(data)["Summary"], SUMMARY_HEADER)}
    assert [str(said[issue]["Since in words"])[:5] for issue in "abc"] == ["1850-", "the b", "about"]
    assert said["a"]["Last event"] == "old (1850-03-15)", "a date that the column cannot have stands with the title"


def test_the_header_stays_on_the_screen_and_on_each_page(example: bytes) -> None:
    for sheet in opened(example).worksheets:
        header = HEADERS.get(sheet.title, 1)
        assert sheet.freeze_panes == f"A{header + 1}"
        assert sheet.print_title_rows == f"${header}:${header}"


def test_print_set_up(example: bytes) -> None:
    for sheet in opened(example).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        head, foot = sheet.oddHeader, sheet.oddFooter
        assert (head.left.text, head.center.text) == ("India-US watch", "&A")
        assert head.right.text == "As of 2018-12-04, as known by 2018-12-04."
        assert re.fullmatch("Log india-us: 16 entries, head [0-9a-f]{64}.", foot.left.text)
        assert foot.right.text == "Page &P of &N"


def test_paper_is_legible(example: bytes) -> None:
    """At 220 characters beside each other on an A4 page a text of 11 points is one of 7.5."""
    pages = {sheet.title: sheet.page_setup.fitToWidth for sheet in opened(example).worksheets}
    assert pages == {"Summary": 1, "Picture": 1, "Timeline": 2, "Claims": 2, "Events": 3}
    assert {sheet.page_setup.fitToHeight for sheet in opened(example).worksheets} == {0}
    printed = opened(example)["Summary"].print_area
    assert printed == "'Summary'!$A$1:$K$10", "all but the dates to sort by, which stand in words as well"


@pytest.mark.parametrize("title", ["Q&A &P", "&" * 200, "a" + "&" * 200])
def test_a_title_with_an_ampersand_does_not_command_the_head(title: str) -> None:
    head = opened(workbook(small_view(title=title))[0])["Summary"].oddHeader
    assert head.left.text == title.replace("&", "&&")[: 69 if title[0] == "a" else 70]
    assert head.center.text == "&A"


def test_columns_have_widths_and_long_texts_high_rows(example: bytes) -> None:
    for sheet in opened(example).worksheets:
        header = HEADERS.get(sheet.title, 1)
        assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in sheet[header] if cell.value)
    long = opened(workbook(small_view(event("e", "2018", title="word " * 40)))[0])["Timeline"]
    assert long.row_dimensions[2].height == 75


def test_colours_are_rules_not_paint(example: bytes) -> None:
    book = opened(example)
    rules = {
        (sheet.title, str(found.sqref), rule.formula[0])
        for sheet in book.worksheets
        for found in sheet.conditional_formatting
        for rule in found.rules
    }
    assert ("Summary", "K5:K6", 'ISNUMBER(SEARCH("overdue",$K5))') in rules
    assert ("Summary", "E5:E6 K5:K6", 'ISNUMBER(SEARCH("contested",$K5))') in rules
    assert ("Summary", "K5:K6", 'ISNUMBER(SEARCH("possible",$K5))') in rules
    assert ("Timeline", "A2:R11", 'ISNUMBER(SEARCH("cancelled",$E2))') in rules
    assert ("Claims", "C2:C6 D2:D6 H2:H6", 'ISNUMBER(SEARCH("yes",$H2))') in rules
    painted = {cell.fill.fill_type for row in book["Timeline"].iter_rows(min_row=2) for cell in row}
    assert painted == {None}


# --- links ---


def test_a_source_links_to_its_address(example: bytes) -> None:
    sheet = opened(example)["Timeline"]
    (link,) = (cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink)
    assert (link.ref, link.target, link.location) == ("M4", "https://voa.example/a?x=1&y=2", "top")
    assert sheet["M4"].font.underline == "single"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        (" https://a.example/x y ", "https://a.example/x%20y"),
        ('https://a.example/"<>^`{|}\\', "https://a.example/%22%3C%3E%5E%60%7B%7C%7D%5C"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://a.example/%41é", "https://a.example/%41%C3%A9"),
    ],
)
def test_addresses_that_become_links(url: str, address: str) -> None:
    assert safe_link(url) == (address, "")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "ftp://x", "x", "", "https://", "http://["]
)
def test_addresses_that_stay_text(url: str) -> None:
    assert safe_link(url) == (None, "address")


def with_urls(*urls: str) -> View:
    return small_view(
        *(event(f"e{n}", f"2018-01-0{n}", sources=(Source("A", url=url),)) for n, url in enumerate(urls, 1))
    )


def test_what_is_no_link_is_text_and_said(read: Reader) -> None:
    data, notes = workbook(with_urls("javascript:alert(1)", "https://a.example/" + "x" * 2079))
    first, second = table(read(data)["Timeline"])
    assert first["Source"] == "A: javascript:alert(1)"
    assert second["Source"].startswith("A: https://a.example/xxx")
    assert not any(cell.hyperlink for row in opened(data)["Timeline"].iter_rows() for cell in row)
    assert notes == [
        "1 cell (Timeline!M2) with an address that is not http, https or mailto: written as text, not as a link.",
        "1 cell (Timeline!M3) with an address of over 2,079 characters: written as text, not as a link.",
    ]


def test_a_sheet_takes_no_more_links_than_excel_does(read: Reader) -> None:
    data, notes = within(with_urls("https://a.example", "https://b.example", "https://c.example"), links=2)
    assert [row["Source"] for row in table(read(data)["Timeline"])] == ["A", "A", "A: https://c.example"]
    assert notes == [
        "1 cell (Timeline!M4) with an address more than a sheet may hold links: written as text, not as a link."
    ]


# --- what Excel would make of the text of strangers ---


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", " =1"])
def test_text_like_a_formula_stays_text_and_is_said(text: str, read: Reader) -> None:
    data, notes = workbook(small_view(event("e", "2018-01-01", title=text, issues=("i",))))
    assert table(read(data)["Timeline"])[0]["Title"] == text
    cell = opened(data)["Timeline"]["F2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert not any(re.search(rb"<f[ />]", xml) for xml in parts(data, "xl/worksheets/"))
    assert notes == [
        "3 cells (first: Summary!G5) with text that begins like a formula (=, +, - or @): kept as text, never run."
    ]


@pytest.mark.parametrize("text", ["-5", "+5", "-5.5e3", "a=1", "", "2018"])
def test_text_that_is_not_like_a_formula(text: str) -> None:
    assert not like_formula(text)


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "TRUE", "1E5", "2018-09-06", "_x0041_", "_x005F_", "a\nb", " a "])
def test_text_is_not_read_as_anything_else(text: str, read: Reader) -> None:
    data, notes = workbook(small_view(event("e", "2018-01-01", title=text)))
    assert table(read(data)["Timeline"])[0]["Title"] == text
    assert notes == []


def test_control_characters_are_removed_and_said(read: Reader) -> None:
    text = "a\x00b\x0bc\x1bd\ufffee\tf\r\ng\rh"
    data, notes = workbook(small_view(event("e", "2018-01-01", title="x\x07", summary=text)))
    assert read(data)["Events"][1][COLUMNS.index("summary")] == "abcde\tf\ng\nh"
    assert notes == [
        "3 cells (first: Timeline!F2) had control characters that a workbook cannot hold: they were removed."
    ]


def test_half_characters_do_not_stop_the_export() -> None:
    assert safe_text("a\ud800b") == ("ab", ["control"])


@pytest.mark.parametrize("char", ["x", "é", "😀", "_x0041_"])
def test_long_texts_are_cut_and_said(char: str, read: Reader) -> None:
    data, notes = workbook(small_view(event("e", "2018-01-01", summary=char * 40_000)))
    cell = read(data)["Events"][1][COLUMNS.index("summary")]
    assert cell.endswith(CUT_MARK)
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert notes == [
        "1 cell (Events!Q2) had more than 32,767 characters: cut, and marked “… [cut]” at the end; "
        "an import leaves such cells out."
    ]


@pytest.mark.parametrize("char", ["x", "😀"])
def test_texts_up_to_the_limit_are_whole(char: str) -> None:
    text = char * (LONGEST_TEXT // (len(char.encode("utf-16-le")) // 2))
    assert safe_text(text) == (text, [])
    assert safe_text(text + char)[1] == ["cut"]


texts = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["=1+1", "@x", "-1-1", "_x0000_", "\x00=2"]
)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts, min_size=8, max_size=8))
def test_no_text_breaks_the_workbook(told: list[str]) -> None:
    title, place, actor, summary, value, by, publisher, url = told
    hostile = event(
        "e", "2018-01-01", title=title, place=place, actors=(actor,), summary=summary,
        claims=(Claim("i", "a", value, by),), sources=(Source(publisher, title, "2018-01-01", url),),
    )  # fmt: skip
    data, notes = workbook(small_view(hostile, title=title))
    book = opened(data)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    (row,) = table(by_calamine(data)["Events"])
    # A reader may drop blanks and line ends around a text; nothing else.
    for name, text in (("title", title), ("summary", summary)):
        assert (row[name] or "").strip() == safe_text(text)[0].replace("_x005F_", "_").strip()
    assert any("formula" in note for note in notes) or not like_formula(safe_text(title)[0])


# --- what is too much for Excel ---


def many(number: int) -> View:
    return small_view(*(event(f"e{n}", f"2018-01-{n:02}") for n in range(1, number + 1)))


def test_rows_that_do_not_fit_go_on_to_a_further_sheet(read: Reader) -> None:
    data, notes = within(many(15), rows=8)
    cells = read(data)
    assert list(cells) == [
        "Summary",
        "Picture",
        "Timeline",
        "Timeline 2",
        "Timeline 3",
        "Claims",
        "Events",
        "Events 2",
        "Events 3",
    ]
    parts = [row["Event"] for name in ("Timeline", "Timeline 2", "Timeline 3") for row in table(cells[name])]
    assert parts == [f"e{n}" for n in range(1, 16)]
    assert notes == [
        "Timeline goes on to the sheet Timeline 3: a sheet holds 8 rows.",
        "Events goes on to the sheet Events 3: a sheet holds 8 rows.",
    ]


def test_a_further_sheet_looks_like_the_first() -> None:
    book = opened(within(many(15), rows=8)[0])
    first, second = book["Timeline"], book["Timeline 2"]
    assert second.freeze_panes == first.freeze_panes == "A2"
    assert [found.displayName for found in second.tables.values()] == ["Timeline_2"]
    assert ref_of(second) == ref_of(first) == "A1:R8"
    assert len(list(second.conditional_formatting)) == len(list(first.conditional_formatting)) == 3


def test_as_many_rows_as_fit_take_one_sheet() -> None:
    assert within(many(7), rows=8)[1] == []
    assert Limits().rows == 1_048_576


@pytest.mark.parametrize(
    ("when", "cells"),
    [
        ("1900-02-28", [None] * 3),
        ("0044-03-15", [None] * 3),
        ("-0043-03-15", [None] * 3),
        ("Y12018", [None] * 3),
        ("1900-03-01", [date(1900, 3, 1)] * 3),
        ("9999-12-31", [date(9999, 12, 31)] * 3),
    ],
)
def test_dates_that_excel_cannot_hold_are_blank_and_said(when: str, cells: list[Any], read: Reader) -> None:
    data, notes = workbook(small_view(event("e", when, phase="scheduled", issues=("i",))))
    row = table(read(data)["Timeline"])[0]
    assert [row["Sort date"], row["Earliest"], row["Latest"]] == cells
    assert row["Date in words"] == ("15 March 44 BC" if when == "-0043-03-15" else when)
    outside = [note for note in notes if "date outside 1900-03-01 to 9999-12-31" in note]
    assert bool(outside) == (cells[0] is None)


def test_open_ends_are_said(read: Reader) -> None:
    data, notes = workbook(small_view(event("e", "[2018-01-01..]", phase="scheduled"), event("f", "../2018-01-01")))
    rows = {row["Event"]: row for row in table(read(data)["Timeline"])}
    assert [rows["e"][name] for name in ("Sort date", "Earliest", "Latest")] == [None, date(2018, 1, 1), None]
    assert [rows["f"][name] for name in ("Sort date", "Earliest", "Latest")] == [None, None, date(2018, 1, 1)]
    assert notes == [
        "2 cells (first: Timeline!A2) for sorting by a date that is open on that side: left blank, which sorts after "
        "every date."
    ]


@pytest.mark.parametrize(
    ("number", "fitting"),
    [
        (5, (5, "")),
        (-4.25, (-4.25, "")),
        (123_456_789_012_345_678, (123_456_789_012_345_678, "digits")),
        (10**17, (10**17, "")),
        (0.1, (0.1, "")),
        (10**400, (None, "size")),
        (1e308, (None, "size")),
        (float("nan"), (None, "size")),
    ],
)
def test_numbers_that_excel_cannot_hold(number: float, fitting: tuple[float | None, str]) -> None:
    assert safe_number(number) == fitting


def test_figures_that_are_rounded_are_said(read: Reader) -> None:
    number = 9_007_199_254_740_991
    data, notes = workbook(small_view(event("e", "2018-01-01", claims=(Claim("i", "a", number),))))
    (row,) = table(read(data)["Claims"])
    assert row["Value"] == str(number)
    assert row["Amount"] == pytest.approx(number)
    assert notes == [
        "1 cell (Claims!D2) with a figure of more than 15 digits: Excel rounds it, the text beside it is exact."
    ]


def test_only_one_source_fits_a_cell() -> None:
    _, notes = workbook(
        small_view(event("e", "2018-01-01", sources=(report("A", "2018-01-01"), report("B", "2018-01-02"))))
    )
    assert notes == [
        "1 event has more than one source: Timeline and Claims show one and the number of the others, Events has all."
    ]


# --- the file ---


def parts(data: bytes, start: str) -> Iterator[bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        yield from (archive.read(name) for name in archive.namelist() if name.startswith(start))


def test_a_log_without_events_makes_a_whole_workbook(read: Reader) -> None:
    data, notes = workbook(small_view())
    assert (list(read(data)), notes) == (SHEETS, [])
    assert ref_of(opened(data)["Timeline"]) == "A1:R2"  # a table without a row would be damaged
    assert opened(data).properties.modified == datetime(1980, 1, 1)


def test_properties_come_from_the_log(example: bytes) -> None:
    found = opened(example).properties
    assert (found.title, found.creator, found.lastModifiedBy) == ("India-US watch", "timeline", "timeline")
    assert found.created == found.modified == datetime(2019, 1, 1, 0, 15)


def test_the_same_view_gives_the_same_bytes(example: bytes) -> None:
    assert workbook(small_view(*EXAMPLE, as_of="2018-12-04"))[0] == example
    with zipfile.ZipFile(BytesIO(example)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.slow
def test_the_same_bytes_in_another_process(example: bytes) -> None:
    code = (
        "import sys; from plugins.workbook.test_exporter import *\n"
        "from timeline_plugins.workbook.writing import picture; picture.png_of = lambda view: None\n"
        "sys.stdout.buffer.write(workbook(small_view(*EXAMPLE, as_of='2018-12-04'))[0])"
    )
    env = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout == example


def test_a_stream_that_cannot_seek_is_enough(example: bytes) -> None:
    class Pipe(RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            self.data += data
            return len(data)

    pipe = Pipe()
    XlsxExporter().export(small_view(*EXAMPLE, as_of="2018-12-04"), pipe)  # type: ignore[arg-type]
    assert bytes(pipe.data) == example


@pytest.mark.slow
def test_rows_are_not_kept_in_memory() -> None:
    def peak(number: int) -> int:
        book = openpyxl.Workbook(write_only=True)
        rows = (("a long title, to be wrapped " * 3, date(2018, 1, 1), n) for n in range(number))
        columns = (Column("Title", 20, "wrapped"), Column("Date", 12, "date"), Column("Number", 10, "number"))
        with traced() as most, Inserts() as inserts:
            write_sheet(book, inserts, Sheet(title="Many", columns=columns, rows=rows), Losses(), Limits())
            held = most()
        book.save(BytesIO())
        return held

    assert peak(2_000) < 1.2 * peak(500)


def test_it_answers_what_was_asked() -> None:
    log = small_log(*EXAMPLE)
    data, _ = workbook(project(log, "2018-03-01", issues=["waiver"]))
    cells = by_calamine(data)
    assert "signed" not in {row["Event"] for row in table(cells["Timeline"])}
    (row,) = table(cells["Summary"], SUMMARY_HEADER)
    assert row["Issue"] == "waiver"
    assert (row["Next event"], row["Next date"], row["Days to next"]) == (
        "First 2+2 dialogue (about April 2018)", date(2018, 4, 1), 31,
    )  # fmt: skip


def test_events_recorded_are_all_there() -> None:
    data, _ = workbook(small_view(*EXAMPLE))
    recorded = {body.event for body in EXAMPLE if isinstance(body, EventRecorded)}
    assert {row["event"] for row in table(by_calamine(data)["Events"])} == recorded
