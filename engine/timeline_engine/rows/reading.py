"""One row, read: its dates as EDTF, its ids fit for the log; or an error that names its place and field."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import zip_longest

from attrs import evolve

from ..dates import DateError, Zone, read_moment, read_when
from ..errors import TimelineError, did_you_mean
from ..fields import fields_fault
from ..model import Quantity
from ..recording import RecordError, check_id
from ..view.ports import Row

_SHOWN = 20
_TWO_DAYS = ("2000-01-01", "2000-02-02")

Read = Callable[[str, Zone, str], str]
"""Reads a date as people write it, in a zone, on a day."""


class RowError(TimelineError):
    """A row that cannot be understood; the message names the file, the line and the field."""


def in_order(errors: Iterable[TimelineError]) -> list[TimelineError]:
    """Errors in the order of the places they begin with: line 9 before line 10."""
    return sorted(errors, key=lambda error: _natural(str(error)))


def _natural(text: str) -> list[tuple[int, str]]:
    """What a text sorts by, with its numbers as such. Of any length, so they are compared as digits: more are more."""
    parts = re.split("([0-9]+)", text)
    digits = [part.lstrip("0") for part in parts[1::2]]
    return [
        one for pair in zip_longest(parts[::2], digits, fillvalue="") for one in ((0, pair[0]), (len(pair[1]), pair[1]))
    ]


def refuse(errors: Sequence[TimelineError]) -> TimelineError:
    """One error for all rows that must be refused, each with its own line."""
    if len(errors) == 1:
        return errors[0]
    errors = in_order(errors)
    lines = [f"  {error}" for error in errors[:_SHOWN]]
    if len(errors) > _SHOWN:
        lines.append(f"  and {len(errors) - _SHOWN} more")
    return RowError("\n".join((f"{len(errors)} rows cannot be imported:", *lines)))


def read_row(row: Row, zone: Zone, phases: Collection[str]) -> Row:
    """The row with its dates as EDTF. Raises RowError."""
    _check(row, phases)
    source = row.source
    if source and source.published:
        published = _date(row, "published", source.published, zone.instant, read_moment, zone)
        source = evolve(source, published=published)
    return evolve(
        row,
        when=_date(row, "when", row.when, zone.when, read_when, zone),
        known=_date(row, "known", row.known, zone.instant, read_moment, zone),
        source=source,
    )


def _check(row: Row, phases: Collection[str]) -> None:
    _check_fields(row)
    if row.phase and row.phase not in phases:
        near = did_you_mean(row.phase, phases)
        raise RowError(f"{row.at}: field phase: {row.phase!r} is none of {', '.join(phases)}{near}")
    for name in ("event", "issue", "attribute"):
        if (text := getattr(row, name)) is not None:
            try:
                check_id(text, name)
            except RecordError as error:
                raise RowError(f"{row.at}: field {name}: {error}") from error
    if row.value is not None and not row.issue:
        raise RowError(f"{row.at}: field issue: the row has a value but names no issue it is about")
    for name in ("attribute", "by"):
        if getattr(row, name) and row.value is None:
            raise RowError(f"{row.at}: field value: the row has {name} {getattr(row, name)!r}, but no value")


def _check_fields(row: Row) -> None:
    """Importers make rows as they like. Raises RowError."""
    if wrong := fields_fault(row):
        raise RowError(f"{row.at}: field {wrong}")
    if isinstance(row.value, Quantity) and (wrong := fields_fault(row.value)):  # it may have been read, not made
        raise RowError(f"{row.at}: field value: {wrong}")


def _date(
    row: Row,
    name: str,
    text: str | None,
    check: Callable[[str], object],
    read: Read,
    zone: Zone,
) -> str | None:
    """EDTF stays as it is; other forms are read as people write dates."""
    if text is None:
        return None
    try:
        check(text)
        return text
    except DateError:
        pass
    try:
        return read_settled(text, zone, read)
    except DateError as error:
        raise RowError(f"{row.at}: field {name}: {error}") from error


def read_settled(text: str, zone: Zone, read: Read) -> str:
    """A date as people write it, but for those that change by the day. Raises DateError."""
    found, later = (read(text, zone, today) for today in _TWO_DAYS)
    if found != later:
        raise DateError(f"{text!r} depends on the day it is read; write the date itself")
    return found
