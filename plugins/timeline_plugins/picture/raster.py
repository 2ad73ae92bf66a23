"""SVG to PNG, by resvg, in the fonts of the machine."""

import struct
from collections.abc import Iterator
from math import sqrt
from zlib import crc32

from timeline_engine.view.words.phrases import counted

from .extra import needed
from .signs import without_font

_MOST_PIXELS = 60_000_000
_INCH, _UNITS = 0.0254, 96  # metres, and units of SVG in it
_HEAD = 8 + 25  # bytes of the signature, and of the first chunk
_NAMED = 12


def rastered(svg: str, width: int, height: int, scale: float) -> tuple[bytes, tuple[str, ...]]:
    """The PNG of an SVG, ``scale`` pixels a unit, and a sentence on each thing that it could not show.

    Raises TimelineError without the extra.
    """
    zoom = min(scale, sqrt(_MOST_PIXELS / (width * height)))
    made = needed("resvg_py").svg_to_bytes(svg_string=svg, zoom=zoom)
    return _sized(made, zoom), (*_too_large(zoom, scale), *_unseen(svg))


def _sized(png: bytes, zoom: float) -> bytes:
    """A PNG that says how large it is to be shown (PNG 11.3.4.3)."""
    density = round(_UNITS * zoom / _INCH)
    chunk = b"pHYs" + struct.pack(">IIB", density, density, 1)
    return png[:_HEAD] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", crc32(chunk)) + png[_HEAD:]


def _too_large(zoom: float, scale: float) -> Iterator[str]:
    if zoom < scale:
        yield (
            f"The picture would be too large: a unit of its width is {zoom:.2f} pixels, not {scale:g}; "
            "svg has no such limit, and --issue and the options start and end show less."
        )


def _unseen(svg: str) -> Iterator[str]:
    signs = without_font(svg)
    if signs is None:
        yield "No font without serifs is found here, so the picture has no words: install one, like Liberation Sans."
    elif signs:
        named = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs[:_NAMED])
        more = f" and {len(signs) - _NAMED} more" if len(signs) > _NAMED else ""
        yield f"No font here has {counted(len(signs), 'sign')}, shown as a box: {named}{more}."
