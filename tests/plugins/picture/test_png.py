"""The PNG: its size, and what is told of signs for which there is no font."""

import struct
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from builders import event, exported, small_view, status
from timeline_engine import project
from timeline_engine.entries import IssueDefined
from timeline_engine.errors import TimelineError
from timeline_engine.view import View
from timeline_plugins.picture import png, signs
from timeline_plugins.picture.exporter import PngExporter
from timeline_plugins.picture.pixels import rows_of
from timeline_plugins.picture.raster import rastered
from timeline_plugins.picture.signs import without_font

EVENTS = Path(__file__).parents[3] / "events"
resvg_py = pytest.importorskip("resvg_py", reason="resvg-py is not there: install the test extra.")


def drawing(inner: str, width: int = 40, height: int = 20) -> str:
    size = f'width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Arial, sans-serif">{inner}</svg>'


def titled(title: str) -> View:
    return small_view(
        IssueDefined(issue="port", title="Port"), event("a", "2018-10-05", title=title, claims=(status("met", "port"),))
    )


@pytest.fixture
def fonts() -> None:
    if without_font(drawing("<text>A</text>")) is None:
        pytest.skip("There is no font without serifs here: install one, like fonts-liberation.")


def test_it_is_as_large_as_asked() -> None:
    image = png(project(EVENTS, "2018-12-04", issues=["iran-oil"]), width=600, scale=1.5)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", image[16:20]) == (900,)
    place = image.index(b"pHYs")
    assert struct.unpack(">IIB", image[place + 4 : place + 13]) == (round(96 * 1.5 / 0.0254),) * 2 + (1,)
    assert rows_of(image)[0][:4] == bytes((0xFC, 0xFB, 0xF9, 0xFF))  # all of it can be read, to its last row


def test_what_would_be_too_large_is_made_smaller_and_told() -> None:
    image, notes = rastered(drawing('<path d="M0 0H9"/>', 2000, 400_000), 2000, 400_000, 2)
    width, height = struct.unpack(">II", image[16:24])
    assert 50_000_000 < width * height < 61_000_000
    assert notes[0].startswith("The picture would be too large: a unit of its width is 0.27 pixels, not 2;")


def test_the_pixels_are_those_that_were_drawn() -> None:
    shapes = '<rect width="20" height="20" fill="#123456"/><circle cx="28" cy="9" r="7" fill="#abcdef"/>'
    rows = rows_of(resvg_py.svg_to_bytes(svg_string=drawing(shapes)))
    assert (len(rows), len(rows[0])) == (20, 160)
    pixel = [rows[9][4 * x : 4 * x + 4] for x in (0, 19, 28, 39)]
    assert pixel == [b"\x12\x34\x56\xff"] * 2 + [b"\xab\xcd\xef\xff", bytes(4)]


@pytest.mark.usefixtures("fonts")
def test_a_sign_without_a_font_is_told() -> None:
    notes = exported(PngExporter(), titled("Ferry \u0378 \ue000"))[1]
    assert notes == ["No font here has 2 signs, shown as a box: \u0378 (U+0378), \ue000 (U+E000)."]
    assert exported(PngExporter(), titled("Ferry café → Łódź"))[1] == []


@pytest.mark.usefixtures("fonts")
def test_signs_are_looked_for_in_words_alone() -> None:
    assert without_font(drawing('<path d="M0 0"/><text>A &amp; &lt;b&gt;</text>')) == []


def test_without_any_font_it_says_so() -> None:
    def fontless(**given: Any) -> bytes:
        made: bytes = resvg_py.svg_to_bytes(**given, skip_system_fonts=True)
        return made

    with patch.object(signs, "needed", lambda _: type("resvg", (), {"svg_to_bytes": staticmethod(fontless)})):
        assert without_font(drawing("<text>A</text>")) is None
        notes = rastered(drawing("<text>A</text>"), 40, 20, 1)[1]
    assert [note.partition(",")[0] for note in notes] == ["No font without serifs is found here"]


@pytest.mark.parametrize("scale", ["0", "nan", "11", "big"])
def test_a_scale_that_is_none_is_refused(scale: Any) -> None:
    with pytest.raises(ValueError, match=r"it must be a number from 0\.1 to 10"):
        PngExporter(scale=scale)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(
        TimelineError, match=r"resvg-py, which is not installed: pip install 'timeline-engine\[picture\]'"
    ):
        png(titled("Talks"))
