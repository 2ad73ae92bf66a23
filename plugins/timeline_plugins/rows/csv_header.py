"""Where the table of a CSV file begins: what sets its cells apart, and which of the first lines names the columns."""

import csv
import re
import warnings
from collections.abc import Iterator, Sequence

from attrs import frozen

from timeline_engine.errors import TimelineError
from timeline_engine.rows.columns import ColumnMap
from timeline_engine.view.ports import LeftOut
from timeline_engine.view.words.phrases import counted

from ..limits import Limits
from .lines import Lines

ABOVE = 20
"""Lines that may stand above a header: titles, dates, blanks; and below a table."""

_SEPARATORS = ",;\t|"
_SAID = re.compile(r'"?sep=([^\w\s"]|\t)"?\s*', re.IGNORECASE)  # as Excel reads it, in the first line
_QUOTED = re.compile('"(?:[^"]|"")*"')
_SHOWN = 60


@frozen
class Header:
    """The header of a table: its place, its cells, and what sets cells apart.

    ``is_by_width``: it was chosen of several by the number of cells, which so is that of each row.
    """

    at: str
    cells: Sequence[str]
    separator: str
    is_by_width: bool = False

    def misfit(self, cells: Sequence[str], at: str) -> TimelineError | None:
        """Why a row is refused that has another number of cells than the one by which its columns are known, if so."""
        if not self.is_by_width or len(cells) == len(self.cells):
            return None
        return TimelineError(
            f"{at}: {len(cells)} cells, and {len(self.cells)} in the first row: their number says which columns they "
            "are, so each row must have as many"
        )


@frozen
class _Candidate:
    """A row that may be the header: the first of its lines, from 0, how many it has, and why it is no CSV, if so."""

    first: int
    lines: int
    cells: Sequence[str]
    separator: str
    fault: csv.Error | None = None

    @property
    def filled(self) -> int:
        return sum(map(bool, map(str.strip, self.cells)))

    def is_header(self, columns: ColumnMap) -> bool:
        return self.fault is None and self.filled > 1 and columns.are_all_named(self.cells)


def find_header(lines: Lines, columns: ColumnMap, limits: Limits, given: Sequence[Sequence[str]] = ()) -> Header:
    """The header of a file, which is gone on with below it; what stands above it is told.

    ``given`` are the columns of a file that has none: of several lists, the one that is as long as the first row is.

    It is the first of 21 lines that says nothing but columns. Where none does, it is the first that names an event
    or a title and has only single cells above it, else that of several cells which says the most columns, if two or
    more, else the first of several cells, or of any: that one is refused by who reads it. Raises TimelineError.
    """
    said = _said(lines)
    if given:
        separator, first_row = _first_row(lines, said)
        if not columns.are_all_named(first_row):
            return Header(lines.at, _as_wide(given, first_row, lines.at), separator, is_by_width=len(given) > 1)
        if list(map(str.strip, first_row)) not in map(list, given):
            warnings.warn(f"{lines.at}: it names the columns: the option header is passed over", LeftOut, stacklevel=2)
    first, head = lines.row, _head(lines, limits)
    name = lines.at.rpartition(":")[0]
    if len(head) <= ABOVE and not any(map(str.strip, head)):
        raise _is_empty(lines)
    found = _chosen(list(_candidates(head, said)), columns)
    at = f"{name}:{first + found.first}"
    if found.fault:
        raise not_csv(at, found.fault)
    lines.back(head[found.first + found.lines :])
    _tell_above(head[: found.first], first, name)
    return Header(at, found.cells, found.separator)


def _as_wide(given: Sequence[Sequence[str]], first_row: Sequence[str], at: str) -> Sequence[str]:
    """Of several headers that with as many columns as a row has cells. Raises TimelineError if none has."""
    if len(given) == 1:
        return given[0]
    if found := next((one for one in given if len(one) == len(first_row)), None):
        return found
    *some, last = map(str, sorted({len(one) for one in given}))
    widths = f"{', '.join(some)} or {last}" if some else last
    raise TimelineError(
        f"{at}: {counted(len(first_row), 'cell')}, and the headers that are given for such a file have {widths} "
        "columns: name those of this one with -O header=A,B,C"
    )


def _is_empty(lines: Lines) -> TimelineError:
    return TimelineError(f"{lines.at.rpartition(':')[0]}:1: the file is empty")


def _tell_above(lines: Sequence[str], first: int, name: str) -> None:
    """Tell what stands above a header, from a line on, if it is anything."""
    if begin := next((line for line in lines if line.strip()), None):
        where = f"line {first}" if len(lines) == 1 else f"lines {first} to {first + len(lines) - 1}"
        warnings.warn(f"{name}: left out {where} above the header: {shown(begin)}", LeftOut, stacklevel=2)


def not_csv(at: str, error: csv.Error, more: str = "") -> TimelineError:
    """What to say of a row in which a quote stands where none may."""
    what = "a quote that begins a cell is closed nowhere" if "end of data" in str(error) else str(error)
    if "expected after" in what:
        what = "a quote stands amid a cell in quotes, where it has to be doubled"
    return TimelineError(f"{at}: not CSV: {what}{more}")


def read_header(text: str | None) -> Sequence[Sequence[str]]:
    """The option ``header``: the columns of a file that does not name them; ``|`` stands between several lists."""
    return [[name.strip() for name in re.split("[,;]", one)] for one in text.split("|")] if text else ()


def _said(lines: Lines) -> str | None:
    """The separator that the first line says, as ``sep=;``, which is no part of the table."""
    line = next(lines, "")
    if found := _SAID.fullmatch(line):
        lines.end_row()
        return found[1]
    lines.back([line] if line else [])
    return None


def _first_row(lines: Lines, said: str | None) -> tuple[str, list[str]]:
    """What sets cells apart in the first line that is not empty, and its cells."""
    while (line := next(lines, "")).isspace():
        lines.end_row()
    if not line:
        raise _is_empty(lines)
    lines.back([line])
    separator = said or _separators(line)[0]
    return separator, next(csv.reader([line], delimiter=separator), [])


def _head(lines: Lines, limits: Limits) -> list[str]:
    """The first lines, as long as they are no longer together than one row may be."""
    head: list[str] = []
    while len(head) <= ABOVE and sum(map(len, head)) <= limits.row and (line := next(lines, "")):
        head.append(line)
        lines.end_row()
    return head


def _candidates(head: Sequence[str], said: str | None) -> Iterator[_Candidate]:
    """Each line that has anything as a row, for each sign that may set its cells apart, the likeliest first."""
    for first, line in enumerate(head):
        for separator in (said or _separators(line)) if line.strip() else ():
            reader = csv.reader(head[first:], delimiter=separator, strict=True)
            try:
                cells = next(reader)
            except csv.Error as error:
                yield _Candidate(first, 1, line.split(separator), separator, error)
            else:
                yield _Candidate(first, reader.line_num, cells, separator)


def _separators(line: str) -> list[str]:
    """The separators of a line, those first that it has most of outside quotes; a comma where it has none."""
    bare = _QUOTED.sub("", line)
    return [one for one in sorted(_SEPARATORS, key=bare.count, reverse=True) if one in bare] or [","]


def _chosen(rows: Sequence[_Candidate], columns: ColumnMap) -> _Candidate:
    """Which row is the header; see `find_header`."""
    if strict := next((row for row in rows if row.is_header(columns)), None):
        return strict
    wide = next((row for row in rows if row.filled > 1), None)
    single = rows[0] if rows else _Candidate(0, 0, [], ",")
    named = next((row for row in rows if row.filled > 1 and columns.finds(row.cells)), None)
    if named and wide and named.first == wide.first:
        return named
    if wide is None or columns.finds(single.cells):
        return single
    most = max((row for row in rows if row.filled > 1), key=lambda row: columns.count(row.cells))
    return most if columns.count(most.cells) > 1 and columns.finds(most.cells) else wide


def shown(line: str) -> str:
    """A line as it is told, not too much of it."""
    text = " ".join(line.strip().strip(_SEPARATORS).split())
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
