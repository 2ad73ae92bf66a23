"""What an entry about an event states, and from when that was known (docs/semantics.md, section 2)."""

from collections.abc import Iterable

from ..dates import DateError, Zone, utc_instant
from ..entries import (
    Entry,
    EventCorrected,
    EventRecorded,
    Gists,
    IssueDefined,
)
from ..entries.gist import known_dates
from ..model import Source
from .base import Base, earliest
from .corrections import HistoryError
from .revisions import Known, Statement


class Stating:
    """Makes statements of entries; what was published some day is dated once."""

    def __init__(self, zone: Zone) -> None:
        self._zone = zone
        self._days: dict[tuple[str, ...], Known] = {}
        self._gists = Gists()

    def of(self, entry: Entry, void: bool = False, corrections: tuple[Entry, ...] = ()) -> Statement | None:
        """What an entry states; None if it tells of no event. Raises HistoryError."""
        gist, data = entry.gist, entry.data
        if gist is None and isinstance(data, EventRecorded):
            gist = self._gists.of(data)
        if gist is not None:
            known = self._days.get(gist.dates) or self._known(entry, gist.dates)
            assert not isinstance(data, IssueDefined | EventCorrected)
            return Base(entry.seq, entry.id, entry.recorded, known, data, void, corrections, gist)
        if isinstance(data, IssueDefined | EventCorrected | bytes):
            return None
        dates = known_dates(data.sources, data.known)
        known = self._days.get(dates) or self._known(entry, dates)
        return Statement(entry.seq, entry.id, entry.recorded, known, data, void, corrections)

    def _known(self, entry: Entry, dates: tuple[str, ...]) -> Known:
        try:
            found = earliest(dates, self._zone) or _day_of(entry.recorded, self._zone)
        except DateError as error:
            raise HistoryError(f"entry {entry.id} (seq {entry.seq}): {error}") from error
        if dates:
            self._days[dates] = found
        return found


def known_of(sources: Iterable[Source], known: str | None, zone: Zone) -> Known | None:
    """The earliest published date of the sources, else ``known``; None if neither is given. Raises DateError."""
    return earliest(known_dates(sources, known), zone)


def _day_of(recorded: str, zone: Zone) -> Known:
    day = zone.day(utc_instant(recorded))
    return Known(zone.instant(day), day)
