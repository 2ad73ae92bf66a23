"""A group of entries as it stood over time: after each entry that was recorded, and each change of what is declared.

Entries that have to be read together are a *group*: those of one event and their corrections. Its number is the seq of
its first entry.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..dates import Zone, utc_instant
from ..entries import CLAIMING, Entry, EventCorrected, EventRecorded, IssueDefined
from ..history import Base, EventHistory, Statement, read_history
from ..history.corrections import Corrected, Corrections, corrections_among
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
    corrected = False
    for count, entry in enumerate(definitions, 1):
        corrected = corrected or isinstance(entry.data, EventCorrected)
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


class Terms(Struct):
    """What it takes to read groups of a log, shared by all of them."""

    zone: Zone
    declared: Declared
    stating: Stating


def grown(entries: Sequence[Entry], stamps: Sequence[int], terms: Terms) -> EventHistory | None:
    """The event of entries that are never corrected, if each adds to it and is known no sooner than those before.

    As the order of the record is then that of knowledge, the event as it stood after each entry is a stage of its fold.
    """
    if entries[0].kind != EventRecorded.KIND or terms.declared.after(stamps[0], entries):
        return None
    base = terms.stating.of(entries[0])
    assert isinstance(base, Base)
    before: Statement = base
    others: list[Statement] = []
    for statement in map(terms.stating.of, entries[1:]):
        if statement is None or isinstance(statement, Base) or statement.event != base.event:
            return None
        if statement.known.instant < before.known.instant:
            return None
        others.append(statement)
        before = statement
    return EventHistory(base, tuple(others), (), terms.declared.by(stamps[0]))


class Version(Struct, frozen=True):
    """A group from an instant of recording on: the events that its entries told of."""

    recorded: int
    events: list[EventHistory]


def is_corrected(entries: Sequence[Entry]) -> bool:
    """Is any of the entries ever read differently?"""
    return EventCorrected in [type(entry.data) for entry in entries]


def versions(readings: "Readings", stamps: Sequence[int], declared: Declared) -> Iterator[Version]:
    """The group, all of its entries in seq order, as it stood from each instant on. Raises HistoryError."""
    entries = readings.entries
    if all(isinstance(entry.data, IssueDefined | EventCorrected) for entry in entries):
        return
    for recorded in sorted({*stamps, *declared.after(stamps[0], entries)}):
        yield Version(recorded, readings.events(bisect_right(stamps, recorded), declared.by(recorded)))


Reading = tuple[int, ...]
"""What tells how an entry is read: its seq and, if it is corrected, whether it is void and by which corrections."""


class Readings:
    """The entries of a group as they are read when there are so many; what reads the same is read once."""

    def __init__(self, entries: Sequence[Entry], stating: Stating) -> None:
        self.entries: Sequence[Entry] = entries
        self._stating = stating
        self._made = [place for place, entry in enumerate(entries) if isinstance(entry.data, EventCorrected)]
        self._corrections: tuple[int, Corrections] = 0, corrections_among(())
        self._corrected: dict[Reading, Corrected] = {}
        self._stated: dict[Reading, Statement | None] = {}

    def standing(self, count: int, behind: int = 0) -> list[Entry]:
        """The first so many entries as corrected, without those that are void; only those behind so many.

        Raises HistoryError.
        """
        return [found.entry for _, found in self._after(count, behind) if not found.void]

    def events(self, count: int, declared: Subjects) -> list[EventHistory]:
        """The events that they tell of, with what was declared. Raises HistoryError."""
        told: dict[str, list[Statement]] = {}
        for reading, found in self._after(count):
            if reading not in self._stated:
                self._stated[reading] = self._stating.of(found.entry, found.void, found.corrections)
            statement = self._stated[reading]
            if statement:
                told.setdefault(statement.event, []).append(statement)
        return [history for of_event in told.values() if (history := event_history(of_event, declared))]

    def _after(self, count: int, behind: int = 0) -> Iterator[tuple[Reading, Corrected]]:
        """Each of the first so many entries as corrected, of those behind so many."""
        made = bisect_left(self._made, count)
        if made != self._corrections[0]:
            self._corrections = made, corrections_among([self.entries[place] for place in self._made[:made]])
        for entry in self.entries[behind:count]:
            yield self._as_corrected(entry, self._corrections[1])

    def _as_corrected(self, entry: Entry, corrections: Corrections) -> tuple[Reading, Corrected]:
        reading: Reading = (entry.seq,)
        if entry.id in corrections.touched:
            applied = [fix.seq for fix in corrections.fixes.get(entry.id, ())]
            reading = entry.seq, entry.id in corrections.void, len(corrections.named.get(entry.id, ())), *applied
        if reading not in self._corrected:
            self._corrected[reading] = corrections.of(entry)
        return reading, self._corrected[reading]


def _subjects(entries: Sequence[Entry]) -> Subjects:
    """The issues and attributes that entries make claims of."""
    claiming = [entry.said for entry in entries if isinstance(entry.said, CLAIMING)]
    return frozenset((claim.issue, claim.attribute) for said in claiming for claim in said.claims)
