"""Entries to the history of each event: corrected, dated by knowledge, gathered (docs/semantics.md, 2 to 4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from ..bulk import uncollected
from ..dates import DateError, Zone, utc_instant
from ..entries import (
    CLAIMING,
    RECORDING,
    Entry,
    EventCorrected,
    EventSourced,
    IssueDefined,
    SaidOfEvent,
)
from ..model import Source
from .corrections import Corrected, HistoryError, corrections_among
from .folding import EventHistory
from .revisions import Known, Statement


class History(Struct, frozen=True):
    """The corrected log: the issues in the order first named, and each event's statements.

    ``reported`` are the issues that any entry about an event names. ``void`` are the void statements of each event,
    also of those that have no history left.
    """

    zone: Zone
    issues: Mapping[str, IssueDefined]
    reported: frozenset[str]
    events: Mapping[str, EventHistory]
    void: Mapping[str, list[Statement]]


@uncollected()
def read_history(entries: Iterable[Entry], zone: Zone, recorded_by: int | None = None) -> History:
    """Correct the entries recorded by an instant (None: all) and gather them by event.

    Raises HistoryError for an entry whose dates or correction cannot be understood.
    """
    taken = list(entries)
    if recorded_by is not None:
        taken = [entry for entry in taken if utc_instant(entry.recorded) <= recorded_by]
    gathered, corrections = _Gathered(zone), corrections_among(taken)
    for entry in taken:
        if entry.id in corrections.touched:
            corrected = corrections.of(entry)
            gathered.take(corrected.entry, corrected.void, corrected.corrections)
        else:  # as most
            gathered.take(entry, False, ())
    return gathered.history()


class _Gathered(Struct):
    """What the entries so far come to."""

    zone: Zone
    issues: dict[str, IssueDefined] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)
    events: dict[str, list[Statement]] = field(default_factory=dict)
    void: dict[str, list[Statement]] = field(default_factory=dict)
    days: dict[str, Known] = field(default_factory=dict)

    def take(self, entry: Entry, void: bool, corrections: tuple[Entry, ...]) -> None:
        said = entry.said
        if isinstance(said, IssueDefined):
            if not void:
                self.issues[said.issue] = said
        elif not isinstance(said, EventCorrected):
            known = self.known(entry, said)
            statement = Statement(entry.seq, entry.id, entry.recorded, known, said, void, corrections)
            told = self.events.get(said.event)
            if told is None:
                self.events[said.event] = [statement]
            else:
                told.append(statement)
            if void:
                self.void.setdefault(said.event, []).append(statement)
            else:
                self.name(said)

    def known(self, entry: Entry, said: SaidOfEvent) -> Known:
        """When it was known. One source that was published some day is what most have: each day is made once."""
        sources = said.sources
        text = sources[0].published if len(sources) == 1 else None
        if not text:
            return _known(entry, said, self.zone)
        found = self.days.get(text)
        if found is None:
            found = self.days[text] = _known(entry, said, self.zone)
        return found

    def name(self, said: SaidOfEvent) -> None:
        if isinstance(said, RECORDING):
            for issue in said.issues:
                self.report(issue)
        if isinstance(said, CLAIMING):
            for claim in said.claims:
                self.report(claim.issue)

    def report(self, issue: str) -> None:
        if issue not in self.reported:
            self.reported.add(issue)
            self.issues.setdefault(issue, IssueDefined(issue=issue, title=issue))

    def history(self) -> History:
        declared = frozenset(estimates(self.issues.values()))
        events: dict[str, EventHistory] = {}
        for event, statements in self.events.items():
            found = event_history(statements, declared)
            if found is not None:
                events[event] = found
        return History(self.zone, self.issues, frozenset(self.reported), events, self.void)


def named_issues(said: SaidOfEvent) -> tuple[str, ...]:
    """The issues that an entry names, itself or by its claims, each once."""
    named = said.issues if isinstance(said, RECORDING) else ()
    claims = said.claims if isinstance(said, CLAIMING) else ()
    if len(claims) == 1 and not named:  # as most
        return (claims[0].issue,)
    return tuple(dict.fromkeys([*named, *[claim.issue for claim in claims]]))


def statement_of(corrected: Corrected, said: SaidOfEvent, zone: Zone) -> Statement:
    """What an entry about an event, which says this, states, and from when it was known. Raises HistoryError."""
    entry = corrected.entry
    known = _known(entry, said, zone)
    return Statement(entry.seq, entry.id, entry.recorded, known, said, corrected.void, corrected.corrections)


def _known(entry: Entry, said: SaidOfEvent, zone: Zone) -> Known:
    try:
        return known_of(said.sources, said.known, zone) or _day_of(entry.recorded, zone)
    except DateError as error:
        raise HistoryError(f"entry {entry.id} (seq {entry.seq}): {error}") from error


def known_of(sources: Iterable[Source], known: str | None, zone: Zone) -> Known | None:
    """The earliest published date of the sources, else ``known``; None if neither is given. Raises DateError."""
    earliest = None
    for source in sources:
        if source.published:
            found = Known(zone.instant(source.published), source.published)
            if earliest is None or found.instant < earliest.instant:
                earliest = found
    return earliest or (Known(zone.instant(known), known) if known else None)


def _day_of(recorded: str, zone: Zone) -> Known:
    day = zone.day(utc_instant(recorded))
    return Known(zone.instant(day), day)


def estimates(issues: Iterable[IssueDefined]) -> Iterator[tuple[str, str]]:
    """The issues and attributes of which each claimant's figure stands."""
    for issue in issues:
        for name, attribute in issue.attributes.items():
            if attribute.kind == "estimate":
                yield issue.issue, name


def event_history(statements: Sequence[Statement], estimates: frozenset[tuple[str, str]]) -> EventHistory | None:
    """Find the base and when it was first known; None if nothing (left) records the event."""
    only = statements[0]
    if len(statements) == 1 and isinstance(only.said, RECORDING) and not only.void:  # as most are
        return EventHistory(only, (), only.corrections, estimates)
    base = next((s for s in statements if isinstance(s.said, RECORDING) and not s.void), None)
    if base is None:
        return None
    others = sorted(
        (s for s in statements if not isinstance(s.said, RECORDING)), key=lambda s: (s.known.instant, s.seq)
    )
    corrections = tuple(correction for s in statements for correction in s.corrections)
    told = [s for s in statements if s is base or (isinstance(s.said, EventSourced) and not s.void)]
    known = min((s.known for s in told), key=lambda known: known.instant)
    return EventHistory(replace(base, known=known), tuple(others), corrections, estimates)
