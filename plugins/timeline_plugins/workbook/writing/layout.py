"""What a sheet of a workbook is made of, apart from how it is written: columns, rows, and what colours them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from attrs import frozen
from openpyxl.worksheet.worksheet import Worksheet

from .cells import Field

Sort = Literal["text", "wrapped", "date", "number", "as typed"]
Look = Literal["alarm", "caution", "notice", "gone", "strong"]


Draw = Callable[[Worksheet, int, int], None]
"""Puts a picture or a chart on a sheet, whose table has its header and its last row in these."""


@frozen
class Column:
    """A column of a sheet: its header, its width in characters, and what sort of fields it has."""

    name: str
    width: float
    sort: Sort = "text"
    sorts_by: bool = False


@frozen
class Mark:
    """A look for the cells ``on`` (else the row) wherever the column ``where`` has a word."""

    where: str
    word: str
    look: Look
    on: tuple[str, ...] = ()


@frozen(kw_only=True)
class Sheet:
    """A sheet to be written: lines above and below the table, the table's columns and rows, and what colours it.

    Without columns it has no table. ``draw`` is called when the rows have been written.
    ``printed`` is how many of the columns go to paper, the first ones; None: all. ``notes`` are sentences about what
    the rows leave out; read them when the rows have been.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Field]]
    heading: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    foot: tuple[str, ...] = ()
    printed: int | None = None
    draw: Draw | None = None
    notes: Iterable[str] = ()
