"""An event's statements folded into a revision (docs/semantics.md, sections 4 and 5)."""

from collections.abc import Iterable, Sequence
from functools import singledispatch

from msgspec import Struct, field
from msgspec.structs import replace

from ..dates import DateError, When, Zone
from ..entries import (
    RECORDING,
    Entry,
    EventCancelled,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    Recorded,
    SaidOfEvent,
)
from ..model import Claim, Source
from .corrections import HistoryError
from .revisions import Known, Outcome, Revision, Stated, Statement, Step


class EventHistory(Struct, frozen=True, gc=False):
    """All that the log says of one event. ``base`` comes first in the fold, ``others`` in (known, seq) order.

    ``corrections`` are the entries that correct any of its entries, ``estimates`` the log's issues and attributes
    of that kind.
    """

    base: Statement
    others: tuple[Statement, ...]
    corrections: tuple[Entry, ...]
    estimates: frozenset[tuple[str, str]] = frozenset()

    def revision(self, zone: Zone, known_by: int | None = None) -> Revision | None:
        """The event as known by an instant (None: hindsight); None if nobody could know of it by then."""
        if known_by is not None and self.base.known.instant > known_by:
            return None
        told = [s for s in self.others if known_by is None or s.known.instant <= known_by]
        if not told and not self.corrections:
            return _as_recorded(self.base, zone, known_by)
        fold = _Fold(zone=zone, base=self.base, estimates=self.estimates)
        for statement in (self.base, *told):
            if not statement.void:
                fold.take(statement)
        stamps = (self.base.recorded, *(s.recorded for s in told), *(c.recorded for c in self.corrections))
        return fold.revision(len(stamps) - 1, max(stamps), known_by)


def _as_recorded(base: Statement, zone: Zone, known_by: int | None) -> Revision:
    """The revision of an event of which nothing but the base is known, as of most: what the fold comes to, sooner."""
    said = base.said
    assert isinstance(said, RECORDING)
    when = _dated(base, zone, said.when)
    sources = _published(_each_once(said.sources), zone, known_by)
    publisher = said.sources[0].publisher if said.sources else None
    claims = [
        Stated(claim, claim.by or publisher, sources, base.known, base.seq, place)
        for place, claim in enumerate(said.claims)
    ]
    effective = base.known.instant if when is None else when.effective
    return Revision(base, when, said.phase, effective, tuple(claims), sources, 0, base.recorded)


class _Held(Struct, frozen=True, gc=False):
    """A claim as the fold holds it: the statement that makes it, and the outcome that was reported after that."""

    claim: Claim
    place: int
    statement: Statement
    estimate: bool
    outcome: Statement | None = None

    @property
    def subject(self) -> tuple[str, str]:
        """The issue and attribute it is about."""
        return (self.claim.issue, self.claim.attribute)

    @property
    def reports(self) -> tuple[Statement, ...]:
        """What it rests on, first who speaks: the outcome says that it came true, but gives no figure."""
        if self.outcome is None:
            return (self.statement,)
        return (self.statement, self.outcome) if self.estimate else (self.outcome, self.statement)

    @property
    def claimant(self) -> str | None:
        """Who claims it; None: nobody is named."""
        sources = self.reports[0].said.sources
        return self.claim.by or (sources[0].publisher if sources else None)

    @property
    def known(self) -> Known:
        """When it was known from all that it rests on."""
        stated, outcome = self.statement.known, self.outcome and self.outcome.known
        return outcome if outcome and outcome.instant > stated.instant else stated


class _Fold(Struct):
    """One event's statements taken one after the other; each has the last word on what it says."""

    zone: Zone
    base: Statement
    estimates: frozenset[tuple[str, str]]
    when: When | None = None
    outcome: Outcome = "scheduled"
    occurred: Known | None = None
    claims: list[_Held] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def take(self, statement: Statement) -> None:
        _tell(statement.said, self, statement)
        self.sources.extend(statement.said.sources)
        self.steps.append(Step(statement, self.when, self.outcome))

    def date(self, text: str | None, statement: Statement) -> None:
        self.when = _dated(statement, self.zone, text)

    def occur(self, statement: Statement) -> None:
        if self.outcome != "occurred":
            self.outcome, self.occurred = "occurred", statement.known
            self.claims = [replace(held, outcome=statement) for held in self.claims]

    def schedule(self, text: str | None, statement: Statement) -> None:
        self.date(text, statement)
        self.outcome = "scheduled"
        self.claims = [replace(held, outcome=None) for held in self.claims]

    def held(self, claims: Iterable[Claim], statement: Statement) -> list[_Held]:
        return [
            _Held(claim, place, statement, (claim.issue, claim.attribute) in self.estimates)
            for place, claim in enumerate(claims)
        ]

    def effective(self) -> int:
        if self.when is not None:
            return self.when.effective
        return (self.occurred if self.occurred and self.outcome == "occurred" else self.base.known).instant

    def revision(self, number: int, modified: str, known_by: int | None) -> Revision:
        return Revision(
            base=self.base,
            when=self.when,
            outcome=self.outcome,
            effective=self.effective(),
            claims=tuple(self._stated(held, known_by) for held in self.claims),
            sources=_published(_each_once(self.sources), self.zone, known_by),
            number=number,
            modified=modified,
            told=tuple(self.steps),
        )

    def _stated(self, held: _Held, known_by: int | None) -> Stated:
        sources = _each_once([source for report in held.reports for source in report.said.sources])
        return Stated(
            claim=held.claim,
            claimant=held.claimant,
            sources=_published(sources, self.zone, known_by),
            known=held.known,
            seq=held.statement.seq,
            place=held.place,
        )


def _dated(statement: Statement, zone: Zone, text: str | None) -> When | None:
    try:
        return zone.when(text) if text else None
    except DateError as error:
        raise HistoryError(f"entry {statement.id} (seq {statement.seq}): {error}") from error


def _each_once(sources: Sequence[Source]) -> Sequence[Source]:
    return tuple(dict.fromkeys(sources)) if len(sources) > 1 else sources


def _published(sources: Sequence[Source], zone: Zone, known_by: int | None) -> tuple[Source, ...]:
    if known_by is None:
        return tuple(sources)
    return tuple([source for source in sources if not source.published or zone.instant(source.published) <= known_by])


@singledispatch
def _tell(said: SaidOfEvent, fold: _Fold, statement: Statement) -> None:
    raise TypeError(f"no rule for {type(said).__name__}")


@_tell.register(Recorded)
@_tell.register(EventRecorded)
def _(said: Recorded | EventRecorded, fold: _Fold, statement: Statement) -> None:
    fold.date(said.when, statement)
    if said.phase == "occurred":
        fold.occur(statement)
    fold.claims = fold.held(said.claims, statement)


@_tell.register
def _(said: EventRescheduled, fold: _Fold, statement: Statement) -> None:
    if fold.outcome != "occurred":
        fold.schedule(said.when, statement)


@_tell.register
def _(said: EventOccurred, fold: _Fold, statement: Statement) -> None:
    if said.when:
        fold.date(said.when, statement)
    fold.occur(statement)
    told = fold.held(said.claims, statement)
    subjects = {held.subject for held in told}
    fold.claims = [held for held in fold.claims if held.subject not in subjects] + told


@_tell.register
def _(said: EventCancelled, fold: _Fold, statement: Statement) -> None:
    if fold.outcome == "scheduled":
        fold.outcome = "cancelled"


@_tell.register
def _(said: EventSourced, fold: _Fold, statement: Statement) -> None:
    told = fold.held(said.claims, statement)
    voices = {(held.subject, held.claimant) for held in told}
    fold.claims = [held for held in fold.claims if (held.subject, held.claimant) not in voices] + told


@_tell.register
def _(said: EventRetracted, fold: _Fold, statement: Statement) -> None:
    fold.outcome = "retracted"
