"""What an entry reports of its event: one report for each publisher (docs/semantics.md, R4.1 to R4.5)."""

from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec import Struct

from ..dates import When, Zone
from ..entries import (
    EventBody,
    EventCancelled,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    ReportedPhase,
)
from ..entries.gist import known_dates
from ..model import Claim, Source
from .base import dated, known_at
from .revisions import Known, Outcome, Statement

Order = tuple[int, bool, int, int]


class Report(Struct, frozen=True, gc=False, eq=False):
    """What one publisher says in one entry. ``phase`` None: it does not say; ``when`` None: neither.

    ``words`` is the entry whose title and other words it carries.
    """

    known: Known
    statement: Statement
    part: int
    publisher: str | None
    phase: ReportedPhase | None
    when: When | None
    claims: Sequence[Claim]
    sources: Sequence[Source]
    words: EventBody | None

    @property
    def seq(self) -> int:
        """The number of its entry."""
        return self.statement.seq

    @property
    def time(self) -> tuple[int, int, int]:
        """Where it comes among others, as words go (R4.6)."""
        return self.known.instant, self.statement.seq, self.part

    @property
    def order(self) -> Order:
        """Where it comes among others: of those known at one instant an outcome is last (R4.4)."""
        return self.known.instant, self.phase in ("occurred", "cancelled"), self.statement.seq, self.part

    @property
    def is_bare(self) -> bool:
        """A further source that gives no phase (R4.7)."""
        return self.phase is None


def reports_of(statement: Statement, zone: Zone) -> Iterable[Report]:
    """The reports of an entry, in the order of their publishers' first sources (R4.2). Raises HistoryError."""
    body = statement.body
    phase = phase_in(body)
    when, claims = dated(statement, zone, body.when), body.claims
    words = body if _has_words(body) else None
    publishers = dict.fromkeys(source.publisher for source in body.sources)
    if len(publishers) < 2:
        (publisher,) = publishers or (None,)
        yield Report(statement.known, statement, 0, publisher, phase, when, claims, body.sources, words)
        return
    for part, publisher in enumerate(publishers):
        its_own = [source for source in body.sources if source.publisher == publisher]
        known = known_at(statement, zone, known_dates(its_own, body.known))
        yield Report(known or statement.known, statement, part, publisher, phase, when, claims, its_own, words)


def _has_words(body: EventBody) -> bool:
    """Does it say anything of R4.6?"""
    return bool(body.title or body.kind or body.place or body.actors or body.summary or body.issues)


def phase_in(body: EventBody) -> ReportedPhase | None:
    """The phase that an entry gives (R4.3)."""
    if isinstance(body, EventRecorded | EventSourced):
        return body.phase
    if isinstance(body, EventRescheduled):
        return "scheduled" if body.when else "postponed"
    return _PHASES.get(type(body))


_PHASES: dict[type, ReportedPhase] = {
    EventOccurred: "occurred", EventCancelled: "cancelled", EventRetracted: "retracted",
}  # fmt: skip


def outcome_of(phase: ReportedPhase) -> Outcome:
    """The outcome that a phase comes to: an event that is postponed is scheduled, and has no date."""
    return "scheduled" if phase == "postponed" else phase


def uncited(reports: Iterable[Report]) -> tuple[Source, ...]:
    """No sources: where only an answer is wanted, and not its evidence."""
    return ()


def by_time(report: Report) -> tuple[int, int, int]:
    """The order of words, to sort by."""
    return report.time


def by_order(report: Report) -> Order:
    """The order of reports, to sort by."""
    return report.order


def withdrawn(reports: Sequence[Report]) -> Iterable[tuple[Report, Report]]:
    """Of reports in the order of time those that were withdrawn, each with the retraction that did (R4.5)."""
    for place, report in enumerate(reports):
        if report.phase == "retracted":
            left = {other.time for other in not_withdrawn(reports[: place + 1])}
            yield from ((gone, report) for gone in not_withdrawn(reports[:place]) if gone.time not in left)


def not_withdrawn(reports: Iterable[Report]) -> list[Report]:
    """Of reports in the order of time those that no retraction withdrew, in order, without the retractions (R4.5)."""
    left: dict[str | None, list[Report]] = {}
    for report in reports:
        if report.phase != "retracted":
            left.setdefault(report.publisher, []).append(report)
            continue
        left.pop(report.publisher, None)
        if report.publisher is None or left.keys() <= {None}:  # notes of our own fall with the last publisher
            left.clear()
    return sorted(chain.from_iterable(left.values()), key=by_order)
