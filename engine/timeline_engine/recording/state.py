"""What the log says now, and with each entry that is to be appended: the ground on which the next is checked."""

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import evolve
from msgspec import Struct
from msgspec.structs import replace

from ..bulk import uncollected
from ..dates import Zone, utc_instant
from ..entries import Body, Draft, Entry, EventCorrected, IssueDefined
from ..entries.gist import known_dates
from ..entries.subjects import subject
from ..entries.units import units_in
from ..errors import UnknownId, did_you_mean
from ..history import Base, Event, EventHistory, Revision, apply_corrections, estimates, named_issues, read_history
from ..lazy import Lazy
from ..log.batch import next_stamp
from ..visible import quote
from .errors import RecordError
from .ids import entry_id
from .so_far import Entries, KeptEntries, numbered


class State(Struct):
    """The entries so far, the issues and events they make, and what is to be appended taken in, draft by draft.

    ``filed`` has the entries by what they are about, corrections with what they correct; ``homes`` says by an
    entry's id where it is filed. ``declared`` are the issues and attributes that are estimates.
    """

    zone: Zone
    entries: Entries | KeptEntries
    issues: dict[str, IssueDefined] | Lazy[IssueDefined]
    events: dict[str, Event] | Lazy[Event]
    filed: dict[str, tuple[Entry, ...]] | Lazy[tuple[Entry, ...]]
    homes: dict[str, str] | Lazy[str]
    declared: frozenset[tuple[str, str]]

    @classmethod
    @uncollected()
    def of(cls, entries: Iterable[Entry], zone: Zone) -> "State":
        """What these entries say. Raises HistoryError."""
        taken = list(entries)
        history = read_history(taken, zone)
        issues = dict(history.issues)
        state = State(zone, Entries(), issues, dict(history.events), {}, {}, history.estimates)
        for entry in taken:
            state._file(entry)
        return state

    def copy(self) -> "State":
        """The same, to go on from independently."""
        return replace(
            self,
            entries=self.entries.copy(),
            issues=self.issues.copy(),
            events=self.events.copy(),
            filed=self.filed.copy(),
            homes=self.homes.copy(),
        )

    def take(self, body: Body, now: int) -> Draft:
        """Give a body its id, and go on as if it had been appended at the instant ``now``. It is not checked.

        Where the log's last stamp is of another day (R2.1), it is known from the day of ``now`` unless it says when.
        """
        body = self.dated(body, now)
        return self.add(Draft(entry_id(body, self.homes), body), now)

    def add(self, draft: Draft, now: int) -> Draft:
        """Go on as if a draft, which keeps its id, had been appended at the instant ``now``. It is not checked."""
        self._file(Entry(len(self.entries) + 1, draft.id, next_stamp(now, self._last), draft.body))
        self._reread(self.homes[draft.id])
        return draft

    def revision(self, event: str, known_by: int | None = None) -> Revision:
        """The newest (or then newest) revision of an event. Raises UnknownId if there is no such event."""
        found = self.events.get(event)
        if found is None:
            raise UnknownId(f"no event {event!r} in the log{did_you_mean(event, self.events)}")
        revision = found.revision(self.zone, known_by) or found.revision(self.zone)
        if revision is None:
            raise UnknownId(f"no entry says whether event {event!r} is to come or has occurred: record it")
        return revision

    def is_recorded(self, event: str) -> bool:
        """Does an entry record this event, which is not void?"""
        found = self.events.get(event)
        return found is not None and any(isinstance(s, Base) and not s.void for s in found.statements)

    def definitions(self, issue: str) -> list[Entry]:
        """The entries that define an issue, corrected, but for those that are void."""
        found = apply_corrections(self.filed.get(f"issue {issue}", ()))
        return [one.entry for one in found if isinstance(one.entry.said, IssueDefined) and not one.void]

    def bearing_on(self, issue: str) -> list[str]:
        """The events of which an entry names an issue."""
        return self._bearing(issue, self.events)

    def _bearing(self, issue: str, events: Iterable[str]) -> list[str]:
        """Those among some events."""
        told = ((event, found.statements) for event in events if (found := self.events.get(event)))
        return [event for event, said in told if any(issue in one.issues for one in said if not one.void)]

    def latest(self) -> Iterable[tuple[str, Event]]:
        """The events, in an order in which some are at hand."""
        return self.events.items()

    def reported_by(self, publishers: Iterable[str | None]) -> Iterable[tuple[str, Event]] | None:
        """The events that any of some publishers may have reported, in order, if these can be told; here all are."""
        return self.events.items()

    def around(self, spans: Iterable[tuple[int, int]], limit: int) -> Iterable[str]:
        """The events that may have a date within stretches of instants: here all, see `KeptState.around`."""
        return self.events

    def units(self) -> Mapping[str, int]:
        """How often each unit is used, declared or claimed, in the order of first use."""
        return self._with_new({}, 0)

    def _with_new(self, used: Mapping[str, int], after: int) -> Mapping[str, int]:
        """How often units are used, given how often they are up to an entry."""
        return Counter(used) + units_in(self.entries[after:])

    def find(self, text: str) -> Entry:
        """The entry with this id, beginning of an id, or ``#seq``. Raises RecordError."""
        if text.startswith("#") and text[1:].isdecimal():
            found = numbered(self.entries, text[1:])
        else:
            begun = self.entries.beginning(text)
            found = [entry for entry in begun if entry.id == text] or (begun if len(text) >= 4 else [])
        if len(found) == 1:
            return found[0]
        if found:
            raise RecordError(f"{text!r} begins the ids of {len(found)} entries: give more of it")
        raise RecordError(self._no_entry(text))

    def _no_entry(self, text: str) -> str:
        """What a text is, or what to ask, where it names no entry."""
        for kind, held in (("event", self.events), ("issue", self.issues)):
            if text in held:
                return f"{text!r} is an {kind}, and no entry: `timeline show {quote(text)}` lists its entries"
            if gone := self.taken_out(kind, text):
                return gone
        return f"no entry {text!r} in the log: `timeline show EVENT` lists the entries of an event"

    def taken_out(self, kind: str, text: str) -> str:
        """That an event or issue, the ``kind``, was taken out of the record, and how to bring it back; else nothing."""
        for by in map(self.voided_by, self.filed.get(f"{kind} {text}", ())):
            if by:
                back = f"`timeline correct {quote(by)} --void` brings it back"
                return f"{kind} {text!r} was taken out of the record by entry {by}: {back}"
        return ""

    def voided_by(self, target: Entry) -> str | None:
        """The beginning of the id of the correction that makes an entry void; None if none does."""
        beside = tuple(apply_corrections(self.filed[self.homes[target.id]]))
        void = {one.entry.id for one in beside if one.void}
        by = [one.entry for one in beside if _voids(one.entry.said, target) and one.entry.id not in void]
        return by[-1].id[:8] if by else None

    def as_corrected(self, entry: Entry) -> Body | None:
        """What an entry says with all its corrections; None if it is void."""
        beside = apply_corrections(self.filed[self.homes[entry.id]])
        found = next(corrected for corrected in beside if corrected.entry.id == entry.id)
        return None if found.void else found.entry.body

    def beside(self, body: Body) -> list[Entry]:
        """The entries filed with this one, and those that define the issues its event bears on."""
        return self._with_issues(self._home(body))

    def about(self, event: str) -> list[Entry]:
        """The entries about an event, and those that define the issues it bears on; none if there is no such event."""
        return self._with_issues(f"event {event}")

    def _with_issues(self, home: str) -> list[Entry]:
        filed = self.filed.get(home, ())
        bodies = (entry.body for entry in filed)
        named = {
            name for one in bodies if not isinstance(one, IssueDefined | EventCorrected) for name in named_issues(one)
        }
        defining = [entry for issue in sorted(named) for entry in self.filed.get(f"issue {issue}", ())]
        return sorted((*defining, *filed), key=lambda entry: entry.seq)

    @property
    def _last(self) -> str:
        """The last stamp of the log."""
        return self.entries[-1].recorded if self.entries else ""

    def dated(self, body: Body, now: int) -> Body:
        """An entry with the day of ``now`` as its known where it has none and the log will stamp another day (R2.1)."""
        if isinstance(body, IssueDefined | EventCorrected) or known_dates(body.sources, body.known):
            return body
        day = self.zone.day(now)
        recorded = self.zone.day(utc_instant(next_stamp(now, self._last)))
        return body if recorded == day else evolve(body, known=day)

    def _file(self, entry: Entry) -> None:
        home = self.homes[entry.id] = self._home(entry.said)
        self.filed[home] = (*self.filed.get(home, ()), entry)
        self.entries.append(entry)

    def _home(self, said: Body) -> str:
        """What an entry is filed under: what it is about, or the home of the entry that it corrects."""
        return self.homes.get(said.entry, subject(said)) if isinstance(said, EventCorrected) else subject(said)

    def _reread(self, home: str) -> None:
        """Take in what the entries of one home say now."""
        part, about = read_history(self.filed[home], self.zone), self.filed[home][0].said
        if isinstance(about, IssueDefined):
            self._define(about.issue, part.issues.get(about.issue))
            declared = frozenset(estimates(self.issues.values()))
            if declared != self.declared:
                self.declared = declared
                self._estimate(self.events)
        elif not isinstance(about, EventCorrected):
            for name, issue in part.issues.items():
                self.issues.setdefault(name, issue)
            self.events.pop(about.event, None)
            self.events.update(part.events)
            self._estimate(part.events)

    def _define(self, issue: str, definition: IssueDefined | None) -> None:
        """Take in how an issue is defined; without a definition it is what events name."""
        if definition is None and self.bearing_on(issue):
            definition = IssueDefined(issue=issue, title=issue)
        if definition:
            self.issues[issue] = definition
        else:
            self.issues.pop(issue, None)

    def _estimate(self, events: Iterable[str]) -> None:
        """Tell the histories of these events which attributes are estimates now."""
        for event in events:
            told = self.events[event]
            if isinstance(told, EventHistory) and told.estimates != self.declared:
                self.events[event] = EventHistory(told.statements, told.corrections, self.declared, self.zone)


def _voids(said: Body, target: Entry) -> bool:
    return isinstance(said, EventCorrected) and said.void and said.entry == target.id
