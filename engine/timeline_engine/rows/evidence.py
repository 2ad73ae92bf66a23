"""What a whole column of dates says that no single one does: whether its midnights are days, which part comes first."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from ..dates import loses_digits
from .options import Habits

MIDNIGHT = re.compile(
    r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(?::00(?:[.,]0+)?)?(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?))?"
)
_TIME = re.compile("[0-9]:[0-9]{2}")
_PAIR = re.compile("([0-9]{4})-([0-9]{2})")
_IN_NUMBERS = re.compile(r"([0-9]{1,2})(\. |[/.-])([0-9]{1,2})\2[0-9]{2,4}\b")
_COUNT = re.compile("[0-9]{9,17}")
_DAY = len("2018-09-06")
_SEVERAL = 2
_LAST_MONTH = 12
_FIRST = {"day-first": "the day", "month-first": "the month"}


class Column(Struct):
    """What was seen in a column of dates. ``pairs`` are texts like 2020-21, a year and the next one.

    ``months`` and ``days``: whether other months, and days, stand in it. ``orders`` has, by which part comes first, a
    date that can have no other first, and its place; ``counts`` a count since 1970 by its number of digits, ``asked``
    the options that decide what cannot be read, ``cut`` the first with more digits of a second than are kept.
    """

    times: int = 0
    midnights: int = 0
    pairs: set[str] = field(default_factory=set)
    months: bool = False
    days: bool = False
    orders: dict[str, tuple[str, str]] = field(default_factory=dict)
    counts: dict[int, str] = field(default_factory=dict)
    asked: dict[str, None] = field(default_factory=dict)
    cut: tuple[str, str] | None = None

    @property
    def looks_like_days(self) -> bool:
        """Whether its times, of which there are several, are all midnight."""
        return self.times >= _SEVERAL and self.times == self.midnights

    @property
    def has_two_readings(self) -> bool:
        """Whether it has several pairs, and nothing in it says that they are months or seasons."""
        early = all(int(pair[5:]) <= _LAST_MONTH for pair in self.pairs)
        return len(self.pairs) >= _SEVERAL and not self.months and not (self.days and early)

    def look(self, text: str, at: str) -> None:
        """Take note of one date as it is written."""
        if len(text) == _DAY and text[4] == text[7] == "-":  # as most
            self.days = True
        elif self.cut is None and loses_digits(text):
            self.cut = text, at
        elif years(text):
            self.pairs.add(text)
        elif _PAIR.fullmatch(text):
            self.months = True
        elif found := _IN_NUMBERS.match(text):
            first, second = int(found[1]), int(found[3])
            if (first > _LAST_MONTH) != (second > _LAST_MONTH):
                self.orders.setdefault("day-first" if first > second else "month-first", (text, at))
        elif _COUNT.fullmatch(text):
            self.counts.setdefault(len(text), text)

    def look_at_time(self, found: str) -> None:
        """Take note of one date as it was read."""
        if ":" in found:
            self.times += bool(_TIME.search(found))
            self.midnights += bool(MIDNIGHT.fullmatch(found))

    def advice(self, name: str, year: str) -> Iterator[str]:
        """Sentences on what makes all of the column readable that cannot be read. ``year`` is that of today."""
        for option in dict.fromkeys(asked.partition("=")[0] for asked in self.asked):
            values = [asked for asked in self.asked if asked.startswith(f"{option}=")]
            if option == "pivot":
                yield f"-O pivot={year} reads the years of two digits in {name} as {int(year) - 99:04d} to {year}."
            elif option == "dates" and len(self.orders) == 1:
                ((order, (text, at)),) = self.orders.items()
                yield f"-O dates={order} reads all of {name}, as {text!r} in {at} has {_FIRST[order]} first."
            else:
                yield f"{' or '.join(f'-O {value}' for value in values)} says it for all of {name}."

    def doubts(self, name: str, habits: Habits) -> Iterator[str]:
        """A sentence on each thing that is not as it seems to be."""
        if habits.times is None and self.looks_like_days:
            yield (
                f"field {name}: all {self.times:,} times are midnight, and so may be days, of which some "
                "are others in the log's time zone: -O times=days reads days, -O times=exact times"
            )
        orders = [f"{text!r} ({at}) has {_FIRST[order]} first" for order, (text, at) in self.orders.items()]
        said = habits.convention.order
        if len(orders) > 1:
            yield f"field {name}: {' and '.join(orders)}: dates that can be read in both ways may be either"
        elif orders and said and said not in self.orders:
            yield f"field {name}: {orders[0]}, which is not what -O dates={said} says of the file"
        if self.cut:
            text, at = self.cut
            yield f"field {name}: {text!r} ({at}) has more digits of a second than the six that are kept"
        if habits.convention.epoch and max(self.counts, default=0) - min(self.counts, default=0) > 1:
            some = " and ".join(self.counts[digits] for digits in (min(self.counts), max(self.counts)))
            yield f"field {name}: {some} do not seem to be counts in one unit, and -O epoch= takes them for such"


def years(text: str) -> str | None:
    """The two years of a pair, one after the other, as an EDTF interval."""
    pair = _PAIR.fullmatch(text)
    if not pair or (int(pair[1]) + 1) % 100 != int(pair[2]):
        return None
    return f"{pair[1]}/{int(pair[1]) + 1:04d}"


def advice_of(columns: dict[str, Column], year: str) -> dict[str, Iterable[str]]:
    """The advice of each column that has some."""
    return {name: tuple(column.advice(name, year)) for name, column in columns.items() if column.asked}
