"""Figures as a file writes them: with a comma or a point before the decimals, as their column or a person says; and
with blanks between thousands (``1 234,5``).
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from ..errors import FieldError, TimelineError
from ..model import Value, format_value, parse_value
from ..view.ports import Row
from .reading import RowError

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)+")
_DOUBTFUL = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})+")
_GROUPED = re.compile(r"(?<![\w.,])([1-9][0-9]{0,2}([ \u00a0\u2009\u202f])[0-9]{3}(?:\2[0-9]{3})*)(?![0-9])")
_MARKS = {",": "comma", ".": "point"}
_OTHER = {",": ".", ".": ","}
_SWAPPED = str.maketrans(_OTHER)
_ADVICE = ("Say which with -O decimal=point (1,234.5) or -O decimal=comma (1.234,5).",)


class Figures(Struct):
    """What was seen in the column of values. ``said``: the mark that the import was told, ``comma`` or ``point``.

    ``seen`` has, by mark, the first figure that can have no other before its decimals, and its place; ``grouped`` is
    the first that has blanks between thousands, with its place.
    """

    said: str | None = None
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)
    is_open: bool = False
    grouped: tuple[str, str] | None = None

    def look(self, row: Row) -> Row:
        """Take note of the value of a row, as it is written. The row without blanks between the thousands of that."""
        if (whole := _ungrouped(row)) is not None:
            self.grouped = self.grouped or (str(row.written), row.at)
            row = whole
        marks = _marks(row)
        self.is_open = self.is_open or not marks.isdisjoint(("comma", None))
        for mark in marks:
            if mark:
                self.seen.setdefault(mark, (str(row.written), row.at))
        return row

    @property
    def mark(self) -> str | None:
        """What stands before decimals where a figure does not show it; None if nothing decides."""
        return self.said or (next(iter(self.seen)) if len(self.seen) == 1 else None)

    def settled(self, rows: Iterable[Row | TimelineError]) -> Iterator[Row | TimelineError]:
        """The rows with their figures as the column has them; an error in the place of each with two readings."""
        for row in rows:
            yield row if isinstance(row, TimelineError) else self._row(row)

    def doubts(self) -> Iterator[str]:
        """A sentence on what a person should look at."""
        if self.grouped:
            text, at = self.grouped
            yield f"field value: {text!r} ({at}) has a blank between thousands, and is read as a figure: quote a text"
        some = " and ".join(f"{text!r} ({at}) has a decimal {mark}" for mark, (text, at) in self.seen.items())
        if len(self.seen) > 1:
            yield f"field value: {some}: each is read so"
        elif self.said and self.seen and self.said not in self.seen:
            yield f"field value: {some}, which is not what -O decimal={self.said} says of the file"
        elif self.said is None and "comma" in self.seen:
            yield f"field value: {some}, and so all are read: -O decimal=point reads others otherwise"

    def _row(self, row: Row) -> Row | TimelineError:
        marks = _marks(row)
        if not marks:
            return row
        mark = next(iter(marks)) if len(marks) == 1 else None
        mark = mark or self.mark
        if mark == "point":
            return row
        figure = _swapped(str(row.written))
        if mark == "comma":
            return row if figure is None else replace(row, value=figure)
        return RowError(f"{row.at}: field value: {_readings(row, figure)}", _ADVICE, row=row)


def _ungrouped(row: Row) -> Row | None:
    """The row with a value that is a figure but for blanks between thousands without these; None: it has none."""
    if row.written is None or row.entry is not None or not isinstance(row.value, str):
        return None
    if not _GROUPED.search(row.written):  # as most
        return None
    text = _GROUPED.sub(lambda found: found[1].replace(found[2], ""), row.written)
    if text == row.written:
        return None
    value = _figure(text)
    if value is None and _swapped(text) is None:
        return None
    return replace(row, written=text, value=text if value is None else value)


def _marks(row: Row) -> set[str | None]:
    """What stands before the decimals of the figures in a value: ``comma``, ``point``, or None: doubtful."""
    text = row.written
    if text is None or row.value is None or row.entry is not None:  # what we wrote has a point
        return set()
    marks = {_mark(number) for number in _NUMBER.findall(text)} - {""}
    is_figure = not isinstance(row.value, str) or _swapped(text) is not None
    return marks if is_figure else set()


def _mark(number: str) -> str | None:
    """The same of one number; an empty text for what is none, like 1.2.3."""
    if _DOUBTFUL.fullmatch(number):
        return None
    if found := _THOUSANDS.fullmatch(number):
        return _MARKS[_OTHER[found[1]]]
    last = max(number.rfind(","), number.rfind("."))
    whole, mark = number[:last], number[last]
    is_whole = re.fullmatch(rf"0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?:\{_OTHER[mark]}[0-9]{{3}})+", whole)
    return _MARKS[mark] if is_whole else ""


def _swapped(text: str) -> Value | None:
    """The figure that a text is if its commas are points; None if it is none."""
    return _figure(text.translate(_SWAPPED))


def _figure(text: str) -> Value | None:
    """The figure that a text is; None if it is none."""
    try:
        found = parse_value(text)
    except FieldError:
        return None
    return None if isinstance(found, str) else found


def _readings(row: Row, other: Value | None) -> str:
    both = [format_value(one) for one in (row.value, other) if one is not None]
    return f"{row.written!r} can be read as {' or '.join(both)}."
