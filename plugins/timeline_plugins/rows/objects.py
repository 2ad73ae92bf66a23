"""Rows of JSON objects: what is nested goes by its path, several sources of one object are several rows."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from attrs import Factory, define
from msgspec.structs import replace

from timeline_engine.errors import TimelineError
from timeline_engine.rows.columns import COLUMNS, ColumnMap
from timeline_engine.rows.headers import folded
from timeline_engine.view.ports import Row

from ..limits import Limits
from .row_of_cells import read_row

_OF_SOURCE = ("publisher", "source", "published", "url")
_SOURCES: Mapping[str, str] = {
    "sources.publisher": "publisher", "sources.title": "source", "sources.published": "published", "sources.url": "url"
}  # fmt: skip
"""A list of sources as the JSON of an answer has it."""
_DEEPEST = 8


@define
class Objects:
    """Reads rows of one object after another, and remembers the keys of all."""

    columns: ColumnMap
    limits: Limits
    _keys: dict[str, None] = Factory(dict)

    def rows(self, said: Mapping[str, Any], size: int, at: str) -> Iterator[Row | TimelineError]:
        """The rows of an object that was written in so many characters: one, or one for each of its sources."""
        try:
            flat = dict(self._flat(said, at))
            if wrong := too_many(flat, at, self.limits) or too_long(flat, size, at, self.limits):
                yield wrong
                return
            self._keys.update(dict.fromkeys(flat))
            values = list(flat.values())
            found = self.columns.under_some(list(flat), at).read(lambda place, _: values[place])
            is_edtf = any(isinstance(value, dict) and "edtf" in value for value in said.values())
            for cells in _of_each_source(found.cells, at):
                row = read_row(cells, at, found.key, found.faults)
                yield replace(row, is_edtf=True) if is_edtf and isinstance(row, Row) else row
        except TimelineError as error:
            yield error

    def check(self, name: str) -> None:
        """Refuse what the map or the key names and no object had; warn of what is left out. Raises TimelineError."""
        if self._keys:
            self.columns.check_found(self._keys, name)
            self.columns.check_key(self._keys, name)

    def _flat(self, said: Mapping[str, Any], at: str, path: str = "") -> Iterator[tuple[str, Any]]:
        """Keys and values, those of an object within another by their path: ``start_date.year``."""
        if path.count(".") > _DEEPEST:
            raise TimelineError(f"{at}: {path!r} is nested too deeply")
        for key, value in said.items():
            named = path + key
            if isinstance(value, dict) and value.keys() & {"year", "edtf"}:
                check_date(value, named, at)
                yield named, date_of(value)
            elif isinstance(value, dict) and not self._is_column(named):
                yield from self._flat(value, at, f"{named}.")
            elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
                each = [dict(self._flat(one, at, f"{named}.")) for one in value]
                for name in dict.fromkeys(name for one in each for name in one):
                    yield _SOURCES.get(name, name), [one.get(name) for one in each]
            else:
                yield named, value

    def _is_column(self, name: str) -> bool:
        """Whether a key says something itself, as a quantity does."""
        return folded(name) in COLUMNS or any(
            folded(name) == folded(header) for header in self.columns.headers.values()
        )


_IN_ORDER = ("year", "month", "day", "hour", "minute", "second", "millisecond")
_OF_A_DATE = frozenset([*_IN_ORDER, "display_date", "format", "edtf"])


def check_date(parts: Mapping[str, Any], name: str, at: str) -> None:
    """Refuse an object of year, month and so on that says more, or less, than a date has. Raises TimelineError."""
    said = {key for key, value in parts.items() if value not in (None, "")}
    if said and "edtf" in said:
        return
    if more := sorted(said - _OF_A_DATE):
        raise TimelineError(
            f"{at}: field {name}: an object of {', '.join(_IN_ORDER)} is a date, and it has {more[0]!r} too: write the "
            "date as one text, such as 2018-11-04T14:30+05:30"
        )
    given = [part for part in _IN_ORDER if part in said]
    missing = next((part for part, has in zip(_IN_ORDER, given, strict=False) if part != has), None)
    if missing and given:
        raise TimelineError(f"{at}: field {name}: it has {given[-1]!r}, and no {missing!r}")


def date_of(parts: Mapping[str, Any]) -> str | None:
    """A date of year, month and so on, as TimelineJS has it; ``edtf`` says it exactly, if it is there."""
    if "edtf" in parts:
        return str(parts["edtf"]) or None
    said = {name: str(value).strip() for name, value in parts.items() if value not in (None, "")}
    year = said.get("year", "")
    day = "-".join(
        [
            year if year.startswith("-") else f"{year:0>4}",
            *(f"{said[name]:0>2}" for name in ("month", "day") if name in said),
        ]
        if year
        else []
    )
    clock = ("hour", "minute", "second") if "second" in said else ("hour", "minute")
    time = ":".join(f"{said.get(name, '0'):0>2}" for name in clock)
    time += f".{said['millisecond']:0>3}" if "millisecond" in said else ""
    return f"{day}T{time}" if day and "hour" in said else day or None


def _of_each_source(cells: Mapping[str, Any], at: str) -> Iterator[Mapping[str, Any]]:
    """The cells with one source each. Raises TimelineError where lists of them are not equally long."""
    if isinstance(issues := cells.get("issue"), list) and all(isinstance(one, str) for one in issues):
        cells = {**cells, "issue": ";".join(issues)}
    lists = {name: cell for name in _OF_SOURCE if isinstance(cell := cells.get(name), list)}
    lengths = sorted({len(cell) for cell in lists.values()})
    if len(lengths) > 1:
        many = ", ".join(f"{len(cell)} in {name}" for name, cell in lists.items())
        raise TimelineError(
            f"{at}: the lists of sources are not equally long ({many}): write them as objects, in a list sources"
        )
    for place in range(lengths[0] if lengths else 1):
        yield {**cells, **{name: cell[place] for name, cell in lists.items()}}


def too_many(cells: Collection[object], at: str, limits: Limits) -> TimelineError | None:
    """Why a row of so many cells is refused, if so."""
    many = len(cells)
    return limits.passed(at, "cells", f"a row of {many:,} cells") if many > limits.cells else None


def too_long(cells: Mapping[Any, object], size: int, at: str, limits: Limits) -> TimelineError | None:
    """Why a row with the named or numbered cells is refused; few are so long that their cells have to be looked at."""
    if size <= limits.cell:
        return None
    long = ((name, len(cell)) for name, cell in cells.items() if isinstance(cell, str) and len(cell) > limits.cell)
    found = next((f"{length:,} characters in the cell {name!r}" for name, length in long), None)
    return limits.passed(at, "cell", found) if found else None
