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
from .held import HeldClaim, Report
from .revisions import Known, Outcome, Revision, Statement, Step


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
        fold.tell(Report(base, base.gist))
        for statement in self.others:
            if not statement.void and (known_by is None or statement.known.instant <= known_by):
                fold.tell(Report(statement, statement.said))
        return fold


Event = Base | EventHistory
"""All that the log says of one event."""


class Fold(Struct, gc=False):
    """One event's statements taken one after the other; each has the last word on what it says.

    `tell` changes what the event is known to be, `take` also keeps what the statement adds to the evidence. Who only
    tells may give the gist of the base for what it says: what is claimed then lacks its values.
    """

    zone: Zone
    base: Base
    estimates: frozenset[tuple[str, str]]
    when: When | None = None
    outcome: Outcome = "scheduled"
    named: tuple[str, ...] = ()
    occurred: Known | None = None
    claims: list[HeldClaim] = []
    sources: list[Source] = []
    steps: list[Step] = []

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues it bears on, each once: those it names, then those its claims name."""
        more = [held.claim.issue for held in self.claims if held.claim.issue not in self.named]
        return (*self.named, *dict.fromkeys(more)) if more else self.named

    def take(self, statement: Statement, body: EventBody) -> None:
        """Take in a statement, which says this, as evidence too."""
        self.tell(Report(statement, body))
        self.sources += body.sources
        self.steps.append(Step(statement, self.when, self.outcome))

    def tell(self, report: Report) -> None:
        """Change what the event is known to be."""
        _RULES[type(report.body)](self, report, report.body)

    def effective(self) -> int:
        """When it takes effect: by its date, else when it was known to."""
        if self.when is not None:
            return self.when.effective
        return (self.occurred if self.occurred and self.outcome == "occurred" else self.base.known).instant

    def recorded(self, report: Report, said: EventRecorded | Gist) -> None:
        """A new event."""
        self.date(said.when, report)
        if said.phase == "occurred":
            self.occur(report)
        if isinstance(said, Gist):
            self.named, self.claims = said.about.issues, _held(said.about.claims, report)
        else:
            self.named, self.claims = tuple(dict.fromkeys(said.issues)), _held(said.claims, report)

    def rescheduled(self, report: Report, said: EventRescheduled) -> None:
        """It has another date, or none; nothing came of it yet."""
        if self.outcome != "occurred":
            self.date(said.when, report)
            self.outcome = "scheduled"
            for held in self.claims:
                held.outcome = None

    def took_place(self, report: Report, said: EventOccurred) -> None:
        """It has occurred."""
        if said.when:
            self.date(said.when, report)
        self.occur(report)
        told = _held(said.claims, report)
        subjects = {held.subject for held in told}
        self.claims = [held for held in self.claims if held.subject not in subjects] + told

    def cancelled(self, report: Report, said: EventCancelled) -> None:
        """It will not take place."""
        if self.outcome == "scheduled":
            self.outcome = "cancelled"

    def sourced(self, report: Report, said: EventSourced) -> None:
        """One more source."""
        told = _held(said.claims, report)
        voices = {(held.subject, held.claimant(self.estimates)) for held in told}
        kept = [held for held in self.claims if (held.subject, held.claimant(self.estimates)) not in voices]
        self.claims = kept + told

    def retracted(self, report: Report, said: EventRetracted) -> None:
        """The sources took it back."""
        self.outcome = "retracted"

    def date(self, text: str | None, report: Report) -> None:
        """It has this date now."""
        self.when = dated(report.statement, self.zone, text)

    def occur(self, report: Report) -> None:
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
            fold.tell(Report(statement, statement.said))
        yield statement, fold


def _held(claims: Sequence[Claim | ClaimGist], report: Report) -> list[HeldClaim]:
    return [HeldClaim(claim, place, report) for place, claim in enumerate(claims)]


_RULES: dict[type, Callable[[Fold, Report, Any], None]] = {
    **dict.fromkeys((*forms(EventRecorded), Gist), Fold.recorded),
    **dict.fromkeys(forms(EventRescheduled), Fold.rescheduled),
    **dict.fromkeys(forms(EventOccurred), Fold.took_place),
    **dict.fromkeys(forms(EventCancelled), Fold.cancelled),
    **dict.fromkeys(forms(EventSourced), Fold.sourced),
    **dict.fromkeys(forms(EventRetracted), Fold.retracted),
}
