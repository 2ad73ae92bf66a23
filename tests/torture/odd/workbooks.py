"""Odd workbooks: the parts of the archive, and what stands in their XML."""

import io
import random
import re
import warnings
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from . import Change, Changes, things

Parts = list[tuple[str, bytes]]
_ATTRIBUTE, _TEXT, _TAG = re.compile(rb'="[^"]*"'), re.compile(rb">[^<]+<"), re.compile(rb"<[^>]+>")
_CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_ROW = re.compile(rb"<row .*?</row>", re.DOTALL)
_ATTRIBUTES = (
    "", "0", "-1", "1", "99999", "A0", "A1", "ZZZ1", "XFE1", "A1048577", "A1:", "A1:XFD1048576", "B3:A1", "x",
    "true", "s", "n", "b", "e", "d", "str", "inlineStr", "rId1", "rId99", "../x.xml", "veryHidden", "9" * 400,
    "1e5", "NaN",
)  # fmt: skip
_CELLS = (
    '<c r="{}" t="s"><v>99999</v></c>', '<c r="{}" t="s"><v>-1</v></c>', '<c r="{}" t="s"><v>x</v></c>',
    '<c r="{}" t="s"/>', '<c r="{}" s="9999"><v>43000</v></c>', '<c r="{}" s="-1"><v>1</v></c>',
    '<c r="{}" s="2"><v>1e400</v></c>', '<c r="{}" s="2"><v>99999999</v></c>', '<c r="{}" s="2"><v>-5</v></c>',
    '<c r="{}"><v>NaN</v></c>', '<c r="{}"><v/></c>', '<c r="{}" t="b"><v>2</v></c>',
    '<c r="{}" t="e"><v>#REF!</v></c>', '<c r="{}" t="d"><v>2018-13-45</v></c>', '<c r="{}"><f>1+1</f></c>',
    '<c r="{}"><f>HYPERLINK("http://a.example/")</f><v>x</v></c>', '<c r="{}" t="odd"><v>1</v></c>',
    '<c r="{}" t="inlineStr"><is><t>_xD800_</t></is></c>', '<c r="{}" t="inlineStr"/>', "<c><v>1</v></c>",
    '<c r=""/>', '<c r="{}" t="d"><v>2018-12-04T10:00:00Z</v></c>', '<c r="{}"><v>12345678901234567890</v></c>',
    '<c r="{}"><v>0.1.2</v></c>',
)  # fmt: skip


def _of_parts(change: Callable[[Parts, random.Random], object]) -> Change:
    def changed(data: bytes, dice: random.Random) -> bytes:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in dict.fromkeys(archive.namelist())]
        change(parts, dice)
        out = io.BytesIO()
        with warnings.catch_warnings(), ZipFile(out, "w", dice.choice((ZIP_DEFLATED, ZIP_STORED))) as archive:
            warnings.simplefilter("ignore")  # of a name that is there already
            for name, content in parts:
                archive.writestr(name, content)
        return out.getvalue()

    return changed


def _in_part(change: Callable[[bytes, random.Random], bytes], where: str = "") -> Change:
    def changed(parts: Parts, dice: random.Random) -> None:
        found = [place for place, (name, _) in enumerate(parts) if where in name]
        if found:
            place = dice.choice(found)
            name, content = parts[place]
            parts[place] = name, change(content, dice)

    return _of_parts(changed)


def _parts(parts: Parts, dice: random.Random) -> None:
    place = dice.randrange(len(parts))
    name, content = parts[place]
    other = dice.choice(parts)
    match dice.randrange(7):
        case 0:
            del parts[place]
        case 1:
            parts.append((name, other[1]))
        case 2:
            parts[place] = name, content[: dice.randrange(len(content) + 1)]
        case 3:
            parts[place] = name, b""
        case 4:
            parts[place] = other[0], content
        case 5:
            parts[place] = name, content.decode("utf-8", "replace").encode("utf-16")
        case _:
            parts[place] = dice.choice((name.upper(), f"/{name}", f"x/{name}", name.replace("/", "\\"))), content


def _found(
    pattern: re.Pattern[bytes], said: Callable[[random.Random, bytes], bytes]
) -> Callable[[bytes, random.Random], bytes]:
    """Puts something in place of one of what a pattern finds."""

    def changed(content: bytes, dice: random.Random) -> bytes:
        found = list(pattern.finditer(content))
        if not found:
            return content
        one = dice.choice(found)
        return content[: one.start()] + said(dice, one[0]) + content[one.end() :]

    return changed


def _attribute(dice: random.Random, old: bytes) -> bytes:
    said = dice.choice((*_ATTRIBUTES, things.text(dice)))
    return b'="' + _escaped(said) + b'"'


def _text(dice: random.Random, old: bytes) -> bytes:
    return b">" + _escaped(things.text(dice)) + b"<"


def _escaped(said: str) -> bytes:
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        said = said.replace(character, entity)
    return said.encode("utf-8", "surrogatepass")


def _tag(dice: random.Random, old: bytes) -> bytes:
    return dice.choice((b"", old + old, b"<x/>", old[:-1], b"<!-- " + old, b"&nbsp;", old.replace(b"<", b"<x:", 1)))


def _cell(dice: random.Random, old: bytes) -> bytes:
    place = re.search(rb'r="([A-Z]+\d+)"', old)
    return dice.choice(_CELLS).format(place[1].decode() if place else "A2").encode()


def _twice(dice: random.Random, old: bytes) -> bytes:
    return dice.choice((b"", old + old, old.replace(b' r="', b' odd="'), re.sub(rb' r="\d+"', b' r="3"', old, count=1)))


def _bytes(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data))
    return dice.choice(
        (data[:place], data[:place] + dice.randbytes(2) + data[place + 2 :], data[place:], data + data[:99])
    )


XLSX: Changes = {
    "parts of the archive": _of_parts(_parts),
    "attributes": _in_part(_found(_ATTRIBUTE, _attribute)),
    "attributes of sheets": _in_part(_found(_ATTRIBUTE, _attribute), "sheet"),
    "texts": _in_part(_found(_TEXT, _text), "sheet"),
    "tags": _in_part(_found(_TAG, _tag)),
    "cells": _in_part(_found(_CELL, _cell), "sheets/"),
    "cells dropped and doubled": _in_part(_found(_CELL, _twice), "sheets/"),
    "rows dropped and doubled": _in_part(_found(_ROW, _twice), "sheets/"),
    "styles": _in_part(_found(_ATTRIBUTE, _attribute), "styles"),
    "bytes": _bytes,
}
