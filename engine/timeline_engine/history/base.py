"""The entry that records an event: all of the event's history while no other entry tells of it, as of most."""

from collections.abc import Sequence

from ..dates import DateError, When, Zone
from ..entries import Entry, EventRecorded, Gist, value_in
from ..model import Source, Value
from .corrections import HistoryError
from .revisions import Revision, Stated, Statement


class Base(Statement, frozen=True, gc=False, eq=False):
    """A statement that records an event; with the gist of it, see `Entry`."""

    gist: Gist

    @property
    def base(self) -> "Base":
        """Itself: what is always first in the fold."""
        return self

    @property
    def others(self) -> tuple[Statement, ...]:
        """What else is told of the event: nothing."""
        return ()

    @property
    def entry(self) -> Entry:
        """The entry."""
        return Entry(self.seq, self.id, self.recorded, self.data, self.gist)

    @property
    def event(self) -> str:
        """The id of the event."""
        return self.gist.event

    @property
    def recorded_body(self) -> EventRecorded:
        """What it says, as the class of its kind."""
        body = self.body
        assert isinstance(body, EventRecorded)
        return body

    def value(self, seq: int, place: int) -> Value:
        """The value of the claim at a place of the entry, which has this seq. Little else of it is read."""
        return value_in(self.data, place)

    def revision(self, zone: Zone, known_by: int | None = None) -> Revision | None:
        """The event as known by an instant (None: hindsight), if nothing else is told of it.

        None if nobody could know of it by then. Raises HistoryError: its date is invalid.
        """
        if known_by is not None and self.known.instant > known_by:
            return None
        body = self.recorded_body
        when = dated(self, zone, body.when)
        sources = published(each_once(body.sources), zone, known_by)
        publisher = self.gist.publisher
        claims = [
            Stated(claim, claim.by or publisher, sources, self.known, self.seq, place)
            for place, claim in enumerate(body.claims)
        ]
        effective = self.known.instant if when is None else when.effective
        return Revision(self, body, when, body.phase, effective, tuple(claims), sources, 0, self.recorded)


def dated(statement: Statement, zone: Zone, text: str | None) -> When | None:
    """The date that a statement gives. Raises HistoryError."""
    try:
        return zone.when(text) if text else None
    except DateError as error:
        raise HistoryError(f"entry {statement.id} (seq {statement.seq}): {error}") from error


def each_once(sources: Sequence[Source]) -> Sequence[Source]:
    """Sources, each once."""
    return tuple(dict.fromkeys(sources)) if len(sources) > 1 else sources


def published(sources: Sequence[Source], zone: Zone, known_by: int | None) -> tuple[Source, ...]:
    """The sources that a reader could have by an instant (None: hindsight)."""
    if known_by is None:
        return tuple(sources)
    return tuple([source for source in sources if not source.published or zone.instant(source.published) <= known_by])
