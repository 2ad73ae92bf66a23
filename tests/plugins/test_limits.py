"""What is larger than it may be is refused with its place, before it fills memory; a larger limit lets it pass."""

import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from timeline_engine.cli import main
from timeline_engine.errors import TimelineError
from timeline_engine.log import create_log
from timeline_engine.plugins.making import importer
from timeline_engine.view.ports import Row

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def read(name: str, data: bytes, limits: str) -> list[Row | TimelineError]:
    return list(importer(name, {"limits": limits}).rows(BytesIO(data), "f"))


def fault(name: str, data: bytes, limits: str) -> str:
    """What is said of the first thing that is refused."""
    try:
        found = next(row for row in read(name, data, limits) if isinstance(row, TimelineError))
    except TimelineError as error:
        found = error
    return str(found)


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    assert book.active
    for row in (["event", "title", "when"], ["a", "A", "2018"], *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for info in before.infolist():
            said = before.read(info)
            after.writestr(info.filename, change(said) if info.filename == part else said)
    return out.getvalue()


def with_rows(rows: bytes) -> bytes:
    return changed(workbook(), SHEET, lambda said: said.replace(b"</sheetData>", rows + b"</sheetData>"))


def with_texts(*texts: str) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    data = BytesIO(changed(workbook(), "[Content_Types].xml", lambda said: said.replace(b"</Types>", part)))
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    with ZipFile(data, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{items}</sst>')
    return data.getvalue()


def calendar(summary: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:a", "DTSTART:20180906", f"SUMMARY:{summary}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


CSV = b"event,title,when\na,A,2018\n"
LONG = "x" * 50
CASES = [
    ("csv", CSV + f"b,{LONG},2018\n".encode(), "cell=49", "f:3: 50 characters in the cell 2;"),
    ("csv", CSV + b"b,B,2018" + b"," * 5, "cells=7", "f:3: a row of 8 cells;"),
    ("csv", b"event,title,when" + b"," * 5 + b"\na,A,2018\n", "cells=7", "f:1: a row of 8 cells;"),
    ("csv", CSV + f'b,"{LONG}\n{LONG}",2018\n'.encode(), "row=100", "f:3: too many characters in one row;"),
    ("csv", CSV + b'b,"B' + b"\n" * 200, "row=100", "f:3: too many characters in one row;"),
    ("jsonl", f'{{"title":"a"}}\n{{"title":"{LONG}"}}'.encode(), "cell=49", "f:2: 50 characters in the cell 'title';"),
    ("jsonl", b'{"event":"a"}\n{"event":"b","title":"B","when":"2018"}', "cells=2", "f:2: a row of 3 cells;"),
    ("jsonl", f'{{"event":"a"}}\n{{"event":"{LONG}"}}'.encode(), "row=40", "f:2: too many characters in one row;"),
    ("ics", calendar(LONG), "cell=50", "f:5: too many characters in one property;"),
    ("ics", calendar("x\r\n " * 30), "cell=50", "f:5: too many characters in one property;"),
    ("ics", calendar(LONG), "file=100", "f: too many bytes;"),
    ("xlsx", workbook(["b", LONG, "2018"]), "cell=49", "f:Sheet!B3: 50 characters in one cell;"),
    ("xlsx", workbook(["b", "B", "2018", *[None] * 4, "x"]), "cells=7", "f:Sheet!3: a row of 8 cells;"),
    ("xlsx", workbook(), "sheet=100", f"f:{SHEET}: "),
    ("xlsx", workbook(), "part=100", "f:[Content_Types].xml: "),
    ("xlsx", workbook(), "elements=3", "f:[Content_Types].xml: too many elements in one part;"),
    ("xlsx", with_texts("x" * 400), "texts=400", "f:xl/sharedStrings.xml: "),
    ("xlsx", with_texts(*map(str, range(20))), "texts=1k", "f:xl/sharedStrings.xml: too many texts: "),
    (
        "xlsx",
        with_rows(b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + b"x" * 20_000 + b"</t></is></c></row>"),
        "part=15k",
        f"f:{SHEET}: too many bytes in one row near cell A3;",
    ),
    (
        "xlsx",
        with_rows(b'<row r="3"><c r="A3"/>' + b"<c/>" * 3_000 + b"</row>"),
        "elements=1k",
        f"f:{SHEET}: too many elements in one row",
    ),
    (
        "xlsx",
        with_rows(b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + b"x" * 1_000_000 + b"</t></is></c></row>"),
        "ratio=10",
        f"f:{SHEET}: ",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "limits", "said"), CASES)
def test_what_is_over_a_limit_is_refused_with_its_place(name: str, data: bytes, limits: str, said: str) -> None:
    found = fault(name, data, limits)
    assert found.startswith(said)
    limit = limits.partition("=")[0]
    assert f"; the limit {limit} is " in found
    assert found.endswith(f"raise the limit with -O limits={limit}=NUMBER")


@pytest.mark.parametrize(("name", "data", "limits", "said"), CASES)
def test_what_is_within_the_limits_is_read(name: str, data: bytes, limits: str, said: str) -> None:
    if b'b,"B' not in data:  # a quote that is never closed
        higher = limits.partition("=")[0] + "=1G"
        assert isinstance(read(name, data, higher)[0], Row)


def test_a_row_over_a_limit_leaves_the_others_as_they_are() -> None:
    rows = read("csv", CSV + f"b,{LONG},2018\nc,C,2018\n".encode(), "cell=49")
    assert [row.event if isinstance(row, Row) else None for row in rows] == ["a", None, "c"]


def test_a_part_that_says_to_be_smaller_than_it_is_is_damaged() -> None:
    data = with_rows(b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + b"x" * 100_000 + b"</t></is></c></row>")
    with ZipFile(BytesIO(data)) as archive:
        size = archive.getinfo(SHEET).file_size
    lied = data.replace(size.to_bytes(4, "little"), (900).to_bytes(4, "little"))
    assert lied != data
    assert "the workbook is damaged" in fault("xlsx", lied, "sheet=1000")


def test_a_row_of_any_number_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline_plugins.workbook.reading.opening.LAST_ROW", 1_000)  # those before it are made
    assert "a row below row 1,000" in fault("xlsx", with_rows(b'<row r="99999999999"><c><v>1</v></c></row>'), "")


def test_a_number_of_thousands_of_digits_in_a_workbook() -> None:
    for row in (b'<row r="3"><c r="A3"><v>' + b"9" * 5_000 + b"</v></c></row>", b'<row r="' + b"9" * 5_000 + b'"/>'):
        said = fault("xlsx", with_rows(row), "")
        assert "sys." not in said
        assert len(said) < 1_000


def test_a_line_without_end_is_not_held() -> None:
    class Endless(BytesIO):
        given = 0

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert 0 < size < 1_000_000
            self.given += size
            return b"x" * size

    for name in ("csv", "jsonl"):
        data = Endless()
        with pytest.raises(TimelineError, match="f:1: too many characters in one row"):
            list(importer(name, {"limits": "row=1M"}).rows(data, "f"))
        assert data.given < 3_000_000


def test_rows_are_read_as_they_come() -> None:
    data = CSV + b"".join(f"e{number},{'A title' * 9},2018\n".encode() for number in range(20_000))
    tracemalloc.start()
    count = sum(1 for _ in importer("csv").rows(BytesIO(data), "f"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_001
    assert peak < len(data) / 2


@pytest.mark.parametrize(
    "text", ["cell", "cell=", "cell=0", "cell=-1", "cell=1e9", "cell=x", "cells=1 k2", "cel=5", "=5"]
)
def test_a_limit_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(TimelineError, match="limits: "):
        importer("csv", {"limits": text})


def test_limits_on_the_command_line(tmp_path: Path) -> None:
    create_log(tmp_path / "log", title="T", zone="UTC")
    (tmp_path / "f.csv").write_bytes(CSV + f"b,{LONG},2018\n".encode())
    args = ["--log", str(tmp_path / "log"), "import", str(tmp_path / "f.csv"), "-O"]
    refused = CliRunner().invoke(main, [*args, "limits=cell=10,row=1k"])
    assert refused.exit_code == 1
    assert "f.csv:3: 50 characters in the cell 2; the limit cell is 10" in refused.output
    assert CliRunner().invoke(main, [*args, "limits=cell=1k"]).exit_code == 0
