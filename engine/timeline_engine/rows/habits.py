"""What a whole column of dates says that no single one does: whether its midnights are days, its ``2020-21`` years."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve, frozen
from msgspec import Struct, field

from ..dates import DateError, Zone
from ..errors import TimelineError
from ..view.ports import Row

_TIMES, _PAIRS = ("days", "exact"), ("years", "months")
_MIDNIGHT = re.compile(
    r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(?::00(?:[.,]0+)?)?(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?))?"
)
_TIME = re.compile("[0-9]:[0-9]{2}")
_PAIR = re.compile("([0-9]{4})-([0-9]{2})")
_DAY = len("2018-09-06")
_SEVERAL = 2
_LAST_MONTH = 12


@frozen
class Habits:
    """The options ``times`` and ``pairs``: what the writer of a file means by midnights and by ``2020-21``.

    ``times``: ``days`` for days, ``exact`` for times. ``pairs``: ``years`` for 2020/2021, ``months`` for EDTF, in which
    it is the spring of 2020, and ``2008-09`` a month. None: nobody says.
    """

    times: str | None = None
    pairs: str | None = None


def read_habits(times: str | None, pairs: str | None) -> Habits:
    """Check the options. Raises TimelineError."""
    for name, value, known in (("times", times, _TIMES), ("pairs", pairs, _PAIRS)):
        if value not in (None, *known):
            raise TimelineError(f"{name} is {value!r}, it must be {' or '.join(known)}")
    return Habits(times, pairs)


class Column(Struct):
    """What was seen in a column of dates. ``pairs`` are texts like 2020-21, a year and the next one.

    ``months`` and ``days``: whether other months, and days, stand in it.
    """

    times: int = 0
    midnights: int = 0
    pairs: set[str] = field(default_factory=set)
    months: bool = False
    days: bool = False

    @property
    def looks_like_days(self) -> bool:
        """Whether its times, of which there are several, are all midnight."""
        return self.times >= _SEVERAL and self.times == self.midnights

    @property
    def has_two_readings(self) -> bool:
        """Whether it has several pairs, and nothing in it says that they are months or seasons."""
        early = all(int(pair[5:]) <= _LAST_MONTH for pair in self.pairs)
        return len(self.pairs) >= _SEVERAL and not self.months and not (self.days and early)

    def look(self, text: str) -> None:
        """Take note of one date."""
        if len(text) == _DAY and text[4] == text[7] == "-":  # as most
            self.days = True
        elif ":" in text:
            self.times += bool(_TIME.search(text))
            self.midnights += bool(_MIDNIGHT.fullmatch(text))
        elif _years(text):
            self.pairs.add(text)
        elif _PAIR.fullmatch(text):
            self.months = True


class Seen(Struct):
    """The columns of dates of a file, as they were seen when its rows went by."""

    habits: Habits
    columns: defaultdict[str, Column] = field(default_factory=lambda: defaultdict(Column))

    def pass_on(self, rows: Iterable[Row | TimelineError]) -> Iterator[Row | TimelineError]:
        """The rows with their dates as the options have them."""
        for row in rows:
            yield row if isinstance(row, TimelineError) or _is_ours(row) else self._meant(row)

    def refused(self, rows: Iterable[Row | TimelineError]) -> Iterator[Row | TimelineError]:
        """The rows, with an error in the place of each that has a pair in a column of two readings."""
        names = [name for name, column in self.columns.items() if column.has_two_readings]
        for row in rows:
            yield row if isinstance(row, TimelineError) or _is_ours(row) else _refused(row, names) or row

    @property
    def has_two_readings(self) -> bool:
        """Whether rows have to be refused."""
        return self.habits.pairs is None and any(column.has_two_readings for column in self.columns.values())

    def doubts(self, file: str) -> Iterator[str]:
        """A sentence on each column whose midnights may be days."""
        for name, column in self.columns.items():
            if self.habits.times is None and column.looks_like_days:
                yield (
                    f"{file}: field {name}: all {column.times:,} times are midnight, and so may be days, of which some "
                    "are others in the log's time zone: -O times=days reads days, -O times=exact times"
                )

    def _meant(self, row: Row) -> Row:
        changed: dict[str, Any] = {}
        is_said = self.habits.times or self.habits.pairs
        for name, text in _dates(row):
            self.columns[name].look(text)
            if is_said and (meant := _meant(text, self.habits)) != text:
                changed[name] = meant
        if row.source and "published" in changed:
            row = evolve(row, source=evolve(row.source, published=changed.pop("published")))
        return evolve(row, **changed) if changed else row


def _dates(row: Row) -> Iterator[tuple[str, str]]:
    published = row.source.published if row.source else None
    for name, text in (("when", row.when), ("known", row.known), ("published", published)):
        if isinstance(text, str):  # importers make rows as they like
            yield name, text.strip()


def _is_ours(row: Row) -> bool:
    """Whether a row is of an export, or of a calendar, whose dates have one reading."""
    return row.entry is not None or row.is_state


def _years(text: str) -> str | None:
    """The two years of a pair, one after the other, as an EDTF interval."""
    pair = _PAIR.fullmatch(text)
    if not pair or (int(pair[1]) + 1) % 100 != int(pair[2]):
        return None
    return f"{pair[1]}/{int(pair[1]) + 1:04d}"


def _meant(text: str, habits: Habits) -> str:
    if habits.times == "days" and (midnight := _MIDNIGHT.fullmatch(text)):
        return midnight[1]
    return (habits.pairs == "years" and _years(text)) or text


def _refused(row: Row, names: Iterable[str]) -> TimelineError | None:
    for name, text in _dates(row):
        if name in names and (years := _years(text)):
            return TimelineError(f"{row.at}: field {name}: {_readings(text, years)}")
    return None


def _readings(text: str, years: str) -> str:
    try:
        month = Zone("UTC").when(text)
    except DateError as error:
        return f"{error} As the years {years} it is read with -O pairs=years"
    return (
        f"{text!r} can be read as {month.earliest} to {month.latest} (EDTF) or as the years {years}: "
        "say which with -O pairs=months or -O pairs=years"
    )
