"""Workbooks of other kinds than .xlsx say the same: dates as they are shown, sheets, merged cells, errors, limits."""

import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from timeline_engine.errors import TimelineError
from timeline_engine.model import format_value
from timeline_engine.plugins.making import importer
from timeline_engine.view.ports import LeftOut, Row
from timeline_plugins.workbook.importer import OdsImporter, XlsbImporter, XlsImporter, XlsxImporter

from .other_kinds import DAY, ERROR, MONTH, PERCENT, Shown, archive, ods, ods_of, record, xls, xlsb

Writer = Callable[..., bytes]
WRITERS: dict[str, Writer] = {"ods": ods, "xls": xls, "xlsb": xlsb}
each_kind = pytest.mark.parametrize("kind", WRITERS)
counting = pytest.mark.parametrize("kind", ["xls", "xlsb"])
NOV_2018 = 43405  # the first of it, as Excel counts


def read(kind: str, data: bytes, **options: str) -> list[Row | TimelineError]:
    return list(importer(kind, options).rows(BytesIO(data), "f"))


def day(kind: str, days: int, shown: str = DAY) -> Shown:
    """A day of November 2018, as a kind has it."""
    return Shown(f"2018-11-{days:02}" if kind == "ods" else NOV_2018 - 1 + days, shown)


def table(kind: str) -> list[list[Any]]:
    return [
        ["Chronology"],
        ["when", "title", "issue", "value", "place"],
        [day(kind, 4), "A & B", "deal", 7, "Delhi"],
        [day(kind, 1, MONTH), "In November", "deal", Shown(0.27, PERCENT), None],
        [None, None, None, None, None],
        ["2018", "In a year", "deal", -1.5, None],
    ]


def whens(rows: list[Row | TimelineError]) -> list[str | None]:
    return [row.when if isinstance(row, Row) else str(row) for row in rows]


@each_kind
def test_cells_say_what_they_show(kind: str) -> None:
    rows = read(kind, WRITERS[kind](("Reports", table(kind))))
    assert whens(rows) == ["2018-11-04", "2018-11", "2018"]
    first, second, third = (row for row in rows if isinstance(row, Row))
    assert (first.title, first.value, first.place, first.at) == ("A & B", 7, "Delhi", "f:Reports!3")
    assert (format_value(second.value), third.value, third.at) == ("27 %", -1.5, "f:Reports!6")


@each_kind
def test_another_program_reads_these_workbooks_so_too(kind: str) -> None:
    if kind != "ods":  # which it refuses where blanks stand between the cells
        book = CalamineWorkbook.from_filelike(BytesIO(WRITERS[kind](("Reports", table(kind)))))
        rows = book.get_sheet_by_name("Reports").to_python(skip_empty_area=False)
        assert [row[1] for row in rows] == ["", "title", "A & B", "In November", "", "In a year"]
        assert [float(row[3]) for row in rows[2:4]] == [7.0, 0.27]


def test_each_suffix_has_an_importer_of_its_name() -> None:
    for kind in (OdsImporter, XlsImporter, XlsbImporter):
        assert isinstance(importer(kind.suffix[1:]), kind)
        assert issubclass(kind, XlsxImporter)


@each_kind
def test_the_bytes_tell_the_kind_whatever_a_file_is_called(kind: str) -> None:
    assert len(read("xlsx", WRITERS[kind](("Reports", table(kind))))) == 3


@each_kind
def test_sheets_of_one_header_are_read_and_others_told(kind: str) -> None:
    head = ["when", "title"]
    sheets = [
        ("One", [head, ["2018", "A"]]),
        ("Two", [head, ["2019", "B"]]),
        ("Notes", [["title", "place"], ["C", "x"]]),
        ("Off", [head, ["2020", "D"]]),
    ]
    with pytest.warns(LeftOut, match="left out the sheets 'Notes', 'Off'"):
        assert whens(read(kind, WRITERS[kind](*sheets, hidden=("Off",)))) == ["2018", "2019"]
    assert whens(read(kind, WRITERS[kind](*sheets), sheet="off")) == ["2020"]


@each_kind
def test_an_error_of_a_formula_is_refused(kind: str) -> None:
    (error,) = read(kind, WRITERS[kind](("S", [["when", "title"], ["2018", Shown(None, ERROR)]])))
    assert str(error).startswith("f:S!B2: field title: #")
    assert "is the error of a formula" in str(error)


@each_kind
def test_what_stands_in_merged_cells_stands_in_all_their_rows(kind: str) -> None:
    rows = [["when", "title"], ["2018", "A"], [None, "B"], [None, "C"], ["2019", "D"]]
    assert whens(read(kind, WRITERS[kind](("S", rows), merged="1 3 0"))) == ["2018", "2018", "2018", "2019"]


@each_kind
def test_a_date_is_no_title(kind: str) -> None:
    (error,) = read(kind, WRITERS[kind](("S", [["when", "title"], ["2018", day(kind, 4)]])))
    assert "f:S!B2: field title: 2018-11-04 is a date, where a text should be" in str(error)


@counting
def test_days_counted_from_1904(kind: str) -> None:
    rows = [["when", "title"], [Shown(NOV_2018 - 1_462, DAY), "A"]]
    assert whens(read(kind, WRITERS[kind](("S", rows), is_1904=True))) == ["2018-11-01"]


@counting
@pytest.mark.parametrize(
    ("days", "why"), [(0, "or a time without a day"), (-3, "say who counted"), (30, "say who counted")]
)
def test_days_that_programs_count_in_two_ways_are_refused(kind: str, days: int, why: str) -> None:
    (error,) = read(kind, WRITERS[kind](("S", [["when", "title"], [Shown(days, DAY), "A"]])))
    assert why in str(error)


@counting
def test_who_counted_early_days_can_be_said(kind: str) -> None:
    rows = [["when", "title"], *([Shown(days, DAY), "A"] for days in (-3, 0, 30))]
    assert whens(read(kind, WRITERS[kind](("S", rows)), counted="gnumeric")) == [
        "1899-12-28", "1899-12-31", "1900-01-30",
    ]  # fmt: skip
    rows = [["when", "title"], [Shown(0, DAY), "A"]]
    assert whens(read(kind, WRITERS[kind](("S", rows), is_1904=True), counted="gnumeric")) == ["1904-01-01"]


@each_kind
def test_a_day_that_a_cell_does_not_show_is_none(kind: str) -> None:
    rows = [["when", "title"], [day(kind, 8, MONTH), "A"], [day(kind, 8), "B"]]
    assert whens(read(kind, WRITERS[kind](("S", rows)))) == ["2018-11", "2018-11-08"]


def test_months_and_quarters_of_opendocument_before_1900() -> None:
    rows = [["when", "title"], [Shown("1850-06-08", MONTH), "A"], [Shown("1899-12-25", DAY), "B"]]
    assert whens(read("ods", ods(("S", rows)))) == ["1850-06", "1899-12-25"]


def test_days_before_1900_are_written_out_in_opendocument() -> None:
    rows = [
        ["when", "title"],
        [Shown("1899-12-25", DAY), "A"],
        [Shown("1900-01-31", DAY), "B"],
        [Shown("-0043-03-15", DAY), "C"],
    ]
    assert whens(read("ods", ods(("S", rows)))) == ["1899-12-25", "1900-01-31", "-0043-03-15"]


def test_opendocument_as_people_write_it() -> None:
    cells = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>when</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>title</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>publisher</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell office:value-type="date" office:date-value="2018-11-04T09:30:00">'
        "<text:p>x</text:p></table:table-cell>"
        '<table:table-cell office:value-type="string"><office:annotation><text:p>mine</text:p></office:annotation>'
        '<text:p>Two<text:s text:c="2"/>blanks</text:p><text:p>and lines</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p><text:a xlink:href="https://a.example/1">Post</text:a></text:p>'
        "</table:table-cell></table:table-row>"
    )
    rows = read("ods", ods_of(f'<table:table table:name="S"><table:table-header-rows/>{cells}</table:table>'))
    (first,) = (row for row in rows if isinstance(row, Row))  # twice the same says nothing new
    assert (first.when, first.title, first.at) == ("2018-11-04T09:30", "Two  blanks\nand lines", "f:S!2")
    assert first.source is not None
    assert (first.source.publisher, first.source.url) == ("Post", "https://a.example/1")


@each_kind
def test_cells_and_rows_are_held_to_the_limits(kind: str) -> None:
    data = WRITERS[kind](("S", [["when", "title"], ["2018", "x" * 50]]))
    (error,) = read(kind, data, limits="cell=49")
    assert "f:S!B2: 50 characters in one cell; the limit cell is 49" in str(error)
    wide = WRITERS[kind](("S", [["when", "title"], ["2018", "A", *[None] * 9, "x"]]))
    (error,) = read(kind, wide, limits="cells=7")
    assert "; the limit cells is 7" in str(error)


@pytest.mark.parametrize(
    ("kind", "limits", "said"),
    [
        ("xls", "file=1k", "f: too many bytes; the limit file is 1,000"),
        ("ods", "sheet=100", "f:content.xml: "),
        ("ods", "part=100", "f:content.xml: too many bytes in one row"),
        ("ods", "elements=3", "f:content.xml: too many elements in one row"),
        ("ods", "ratio=1", "f:content.xml: "),
        ("xlsb", "sheet=100", "f:xl/"),
        ("xlsb", "texts=800", "f:xl/sharedStrings.bin: too many texts: "),
        ("xlsb", "part=50", "f:"),
    ],
)
def test_what_is_over_a_limit_is_refused_before_it_is_unpacked(kind: str, limits: str, said: str) -> None:
    text = "y" * 2_000_000 if "ratio" in limits else "y" * 300
    with pytest.raises(TimelineError) as error:
        read(kind, WRITERS[kind](("S", [["when", "title"], ["2018", text], ["2019", "B"]])), limits=limits)
    assert str(error.value).startswith(said)
    assert f"; the limit {limits.partition('=')[0]} is " in str(error.value)


def test_cells_and_rows_that_are_repeated_do_not_add_up() -> None:
    """A file of a few bytes could else say to hold milliards of cells."""
    text = 'office:value-type="string"><text:p>title</text:p></table:table-cell>'
    head = f"<table:table-row><table:table-cell {text}</table:table-row>"

    def fault(columns: int) -> str:
        row = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        row += f'table:number-columns-repeated="{columns}" '
        (error,) = read("ods", ods_of(f'<table:table table:name="S">{head}{row}{text}</table:table-row></table:table>'))
        return str(error)

    assert "f:S!B2: 'title' is under no header" in fault(16_000)
    assert "a row of 16,385 cells" in fault(999_999_999)


def test_repeated_rows_without_end_are_refused() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>title</text:p></table:table-cell>'
    many = f'<table:table-row table:number-rows-repeated="999999999">{cell}</table:table-row>'
    with pytest.raises(TimelineError, match="f:S: a row below row 1,048,576"):
        read(
            "ods", ods_of(f'<table:table table:name="S"><table:table-row>{cell}</table:table-row>{many}</table:table>')
        )


@pytest.mark.parametrize("size", [200, 700, 1500])
@each_kind
def test_a_damaged_file_is_refused_in_one_sentence(kind: str, size: int) -> None:
    data = WRITERS[kind](("S", table(kind)))
    changed = data[:size] + bytes(byte ^ 0x55 for byte in data[size : size + 40]) + data[size + 40 :]
    try:
        assert all(isinstance(row, Row | TimelineError) for row in read(kind, changed))
    except TimelineError as error:
        said = str(error)
        assert "\n" not in said


def test_a_record_that_ends_too_soon_is_damage() -> None:
    data = archive({"xl/workbook.bin": record(156, b"\0" * 20)[:-3], "xl/_rels/workbook.bin.rels": "<a/>"})
    with pytest.raises(TimelineError, match="f: the workbook is damaged"):
        read("xlsb", data)


def test_a_missing_library_is_named_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlrd", None)
    with pytest.raises(
        TimelineError, match=r"read by xlrd, which is not installed: pip install 'timeline-engine\[spreadsheets\]'"
    ):
        read("xls", xls(("S", [["when", "title"], ["2018", "A"]])))


def test_a_locked_file_is_told() -> None:
    locked = archive(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": "<m:encryption-data/>"}
    )
    with pytest.raises(TimelineError, match="f: the workbook has a password: remove it"):
        read("ods", locked)
