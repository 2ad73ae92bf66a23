"""Odd files of rows: CSV by its cells and characters, JSON Lines by its keys and values."""

import codecs
import csv
import io
import json
import random
from collections.abc import Callable
from itertools import chain

from . import Change, Changes, things

Table = list[list[str]]
HEADERS = ("title", "EVENT", " when ", "Date", "", "phase", "value", "odd", "issue", "claim", "entry", "known")
OF_ROWS: tuple[tuple[str, str], ...] = (
    *(("claim", claim) for claim in ("0", "1", "99", "-1", "x", "9" * 5_000, "1.0", "١")),
    *(("phase", phase) for phase in ("occurred", "scheduled", "postponed", "cancelled", "retracted", "due", "odd")),
    *(("entry", entry) for entry in ("e1", "e2", "none", "9" * 5_000)),
    *(("issue", issue) for issue in ("a;b", ";", "oil;oil", "odd id", "x" * 300)),
    *(("event", event) for event in ("alpha", "", "a b", "9" * 5_000, "\u0661")),
)  # fmt: skip
"""What a column may say that is its own."""


def _of_table(change: Callable[[Table, random.Random], object]) -> Change:
    def changed(data: bytes, dice: random.Random) -> bytes:
        table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        change(table, dice)
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=dice.choice(",,,;\t"), lineterminator=dice.choice(("\r\n", "\n"))).writerows(table)
        return out.getvalue().encode("utf-8", "surrogatepass")

    return changed


def _row(table: Table, dice: random.Random) -> list[str]:
    return table[dice.randrange(1, len(table))] if len(table) > 1 else table[0]


def _place(row: list[str], dice: random.Random) -> int:
    return dice.randrange(len(row)) if row else 0


def _odd_cell(table: Table, dice: random.Random) -> None:
    row = _row(table, dice)
    row[slice((place := _place(row, dice)), place + 1)] = [things.text(dice)]


def _own_cell(table: Table, dice: random.Random) -> None:
    column, said = dice.choice(OF_ROWS)
    if column in table[0] and len(row := _row(table, dice)) > (place := table[0].index(column)):
        row[place] = said


def _drop_cell(table: Table, dice: random.Random) -> None:
    row = _row(table, dice)
    del row[_place(row, dice) :][: dice.choice((1, 1, 99))]
    if row:
        row.pop(_place(row, dice))


def _double_cell(table: Table, dice: random.Random) -> None:
    row = _row(table, dice)
    row[_place(row, dice) : 0] = row[: dice.choice((1, 1, 5, 99))]


def _swap_cells(table: Table, dice: random.Random) -> None:
    row = _row(table, dice)
    if row:
        one, other = _place(row, dice), _place(row, dice)
        row[one], row[other] = row[other], row[one]


def _cell_of_another(table: Table, dice: random.Random) -> None:
    row, other = _row(table, dice), _row(table, dice)
    if row and other:
        place = dice.randrange(min(len(row), len(other)))
        row[place] = other[place]


def _rows(table: Table, dice: random.Random) -> None:
    head, rows = table[:1], table[1:]
    dice.shuffle(rows)
    table[:] = head + dice.choice((rows, rows[: len(rows) // 2], rows + rows, [*rows, *head, []], [], [[], *rows]))


def _columns(table: Table, dice: random.Random) -> None:
    place = _place(table[0], dice)
    match dice.randrange(4):
        case 0:
            table[0][place : place + 1] = [dice.choice(HEADERS)]
        case 1:
            for row in table:
                del row[place : place + 1]
        case 2:
            for row in table:
                row.append(row[place] if place < len(row) else "")
        case _:
            table[0][place : place + 1] = [things.text(dice)]


def _characters(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data) + 1)
    odd = dice.choice((b'"', b",", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xc3", b";", b"\t", b"'", b'""', b'"\n'))
    return data[:place] + odd + data[place + dice.randrange(2) :]


def _encoded(data: bytes, dice: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return dice.choice(
        (
            codecs.BOM_UTF8 + data,
            codecs.BOM_UTF8 * 2 + data,
            text.encode("utf-16"),
            text.encode("latin-1", "replace"),
            text.replace("\n", "\r").encode(),
            text.replace("\n", "\r\n").encode(),
            text.replace("\n", "\n\n").encode(),
            data[: dice.randrange(len(data) + 1)],
            b"",
            data + b"\x1a",
            data.rstrip(),
        )
    )


CSV: Changes = {
    "odd cells": _of_table(_odd_cell),
    "cells of their column that do not fit": _of_table(_own_cell),
    "cells dropped": _of_table(_drop_cell),
    "cells doubled": _of_table(_double_cell),
    "cells exchanged": _of_table(_swap_cells),
    "cells of other rows": _of_table(_cell_of_another),
    "rows": _of_table(_rows),
    "columns": _of_table(_columns),
    "characters": _characters,
    "encodings and ends": _encoded,
}


def _of_line(change: Callable[[str, random.Random], str]) -> Change:
    def changed(data: bytes, dice: random.Random) -> bytes:
        lines = data.decode().split("\n")
        filled = [place for place, line in enumerate(lines) if line]
        if filled:
            place = dice.choice(filled)
            lines[place] = change(lines[place], dice)
        return "\n".join(lines).encode("utf-8", "surrogatepass")

    return changed


def _changed(line: str, dice: random.Random) -> str:
    return json.dumps(things.changed(json.loads(line), dice), ensure_ascii=False)


def _own(line: str, dice: random.Random) -> str:
    return json.dumps({**json.loads(line), **dict([dice.choice(OF_ROWS)])}, ensure_ascii=False)


def _lines(data: bytes, dice: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    dice.shuffle(lines)
    return b"".join(
        dice.choice((lines, lines[1:], lines * 2, [*lines, b"[]\n"], [b"{}\n"], chain(*zip(lines, lines, strict=True))))
    )


JSONL: Changes = {
    "values": _of_line(_changed),
    "values of their column that do not fit": _of_line(_own),
    "what is no JSON, and keys twice": _of_line(things.raw),
    "lines": _lines,
    "characters": _characters,
    "encodings and ends": _encoded,
}
