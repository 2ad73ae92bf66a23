"""Entries to the history of each event: corrected, dated by knowledge, gathered (docs/semantics.md, 2 to 4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from msgspec import Struct, field

from ..bulk import uncollected
from ..dates import Zone, utc_instant
from ..entries import Entry, IssueDefined
from .base import Base
from .claiming import Estimates
from .corrections import HistoryError, corrections_among
from .folding import Event, EventHistory
from .revisions import Statement
from .stating import Stating


class History(Struct, frozen=True):
    """The corrected log: the issues in the order first named, and each event's statements.

    ``estimates`` are the issues and attributes of which each claimant's figure stands, ``reported`` the issues that any
    entry about an event names. ``void`` are the void statements of each event,
    also of those that have no history left. ``corrected`` are the entries that others correct, as first
    recorded, by id.
    """

    zone: Zone
    issues: Mapping[str, IssueDefined]
    estimates: Estimates
    reported: frozenset[str]
    events: Mapping[str, Event]
    void: Mapping[str, Sequence[Statement]]
    corrected: Mapping[str, Entry]


@uncollected()
def read_history(entries: Iterable[Entry], zone: Zone, recorded_by: int | None = None) -> History:
    """Correct the entries recorded by an instant (None: all) and gather them by event.

    Raises HistoryError for an entry whose dates or correction cannot be understood.
    """
    if recorded_by is not None:
        entries = [entry for entry in entries if utc_instant(entry.recorded) <= recorded_by]
    stating, gathered = Stating(zone), _Gathered()
    taken, silent = list[Statement | Entry](), list[Entry]()
    for entry in entries:  # nothing else of them is kept, as there are very many
        statement = _stated(entry, stating)
        taken.append(statement or entry)
        if statement is None:
            silent.append(entry)
    corrections = corrections_among(silent)
    for item in taken:
        if isinstance(item, Statement) and item.id not in corrections.touched:  # as most
            if isinstance(item, Base):
                gathered.take_base(item)
            else:
                gathered.take(item)
            continue
        entry = item.entry if isinstance(item, Statement) else item
        found = corrections.of(entry)
        if found.corrections:
            gathered.corrected[entry.id] = entry
        statement = stating.of(found.entry, found.void, found.corrections)
        if statement:
            gathered.take(statement)
        elif isinstance(found.entry.data, IssueDefined) and not found.void:
            gathered.define(found.entry.data)
    return gathered.history(zone)


def _stated(entry: Entry, stating: Stating) -> Statement | None:
    """What an entry states; None if that is nothing, or cannot be understood unless it is corrected."""
    try:
        return stating.of(entry)
    except HistoryError:
        return None


class _Gathered(Struct):
    """What the entries so far come to. ``several`` are the statements of each event that is not one `Base` alone."""

    issues: dict[str, IssueDefined] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)
    named: set[tuple[str, ...]] = field(default_factory=set)
    first: dict[str, Statement] = field(default_factory=dict)
    several: dict[str, list[Statement]] = field(default_factory=dict)
    void: dict[str, list[Statement]] = field(default_factory=dict)
    corrected: dict[str, Entry] = field(default_factory=dict)

    def define(self, definition: IssueDefined) -> None:
        self.issues[definition.issue] = definition

    def take_base(self, base: Base) -> None:
        """Take what records an event, and is not corrected."""
        gist = base.gist
        first = self.first.setdefault(gist.event, base)
        if first is not base:
            self.several.setdefault(gist.event, [first]).append(base)
        elif not gist.is_plain:
            self.several[gist.event] = [base]
        if gist.about.issues not in self.named:
            self.name(gist.about.issues)

    def take(self, statement: Statement) -> None:
        said = statement.gist if isinstance(statement, Base) else statement.said
        first = self.first.setdefault(said.event, statement)
        told = self.several.setdefault(said.event, [] if first is statement else [first])
        told.append(statement)
        if statement.void:
            self.void.setdefault(said.event, []).append(statement)
        else:
            self.name(statement.issues)

    def name(self, issues: tuple[str, ...]) -> None:
        self.named.add(issues)
        for issue in issues:
            if issue not in self.reported:
                self.reported.add(issue)
                self.issues.setdefault(issue, IssueDefined(issue=issue, title=issue))

    def history(self, zone: Zone) -> History:
        declared = frozenset(estimates(self.issues.values()))
        events = cast("dict[str, Event]", self.first)  # as each is, but for those told of by several
        for event, told in self.several.items():
            found = event_history(told, declared, zone)
            if found:
                events[event] = found
            else:
                del events[event]
        return History(zone, self.issues, declared, frozenset(self.reported), events, self.void, self.corrected)


def estimates(issues: Iterable[IssueDefined]) -> Iterator[tuple[str, str]]:
    """The issues and attributes of which each claimant's figure stands."""
    for issue in issues:
        for name, attribute in issue.attributes.items():
            if attribute.kind == "estimate":
                yield issue.issue, name


def event_history(statements: Sequence[Statement], estimates: Estimates, zone: Zone) -> EventHistory | None:
    """What statements say of their event; None if nothing is left of it."""
    if all(statement.void for statement in statements):
        return None
    corrections = tuple(correction for statement in statements for correction in statement.corrections)
    in_order = tuple(sorted(statements, key=lambda statement: (statement.known.instant, statement.seq)))
    return EventHistory(in_order, corrections, estimates, zone)
