"""An event's reports folded into a revision: who said what, what holds, and what that rests on (semantics, 4 and 5)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from ..dates import When, Zone
from ..entries import Entry, EventRecorded
from ..model import Source
from .base import Base, known_at
from .claiming import Cited, Estimates, claims_held
from .evidence import accounts_of, contested, date_evidence, dating, differ, evidence_of, phase_evidence
from .hearing import Hearing
from .reports import Report, by_order, by_time, not_withdrawn, outcome_of, reports_of, uncited
from .revisions import Account, AttributedClaim, Evidence, Outcome, Revision, Statement, Step, published
from .vouching import vouched


class EventHistory:
    """All that the log says of one event: its statements in (known, seq) order, void ones too.

    ``corrections`` are the entries that correct any of its entries, ``estimates`` the log's issues and attributes
    of that kind.
    """

    def __init__(
        self, statements: tuple[Statement, ...], corrections: tuple[Entry, ...], estimates: Estimates, zone: Zone
    ) -> None:
        self.statements = statements
        self.corrections = corrections
        self.estimates = estimates
        self.zone = zone

    def __eq__(self, other: object) -> bool:
        """Whether two hold the same statements of the same event."""
        return self._all == other._all if isinstance(other, EventHistory) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.statements)

    @property
    def _all(self) -> tuple[object, ...]:
        return self.statements, self.corrections, self.estimates, self.zone

    @property
    def base(self) -> Statement:
        """The statement that records the event; else the first."""
        left = [statement for statement in self.statements if not statement.void]
        recording = [statement for statement in left if isinstance(statement, Base)]
        return min(recording, key=lambda statement: statement.seq, default=left[0])

    @property
    def is_visible(self) -> bool:
        """Does any report give a phase (R4.1)?"""
        return bool(self.known(None))

    @cached_property
    def earliest(self) -> int:
        """An instant before which nothing of it was known: most questions need no more of most events."""
        told = [s for s in self.statements if not s.void]
        given = [(s, s.gist.given if isinstance(s, Base) else s.said.known) for s in told]
        own = [known_at(s, self.zone, [text]) for s, text in given if text]
        return min(known.instant for known in (*(s.known for s in told), *own) if known)

    @cached_property
    def reports(self) -> Sequence[Report]:
        """Its reports in the order of time, each with what it vouches for. Raises HistoryError."""
        told = [s for s in self.statements if not s.void]
        reports = sorted((r for statement in told for r in reports_of(statement, self.zone)), key=by_time)
        return vouched(reports, self.estimates, self.zone)

    def known(self, known_by: int | None) -> Sequence[Report]:
        """Its reports known by an instant (None: hindsight), in the order of time; none if they give no phase."""
        if known_by is not None and known_by < self.earliest:
            return ()
        reports = self.reports
        if known_by is not None:
            reports = [report for report in reports if report.known.instant <= known_by]
        return reports if any(report.phase for report in reports) else ()

    def brief(self, zone: Zone, known_by: int | None = None) -> "Brief | None":
        """What the event was as known by an instant, without words and evidence; None if nobody could know of it."""
        if not (reports := self.known(known_by)):
            return None
        seen, first = as_known(reports, self.estimates, zone, None), reports[0]
        return Brief(first.known.instant, first.seq, seen, _effective(seen, first), _issues(reports))

    def revision(self, zone: Zone, known_by: int | None = None) -> Revision | None:
        """The event as known by an instant (None: hindsight); None if nobody could know of it by then."""
        if not (reports := self.known(known_by)):
            return None
        cited = partial(_cited, zone, known_by)
        seen, first = as_known(reports, self.estimates, zone, cited), reports[0]
        assert seen.phase is not None
        told = [s for s in self.statements if known_by is None or _is_known(s, zone, known_by)]
        stamps = (first.statement.recorded, *[s.recorded for s in told], *[c.recorded for c in self.corrections])
        return Revision(
            base=first.statement,
            known=first.known,
            body=_words(first.statement.event, reports),
            when=seen.when,
            outcome=seen.outcome,
            effective=_effective(seen, first),
            claims=seen.claims,
            sources=cited(reports),
            issues=_issues(reports),
            steps=tuple(_steps(reports, zone, cited)),
            number=len(told) + len(self.corrections) - 1,
            modified=max(stamps),
            date_evidence=seen.date,
            phase_evidence=seen.phase,
            accounts=seen.accounts,
            contested=seen.contested,
        )


Event = Base | EventHistory
"""All that the log says of one event."""


class Seen(Struct, frozen=True, gc=False):
    """What reports add up to. ``effective`` None: the event has no date, and did not occur."""

    outcome: Outcome
    when: When | None
    effective: int | None
    claims: tuple[AttributedClaim, ...]
    date: Evidence | None = None
    phase: Evidence | None = None
    accounts: tuple[Account, ...] = ()
    contested: tuple[str, ...] = ()


class Brief(Struct, frozen=True, gc=False):
    """An event as known by an instant, as far as an answer goes by it; its claims without their sources."""

    known: int
    seq: int
    seen: Seen
    effective: int
    issues: tuple[str, ...]

    @property
    def contested(self) -> tuple[str, ...]:
        """What publishers do not agree on: date, phase."""
        return self.seen.contested


def as_known(reports: Sequence[Report], estimates: Estimates, zone: Zone, cited: Cited | None) -> Seen:
    """What reports that are in the order of time add up to, one of which gives a phase. ``cited`` None: no evidence."""
    left = not_withdrawn(reports)
    hearing = Hearing(zone).hear_all(left)
    if hearing.phase is None:
        return _taken_back(reports, estimates, zone, cited)
    when = hearing.when()
    seen = Seen(
        outcome=outcome_of(hearing.phase),
        when=when if hearing.dated else None,
        effective=when.effective if when else None,
        claims=claims_held(left, hearing, estimates, cited or uncited),
    )
    if len(hearing.voices) > 1:
        seen = replace(seen, contested=contested(hearing, when, zone))
    return _proven(seen, hearing, cited) if cited else seen


def _proven(seen: Seen, hearing: Hearing, cited: Cited) -> Seen:
    """The same with what it rests on, and the text of the date that was given last (R4.13)."""
    dated = dating(hearing)
    text = dated[-1].when if dated else None
    return replace(
        seen,
        when=replace(seen.when, text=text.text) if seen.when and text else None,
        date=date_evidence(hearing, cited),
        phase=phase_evidence(hearing, cited),
        accounts=accounts_of(hearing, cited) if seen.contested or differ(hearing) else (),
    )


def _taken_back(reports: Sequence[Report], estimates: Estimates, zone: Zone, cited: Cited | None) -> Seen:
    """A retracted event, as it was before the retraction that withdrew the last of it (R4.8)."""
    places = [place for place, report in enumerate(reports) if report.phase == "retracted"]
    last = next((n for n in reversed(places) if _says(not_withdrawn(reports[:n]), zone)), places[0])
    evidence = evidence_of([reports[n] for n in places if n >= last], reports[last], cited or uncited)
    before = vouched(reports[:last], estimates, zone)
    if not any(report.phase for report in before):
        return Seen("retracted", None, None, (), None, evidence)
    seen = as_known(before, estimates, zone, cited)
    return replace(seen, outcome="retracted", phase=evidence, accounts=(), contested=())


def _is_known(statement: Statement, zone: Zone, known_by: int) -> bool:
    """Is a report of an entry known by then (R4.27)?"""
    if statement.known.instant <= known_by:
        return True
    return any(report.known.instant <= known_by for report in reports_of(statement, zone))


def _says(reports: Sequence[Report], zone: Zone) -> bool:
    return Hearing(zone).hear_all(reports).phase is not None


def _effective(seen: Seen, first: Report) -> int:
    return first.known.instant if seen.effective is None else seen.effective


def _cited(zone: Zone, known_by: int | None, reports: Iterable[Report]) -> tuple[Source, ...]:
    return published((source for report in reports for source in report.sources), zone, known_by)


def _steps(reports: Sequence[Report], zone: Zone, cited: Cited) -> Iterator[Step]:
    """What the event was after each of its reports, which are in the order of time."""
    hearing, before = Hearing(zone), list[Report]()
    for _, group in groupby(reports, lambda report: report.known.instant):
        some = list(group)
        taken_back = any(report.phase == "retracted" for report in some)
        for report in some if taken_back else sorted(some, key=by_order):
            before.append(report)
            if taken_back:
                hearing = Hearing(zone).hear_all(not_withdrawn(before))
            else:
                hearing.hear(report)
            when = hearing.dated.when if hearing.dated else None
            outcome = outcome_of(hearing.phase or "retracted")
            yield Step(report.statement, report.known, when, outcome, report.publisher, cited([report]))


def _issues(reports: Sequence[Report]) -> tuple[str, ...]:
    """The issues that reports name, themselves or by their claims, also those that were withdrawn (R7.1)."""
    named = [issue for report in reports if report.words for issue in report.words.issues]
    return tuple(dict.fromkeys([*named, *[claim.issue for report in reports for claim in report.claims]]))


def _words(event: str, reports: Sequence[Report]) -> EventRecorded:
    """The words of an event: of each the latest known that is not blank; the issues add up (R4.6)."""
    said = [report.words for report in reports if report.words]
    first = said[0] if said else None
    if isinstance(first, EventRecorded) and first.title and all(words is first for words in said):
        return first
    latest = said[::-1]
    return EventRecorded(
        event=event,
        title=next((one.title for one in latest if one.title), event),
        kind=next((one.kind for one in latest if one.kind), None),
        issues=tuple(dict.fromkeys(issue for one in said for issue in one.issues)),
        place=next((one.place for one in latest if one.place), None),
        actors=next((one.actors for one in latest if one.actors), ()),
        summary=next((one.summary for one in latest if one.summary), None),
    )
