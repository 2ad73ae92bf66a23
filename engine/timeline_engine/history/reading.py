"""Entries to the history of each event: corrected, dated by knowledge, gathered (docs/semantics.md, 2 to 4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from ..bulk import uncollected
from ..dates import Zone, utc_instant
from ..entries import Entry, EventSourced, IssueDefined
from .corrections import HistoryError, corrections_among
from .folding import EventHistory
from .revisions import Statement
from .stating import Stating, named_issues


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
    if recorded_by is not None:
        entries = [entry for entry in entries if utc_instant(entry.recorded) <= recorded_by]
    stating, gathered = Stating(zone), _Gathered()
    taken = [_stated(entry, stating) for entry in entries]  # of entries nothing else is kept, as there are very many
    corrections = corrections_among([item for item in taken if isinstance(item, Entry)])
    for item in taken:
        if isinstance(item, Statement) and item.id not in corrections.touched:  # as most
            gathered.take(item)
            continue
        found = corrections.of(item.entry if isinstance(item, Statement) else item)
        statement = stating.of(found.entry, found.void, found.corrections)
        if statement:
            gathered.take(statement)
        elif isinstance(found.entry.data, IssueDefined) and not found.void:
            gathered.define(found.entry.data)
    return gathered.history(zone)


def _stated(entry: Entry, stating: Stating) -> Statement | Entry:
    """What an entry states; itself, if that is nothing, or cannot be understood unless it is corrected."""
    try:
        return stating.of(entry) or entry
    except HistoryError:
        return entry


class _Gathered(Struct):
    """What the entries so far come to."""

    issues: dict[str, IssueDefined] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)
    named: set[tuple[str, ...]] = field(default_factory=set)
    events: dict[str, Statement | list[Statement]] = field(default_factory=dict)
    void: dict[str, list[Statement]] = field(default_factory=dict)

    def define(self, definition: IssueDefined) -> None:
        self.issues[definition.issue] = definition

    def take(self, statement: Statement) -> None:
        gist = statement.gist
        told = self.events.setdefault(gist.event if gist else statement.event, statement)
        if told is not statement:
            self.add(told, statement)
        if statement.void:
            self.void.setdefault(statement.event, []).append(statement)
        else:
            issues = gist.about.issues if gist else named_issues(statement.said)
            if issues not in self.named:
                self.name(issues)

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

    def history(self, zone: Zone) -> History:
        declared = frozenset(estimates(self.issues.values()))
        events: dict[str, EventHistory] = {}
        for event, told in self.events.items():
            found = event_history(told, declared) if isinstance(told, list) else _lone(told, declared)
            if found is not None:
                events[event] = found
        return History(zone, self.issues, frozenset(self.reported), events, self.void)


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
    known, others, corrections = base.known, list[Statement](), tuple[Entry, ...]()
    for statement in statements:
        corrections += statement.corrections
        if not statement.gist:
            others.append(statement)
            if statement.known.instant < known.instant and _is_source(statement):
                known = statement.known
    others.sort(key=_told_order)
    base = base if known is base.known else replace(base, known=known)
    return EventHistory(base, tuple(others), corrections, estimates)


def _is_source(statement: Statement) -> bool:
    return isinstance(statement.data, EventSourced) and not statement.void


def _told_order(statement: Statement) -> tuple[int, int]:
    return statement.known.instant, statement.seq


def _lone(only: Statement, estimates: frozenset[tuple[str, str]]) -> EventHistory | None:
    """The same of one statement, as of most events."""
    return EventHistory(only, (), only.corrections, estimates) if only.gist and not only.void else None
