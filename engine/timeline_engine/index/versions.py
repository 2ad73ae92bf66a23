"""A group of entries as it stood over time: after each entry that was recorded, and each change of what is declared.

Entries that have to be read together are a *group*: those of one event and their corrections. Its number is the seq of
its first entry.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from ..dates import Zone, utc_instant
from ..entries import CLAIMING, Entry, EventCorrected, EventRecorded, IssueDefined
from ..history import Base, EventHistory, Statement, read_history
from ..history.reading import estimates, event_history
from ..history.stating import Stating
from .rows import OPEN

Subjects = frozenset[tuple[str, str]]
"""Issues, each with one of its attributes."""


class Declared(Struct):
    """Which attributes are estimates, from which instant of recording on. Events fold differently for that."""

    since: list[int]
    estimates: list[Subjects]

    def by(self, recorded: int) -> Subjects:
        """The estimates as declared by an instant."""
        place = bisect_right(self.since, recorded)
        return self.estimates[place - 1] if place else frozenset()

    def after(self, recorded: int, entries: Sequence[Entry]) -> list[int]:
        """The later instants at which what entries claim, or may be corrected to claim, was declared otherwise."""
        first = bisect_right(self.since, recorded)
        if first == len(self.since):  # as most
            return []
        subjects = None if is_corrected(entries) else _subjects(entries)
        before, later = self.by(recorded), []
        for since, now in zip(self.since[first:], self.estimates[first:], strict=True):
            if subjects is None or subjects & (now ^ before):
                later.append(since)
            before = now
        return later


def declared_by(definitions: Sequence[Entry], zone: Zone) -> Declared:
    """What the definitions and their corrections, all of them and in seq order, declared over time."""
    found = Declared([], [])
    issues: dict[str, IssueDefined] = {}
    corrected = is_corrected(definitions)
    for count, entry in enumerate(definitions, 1):
        if isinstance(entry.data, IssueDefined):
            issues[entry.data.issue] = entry.data
        if count < len(definitions) and definitions[count].recorded == entry.recorded:
            continue
        defined = read_history(definitions[:count], zone).issues if corrected else issues
        declared = frozenset(estimates(defined.values()))
        if declared != found.by(OPEN):
            found.since.append(utc_instant(entry.recorded))
            found.estimates.append(declared)
    return found


def grown(entries: Sequence[Entry], zone: Zone, stamps: Sequence[int], declared: Declared) -> EventHistory | None:
    """The event of entries that are never corrected, if each adds to it and is known no sooner than those before.

    As the order of the record is then that of knowledge, the event as it stood after each entry is a stage of its fold.
    """
    if entries[0].kind != EventRecorded.KIND or declared.after(stamps[0], entries):
        return None
    base, *others = told = list(filter(None, map(Stating(zone).of, entries)))
    assert isinstance(base, Base)
    before: Statement = base
    for statement in others:
        if isinstance(statement, Base) or statement.event != base.event:
            return None
        if statement.known.instant < before.known.instant:
            return None
        before = statement
    return EventHistory(base, tuple(others), (), declared.by(stamps[0])) if len(told) == len(entries) else None


class Version(Struct, frozen=True):
    """A group from an instant of recording on: how many of its entries there were, and the events they told of."""

    recorded: int
    count: int
    events: list[EventHistory]


def is_corrected(entries: Sequence[Entry]) -> bool:
    """Is any of the entries ever read differently?"""
    return any(isinstance(entry.data, EventCorrected) for entry in entries)


def versions(entries: Sequence[Entry], zone: Zone, stamps: Sequence[int], declared: Declared) -> Iterator[Version]:
    """The group, all of its entries in seq order, as it stood from each instant on. Raises HistoryError."""
    if all(isinstance(entry.data, IssueDefined | EventCorrected) for entry in entries):
        return
    events = _corrected(entries, zone) if is_corrected(entries) else _uncorrected(entries, zone)
    for recorded in sorted({*stamps, *declared.after(stamps[0], entries)}):
        count = bisect_right(stamps, recorded)
        yield Version(recorded, count, events(count, declared.by(recorded)))


Events = Callable[[int, Subjects], list[EventHistory]]
"""The events that the first so many entries tell of, with what was declared."""


def _corrected(entries: Sequence[Entry], zone: Zone) -> Events:
    def events(count: int, declared: Subjects) -> list[EventHistory]:
        found = read_history(entries[:count], zone).events.values()
        return [EventHistory(event.base, event.others, event.corrections, declared) for event in found]

    return events


def _uncorrected(entries: Sequence[Entry], zone: Zone) -> Events:
    """The same for entries that are never read differently, so that each has to be read but once."""
    statements = list(filter(None, map(Stating(zone).of, entries)))
    seqs = [statement.seq for statement in statements]

    def events(count: int, declared: Subjects) -> list[EventHistory]:
        told: dict[str, list[Statement]] = {}
        for statement in statements[: bisect_right(seqs, entries[count - 1].seq)]:
            told.setdefault(statement.event, []).append(statement)
        return [history for of_event in told.values() if (history := event_history(of_event, declared))]

    return events


def _subjects(entries: Sequence[Entry]) -> Subjects:
    """The issues and attributes that entries make claims of."""
    claiming = [entry.said for entry in entries if isinstance(entry.said, CLAIMING)]
    return frozenset((claim.issue, claim.attribute) for said in claiming for claim in said.claims)
