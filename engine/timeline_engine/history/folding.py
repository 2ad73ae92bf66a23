"""An event's statements folded into a revision (docs/semantics.md, sections 4 and 5)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from ..dates import When, Zone
from ..entries import (
    ClaimGist,
    Entry,
    EventBody,
    EventCancelled,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    Gist,
    forms,
    value_in,
)
from ..model import Claim, Source, Value
from .base import Base, dated, each_once, published
from .revisions import Known, Outcome, Revision, Stated, Statement, Step


class EventHistory(Struct, frozen=True, gc=False):
    """All that the log says of one event. ``base`` comes first in the fold, ``others`` in (known, seq) order.

    ``corrections`` are the entries that correct any of its entries, ``estimates`` the log's issues and attributes
    of that kind.
    """

    base: Base
    others: tuple[Statement, ...]
    corrections: tuple[Entry, ...]
    estimates: frozenset[tuple[str, str]] = frozenset()

    def revision(self, zone: Zone, known_by: int | None = None) -> Revision | None:
        """The event as known by an instant (None: hindsight); None if nobody could know of it by then."""
        base = self.base
        if known_by is not None and base.known.instant > known_by:
            return None
        told = [s for s in self.others if known_by is None or s.known.instant <= known_by]
        if not told and not self.corrections:
            return base.revision(zone, known_by)
        fold, body = Fold(zone, base, self.estimates), base.recorded_body
        fold.take(base, body)
        for statement in told:
            if not statement.void:
                fold.take(statement, statement.body)
        stamps = (base.recorded, *[s.recorded for s in told], *[c.recorded for c in self.corrections])
        return Revision(
            base=base,
            body=body,
            when=fold.when,
            outcome=fold.outcome,
            effective=fold.effective(),
            claims=tuple([held.stated(zone, known_by, self.estimates) for held in fold.claims]),
            sources=published(each_once(fold.sources), zone, known_by),
            number=len(stamps) - 1,
            modified=max(stamps),
            told=tuple(fold.steps),
        )

    def value(self, seq: int, place: int) -> Value:
        """The value of the claim at a place of the entry with this seq. Little else of it is read."""
        return value_in(next(s.data for s in (self.base, *self.others) if s.seq == seq), place)

    def fold(self, zone: Zone, known_by: int | None = None) -> "Fold | None":
        """The same without words and evidence, which takes half the time."""
        base = self.base
        if known_by is not None and base.known.instant > known_by:
            return None
        fold = Fold(zone, base, self.estimates)
        fold.recorded(_Report(base, base.gist), base.gist)
        for statement in self.others:
            if not statement.void and (known_by is None or statement.known.instant <= known_by):
                fold.tell(_Report(statement, statement.said))
        return fold


Event = Base | EventHistory
"""All that the log says of one event."""


class _Report(Struct, frozen=True, gc=False):
    """A statement, and what it says, which is read but once; or its gist, where words and evidence are left out."""

    statement: Statement
    body: EventBody | Gist

    @property
    def publisher(self) -> str | None:
        """Who says so: the publisher of the first source."""
        if isinstance(self.body, Gist):
            return self.body.publisher
        return self.body.sources[0].publisher if self.body.sources else None

    @property
    def sources(self) -> Sequence[Source]:
        """Where it is from."""
        assert not isinstance(self.body, Gist)
        return self.body.sources


class _Held(Struct, gc=False):
    """A claim as the fold holds it: the report that makes it, and the outcome that was reported after that."""

    claim: Claim | ClaimGist
    place: int
    report: _Report
    outcome: _Report | None = None

    @property
    def subject(self) -> tuple[str, str]:
        """The issue and attribute it is about."""
        return (self.claim.issue, self.claim.attribute)

    def reports(self, estimates: frozenset[tuple[str, str]]) -> tuple[_Report, ...]:
        """What it rests on, first who speaks: the outcome says that it came true, but gives no figure."""
        if self.outcome is None:
            return (self.report,)
        return (self.report, self.outcome) if self.subject in estimates else (self.outcome, self.report)

    def claimant(self, estimates: frozenset[tuple[str, str]]) -> str | None:
        """Who claims it; None: nobody is named."""
        return self.claim.by or self.reports(estimates)[0].publisher

    def known(self) -> Known:
        """When it was known from all that it rests on."""
        stated, outcome = self.report.statement.known, self.outcome and self.outcome.statement.known
        return outcome if outcome and outcome.instant > stated.instant else stated

    def stated(self, zone: Zone, known_by: int | None, estimates: frozenset[tuple[str, str]]) -> Stated:
        """The same as the revision holds it."""
        assert isinstance(self.claim, Claim)
        sources = each_once([source for report in self.reports(estimates) for source in report.sources])
        return Stated(
            claim=self.claim,
            claimant=self.claimant(estimates),
            sources=published(sources, zone, known_by),
            known=self.known(),
            seq=self.report.statement.seq,
            place=self.place,
        )


class Fold(Struct, gc=False):
    """One event's statements taken one after the other; each has the last word on what it says.

    `tell` changes what the event is known to be, `take` also keeps what the statement adds to the evidence.
    """

    zone: Zone
    base: Base
    estimates: frozenset[tuple[str, str]]
    when: When | None = None
    outcome: Outcome = "scheduled"
    named: tuple[str, ...] = ()
    occurred: Known | None = None
    claims: list[_Held] = []
    sources: list[Source] = []
    steps: list[Step] = []

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues it bears on, each once: those it names, then those its claims name."""
        more = [held.claim.issue for held in self.claims if held.claim.issue not in self.named]
        return (*self.named, *dict.fromkeys(more)) if more else self.named

    def take(self, statement: Statement, body: EventBody) -> None:
        """Take in a statement, which says this, as evidence too."""
        self.tell(_Report(statement, body))
        self.sources += body.sources
        self.steps.append(Step(statement, self.when, self.outcome))

    def tell(self, report: _Report) -> None:
        """Change what the event is known to be."""
        _RULES[type(report.body)](self, report, report.body)

    def effective(self) -> int:
        """When it takes effect: by its date, else when it was known to."""
        if self.when is not None:
            return self.when.effective
        return (self.occurred if self.occurred and self.outcome == "occurred" else self.base.known).instant

    def recorded(self, report: _Report, said: EventRecorded | Gist) -> None:
        """A new event."""
        self.date(said.when, report)
        if said.phase == "occurred":
            self.occur(report)
        if isinstance(said, Gist):
            self.named, self.claims = said.about.issues, _held(said.about.claims, report)
        else:
            self.named, self.claims = tuple(dict.fromkeys(said.issues)), _held(said.claims, report)

    def rescheduled(self, report: _Report, said: EventRescheduled) -> None:
        """It has another date, or none; nothing came of it yet."""
        if self.outcome != "occurred":
            self.date(said.when, report)
            self.outcome = "scheduled"
            for held in self.claims:
                held.outcome = None

    def took_place(self, report: _Report, said: EventOccurred) -> None:
        """It has occurred."""
        if said.when:
            self.date(said.when, report)
        self.occur(report)
        told = _held(said.claims, report)
        subjects = {held.subject for held in told}
        self.claims = [held for held in self.claims if held.subject not in subjects] + told

    def cancelled(self, report: _Report, said: EventCancelled) -> None:
        """It will not take place."""
        if self.outcome == "scheduled":
            self.outcome = "cancelled"

    def sourced(self, report: _Report, said: EventSourced) -> None:
        """One more source."""
        told = _held(said.claims, report)
        voices = {(held.subject, held.claimant(self.estimates)) for held in told}
        kept = [held for held in self.claims if (held.subject, held.claimant(self.estimates)) not in voices]
        self.claims = kept + told

    def retracted(self, report: _Report, said: EventRetracted) -> None:
        """The sources took it back."""
        self.outcome = "retracted"

    def date(self, text: str | None, report: _Report) -> None:
        """It has this date now."""
        self.when = dated(report.statement, self.zone, text)

    def occur(self, report: _Report) -> None:
        """It is reported to have occurred."""
        if self.outcome != "occurred":
            self.outcome, self.occurred = "occurred", report.statement.known
            for held in self.claims:
                held.outcome = report


def stages(event: EventHistory, zone: Zone) -> Iterator[tuple[Statement, Fold]]:
    """The fold after each statement, in order: one that goes on, not one for each."""
    fold = Fold(zone, event.base, event.estimates)
    for statement in (event.base, *event.others):
        if not statement.void:
            fold.tell(_Report(statement, statement.said))
        yield statement, fold


def _held(claims: Sequence[Claim | ClaimGist], report: _Report) -> list[_Held]:
    return [_Held(claim, place, report) for place, claim in enumerate(claims)]


_RULES: dict[type, Callable[[Fold, _Report, Any], None]] = {
    **dict.fromkeys(forms(EventRecorded), Fold.recorded),
    **dict.fromkeys(forms(EventRescheduled), Fold.rescheduled),
    **dict.fromkeys(forms(EventOccurred), Fold.took_place),
    **dict.fromkeys(forms(EventCancelled), Fold.cancelled),
    **dict.fromkeys(forms(EventSourced), Fold.sourced),
    **dict.fromkeys(forms(EventRetracted), Fold.retracted),
}
