"""What the log lacks of a report, as entries: a step at a time, until a further look finds nothing.

The log says a report's date and phase if the event had them when the report's newest source was published, or
later; and its claims if they stood when their own source was published, or later. What it does not say is a
reschedule, an outcome or a further source; anything else is our correction.
"""

from collections.abc import Iterator

from attrs import evolve
from msgspec import Struct, field

from ..dates import Zone
from ..entries import (
    Body,
    EventCancelled,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
)
from ..history import Event, Revision
from ..history.reports import outcome_of, phase_in
from ..history.revisions import Outcome
from ..model import Claim, Source
from .first import check_when, recorded, sourced_by
from .fixes import corrections, holds, put_right, redated
from .reading import RowError
from .reports import ReportedEvent
from .told import Named, Told, check_one_voice
from .wording import as_named


def missing(report: ReportedEvent, history: Event, zone: Zone) -> list[Body]:
    """The next entries on the way to a log that says the report; none if it says all of it. Raises RowError."""
    compared = _Comparison(as_named(report, history), history, zone)
    moved = compared.moved()
    return [moved] if moved else [*compared.sourced(), *compared.corrected()]


class _Comparison(Struct):
    """A report beside what the log says of its event."""

    report: ReportedEvent
    history: Event
    zone: Zone
    seen: dict[int, Revision] = field(default_factory=dict)

    @property
    def before(self) -> bool:
        """Whether the report is from before the event was known in the log."""
        earlier = self.report.latest is not None and self.report.latest < self.first
        return earlier and bool(
            self.fresh or not self.report.sources
        )  # a source that we have made it known when it did

    @property
    def first(self) -> int:
        """The instant from which the event was known."""
        revision = self.history.revision(self.zone)
        assert revision is not None, "compared only where it is visible"
        return revision.known.instant

    @property
    def revision(self) -> Revision:
        """The event as known when the report's newest source was published, else as first known."""
        return next(self._from(self.report.latest))

    @property
    def fresh(self) -> tuple[Source, ...]:
        """The sources that no entry of the event has yet."""
        entries = self.history.statements
        held = {source for entry in entries if not entry.void for source in entry.body.sources}
        return tuple(source for source in self.report.sources if source not in held)

    def _from(self, instant: int | None) -> Iterator[Revision]:
        """The event as known at an instant, then after each later step; None: as known at last."""
        steps = sorted({entry.known.instant for entry in self.history.statements} | {self.first})
        start = steps[-1] if instant is None else max(instant, self.first)
        yield self._at(start)
        yield from (self._at(step) for step in steps if step > start)

    def _at(self, instant: int) -> Revision:
        if instant not in self.seen:
            revision = self.history.revision(self.zone, instant)
            assert revision is not None, "asked for only from when the event was known"
            self.seen[instant] = revision
        return self.seen[instant]

    def moved(self) -> Body | None:
        """The entry for another date or phase. Raises RowError."""
        if self.before:
            return self._from_before()
        if self._is_recorded() or any(self._agrees(revision) for revision in self._from(self.report.latest)):
            return None
        revision, when = self.revision, self._date(self.revision)
        outcome = self._reported(revision)
        if outcome == "occurred":
            check_when(self.report, when, self.zone)
        another = self._is_of_another()
        if outcome == revision.outcome != "scheduled":
            return self._outcome(outcome, revision, when) if another else redated(revision, when)
        if revision.outcome == "occurred" and outcome != "retracted" and not another:
            return put_right(revision, when)
        return self._outcome(outcome, revision, when)

    def _is_of_another(self) -> bool:
        """Is it a new report by a publisher who has not said so yet? It does not correct what others say (R8.6)."""
        held = {source.publisher for s in self.history.statements if not s.void for source in s.body.sources}
        fresh = [source for source in self._telling() if source in self.fresh]
        return bool(fresh) and all(source.publisher and source.publisher not in held for source in fresh)

    def _is_recorded(self) -> bool:
        """Is it what its own source said last, though others say otherwise, or it changes nothing (R4.10, R4.11)?"""
        telling, known, when = set(self._telling()), self.report.known_text, self._date(self.revision)
        outcome = self.report.outcome
        if outcome in (None, "retracted") or not (telling or known) or (outcome == "scheduled" and not self._is_stale):
            return False
        told = [s.body for s in self.history.statements if not s.void]
        own = [one for one in told if telling <= set(one.sources) and (telling or one.known == known)]
        phase = phase_in(own[-1]) if own and getattr(own[-1], "when", when) == when else None
        return phase is not None and outcome_of(phase) == outcome

    @property
    def _is_stale(self) -> bool:
        """Is it a listing after what occurred, or of a day that was over? One that is known no later would be lost."""
        when, latest = self._date(self.revision), self.report.latest
        if self.revision.outcome == "occurred" or not when or latest is None:
            return self.revision.outcome == "occurred"
        return self.zone.when(when).ends <= latest and self.revision.phase_evidence.known.instant < latest

    def _agrees(self, revision: Revision) -> bool:
        return self._reported(revision) == revision.outcome and self._date(revision) == _text(revision)

    def _reported(self, revision: Revision) -> Outcome:
        """The outcome that the report gives the event."""
        again = self.report.confirmed and revision.outcome == "cancelled"
        return self.report.outcome or ("scheduled" if again else revision.outcome)

    def _date(self, revision: Revision) -> str | None:
        """The date that the report gives the event."""
        return None if self.report.postponed else self.report.when or _text(revision)

    def _from_before(self) -> Body:
        """A report from before the event was known speaks for itself (R4.1, R8.6). Raises RowError."""
        report = self.report
        if report.title is not None and (report.when or report.outcome):
            return recorded(report, self.zone, self.first)
        claims = (told.claim for told in report.told if told.source in (report.sources[:1] or (None,)))
        bare = sourced_by(report, report.sources[0] if report.sources else None, claims)
        phase = report.outcome if report.outcome in ("occurred", "scheduled") else None
        return evolve(bare, when=report.when if phase else None, phase=phase)

    def _outcome(self, outcome: str, revision: Revision, when: str | None) -> Body:
        event, known, sources = self.report.event, self.report.known_text, self._telling()
        if outcome == "occurred":
            return EventOccurred(event=event, known=known, sources=sources, when=when, claims=self._claims(sources))
        if outcome == "retracted":
            return EventRetracted(event=event, known=known, sources=sources)
        if outcome == "cancelled" and revision.outcome == "retracted":
            raise RowError(
                f"{self.report.at}: field phase: event {event!r} is retracted; only a scheduled one is cancelled"
            )
        if outcome == "cancelled" and when == _text(revision):
            return EventCancelled(event=event, known=known, sources=sources)
        claims = self._claims(sources) if revision.outcome == "retracted" else ()
        return EventRescheduled(event=event, known=known, sources=sources, when=when, claims=claims)

    def _telling(self) -> tuple[Source, ...]:
        """The sources of a change: those new to the event and not older than its last change, else the newest."""
        telling = [c.statement for c in self.revision.steps if not isinstance(c.statement.body, EventSourced)]
        last = max((statement.known.instant for statement in telling), default=self.first)
        known = {source: self.report.known_from(source, self.zone) for source in self.report.sources}
        fresh = tuple(source for source in self.fresh if (from_ := known[source]) is None or from_ >= last)
        return fresh or tuple(source for source, from_ in known.items() if from_ == self.report.latest)

    def _claims(self, sources: tuple[Source, ...]) -> tuple[Claim, ...]:
        return tuple(self._claims_changed(sources))

    def _claims_changed(self, sources: tuple[Source, ...]) -> Iterator[Claim]:
        """The claims that its occurrence changes, with all that is claimed of the same, as it replaces all of that.

        Of what was taken back nothing is left: all is said anew.
        """
        fresh = set(self.fresh).difference(sources)
        told = [told for told in self.report.told if told.source not in fresh]
        anew = self.revision.outcome == "retracted"
        changed = {told.of for told in told if anew or not holds(self.revision, told)}
        for item in told:
            if item.of in changed:
                same = item.source is None or item.source.publisher == sources[0].publisher
                yield item.claim if same else evolve(item.claim, by=item.claimant)

    def _new(self) -> tuple[Source | None, ...]:
        """The sources that get an entry; where none does, one must still make the event known earlier."""
        earlier = (self.report.sources[:1] or (None,)) if self.before else ()
        return self.fresh or earlier

    def sourced(self) -> Iterator[Body]:
        """An entry for each new source, with the claims it makes; from before all others it speaks for itself."""
        for source in self._new():
            claims = tuple(told.claim for told in self._unsaid() if told.source == source)
            known = self.report.known_from(source, self.zone)
            first = known is not None and known < self.first and self.report.title is not None
            yield self._reported_by(source, known, claims) if first else sourced_by(self.report, source, claims)

    def _reported_by(self, source: Source | None, known: int | None, claims: tuple[Claim, ...]) -> EventRecorded:
        whole = recorded(self.report, self.zone, self.first)
        issues = tuple(named.issue for named in self.report.named if known is not None and named.since <= known)
        return evolve(whole, sources=(source,) if source else (), claims=claims, issues=issues)

    def corrected(self) -> Iterator[Body]:
        """What only our own mistake can explain; claims that were never ours to correct get an entry."""
        new = self._new()
        told = [told for told in self._unsaid() if told.source not in new]
        unnamed = dict.fromkeys(named.issue for named in self.report.named if not self._bears_on(named))
        fixes, news = corrections(self.report, self.revision, told, tuple(unnamed))
        yield from fixes
        for source in dict.fromkeys(told.source for told in news):
            yield sourced_by(self.report, source, (told.claim for told in news if told.source == source))

    def _bears_on(self, named: Named) -> bool:
        """Whether the event bore on an issue when its row was known; or later, where only a source told that then.

        A row without source says since when the event is known, as a calendar does, not since when of each issue.
        """
        revision, *later = self._from(named.since)
        if named.issue in revision.issues:
            return True
        if named.sourced or named.since < self.first:
            return False
        return any(stated.claim.issue == named.issue and stated.sources for one in later for stated in one.claims)

    def _unsaid(self) -> Iterator[Told]:
        unsaid = [told for told in self.report.told if not self._said(told)]
        for told in unsaid:
            same = [other for other in self.report.told if other.subject == told.subject]
            check_one_voice(same, self.report.event, self.zone)
        yield from unsaid

    def _said(self, told: Told) -> bool:
        known = {self.report.known_from(source, self.zone) for source in (told.source, None)[: 1 if told.given else 2]}
        return any(holds(revision, told) for instant in known for revision in self._from(instant))


def _text(revision: Revision) -> str | None:
    return revision.when.text if revision.when else None
