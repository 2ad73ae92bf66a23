"""What the *world* was known to be: an event's statements folded into a revision (docs/semantics.md, section 4)."""

from collections.abc import Iterable
from functools import singledispatch
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from ..dates import DateError, When, Zone
from ..entries import (
    Entry,
    EventBody,
    EventCancelled,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
)
from ..model import Claim, Source
from .corrections import HistoryError

Outcome = Literal["scheduled", "occurred", "cancelled", "retracted"]


class Known(Struct, frozen=True):
    """When a reader could first know something: the instant, and the text of the date it comes from."""

    instant: int
    text: str


class Statement(Struct, frozen=True):
    """An entry about an event, corrected, with its clocks: what was said, known when, recorded when.

    ``corrections`` are the entries that correct it, void ones too; a void statement is only counted.
    """

    seq: int
    id: str
    recorded: str
    known: Known
    body: EventBody
    void: bool
    corrections: tuple[Entry, ...]


class Stated(Struct, frozen=True):
    """A claim as a revision holds it: with its claimant, the sources of its entry, and its place in the order."""

    claim: Claim
    claimant: str | None
    sources: tuple[Source, ...]
    known: Known
    seq: int
    place: int


class Change(Struct, frozen=True):
    """One step in an event's life, for people: the entry, and the date the event had after it."""

    statement: Statement
    when: When | None
    outcome: Outcome


class Revision(Struct, frozen=True, kw_only=True):
    """An event as a reader could know it: the fold of its statements known by then.

    ``when`` is None for an event without date. ``number`` counts what happened besides the first entry.
    ``created`` and ``modified`` are recorded stamps.
    """

    event: str
    body: EventRecorded
    when: When | None
    outcome: Outcome
    claims: tuple[Stated, ...]
    sources: tuple[Source, ...]
    known: Known
    effective: int
    seq: int
    number: int
    created: str
    modified: str
    changes: tuple[Change, ...]

    @property
    def order(self) -> tuple[int, int, int]:
        """The one documented order of events: effective (else known), known, seq."""
        return (self.effective, self.known.instant, self.seq)

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues it bears on: those it names, then those its claims name."""
        return tuple(dict.fromkeys((*self.body.issues, *(stated.claim.issue for stated in self.claims))))


class EventHistory(Struct, frozen=True):
    """All that the log says of one event. ``base`` comes first in the fold, ``others`` in (known, seq) order.

    ``corrections`` are the entries that correct any of its entries.
    """

    base: Statement
    others: tuple[Statement, ...]
    corrections: tuple[Entry, ...]

    def revision(self, zone: Zone, known_by: int | None = None) -> Revision | None:
        """The event as known by an instant (None: hindsight); None if nobody could know of it by then."""
        if known_by is not None and self.base.known.instant > known_by:
            return None
        told = [s for s in self.others if known_by is None or s.known.instant <= known_by]
        fold = _Fold(zone=zone, base=self.base)
        for statement in (self.base, *told):
            if not statement.void:
                fold.take(statement)
        stamps = (self.base.recorded, *(s.recorded for s in told), *(c.recorded for c in self.corrections))
        return fold.revision(len(stamps) - 1, max(stamps), known_by)


class _Fold(Struct):
    """One event's statements taken one after the other; each has the last word on what it says."""

    zone: Zone
    base: Statement
    when: When | None = None
    outcome: Outcome = "scheduled"
    occurred: Known | None = None
    claims: list[Stated] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def take(self, statement: Statement) -> None:
        try:
            _tell(statement.body, self, statement)
        except DateError as error:
            raise HistoryError(f"entry {statement.id} (seq {statement.seq}): {error}") from error
        self.sources.extend(source for source in statement.body.sources if source not in self.sources)
        self.changes.append(Change(statement, self.when, self.outcome))

    def date(self, text: str | None) -> None:
        self.when = self.zone.when(text) if text else None

    def occur(self, statement: Statement) -> None:
        if self.outcome != "occurred":
            self.outcome, self.occurred = "occurred", statement.known

    def state(self, claims: Iterable[Claim], statement: Statement) -> None:
        first = statement.body.sources[0].publisher if statement.body.sources else None
        self.claims.extend(
            Stated(claim, claim.by or first, statement.body.sources, statement.known, statement.seq, place)
            for place, claim in enumerate(claims)
        )

    def effective(self) -> int:
        if self.when is not None:
            return self.when.effective
        return (self.occurred if self.occurred and self.outcome == "occurred" else self.base.known).instant

    def revision(self, number: int, modified: str, known_by: int | None) -> Revision:
        body = self.base.body
        assert isinstance(body, EventRecorded)
        return Revision(
            event=body.event,
            body=body,
            when=self.when,
            outcome=self.outcome,
            claims=tuple(self._visible(stated, known_by) for stated in self.claims),
            sources=self._published(self.sources, known_by),
            known=self.base.known,
            effective=self.effective(),
            seq=self.base.seq,
            number=number,
            created=self.base.recorded,
            modified=modified,
            changes=tuple(self.changes),
        )

    def _visible(self, stated: Stated, known_by: int | None) -> Stated:
        known = stated.known
        if self.occurred is not None and self.occurred.instant > known.instant:
            known = self.occurred
        return replace(stated, known=known, sources=self._published(stated.sources, known_by))

    def _published(self, sources: Iterable[Source], known_by: int | None) -> tuple[Source, ...]:
        return tuple(
            source
            for source in sources
            if known_by is None or not source.published or self.zone.instant(source.published) <= known_by
        )


@singledispatch
def _tell(body: EventBody, fold: _Fold, statement: Statement) -> None:
    raise TypeError(f"no rule for {type(body).__name__}")


@_tell.register
def _(body: EventRecorded, fold: _Fold, statement: Statement) -> None:
    fold.date(body.when)
    if body.phase == "occurred":
        fold.occur(statement)
    fold.state(body.claims, statement)


@_tell.register
def _(body: EventRescheduled, fold: _Fold, statement: Statement) -> None:
    if fold.outcome != "occurred":
        fold.date(body.when)
        fold.outcome = "scheduled"


@_tell.register
def _(body: EventOccurred, fold: _Fold, statement: Statement) -> None:
    if body.when:
        fold.date(body.when)
    fold.occur(statement)
    told = {(claim.issue, claim.attribute) for claim in body.claims}
    fold.claims = [s for s in fold.claims if (s.claim.issue, s.claim.attribute) not in told]
    fold.state(body.claims, statement)


@_tell.register
def _(body: EventCancelled, fold: _Fold, statement: Statement) -> None:
    if fold.outcome == "scheduled":
        fold.outcome = "cancelled"


@_tell.register
def _(body: EventSourced, fold: _Fold, statement: Statement) -> None:
    before = fold.claims
    fold.claims = []
    fold.state(body.claims, statement)
    told = {(s.claim.issue, s.claim.attribute, s.claimant) for s in fold.claims}
    kept = [s for s in before if (s.claim.issue, s.claim.attribute, s.claimant) not in told]
    fold.claims = kept + fold.claims


@_tell.register
def _(body: EventRetracted, fold: _Fold, statement: Statement) -> None:
    fold.outcome = "retracted"
