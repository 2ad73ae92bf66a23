"""What the log has of one event: its entries as they are now, and all that they ever said."""

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve
from msgspec import Struct

from ..dates import Zone, utc_instant
from ..entries import CodecError, Entry, EventBody, EventCorrected, IssueDefined, correct
from ..history import Event, Revision, apply_corrections, read_history
from ..history.reports import Report, reports_of
from ..model import Claim, Source
from .wording import Told, as_told, plain, told_by

Key = tuple[str | None, str]
_VERSION = re.compile("version ([0-9]{1,9})")


class Held(Struct, eq=False):
    """An entry about an event: what it says now, and all that it ever said."""

    id: str
    recorded: str
    body: EventBody
    void: bool
    versions: list[EventBody]

    @property
    def is_undated(self) -> bool:
        """Does it say nothing of since when it is known?"""
        return self.body.known is None and not any(source.published for source in self.body.sources)

    def known_as(self) -> Iterator[Key]:
        """What makes a file's report the same, for each of its sources (R8.2, R8.4); none if it is undated."""
        for source in self.body.sources or (Source(),):
            if day := source.published or self.body.known:
                yield key_of(source, day)


class Standing(Struct, eq=False):
    """An event as known by an instant, None if nobody could know of it."""

    event: Revision | None
    _told: frozenset[Told] | None = None

    @property
    def told(self) -> frozenset[Told]:
        """All that rows may say of its claims."""
        if self._told is None:
            self._told = told_by([held.claim for held in self.event.claims]) if self.event else frozenset()
        return self._told


def key_of(source: Source, day: str) -> Key:
    """Publisher and day of a report, as a file can say them."""
    return source.publisher and plain(source.publisher), plain(day)


def with_version(sources: Sequence[Source], version: int | None) -> tuple[Source, ...]:
    """The sources of a calendar, with the version that it gave, so that an older one is known as such later."""
    if not version:
        return tuple(sources)
    return tuple(evolve(one, title=f"version {version}") for one in sources or (Source(),))


def version_in(source: Source) -> int:
    """The version that `with_version` wrote; 0 if there is none."""
    found = _VERSION.fullmatch(source.title or "")
    return int(found[1]) if found else 0


class Stream:
    """The entries of one event, in the order of the log; drafts are taken in as they are made.

    ``entries`` may have definitions of the issues that the event bears on among them. ``today`` is the clock's day.
    """

    def __init__(self, entries: Sequence[Entry], zone: Zone, today: str) -> None:
        self._zone = zone
        self._today = today
        self._entries: list[Entry] = []
        self._standing: dict[int, Standing] = {}
        self._events: Sequence[Event] | None = None
        self._claims: list[Sequence[Claim]] = []
        self._told: set[Told] = set()
        self._undated: dict[tuple[Source, ...], list[Held]] = {}
        self._by_key: dict[Key, dict[str, Held]] = {}
        self.held: dict[str, Held] = {}
        for entry in entries:
            self.take(entry)
        for one in apply_corrections(entries):  # of which some may be void
            if held := self.held.get(one.entry.id):
                body = one.entry.body
                assert not isinstance(body, IssueDefined | EventCorrected)
                held.body, held.void = body, one.void
        self._file_all()

    @property
    def is_recorded(self) -> bool:
        """Is there an entry about the event that is not void?"""
        return any(not held.void for held in self.held.values())

    def of_key(self, key: Key) -> Sequence[Held]:
        """The entries that have, or once had, a source of this publisher and day."""
        return tuple(self._by_key.get(key, {}).values())

    def take(self, entry: Entry) -> None:
        """Take in one more entry."""
        self._entries.append(entry)
        self._standing.clear()
        self._events = None
        body = entry.body
        if isinstance(body, EventCorrected):
            self._correct(self.held.get(body.entry), body)
        elif not isinstance(body, IssueDefined):
            held = self.held[entry.id] = Held(entry.id, entry.recorded, body, False, [body])
            self._file(held)

    def _correct(self, held: Held | None, body: EventCorrected) -> None:
        if held is None or body.void:  # a correction of a correction; what is void is settled when all have been read
            return
        try:
            held.body = correct(held.versions[-1], body.fields)
        except CodecError:
            return
        held.versions.append(held.body)
        self._file_all()

    def _file_all(self) -> None:
        """File all anew, as what one said last may be another's."""
        self._undated.clear()
        for held in self.held.values():
            self._file(held)

    def _file(self, held: Held) -> None:
        self._claims.append(held.body.claims)
        if not held.void and (held.is_undated or self._was_given_its_day(held)):
            self._undated.setdefault(held.body.sources[:1], []).append(held)
        for key in held.known_as():
            self._by_key.setdefault(key, {})[held.id] = held

    def standing(self, known_by: int) -> "Standing":
        """The event as known by an instant."""
        if known_by not in self._standing:
            found = next((event.revision(self._zone, known_by) for event in self._history()), None)
            self._standing[known_by] = Standing(found)
        return self._standing[known_by]

    def ever_told(self, claims: Iterable[Claim]) -> bool:
        """Did entries ever claim all of this? If not, there is no need to ask what holds."""
        said = set(map(as_told, claims))
        while said and self._claims:
            self._told |= told_by(self._claims.pop())
        return self._told.issuperset(said)

    def newest_version(self, known_by: int) -> int:
        """The newest version of the event that a calendar gave, as known by an instant; 0 if none has a number."""
        known = (report for report in self._reports() if report.known.instant <= known_by)
        return max((version_in(source) for report in known for source in report.sources), default=0)

    def last_undated(self, sources: tuple[Source, ...]) -> EventBody | None:
        """What a source said last without a date, of what stands."""
        said = self.undated(sources)
        return said[-1].body if said else None

    def undated(self, sources: tuple[Source, ...]) -> Sequence[Held]:
        """All that a source said without a date, of what stands, in the order of the log."""
        return self._undated.get(sources[:1], ())

    def last_of(self, sources: tuple[Source, ...]) -> Held | None:
        """The last entry by the publisher of these sources, of what stands."""
        by = [source.publisher for source in sources[:1]]
        return next(
            (held for held in reversed(self.held.values()) if not held.void and _publishers(held.body) == by), None
        )

    def _was_given_its_day(self, held: Held) -> bool:
        """May its known be that of the clock, as the log stamps what is appended with a day that is yet to come?"""
        is_published = any(source.published for source in held.body.sources)
        return not is_published and self.day_recorded(held) > self._today

    def instants_from(self, known_by: int) -> Iterator[int]:
        """An instant, and all later ones when a report became known; mostly nobody asks for more than the first."""
        yield known_by
        yield from (instant for instant in self.known_instants() if instant > known_by)

    def known_instants(self) -> frozenset[int]:
        """When any report of it became known, of each publisher of an entry by itself (R4.2)."""
        return frozenset(report.known.instant for report in self._reports())

    def _reports(self) -> Iterator[Report]:
        """What stands, report by report."""
        for event in self._history():
            for statement in event.statements:
                if not statement.void:
                    yield from reports_of(statement, self._zone)

    def _history(self) -> Sequence[Event]:
        """The event, if it is recorded, as its entries tell of it."""
        if self._events is None:
            self._events = tuple(read_history(self._entries, self._zone).events.values())
        return self._events

    def day_recorded(self, held: Held) -> str:
        """Since when an entry is known that does not say it."""
        return self._zone.day(utc_instant(held.recorded))


def _publishers(body: EventBody) -> list[str | None]:
    return [source.publisher for source in body.sources[:1]]
