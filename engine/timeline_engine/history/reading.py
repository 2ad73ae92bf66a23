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
    EventBody,
    EventCorrected,
    EventRecorded,
    EventSourced,
    Gist,
    Gists,
    IssueDefined,
    said_in,
)
from ..model import Source
from .corrections import HistoryError, corrections_among
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
    take, touched = gathered.take, corrections.touched
    for entry in taken:
        if entry.id in touched:
            corrected = corrections.of(entry)
            take(corrected.entry, corrected.void, corrected.corrections)
        else:  # as most
            take(entry)
    return gathered.history()


class _Gathered(Struct):
    """What the entries so far come to."""

    zone: Zone
    issues: dict[str, IssueDefined] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)
    named: set[tuple[str, ...]] = field(default_factory=set)
    events: dict[str, Statement | list[Statement]] = field(default_factory=dict)
    void: dict[str, list[Statement]] = field(default_factory=dict)
    days: dict[tuple[str, ...], Known] = field(default_factory=dict)
    gists: Gists = field(default_factory=Gists)

    def take(self, entry: Entry, void: bool = False, corrections: tuple[Entry, ...] = ()) -> None:
        data = entry.data
        if isinstance(data, IssueDefined):
            if not void:
                self.issues[data.issue] = data
        elif not isinstance(data, EventCorrected):
            statement = self.statement(entry, data, void, corrections)
            gist = statement.gist
            told = self.events.setdefault(gist.event if gist else statement.event, statement)
            if told is not statement:
                self.add(told, statement)
            if void:
                self.void.setdefault(statement.event, []).append(statement)
            else:
                issues = gist.about.issues if gist else named_issues(statement.said)
                if issues not in self.named:
                    self.name(issues)

    def statement(self, entry: Entry, data: EventBody | bytes, void: bool, corrections: tuple[Entry, ...]) -> Statement:
        """What an entry with this data states, and from when it was known. Raises HistoryError."""
        gist = entry.gist
        if gist is None and isinstance(data, EventRecorded):
            gist = self.gists.of(data)
        known = (gist and self.days.get(gist.published)) or self.known(entry, gist or said_in(data))
        return Statement(entry.seq, entry.id, entry.recorded, known, data, gist, void, corrections)

    def known(self, entry: Entry, said: Gist | EventBody) -> Known:
        """When it was known; what was published some day is made once."""
        published = _published(said)
        try:
            found = _earliest(published, said.known, self.zone) or _day_of(entry.recorded, self.zone)
        except DateError as error:
            raise HistoryError(f"entry {entry.id} (seq {entry.seq}): {error}") from error
        if published:
            self.days[published] = found
        return found

    def add(self, told: Statement | list[Statement], statement: Statement) -> None:
        """Add what is said of an event to what was said of it before."""
        if isinstance(told, list):
            told.append(statement)
        else:
            self.events[statement.event] = [told, statement]

    def name(self, issues: tuple[str, ...]) -> None:
        self.named.add(issues)
        for issue in issues:
            if issue not in self.reported:
                self.reported.add(issue)
                self.issues.setdefault(issue, IssueDefined(issue=issue, title=issue))

    def history(self) -> History:
        declared = frozenset(estimates(self.issues.values()))
        events: dict[str, EventHistory] = {}
        for event, told in self.events.items():
            found = event_history(told, declared) if isinstance(told, list) else _lone(told, declared)
            if found is not None:
                events[event] = found
        return History(self.zone, self.issues, frozenset(self.reported), events, self.void)


def named_issues(said: EventBody) -> tuple[str, ...]:
    """The issues that an entry names, itself or by its claims, each once."""
    named = said.issues if isinstance(said, RECORDING) else ()
    claims = said.claims if isinstance(said, CLAIMING) else ()
    if len(claims) == 1 and not named:  # as most
        return (claims[0].issue,)
    return tuple(dict.fromkeys([*named, *[claim.issue for claim in claims]]))


def statements_of(entries: Iterable[Entry], zone: Zone) -> Iterator[Statement]:
    """What entries state that tell of events, as they stand, and from when that was known. Raises HistoryError."""
    gathered = _Gathered(zone)
    for entry in entries:
        data = entry.data
        if not isinstance(data, IssueDefined | EventCorrected):
            yield gathered.statement(entry, data, False, ())


def _published(said: Gist | EventBody) -> tuple[str, ...]:
    if isinstance(said, Gist):
        return said.published
    return tuple([source.published for source in said.sources if source.published])


def known_of(sources: Iterable[Source], known: str | None, zone: Zone) -> Known | None:
    """The earliest published date of the sources, else ``known``; None if neither is given. Raises DateError."""
    return _earliest([source.published for source in sources if source.published], known, zone)


def _earliest(published: Iterable[str], known: str | None, zone: Zone) -> Known | None:
    earliest = None
    for text in published:
        found = Known(zone.instant(text), text)
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
    base = next((s for s in statements if s.gist and not s.void), None)
    if base is None:
        return None
    others = sorted((s for s in statements if not s.gist), key=lambda s: (s.known.instant, s.seq))
    corrections = tuple(correction for s in statements for correction in s.corrections)
    told = [s for s in statements if s is base or (isinstance(s.data, EventSourced) and not s.void)]
    known = min((s.known for s in told), key=lambda known: known.instant)
    return EventHistory(replace(base, known=known), tuple(others), corrections, estimates)


def _lone(only: Statement, estimates: frozenset[tuple[str, str]]) -> EventHistory | None:
    """The same of one statement, as of most events."""
    return EventHistory(only, (), only.corrections, estimates) if only.gist and not only.void else None
