"""The picture in the chronology: as tall as a page has room for, and none where it cannot be drawn."""

import struct
import zlib
from types import SimpleNamespace
from typing import Any

import pytest
from pypdf import PdfReader

from builders import event, small_view
from timeline_engine.view import View
from timeline_plugins.pdf import picture

from .test_exporter import STORY, pages


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = b"\x89PNG\r\n\x1a\n" + b"".join((chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
                                        chunk(b"IDAT", zlib.compress(b"\0\1\2\3")), chunk(b"IEND", b"")))  # fmt: skip
UNSEEN = "No font here has 1 sign, shown as a box: \u0378 (U+0378)."
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}"><rect width="{0}" height="{1}"/></svg>'


def drawing(monkeypatch: pytest.MonkeyPatch, height_of_row: int) -> list[tuple[int, int]]:
    """A picture whose height follows from the rows; gives the widths and rows that were asked for."""
    asked: list[tuple[int, int]] = []

    def draw(view: View, width: int, rows: int) -> SimpleNamespace:
        asked.append((width, rows))
        height = height_of_row * rows
        return SimpleNamespace(svg=SVG.format(width, height), width=width, height=height, notes=("Drawn.",))

    monkeypatch.setattr(picture, "is_installed", lambda: True)
    monkeypatch.setattr(picture, "draw", draw)
    return asked


@pytest.mark.parametrize(
    ("height_of_row", "fit"), [(1, (900, 24)), (90, (900, 12)), (180, (900, 6)), (500, (1050, 2)), (1600, (1350, 1))]
)
def test_the_picture_is_as_tall_as_a_page_has_room_for(
    monkeypatch: pytest.MonkeyPatch, height_of_row: int, fit: tuple[int, int]
) -> None:
    asked = drawing(monkeypatch, height_of_row)
    made, notes = picture.drawn(small_view(*STORY))
    width, rows = fit
    assert made == {
        "format": "svg",
        "image": SVG.format(width, height_of_row * rows),
        "alt": "The issues along time, as of 2018-12-04, as known by 2018-12-04",
    }
    assert (list(notes), len(asked) <= 4, len(set(asked)) == len(asked)) == (["Drawn."], True, True)


def test_the_picture_stands_before_the_issues(monkeypatch: pytest.MonkeyPatch) -> None:
    drawing(monkeypatch, 20)
    reader, notes = pages(small_view(*STORY))
    assert "Drawn." in notes
    assert "/Figure" in kinds(reader)


def test_letters_with_marks_are_drawn_in_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    svg = SVG.format(900, 90).replace("<rect", "<title>मंत्री</title><rect")
    made = SimpleNamespace(svg=svg, width=900, height=90, notes=("Drawn.",))
    monkeypatch.setattr(picture, "is_installed", lambda: True)
    monkeypatch.setattr(picture, "draw", lambda *_: made)
    monkeypatch.setattr(picture, "rastered", lambda *asked: (PNG, (UNSEEN, f"In pixels: {asked[1:]}.")))
    reader, notes = pages(small_view(*STORY, event("sign", "2018-10-05", title="A \u0378")))
    assert notes[1:] == ["Drawn.", UNSEEN, "In pixels: (900, 90, 2.5)."], "what both lack is told once"
    assert sizes(reader) == [(1, 1)]
    assert "/Figure" in kinds(reader)


def sizes(reader: PdfReader) -> list[tuple[int, int]]:
    """The pictures in pixels on the first page."""
    objects: Any = reader.pages[0]["/Resources"]
    found = [one.get_object() for one in objects.get("/XObject", {}).values()]
    return [(one["/Width"], one["/Height"]) for one in found if one["/Subtype"] == "/Image"]


@pytest.mark.parametrize("issues", [1, 60])
def test_a_picture_taller_than_a_page_is_left_out_and_told(monkeypatch: pytest.MonkeyPatch, issues: int) -> None:
    asked = drawing(monkeypatch, 2000)
    made, notes = picture.drawn(small_view(*[event(f"e{n}", "2018", issues=(f"i{n}",)) for n in range(issues)]))
    assert made is None
    assert bool(asked) is (issues == 1), "of many issues none is drawn in vain"
    assert list(notes) == [
        f"The picture of {issues} issue{'s' if issues > 1 else ''} is taller than a page, and left out."
    ]


def test_where_no_picture_can_be_drawn_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "is_installed", lambda: False)
    assert "/Figure" not in kinds(pages(small_view(*STORY))[0])


def kinds(reader: PdfReader) -> set[str]:
    """The kinds of the elements of which the structure is made."""
    found: set[str] = set()
    waiting: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while waiting:
        element = waiting.pop()
        if isinstance(element, list):
            waiting.extend(one.get_object() for one in element)
        elif isinstance(element, dict):
            found.add(str(element.get("/S")))
            waiting.append(element["/K"].get_object() if "/K" in element else None)
    return found
