"""The sheet Picture: a png where one can be drawn, else Excel's chart over a table of months."""

import re
import struct
import zlib
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest

from builders import event, small_view
from plugins.workbook.test_exporter import EXAMPLE, by_calamine, opened, table, workbook
from timeline_engine.entries import EventRescheduled
from timeline_engine.view import View
from timeline_plugins.workbook.importer import XlsxImporter
from timeline_plugins.workbook.writing import drawn, picture
from timeline_plugins.workbook.writing.months import counts


def png(width: int, height: int) -> bytes:
    """The smallest white picture of a size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def with_png(monkeypatch: pytest.MonkeyPatch) -> bytes:
    made = png(400, 150)
    monkeypatch.setattr(picture, "png_of", lambda view: made)
    return made


# --- the chart ---


def test_without_the_extra_it_is_a_chart_of_the_events_of_each_month() -> None:
    data, _ = workbook(small_view(*EXAMPLE, as_of="2018-12-04"))
    rows = by_calamine(data)["Picture"]
    assert rows[0][0] == "India-US watch: events by month"
    assert rows[2][0] == "Not shown: 1 event without a date."
    found = {row.pop("Month"): row for row in table(rows, 5)}
    assert list(found) == [f"2018-{month:02}" for month in range(8, 13)] + [f"2019-{n:02}" for n in range(1, 7)]
    assert found["2018-10"] == {name: 2 if name == "occurred" else None for name in found["2018-10"]}
    assert found["2019-01"]["cancelled"] == 1


def test_the_chart_stands_over_the_cells_of_its_table() -> None:
    data, _ = workbook(small_view(*EXAMPLE, as_of="2018-12-04"))
    sheet = opened(data)["Picture"]
    (chart,) = sheet._charts
    figures = [(series.tx.strRef.f, series.cat.numRef.f, series.val.numRef.f) for series in chart.series]
    last = sheet.max_row
    assert figures[0] == ("'Picture'!B5", f"'Picture'!$A$6:$A${last}", f"'Picture'!$B$6:$B${last}")
    assert [sheet[tx.split("!")[1]].value for tx, _, _ in figures] == [cell.value for cell in sheet[5][1:]]
    assert not sheet._images
    with ZipFile(BytesIO(data)) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert set(re.findall(r"</?(\w+)[ />:]", drawing)) == {"xdr", "a", "c"}, "the prefixes by which ExcelJS knows them"
    assert drawing.startswith("<xdr:wsDr ")
    assert 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"' in drawing


def test_a_log_without_events_has_no_chart() -> None:
    sheet = opened(workbook(small_view())[0])["Picture"]
    assert (sheet._charts, sheet["A4"].value) == ([], "Month")


def view_of(*days: str, **fields: Any) -> View:
    return small_view(*(event(f"e{n}", day, **fields) for n, day in enumerate(days)))


def test_the_time_is_the_one_that_holds_nearly_all_events() -> None:
    found = counts(view_of("1998-05-01", *["2018-03-01"] * 12, *["2018-05-02"] * 7))
    assert [name for name, _ in found.rows] == ["2018-03", "2018-04", "2018-05"]
    assert [dict(counted) for _, counted in found.rows] == [{"occurred": 12}, {}, {"occurred": 7}]
    assert (found.outside, found.undated, found.unit) == (1, 0, "Month")


def test_a_time_that_is_hardly_longer_is_shown_whole() -> None:
    found = counts(view_of("2018-02-01", *["2018-03-01"] * 12, *["2018-05-02"] * 7))
    assert (found.rows[0][0], found.outside) == ("2018-02", 0)


def test_a_long_time_is_counted_by_years() -> None:
    found = counts(view_of(*(f"{year}-05-01" for year in range(1950, 2018)), "1990-01-01"))
    years = dict(found.rows)
    assert (found.unit, found.rows[0][0], years["1990"]["occurred"]) == ("Year", "1950", 2)
    assert sum(counted.total() for counted in years.values()) + found.outside == 69


def test_every_event_is_in_a_month_or_counted_as_left_out() -> None:
    bodies = (
        event("a", "2018-03-01"),
        event("b", phase="scheduled"),
        event("c", "1850-01-01"),
        event("d", "[2018-01-01..]", phase="scheduled"),
        event("e", "2018-04-01", phase="scheduled"),
        EventRescheduled(event="e", when=None, known="2018-02-01"),
    )
    view = small_view(*bodies)
    found = counts(view)
    assert sum(sum(counted.values()) for _, counted in found.rows) + found.outside + found.undated == len(view.events)
    assert found.undated == 4


# --- the png ---


def test_a_png_stands_on_the_sheet_as_wide_as_a_page(with_png: bytes) -> None:
    data, _ = workbook(small_view(*EXAMPLE))
    sheet = opened(data)["Picture"]
    with ZipFile(BytesIO(data)) as archive:
        assert archive.read("xl/media/image1.png") == with_png
        shown = archive.read("xl/drawings/drawing1.xml").decode()
    width, height = 1040 * 9_525, 390 * 9_525  # of 400 x 150
    assert f'cx="{width}" cy="{height}"' in shown
    assert (sheet._charts, sheet.tables) == ([], {})


@pytest.mark.usefixtures("with_png")
def test_the_same_bytes_twice_and_the_rows_come_back() -> None:
    view = small_view(*EXAMPLE)
    data, _ = workbook(view)
    assert workbook(small_view(*EXAMPLE))[0] == data
    assert len(list(XlsxImporter().rows(BytesIO(data), "b.xlsx"))) == len(by_calamine(data)["Events"]) - 1


@pytest.mark.parametrize(
    ("events", "of_clocks", "of_fonts", "shown"),
    [(2, (), (), True), (501, (), (), False), (2, ("Another day.",), (), False), (2, (), ("No font.",), False)],
)
def test_a_picture_is_of_all_that_was_asked_or_there_is_none(
    events: int, of_clocks: tuple[str, ...], of_fonts: tuple[str, ...], shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(view: View, rows: int) -> SimpleNamespace:
        return SimpleNamespace(svg="<svg/>", width=400, height=150, notes=of_clocks)

    def rastered(svg: str, width: int, height: int, scale: float) -> tuple[bytes, tuple[str, ...]]:
        return png(width, height), of_fonts

    for name, stand_in in {"draw": draw, "rastered": rastered, "is_installed": lambda: True}.items():
        monkeypatch.setattr(drawn, name, stand_in)
    assert (drawn.png_of(view_of(*["2018-01-01"] * events)) == png(400, 150)) is shown


def test_the_extra_draws_it_where_it_is_installed() -> None:
    if not drawn.is_installed():
        assert drawn.png_of(view_of("2018-01-01")) is None
        pytest.skip("the extra picture is not installed")
    found = drawn.png_of(view_of("2018-01-01"))
    assert found is None or found.startswith(b"\x89PNG"), "None where there are no fonts"
