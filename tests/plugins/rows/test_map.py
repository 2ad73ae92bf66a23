"""The options of all importers of rows: ``map`` says what the headers stand for, ``known`` since when it is known."""

import json
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from support import memory_log
from timeline_engine.errors import TimelineError
from timeline_engine.model import Source
from timeline_engine.rows import import_rows
from timeline_engine.rows.columns import COLUMNS, read_map
from timeline_engine.rows.known import read_known, with_known
from timeline_engine.view.ports import Importer, LeftOut, Row
from timeline_plugins.rows.importers import CsvImporter, JsonlImporter
from timeline_plugins.workbook.importer import XlsxImporter

Table = list[list[Any]]

NEWS: Table = [
    ["Date", "Head line", "Notes", "Link"],
    ["2018-09-06", "First 2+2 dialogue", "checked", "https://a.example/1"],
    ["2018-10-05", "S-400 deal signed", None, None],
]


def as_csv(table: Table) -> bytes:
    return "\r\n".join(",".join('"' + (cell or "") + '"' for cell in row) for row in table).encode()


def as_jsonl(table: Table) -> bytes:
    keys, *rows = table
    return "\n".join(json.dumps(dict(zip(keys, row, strict=True))) for row in rows).encode()


def as_xlsx(table: Table) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in table:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


FORMATS: list[Any] = [(CsvImporter, as_csv), (JsonlImporter, as_jsonl), (XlsxImporter, as_xlsx)]
each_format = pytest.mark.parametrize(("kind", "written"), FORMATS, ids=["csv", "jsonl", "xlsx"])


def rows_of(kind: Any, data: bytes, known: str | None = None, **options: str) -> list[Any]:
    importer = kind(**options)
    assert isinstance(importer, Importer)
    return list(with_known(importer.rows(BytesIO(data), "news"), read_known(known)))


def only_error(rows: list[Any]) -> str:
    (error,) = (row for row in rows if isinstance(row, TimelineError))
    return str(error)


# --- map ---


@each_format
def test_headers_stand_for_columns_and_others_are_left_out(kind: Any, written: Any) -> None:
    with pytest.warns(LeftOut, match="left out 'Notes', which the map does not name$"):
        first, second = rows_of(kind, written(NEWS), map="date=when; HEADLINE=title, Link=url")
    assert (first.when, first.title, first.source) == (
        "2018-09-06", "First 2+2 dialogue", Source(url="https://a.example/1"),
    )  # fmt: skip
    assert (second.when, second.title, second.source, second.summary) == ("2018-10-05", "S-400 deal signed", None, None)


@each_format
def test_a_header_that_is_a_column_needs_no_mapping(kind: Any, written: Any) -> None:
    table = [[" TITLE ", "Day"], ["Talks", "2018-09-06"]]
    (row,) = rows_of(kind, written(table), map="Day=when")
    assert (row.title, row.when) == ("Talks", "2018-09-06")


@each_format
def test_a_mapped_header_is_only_what_the_map_says(kind: Any, written: Any) -> None:
    table = [["Event", "Title", "Source"], ["Talks begin", "Chapter 1", "PTI"]]
    with pytest.warns(LeftOut, match="left out 'Title'"):
        (row,) = rows_of(kind, written(table), map="Event=title,Source=publisher")
    assert (row.event, row.title, row.source) == (None, "Talks begin", Source("PTI"))


@each_format
def test_one_header_may_stand_for_two_columns(kind: Any, written: Any) -> None:
    with pytest.warns(LeftOut, match="left out 'Notes', 'Link'"):
        (row, _) = rows_of(kind, written(NEWS), map="Date=when,Date=published,Headline=title")
    assert (row.when, row.source.published) == ("2018-09-06", "2018-09-06")


@each_format
def test_a_mapped_header_that_is_not_there_is_refused(kind: Any, written: Any) -> None:
    with pytest.raises(TimelineError, match="map: no column is called 'Headlin'; did you mean 'Head line'"):
        rows_of(kind, written(NEWS), map="Headlin=summary,Headline=title")


@each_format
def test_without_a_map_unknown_headers_are_refused_with_advice(kind: Any, written: Any) -> None:
    table = [["title", "wen"], ["Talks", "2018-09-06"]]
    with pytest.raises(TimelineError, match=r"unknown column 'wen'; did you mean 'when'.*--map wen=COLUMN,"):
        import_rows(memory_log(), rows_of(kind, written(table)))


@each_format
def test_a_row_needs_an_event_or_a_title(kind: Any, written: Any) -> None:
    table = [["when", "place"], ["2018-09-06", "Delhi"]]
    with pytest.raises(TimelineError, match="an event or a title"):
        import_rows(memory_log(), rows_of(kind, written(table), map="when=when"))


@pytest.mark.parametrize(("kind", "written"), [FORMATS[0], FORMATS[2]], ids=["csv", "xlsx"])
def test_two_columns_of_one_name_are_refused(kind: Any, written: Any) -> None:
    table = [["title", "when", "When "], ["Talks", "2018-09-06", "2018-09-07"]]
    with pytest.raises(TimelineError, match="2 columns are called 'when': rename all but one"):
        rows_of(kind, written(table))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (None, {}),
        ("", {}),
        ("Date=when", {"when": "Date"}),
        (" Date = when ; Headline=TITLE ;", {"when": "Date", "title": "Headline"}),
        ("Date, local=when,Head=title", {"when": "Date, local", "title": "Head"}),
        ("a=b=when", {"when": "a=b"}),
        ("Überschrift\nlang=title", {"title": "Überschrift\nlang"}),
    ],
)
def test_a_map_is_read(text: str | None, read: dict[str, str]) -> None:
    assert dict(read_map(text).headers) == read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Date", "'Date' is not HEADER=COLUMN"),
        ("=when", "'=when' is not HEADER=COLUMN"),
        ("Date=when,Headline", "'Headline' is not HEADER=COLUMN"),
        ("Date=whenn", "no column is called 'whenn'; did you mean 'when'"),
        ("Date=xyz", f"the columns are {', '.join(COLUMNS)}"),
        ("Date=when,Day=when", "'Date' and 'Day' cannot both be when"),
    ],
)
def test_a_wrong_map_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(TimelineError, match="map: ") as error:
        CsvImporter(map=text)
    assert said in str(error.value)


# --- rows that are refused leave the others as they are ---


def test_lines_that_cannot_be_read_stand_in_the_place_of_their_rows() -> None:
    read = rows_of(
        JsonlImporter, b'{"title": "A"}\nnot JSON\n\n{"titel": "B"}\n{"title": "C", "value": [1]}\n{"title": "D"}'
    )
    assert [isinstance(row, Row) for row in read] == [True, False, False, False, True]
    assert [str(row).split()[0] for row in read if isinstance(row, TimelineError)] == ["news:2:", "news:4:", "news:5:"]


def test_a_csv_line_with_too_many_cells_is_refused_alone() -> None:
    read = rows_of(CsvImporter, b"title,when,\nA,2018,,\nB,Modi, Putin\nC,2018\n")
    assert only_error(read).startswith("news:3: column 3 has 'Putin', and the header no name for it: ")
    assert [row.title for row in read if isinstance(row, Row)] == ["A", "C"]


def test_a_csv_line_whose_cells_moved_is_refused_with_a_map_too() -> None:
    data = b"Date,Event,Place\n2024-05-01,Fire, flood,Town\n2024-05-02,Vote,Hall\n2024-05-03,Fair,Hall,,\n"
    read = rows_of(CsvImporter, data, map="Date=when,Event=title,Place=place")
    assert only_error(read) == "news:2: 4 cells under 3 columns: quote cells with commas"
    assert [row.title for row in read if isinstance(row, Row)] == ["Vote", "Fair"]


def test_cells_that_moved_under_blank_headers_are_refused_while_a_column_without_a_name_is_left_out() -> None:
    data = b"Date,,Event,Place,,\n2024-05-01,note,Fire, flood,Town,\n2024-05-02,note,Vote,Hall,,\n"
    with pytest.warns(LeftOut, match="left out column 2"):
        read = rows_of(CsvImporter, data, map="Date=when,Event=title,Place=place")
    assert only_error(read).startswith("news:2: column 5 has 'Town', and the header no name for it: ")
    assert [row.title for row in read if isinstance(row, Row)] == ["Vote"]


def test_csv_rows_are_named_by_the_line_they_begin_on() -> None:
    first, second = rows_of(CsvImporter, b'\n\ntitle,summary\nA,"two\nlines"\n\nB,\n')
    assert (first.at, first.summary, second.at) == ("news:4", "two\nlines", "news:7")


# --- known ---


@each_format
def test_known_is_for_rows_without_a_date_of_their_own(kind: Any, written: Any) -> None:
    table = [["title", "known", "published"], ["A", None, None], ["B", "2018-01-02", None], ["C", None, "2018-01-03"]]
    read = rows_of(kind, written(table), known="5 Dec 2018")
    assert [(row.known, row.source and row.source.published) for row in read] == [
        ("5 Dec 2018", None), ("2018-01-02", None), (None, "2018-01-03"),
    ]  # fmt: skip


def test_a_row_that_goes_on_about_an_event_shares_its_date() -> None:
    data = b"event,when,published,issue\ne,2018-09-06,2018-09-07,a\ne,,,b\nf,2018,,a\nf,2018,,b\ne,2018-09-08,,a\n"
    read = rows_of(CsvImporter, data, known="2018-12-01")
    assert [row.known for row in read] == [None, None, "2018-12-01", None, "2018-12-01"]


def test_rows_with_the_option_are_known_since_then() -> None:
    log = memory_log()
    receipts = import_rows(
        log, rows_of(CsvImporter, b"event,title,when,issue\ne,E,2018,a\ne,,,b\n", known="2018-12-01")
    )
    entries = [entry for entry in log.read() if entry.kind == "event.recorded"]
    assert (len(receipts), [entry.body.known for entry in entries]) == (3, ["2018-12-01"])  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["03/04/2018", "soon", "2018-13-01", "yesterday"])
def test_a_wrong_known_date_is_refused_before_any_row(text: str) -> None:
    with pytest.raises(TimelineError, match=r"^known: "):
        read_known(text)


def test_a_column_without_a_name_before_others_is_told_as_that() -> None:
    with pytest.warns(LeftOut, match="^news:1: left out column 1, for which the header has no name: '7' …$"):
        (row,) = CsvImporter().rows(BytesIO(b",title,when\n7,A,2018-11-04\n"), "news")
    assert isinstance(row, Row)


def test_a_header_that_is_given_beside_another_is_passed_over_and_told() -> None:
    with pytest.warns(LeftOut, match="^news:1: it names the columns: the option header is passed over$"):
        (row,) = CsvImporter(header="when,title").rows(BytesIO(b"title,when\nA,2018-11-04\n"), "news")
    assert isinstance(row, Row)
    assert (row.title, row.when) == ("A", "2018-11-04")
    (row,) = CsvImporter(header="title,when").rows(BytesIO(b"title,when\nA,2018-11-04\n"), "news")
    assert isinstance(row, Row)
    (row,) = CsvImporter(header="title,when").rows(BytesIO(b"A,2018-11-04\n"), "news")
    assert isinstance(row, Row)
