"""Instants as whole days, in which the page counts: of several changes on a day the last is what that day answers."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from timeline_engine.dates import BEGINNING, FOREVER, Zone
from timeline_engine.dates.civil import days_from_civil

Day = int | str
"""A day counted from 1970-01-01, or one of the two that are none."""

OPEN_PAST, OPEN_FUTURE = "<", ">"


class Changing(Protocol):
    """What changes at an instant."""

    @property
    def instant(self) -> int:
        """From when on."""
        ...


Change = TypeVar("Change", bound=Changing)


class Days:
    """The days of a zone."""

    def __init__(self, zone: Zone) -> None:
        self._zone = zone
        self._found: dict[int, Day] = {BEGINNING: OPEN_PAST, FOREVER: OPEN_FUTURE}

    def of(self, instant: int) -> Day:
        """The day of an instant."""
        if instant not in self._found:
            self._found[instant] = day_number(self._zone.day(instant))
        return self._found[instant]

    def last_of_each(self, changes: Sequence[Change]) -> list[tuple[Day, Change]]:
        """The changes that a day ends with, each with its day, in order."""
        return list({day: (day, change) for change in changes for day in [self.of(change.instant)]}.values())


def day_number(text: str) -> int:
    """The days from 1970-01-01 to a day that is written ``YYYY-MM-DD``, of any year."""
    year, month, day = text.rsplit("-", 2)
    return days_from_civil(int(year), int(month), int(day))
