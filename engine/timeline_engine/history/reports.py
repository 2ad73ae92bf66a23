"""What an entry reports of its event: one report for each publisher (docs/semantics.md, R4.1 to R4.5)."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..dates import When, Zone
from ..entries import (
    EventBody,
    EventCancelled,
    EventOccurred,
    EventRescheduled,
    EventRetracted,
    ReportedPhase,
)
from ..entries.gist import known_dates
from ..model import Claim, Source
from .base import dated, known_at
from .revisions import Known, Outcome, Statement

Order = tuple[int, bool, int, int]
Window = tuple[int, int, int]


class Report(Struct, frozen=True, gc=False, eq=False):
    """What one publisher says in one entry. ``phase`` None: it does not say; ``when`` None: neither.

    ``time`` is where it comes among others as words go (R4.6), ``order`` where it does as a report (R4.4). Its
    ``claims`` and ``sources``, and ``words``, the entry whose title and other words it carries, are as they were read.
    ``window`` is what its date comes to: two of the same are the same date (R4.13).
    """

    time: tuple[int, int, int]
    order: Order
    known: Known
    statement: Statement
    publisher: str | None
    phase: ReportedPhase | None
    when: When | None
    window: Window | None
    claims: Sequence[Claim]
    sources: Sequence[Source]
    words: EventBody | None

    @property
    def seq(self) -> int:
        """The number of its entry."""
        return self.statement.seq

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues that it names, itself or by its claims (R7.1)."""
        return (*(self.words.issues if self.words else ()), *[claim.issue for claim in self.claims])

    @property
    def is_bare(self) -> bool:
        """A further source that gives no phase (R4.7)."""
        return self.phase is None

    @property
    def is_over(self) -> bool:
        """A schedule whose day is over by its own known (R4.10)."""
        return self.phase == "scheduled" and self.when is not None and self.when.ends <= self.known.instant

    def saying(self, phase: ReportedPhase | None, when: When | None, **other: Any) -> "Report":
        """The same with another phase and date."""
        known, seq, part = self.time
        order = known, phase in LAST_WORDS, seq, part
        return replace(self, order=order, phase=phase, when=when, window=window_of(when), **other)


by_time: Callable[[Report], tuple[int, int, int]] = attrgetter("time")
by_order: Callable[[Report], Order] = attrgetter("order")
LAST_WORDS = ("occurred", "cancelled")
"""What has the last word among reports that are known at one instant (R4.4)."""


def window_of(when: When | None) -> Window | None:
    """What a date comes to: two texts may say the same (R4.13)."""
    return (when.starts, when.ends, when.effective) if when else None


def reports_of(statement: Statement, zone: Zone) -> list[Report]:
    """The reports of an entry, in the order of their publishers' first sources (R4.2). Raises HistoryError."""
    said = statement.said
    phase, when, claims = phase_in(said), dated(statement, zone, said.when), said.claims
    words = said if _has_words(said) else None
    shares = _shares(said.sources)
    found = []
    for part, (publisher, sources) in enumerate(shares):
        known = statement.known
        if len(shares) > 1:
            known = known_at(statement, zone, known_dates(sources, said.known)) or known
        time, order = (known.instant, statement.seq, part), (known.instant, phase in LAST_WORDS, statement.seq, part)
        found.append(
            Report(time, order, known, statement, publisher, phase, when, window_of(when), claims, sources, words)
        )
    return found


def _shares(sources: Sequence[Source]) -> Sequence[tuple[str | None, Sequence[Source]]]:
    """The sources by publisher, one without any if there are none."""
    if len(sources) < 2:
        return ((sources[0].publisher if sources else None, sources),)
    shares: dict[str | None, list[Source]] = {}
    for source in sources:
        shares.setdefault(source.publisher, []).append(source)
    return tuple(shares.items())


def _has_words(said: EventBody) -> bool:
    """Does it say anything of R4.6?"""
    return bool(said.title or said.kind or said.place or said.actors or said.summary or said.issues)


def phase_in(said: EventBody) -> ReportedPhase | None:
    """The phase that an entry gives (R4.3)."""
    phase = _PHASES.get(said.KIND) or getattr(said, "phase", None)
    return "scheduled" if phase == "postponed" and said.when else phase


_PHASES: dict[str, ReportedPhase] = {
    EventRescheduled.KIND: "postponed", EventOccurred.KIND: "occurred", EventCancelled.KIND: "cancelled",
    EventRetracted.KIND: "retracted",
}  # fmt: skip


def outcome_of(phase: ReportedPhase) -> Outcome:
    """The outcome that a phase comes to: an event that is postponed is scheduled, and has no date."""
    return "scheduled" if phase == "postponed" else phase


def withdrawn(reports: Sequence[Report]) -> Iterable[tuple[Report, Report]]:
    """Of reports in the order of time those that were withdrawn, each with the retraction that did (R4.5)."""
    for place, report in enumerate(reports):
        if report.phase == "retracted":
            left = {other.time for other in not_withdrawn(reports[: place + 1])}
            yield from ((gone, report) for gone in not_withdrawn(reports[:place]) if gone.time not in left)


def not_withdrawn(reports: Sequence[Report]) -> list[Report]:
    """Of reports in the order of time those that no retraction withdrew, in order, without the retractions (R4.5)."""
    if "retracted" not in [report.phase for report in reports]:
        return sorted(reports, key=by_order)
    left: dict[str | None, list[Report]] = {}
    for report in reports:
        if report.phase != "retracted":
            left.setdefault(report.publisher, []).append(report)
            continue
        left.pop(report.publisher, None)
        if report.publisher is None or left.keys() <= {None}:  # notes of our own fall with the last publisher
            left.clear()
    return sorted(chain.from_iterable(left.values()), key=by_order)
