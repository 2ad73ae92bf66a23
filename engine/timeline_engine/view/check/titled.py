"""Events as they are compared to find those entered twice: of each its title, its days, and who says so of what."""

from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from ...dates import When, Zone
from ...dates.civil import DAY
from ...dates.reading import plain_day
from ...entries import EventBody
from ...history import Base, Revision, dated
from ...history.bounds import bounded
from .titles import Title, titling

_OPEN = 10**15  # days: further than any date goes


class Titled(Struct, frozen=True, gc=False):
    """An event as it is compared: its title, its date and the days on which it may be, its issues and who reported it.

    ``told`` is what is told of it: one entry, or the revision of several. Of ``publishers`` None stands for our own
    notes (R4.2). The stretches of 2**``level`` days are as long as its time or longer, so it lies in two at most.
    """

    told: Base | Revision
    seq: int
    title: Title
    date: str
    issues: tuple[str, ...]
    publishers: frozenset[str | None]
    place: str | None
    first: int
    last: int
    level: int

    @property
    def event(self) -> str:
        """The id of the event."""
        return self.told.event

    @property
    def said(self) -> EventBody:
        """What is said of it, with its title as that was written."""
        return self.told.said if isinstance(self.told, Base) else self.told.body

    def revision(self, zone: Zone) -> Revision:
        """The event."""
        if isinstance(self.told, Revision):
            return self.told
        found = self.told.revision(zone)
        assert found, "what is told is known"
        return found

    def stretches(self, level: int) -> range:
        """The how-manieth stretches of a level, not below its own, in which it lies."""
        return range(self.first >> level, (self.last >> level) + 1)


def titled(told: Iterable[Base | Revision], zone: Zone) -> Iterator[Titled]:
    """Events as they are compared; those without title or date, and those that are off, are not."""
    days, reporters, title_of = cache(_days), cache(_reporters), titling()
    for one in told:
        when = _when(one, zone)
        words = one.said if isinstance(one, Base) else one.body
        title = title_of(words.title) if when and words.title else None
        if when and title:
            first, last = days(when.earliest, when.latest, when.starts, when.ends)
            level = (last - first).bit_length()
            about = one.gist.about.issues if isinstance(one, Base) else one.issues
            by = (one.gist.publisher,) if isinstance(one, Base) else tuple([source.publisher for source in one.sources])
            place = words.place
            yield Titled(one, one.seq, title, when.text, about, reporters(by), place, first, last, level)


def _when(told: Base | Revision, zone: Zone) -> When | None:
    """The date of an event, if it has one and is not off."""
    if isinstance(told, Revision):
        return told.when if told.outcome in ("occurred", "scheduled") else None
    when = dated(told, zone, told.gist.when)
    return bounded(when, told.known.instant, zone) if when and told.gist.phase == "occurred" else when


def _reporters(publishers: tuple[str | None, ...]) -> frozenset[str | None]:
    return frozenset(publishers or (None,))


def _days(earliest: str | None, latest: str | None, starts: int, ends: int) -> tuple[int, int]:
    """Days as numbers: as written, so that "the same day" needs no time zone."""
    return _day(earliest, -_OPEN, starts), _day(latest, _OPEN, ends)


def _day(text: str | None, unbounded: int, instant: int) -> int:
    if text is None:
        return unbounded
    day = plain_day(text)
    return instant // DAY if day is None else day
