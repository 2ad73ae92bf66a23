"""The entry that records an event: all of the event's history while no other entry tells of it, as of most."""

from collections.abc import Iterable

from ..dates import DateError, When, Zone
from ..entries import Entry, EventRecorded, Gist, value_in
from ..model import Source, Value
from .bounds import bounded, end_of_day
from .corrections import HistoryError
from .revisions import AttributedClaim, Evidence, Known, Revision, Statement, Step, published


class Base(Statement, frozen=True, gc=False, eq=False):
    """A statement that records an event; with the gist of it, see `Entry`."""

    gist: Gist

    @property
    def base(self) -> "Base":
        """Itself: what is always first in the fold."""
        return self

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that is told of the event: this."""
        return (self,)

    @property
    def is_visible(self) -> bool:
        """It says whether it occurred."""
        return True

    @property
    def entry(self) -> Entry:
        """The entry."""
        return Entry(self.seq, self.id, self.recorded, self.data, self.gist)

    @property
    def event(self) -> str:
        """The id of the event."""
        return self.gist.event

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues that it names, itself or by its claims, each once."""
        return self.gist.about.issues

    @property
    def recorded_body(self) -> EventRecorded:
        """What it says, as the class of its kind."""
        body = self.body
        assert isinstance(body, EventRecorded)
        return body

    def value(self, place: int) -> Value:
        """The value of the claim at a place of the entry. Little else of it is read."""
        return value_in(self.data, place)

    def revision(self, zone: Zone, known_by: int | None = None) -> Revision | None:
        """The event as known by an instant (None: hindsight), if nothing else is told of it.

        None if nobody could know of it by then. Raises HistoryError: its date is invalid.
        """
        if known_by is not None and self.known.instant > known_by:
            return None
        body = self.recorded_body
        when = dated(self, zone, body.when)
        if body.phase == "occurred":
            when = bounded(when, self.known.instant, zone) if when else None
        sources, publisher = published(body.sources, zone, known_by), self.gist.publisher
        evidence, issues = Evidence(self.known, sources, self.seq), self.gist.about.issues
        return Revision(
            base=self,
            known=self.known,
            body=body,
            when=when,
            outcome=body.phase,
            effective=effective_of(body.phase, when, self.known.instant, zone),
            claims=self._claims(body, when, sources),
            sources=sources,
            issues=issues,
            steps=(Step(self, self.known, when, body.phase, publisher, when, sources, body.title, issues),),
            number=0,
            modified=self.recorded,
            date_evidence=evidence if when else None,
            phase_evidence=evidence,
        )

    def _claims(
        self, body: EventRecorded, when: When | None, sources: tuple[Source, ...]
    ) -> tuple[AttributedClaim, ...]:
        """What it claims, each as it is shown."""
        known, publisher = self.known, self.gist.publisher
        return tuple(
            [
                AttributedClaim(claim, claim.by or publisher, sources, known, when, (known.instant, self.seq, 0, place))
                for place, claim in enumerate(body.claims)
            ]
        )


def effective_of(phase: str, when: When | None, known: int, zone: Zone) -> int:
    """When an event is effective that one report speaks of; without a date by the end of the day of that (R4.19)."""
    if when is not None:
        return when.effective
    return end_of_day(known, zone) if phase == "occurred" else known


def known_at(statement: Statement, zone: Zone, texts: Iterable[str]) -> Known | None:
    """The earliest of some dates that a statement gives to say since when something is known. Raises HistoryError."""
    try:
        return earliest(texts, zone)
    except DateError as error:
        raise HistoryError(f"entry {statement.id} (seq {statement.seq}): {error}") from error


def earliest(dates: Iterable[str], zone: Zone) -> Known | None:
    """The earliest of some dates; of equal ones the first. Raises DateError."""
    found = [Known(zone.instant(text), text) for text in dates]
    return min(found, key=lambda known: known.instant, default=None)


def dated(statement: Statement, zone: Zone, text: str | None) -> When | None:
    """The date that a statement gives. Raises HistoryError."""
    try:
        return zone.when(text) if text else None
    except DateError as error:
        raise HistoryError(f"entry {statement.id} (seq {statement.seq}): {error}") from error
