"""One row, read: its dates as EDTF, its ids fit for the log; or an error that names its place and field."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Protocol

from attrs import evolve
from msgspec.structs import replace

from ..dates import AS_WRITTEN, Convention, DateError, Zone, read_end, read_moment, read_when
from ..errors import TimelineError, did_you_mean
from ..fields import fields_fault
from ..model import Quantity
from ..recording import RecordError, check_id
from ..recording.ids import is_id
from ..view.ports import Row
from .reports import PHASES

_SHOWN = 20
_OF_TOTALS = ("If that is a row of totals and no event, --skip-bad leaves it out.",)
_OF_FIELD = re.compile("^field ([a-z]+): ")
_TWO_DAYS = ("2000-01-01", "2000-02-02")


class Read(Protocol):
    """Reads a date as people write it, in a zone, on a day, as a file's convention has it."""

    def __call__(self, text: str, zone: Zone, today: str, convention: Convention = ...) -> str:
        """The date as EDTF. Raises DateError."""
        ...


class RowError(TimelineError):
    """A row that cannot be understood; the message names the file, the line and the field.

    ``advice`` are sentences that may go for many rows, of which all together are told once; ``columns`` names the
    columns of dates that have to be decided, and ``row`` is the row as it was written, where it could be read so far.
    """

    def __init__(
        self, said: str, advice: Sequence[str] = (), columns: Sequence[str] = (), row: Row | None = None
    ) -> None:
        super().__init__(said)
        self.advice: tuple[str, ...] = tuple(advice)
        self.columns: tuple[str, ...] = tuple(columns)
        self.row = row

    @property
    def said(self) -> str:
        """The message without the advice."""
        return super().__str__()

    def __str__(self) -> str:
        return " ".join((self.said, *self.advice))


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
    lines = [f"  {_said(error)}" for error in errors[:_SHOWN]]
    if len(errors) > _SHOWN:
        lines.append(f"  and {len(errors) - _SHOWN} more")
    return RowError("\n".join((f"{len(errors)} rows cannot be imported:", *lines, *_advice(errors))))


def left_out(errors: Sequence[TimelineError]) -> list[str]:
    """A sentence on each row that was left out, and what goes for many of them once."""
    if len(errors) == 1:
        return [f"left out {errors[0]}"]
    return [*(f"left out {_said(error)}" for error in errors), *_advice(errors)]


def _said(error: TimelineError) -> str:
    return error.said if isinstance(error, RowError) else str(error)


def _advice(errors: Iterable[TimelineError]) -> Iterable[str]:
    return dict.fromkeys(one for error in errors if isinstance(error, RowError) for one in error.advice)


def read_row(row: Row, zone: Zone, phases: Collection[str]) -> Row:
    """The row with its dates as EDTF. Raises RowError, which tells all that is wrong with it."""
    if _is_read(row, zone, phases):  # as most
        return row
    wrong = faults_of(row, phases)
    if wrong and fields_fault(row):  # of other kinds than they must be, so nothing can be asked of them
        raise RowError(f"{row.at}: {'; '.join(wrong)}")
    read = _with_dates(row, zone, wrong)
    if wrong:
        fields = [name for one in wrong for name in _OF_FIELD.findall(one)]
        raise RowError(f"{row.at}: {'; '.join(wrong)}", of_totals(row, fields))
    return read


def _is_read(row: Row, zone: Zone, phases: Collection[str]) -> bool:
    """Is nothing wrong with a row, and each of its dates EDTF?"""
    if fields_fault(row) or row.faults or row.until or next(_faults(row, phases), None):
        return False
    published = row.source.published if row.source else None
    try:
        if row.when is not None:
            zone.when(row.when)
        if row.known is not None:
            zone.instant(row.known)
        if published:
            zone.instant(published)
    except DateError:
        return False
    return True


def of_totals(row: Row, wrong: Collection[str]) -> Sequence[str]:
    """The advice on a row that has a word where its date should be, and else nothing but figures.

    ``wrong`` are the fields that cannot be read.
    """
    said = (row.event, row.title, row.until, row.kind, row.issue, row.attribute, row.by, row.place, row.summary)
    is_word = row.when is not None and "when" in wrong and not any(map(str.isdigit, row.when))
    has_words = any(any(map(str.isalpha, text)) for text in (*said, *row.actors) if text)
    return _OF_TOTALS if is_word and not has_words else ()


def _with_dates(row: Row, zone: Zone, wrong: list[str]) -> Row:
    """The row with its dates as EDTF; those that cannot be read are among ``wrong``."""
    source = row.source
    if source and source.published:
        published = _date("published", source.published, zone.instant, read_moment, zone, wrong)
        source = evolve(source, published=published)
    when = _date("when", row.when, zone.when, read_when, zone, wrong)
    if row.until:
        when = _interval(when, _date("until", row.until, zone.when, read_end, zone, wrong), zone, wrong)
    return replace(
        row,
        when=when,
        until=None,
        known=_date("known", row.known, zone.instant, read_moment, zone, wrong),
        source=source,
    )


def _interval(start: str | None, end: str | None, zone: Zone, wrong: list[str]) -> str | None:
    """From the one date to the other, which may be the same."""
    if end is None or start == end or wrong:
        return start
    if start is None:
        wrong.append(f"field until: {end} is the end of what has no beginning: put .. into when if that is not known")
        return None
    try:
        zone.when(f"{start}/{end}")
    except DateError as error:
        wrong.append(f"field until: {error}")
    return f"{start}/{end}"


def faults_of(row: Row, phases: Collection[str] = PHASES) -> list[str]:
    """What is wrong with a row, but for its dates: a sentence on each thing, which names the field."""
    if wrong := fields_fault(row):  # importers make rows as they like
        return [f"field {wrong}"]
    return [*row.faults, *_faults(row, phases)]


def _faults(row: Row, phases: Collection[str]) -> Iterator[str]:
    """The same of its fields, which are of the kinds that they must be."""
    value = row.value
    if isinstance(value, Quantity) and (wrong := fields_fault(value)):  # it may have been read, not made
        yield f"field value: {wrong}"
    if row.phase and row.phase not in phases:
        yield f"field phase: {row.phase!r} is none of {', '.join(phases)}{did_you_mean(row.phase, phases)}"
    for name, text in (("event", row.event), ("issue", row.issue), ("attribute", row.attribute)):
        if text is not None and not is_id(text):
            yield from _id_fault(name, text)
    if row.faults:  # of which one may be that of the value
        return
    if value is None:
        for name, text in (("attribute", row.attribute), ("by", row.by)):
            if text:
                yield f"field value: the row has {name} {text!r}, but no value"
    elif not row.issue:
        yield "field issue: the row has a value but names no issue it is about"


def _id_fault(name: str, text: str) -> Iterator[str]:
    try:
        check_id(text, name)
    except RecordError as error:
        yield f"field {name}: {error}"


def _date(
    name: str, text: str | None, check: Callable[[str], object], read: Read, zone: Zone, wrong: list[str]
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
        wrong.append(f"field {name}: {error}")
        return None


def read_settled(text: str, zone: Zone, read: Read, convention: Convention = AS_WRITTEN) -> str:
    """A date as people write it, but for those that change by the day. Raises DateError."""
    found, later = (_read_or_refused(text, zone, today, read, convention) for today in _TWO_DAYS)
    if str(found) != str(later):
        raise DateError(f"{text!r} depends on the day it is read; write the date itself")
    if isinstance(found, DateError):
        raise found
    return found


def _read_or_refused(text: str, zone: Zone, today: str, read: Read, convention: Convention) -> str | DateError:
    """The date, or why it is none: what is said of it may depend on the day as well."""
    try:
        return read(text, zone, today, convention)
    except DateError as error:
        return error
