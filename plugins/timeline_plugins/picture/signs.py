"""Signs of a picture for which there is no font: drawn, they look like a sign that nobody has."""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from unicodedata import category

from .extra import needed
from .pixels import rows_of

_TEXTS = re.compile(r">([^<>]+)<")
_FAMILY = re.compile(r'font-family="([^"]+)"')
_NOBODYS, _LETTER, _BLANK = "\U0010fffd", "A", " "
_NOT_ALONE = {"Mn", "Mc", "Me", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs"}
_CELL, _SIZE, _ACROSS = 14, 9, 32


def without_font(svg: str) -> Sequence[str] | None:
    """Those of an SVG, in order; None: there is no font for any. Raises TimelineError without the extra."""
    family = _FAMILY.search(svg)
    cells = _cells([_NOBODYS, _LETTER, _BLANK, *_signs(svg)], family[1] if family else "sans-serif")
    if cells[_LETTER] == cells[_BLANK]:
        return None
    return [sign for sign, cell in cells.items() if cell == cells[_NOBODYS] and sign != _NOBODYS]


def _signs(svg: str) -> list[str]:
    """Those that are drawn, and may want a font of their own: no plain letters, no marks, which stand on others."""
    signs = set(unescape("".join(_TEXTS.findall(svg))))
    return sorted(sign for sign in signs if sign > "\x7f" and category(sign) not in _NOT_ALONE)


def _cells(signs: list[str], family: str) -> dict[str, bytes]:
    """What each sign looks like."""
    texts = "".join(
        f'<text x="{_CELL * (place % _ACROSS) + 2}" y="{_CELL * (place // _ACROSS) + 11}">{escape(sign)}</text>'
        for place, sign in enumerate(signs)
    )
    size = f'width="{_CELL * _ACROSS}" height="{_CELL * (1 + (len(signs) - 1) // _ACROSS)}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-size="{_SIZE}" font-family="{family}">{texts}</svg>'
    return dict(zip(signs, _cut(rows_of(needed("resvg_py").svg_to_bytes(svg_string=svg))), strict=False))


def _cut(rows: Sequence[bytes]) -> Iterator[bytes]:
    """A picture of four bytes a pixel in its cells."""
    for top in range(0, len(rows), _CELL):
        for left in range(0, len(rows[0]), 4 * _CELL):
            yield b"".join(row[left : left + 4 * _CELL] for row in rows[top : top + _CELL])
