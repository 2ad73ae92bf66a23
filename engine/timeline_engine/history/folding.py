"""An event's reports folded into a revision: who said what, what holds, and what that rests on (semantics, 4 and 5)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ..dates import FOREVER, Zone
from ..entries import RECORDING, Entry, EventRecorded, body_in, source_in
from ..model import Source
from .base import Base
from .claiming import Cited, Estimates
from .evidence import date_evidence
from .hearing import Hearing
from .reports import Report, by_order, by_time, not_withdrawn, outcome_of, reports_of
from .revisions import Revision, Statement, Step, published
from .seen import Seen, Told, as_known
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
        self._told: tuple[int, int, Told] | None = None  # and the instants by which it is known so

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

    @property
    def reports(self) -> Sequence[Report]:
        """Its reports in the order of time, each with what it vouches for; made anew. Raises HistoryError."""
        told = [report for s in self.statements if not s.void for report in reports_of(s, self.zone)]
        return vouched(sorted(told, key=by_time), self.estimates, self.zone)

    def known(self, known_by: int | None) -> Sequence[Report]:
        """Its reports known by an instant (None: hindsight), in the order of time; none if they give no phase."""
        return self._known(known_by)[0]

    def _known(self, known_by: int | None) -> tuple[Sequence[Report], int]:
        """The same, and the last instant by which no more of them are known."""
        if known_by is not None and not self._is_begun(known_by):  # as are most, as of an early day
            return (), known_by
        reports, until = self.reports, FOREVER
        if known_by is not None and reports[-1].time[0] > known_by:
            until = next(report.time[0] for report in reports if report.time[0] > known_by) - 1
            reports = [report for report in reports if report.time[0] <= known_by]
        return (reports if any(report.phase for report in reports) else ()), until

    def _is_begun(self, known_by: int) -> bool:
        if self.statements[0].known.instant <= known_by:
            return True
        return any(_is_known(statement, self.zone, known_by) for statement in self.statements)

    def seen(self, known_by: int | None = None) -> "Seen | None":
        """What the event was as known by an instant (None: hindsight); None if nobody could know of it by then."""
        reports = self.known(known_by)
        return as_known(reports, self.estimates, self.zone) if reports else None

    def told(self, known_by: int | None = None) -> Told | None:
        """What of that has a part in an answer: worked out once, until another report is known."""
        by = FOREVER if known_by is None else known_by
        if (kept := self._told) and kept[0] <= by <= kept[1]:
            return kept[2]
        reports, until = self._known(known_by)
        if not reports:
            return None
        found = as_known(reports, self.estimates, self.zone).told
        self._told = reports[-1].time[0], until, found
        return found

    def revision(self, zone: Zone, known_by: int | None = None) -> Revision | None:
        """The same with words and evidence."""
        if not (seen := self.seen(known_by)):
            return None
        first, cited = seen.reports[0], Citing(zone, known_by)
        told = [s for s in self.statements if known_by is None or _is_known(s, zone, known_by)]
        stamps = (first.statement.recorded, *[s.recorded for s in told], *[c.recorded for c in self.corrections])
        return Revision(
            base=first.statement,
            known=first.known,
            body=_words(first.statement.event, seen.reports),
            when=seen.when,
            outcome=seen.outcome,
            effective=seen.effective,
            claims=tuple([held.attributed(cited) for held in seen.claims()]),
            sources=cited(seen.reports),
            issues=seen.issues,
            steps=tuple(_steps(seen.reports, zone, cited)),
            number=len(told) + len(self.corrections) - 1,
            modified=max(stamps),
            date_evidence=date_evidence(seen.hearing, cited),
            phase_evidence=seen.phase_evidence(cited),
            accounts=seen.accounts(cited),
            contested=seen.contested,
        )


Event = Base | EventHistory
"""All that the log says of one event."""


class Citing:
    """Tells the sources of reports that a reader could have by an instant (None: hindsight), each once."""

    def __init__(self, zone: Zone, known_by: int | None) -> None:
        self._zone = zone
        self._known_by = known_by
        self._made: dict[Source, Source] = {}  # of what was read, as is shown: one value after the other rests on it

    def __call__(self, reports: Iterable[Report]) -> tuple[Source, ...]:
        """The sources of these."""
        once = [self._source(source) for report in reports for source in report.sources]
        return published(once, self._zone, self._known_by)

    def _source(self, read: Source) -> Source:
        found = self._made.get(read)
        if found is None:
            found = self._made[read] = source_in(read)
        return found


def _is_known(statement: Statement, zone: Zone, known_by: int) -> bool:
    """Is a report of an entry known by then (R4.27)?"""
    if statement.known.instant <= known_by:
        return True
    is_one = statement.gist.is_plain if isinstance(statement, Base) else len(statement.said.sources) < 2
    return not is_one and any(report.known.instant <= known_by for report in reports_of(statement, zone))


def _steps(reports: Sequence[Report], zone: Zone, cited: Cited) -> Iterator[Step]:
    """What the event was after each of its reports, which are in the order of time."""
    hearing, before = Hearing(zone), list[Report]()
    title, issues = reports[0].statement.event, dict[str, None]()
    for _, group in groupby(reports, lambda report: report.known.instant):
        some = list(group)
        title = next((report.words.title for report in reversed(some) if report.words and report.words.title), title)
        issues.update(dict.fromkeys(_named(some)))
        taken_back = any(report.phase == "retracted" for report in some)
        for report in some if taken_back else sorted(some, key=by_order):
            before.append(report)
            if taken_back:
                hearing = Hearing(zone).hear_all(not_withdrawn(before))
            else:
                hearing.hear(report)
            when = hearing.dated.when if hearing.dated else None
            outcome = outcome_of(hearing.phase or "retracted")
            told = report.statement, report.known, when, outcome, report.publisher, report.when
            yield Step(*told, cited([report]), title, tuple(issues))


def _named(reports: Iterable[Report]) -> Iterator[str]:
    """The issues that reports name, themselves or by their claims."""
    for report in reports:
        yield from report.words.issues if report.words else ()
        yield from (claim.issue for claim in report.claims)


def _words(event: str, reports: Sequence[Report]) -> EventRecorded:
    """The words of an event: of each the latest known that is not blank; the issues add up (R4.6)."""
    said = [report.words for report in reports if report.words]
    first = said[0] if said else None
    if isinstance(first, RECORDING) and first.title and all(words is first for words in said):
        body = body_in(first)
        assert isinstance(body, EventRecorded)
        return body
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
