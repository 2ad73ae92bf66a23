"""The history of a few events of a large log: what its sidecar finds of them is read, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..dates import Zone
from ..entries import Entry, IssueDefined
from ..entries.subjects import Kind
from ..lazy import Lazy
from .folding import Event, EventHistory
from .reading import History, estimates, read_history
from .revisions import Statement

if TYPE_CHECKING:
    from ..log.sidecar import Kept


_SOME = 64  # entries


class Chooser:
    """Reads the entries of a log about chosen events and issues, by way of what its sidecar tells.

    A history that it gives has to go through the events that were chosen; any other is read when it is asked for.
    """

    def __init__(self, kept: "Kept", zone: Zone, recorded_by: int | None = None) -> None:
        self.kept: Kept = kept
        self._zone = zone
        self._recorded_by = recorded_by

    @cached_property
    def definitions(self) -> Sequence[Entry]:
        """The entries that define issues, and the corrections of these."""
        return self._with_strays(self.kept.entries(self.kept.all_filed("issue")))

    def entries(self, events: Iterable[str]) -> list[Entry]:
        """The entries about events, in order; with the corrections of them, wherever these are."""
        return self._completed({}, events)

    def bearing(self, issue: str) -> list[Entry]:
        """The entries about all events of which any entry names an issue."""
        naming = {entry.seq: entry for entry in self.kept.entries(self.kept.naming(issue))}
        return self._completed(naming, self.events_of(naming.values()))

    def bearing_on(self, issue: str) -> list[str]:
        """The ids of these events, in the order in which they were first said to."""
        return self.events_of(self.kept.entries(self.kept.naming(issue)))

    def events_of(self, entries: Iterable[Entry]) -> list[str]:
        """The events that entries are about, each once."""
        return [name for kind, name in self.subjects(entries) if kind == "event"]

    def subjects(self, entries: Iterable[Entry]) -> list[tuple[Kind, str]]:
        """What entries are about, each once; corrections about what they correct, also where that comes after them."""
        return list(dict.fromkeys(map(self._subject, dict.fromkeys(map(self.kept.home, entries)))))

    def _subject(self, home: tuple[Kind, str]) -> tuple[Kind, str]:
        passed = set[str]()
        while home[0] == "entry" and home[1] not in passed:  # what a correction is about that stands before that
            passed.add(home[1])
            seq = self.kept.seq(home[1])
            home = home if seq is None else self.kept.home(self.kept.entries([seq])[0])
        return home

    def _completed(self, read: dict[int, Entry], events: Iterable[str]) -> list[Entry]:
        """The entries about events, of which some have been read."""
        seqs = set(self.kept.filed("event", *events))
        read |= {entry.seq: entry for entry in self.kept.entries(seqs - read.keys())}
        found = [read[seq] for seq in sorted(seqs)]
        return self._with_strays(found)

    def _with_strays(self, entries: list[Entry]) -> list[Entry]:
        """With corrections that come before what they correct, and of these."""
        found = {entry.seq: entry for entry in entries}
        new = entries if self.kept.has_strays else []
        while new:
            strays = set(self.kept.filed("entry", *[entry.id for entry in new])) - found.keys()
            new = self.kept.entries(strays)
            found |= {entry.seq: entry for entry in new}
        return _in_order(found.values())

    def history(self, events: Iterable[str], issues: Iterable[str] = ()) -> History:
        """The history of events, and of those that bear on issues. Raises HistoryError, LogDamaged."""
        return self._history(self.entries(events), *map(self.bearing, issues))

    def history_around(self, entries: Iterable[Entry]) -> History:
        """The history of the events that entries are about, which were read. Raises HistoryError, LogDamaged."""
        read = {entry.seq: entry for entry in entries}
        return self._history(self._completed(read, self.events_of(read.values())))

    def _history(self, *several: Iterable[Entry]) -> History:
        told = _in_order(self.definitions, *several)
        found = read_history(told, self._zone, self._recorded_by)
        void = Lazy(self._void, held={event: found.void.get(event) for event in (*found.events, *found.void)})
        return replace(found, events=Lazy(self.event, held=found.events), void=void)

    def before_and_after(self, events: Iterable[str], upto: int) -> tuple[History, History]:
        """The histories of events, with all definitions: without what came behind an entry, and with it."""
        entries = _in_order(self.definitions, self.entries(events))
        before = [entry for entry in entries if entry.seq <= upto]
        return read_history(before, self._zone), read_history(entries, self._zone)

    def event(self, event: str) -> Event | None:
        """The history of one event; None if there is none. Raises HistoryError, LogDamaged."""
        found = self._alone(event).events.get(event)
        if isinstance(found, EventHistory):
            return EventHistory(found.statements, found.corrections, self._declared, self._zone)
        return found

    def _void(self, event: str) -> Sequence[Statement] | None:
        return self._alone(event).void.get(event)

    def _alone(self, event: str) -> History:
        return read_history(self.entries([event]), self._zone, self._recorded_by)

    def issue(self, name: str) -> IssueDefined | None:
        """An issue that is defined, or that an event names; None if there is none."""
        defined = self._defined.get(name)
        return defined or (self._named(name) if self.kept.is_issue(name) else None)

    @property
    def declared(self) -> Iterable[IssueDefined]:
        """The issues that entries define."""
        return self._defined.values()

    @cached_property
    def issues(self) -> Mapping[str, IssueDefined]:
        """The issues that are defined, or that an event names, in the order in which they were first named."""
        found = {name: self._defined.get(name) or self._named(name) for name in self.kept.issues()}
        return {name: issue for name, issue in found.items() if issue}

    def _named(self, issue: str) -> IssueDefined | None:
        """An issue that no entry defines, if any that is not void names it."""
        naming = list(self.kept.naming(issue))
        some = (naming[place : place + _SOME] for place in range(0, len(naming), _SOME))
        told = (self.entries(self.events_of(self.kept.entries(seqs))) for seqs in some)
        histories = (read_history(entries, self._zone, self._recorded_by) for entries in told)
        return next((history.issues[issue] for history in histories if issue in history.reported), None)

    @cached_property
    def _defined(self) -> Mapping[str, IssueDefined]:
        return read_history(self.definitions, self._zone, self._recorded_by).issues

    @cached_property
    def _declared(self) -> frozenset[tuple[str, str]]:
        """The issues and attributes that are estimates."""
        return frozenset(estimates(self._defined.values()))


def _in_order(*several: Iterable[Entry]) -> list[Entry]:
    """Some entries, each once, in the order of the log."""
    found = {entry.seq: entry for entries in several for entry in entries}
    return [found[seq] for seq in sorted(found)]
