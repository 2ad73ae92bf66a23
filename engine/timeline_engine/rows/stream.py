"""What the log has of one event: its entries as they are now, and all that they ever said."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..dates import Zone, utc_instant
from ..entries import CodecError, Entry, EventBody, EventCorrected, IssueDefined, correct
from ..history import Revision, apply_corrections, known_of, read_history
from ..model import Source
from .wording import plain

Key = tuple[str | None, str]


class Held(Struct, eq=False):
    """An entry about an event: what it says now, and all that it ever said."""

    id: str
    recorded: str
    body: EventBody
    void: bool
    versions: list[EventBody]

    def known_as(self) -> Iterator[Key]:
        """What makes a file's report the same, for each of its sources (R8.2, R8.4); none if it is undated."""
        for source in self.body.sources or (Source(),):
            if day := source.published or self.body.known:
                yield key_of(source, day)


def key_of(source: Source, day: str) -> Key:
    """Publisher and day of a report, as a file can say them."""
    return source.publisher and plain(source.publisher), plain(day)


class Stream:
    """The entries of one event, in the order of the log; drafts are taken in as they are made.

    ``entries`` may have definitions of the issues that the event bears on among them.
    """

    def __init__(self, entries: Sequence[Entry], zone: Zone) -> None:
        self._zone = zone
        self._entries: list[Entry] = []
        self._revisions: dict[int, Revision | None] = {}
        self._by_key: dict[Key, dict[str, Held]] = {}
        self.held: dict[str, Held] = {}
        for entry in entries:
            self.take(entry)
        for one in apply_corrections(entries):  # of which some may be void
            if held := self.held.get(one.entry.id):
                body = one.entry.body
                assert not isinstance(body, IssueDefined | EventCorrected)
                held.body, held.void = body, one.void
        self._file(self.held.values())

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
        self._revisions.clear()
        body = entry.body
        if isinstance(body, EventCorrected):
            self._correct(self.held.get(body.entry), body)
        elif not isinstance(body, IssueDefined):
            held = self.held[entry.id] = Held(entry.id, entry.recorded, body, False, [body])
            self._file([held])

    def _correct(self, held: Held | None, body: EventCorrected) -> None:
        if held is None or body.void:  # a correction of a correction; what is void is settled when all have been read
            return
        try:
            held.body = correct(held.versions[-1], body.fields)
        except CodecError:
            return
        held.versions.append(held.body)
        self._file([held])

    def _file(self, some: Iterable[Held]) -> None:
        for held in some:
            for key in held.known_as():
                self._by_key.setdefault(key, {})[held.id] = held

    def revision(self, known_by: int) -> Revision | None:
        """The event as known by an instant; None if nobody could know of it by then."""
        if known_by not in self._revisions:
            events = read_history(self._entries, self._zone).events.values()
            self._revisions[known_by] = next((event.revision(self._zone, known_by) for event in events), None)
        return self._revisions[known_by]

    def known_instants(self) -> frozenset[int]:
        """When anything became known of it."""
        return frozenset(self._known(held) for held in self.held.values() if not held.void)

    def _known(self, held: Held) -> int:
        known = known_of(held.body.sources, held.body.known, self._zone)
        return known.instant if known else self._zone.instant(self.day_recorded(held))

    def day_recorded(self, held: Held) -> str:
        """Since when an entry is known that does not say it."""
        return self._zone.day(utc_instant(held.recorded))
