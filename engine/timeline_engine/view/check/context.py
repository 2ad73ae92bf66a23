"""What the rules look at: the log corrected, read and folded, without the entries that cannot be read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from attrs import evolve
from msgspec import Struct
from msgspec.structs import replace

from ...dates import DateError, Zone
from ...entries import (
    ClaimGist,
    CodecError,
    Entry,
    EventBody,
    EventCorrected,
    IssueDefined,
    correct,
)
from ...history import Base, Corrected, History, Revision, apply_corrections, named_issues, read_history
from ...model import Claim
from ...projection import EventStates, IssueState, fold
from .finding import Fault, fault


class Report(Struct, frozen=True, gc=False):
    """An entry about an event, corrected; ``seen`` is when it, or else its last correction, was recorded.

    It has ``figures`` if it claims anything but texts, and is ``undated`` if it has neither a known date nor one of
    each source: of most that is enough to know.
    """

    entry: Entry
    seen: str
    figures: bool
    sourced: bool
    undated: bool

    @classmethod
    def of(cls, entry: Entry, said: EventBody, seen: str) -> "Report":
        """An entry, and what it says."""
        figures = not all(isinstance(claim.value, str) for claim in said.claims)
        undated = not said.known and not all(source.published for source in said.sources)
        return cls(entry, seen, figures, bool(said.sources), undated)

    @property
    def said(self) -> EventBody:
        """What it says, in whatever form: to look something up in it, as it is read anew each time."""
        said = self.entry.said
        assert not isinstance(said, IssueDefined | EventCorrected)
        return said

    @property
    def body(self) -> EventBody:
        """What it says, as the class of its kind."""
        body = self.entry.body
        assert not isinstance(body, IssueDefined | EventCorrected)
        return body

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues that it names, itself or by its claims, each once."""
        return self.entry.gist.about.issues if self.entry.gist else named_issues(self.said)

    @property
    def claims(self) -> Sequence[ClaimGist | Claim]:
        """What it claims; of a new event without the values."""
        return self.entry.gist.about.claims if self.entry.gist else self.said.claims


class Ground(Struct, frozen=True, kw_only=True, dict=True):
    """A log as the rules see it: with hindsight, its world as of an instant; ``now`` is the time by the clock.

    ``entries`` are as stored, ``reports`` those about events that are not void. What cannot be read is told in
    ``bad_corrections`` and ``bad_dates``, and is left out of all the rest.
    """

    zone: Zone
    now: int
    entries: tuple[Entry, ...]
    reports: tuple[Report, ...]
    defined: frozenset[str]
    history: History
    events: EventStates
    issues: tuple[IssueState, ...]
    bad_corrections: tuple[Fault, ...]
    bad_dates: tuple[Fault, ...]

    @cached_property
    def several(self) -> tuple[Revision, ...]:
        """The events of which several reports speak: kept, as they take long to make and several rules look at them."""
        told = (event for event in self.history.events.values() if not isinstance(event, Base))
        return tuple([revision for event in told if (revision := event.revision(self.zone))])

    def revisions(self, may_be: Callable[[Base], bool]) -> Iterator[Revision]:
        """The events of which several reports speak, and of those told of by one entry such as may be of a kind."""
        yield from self.several
        for event in self.history.events.values():
            if isinstance(event, Base) and may_be(event) and (revision := event.revision(self.zone)):
                yield revision


def read_ground(stored: Iterable[Entry], zone: Zone, as_of: int, now: int | None = None) -> Ground:
    """Read entries as far as they can be read, and fold them. Without ``now`` it is ``as_of``, too."""
    entries, bad_corrections = _workable(tuple(stored))
    corrected = tuple(apply_corrections(entries))
    reports, bad_dates = _read(corrected, zone)
    history = read_history((entry for entry in entries if entry.seq not in bad_dates), zone)
    answer = fold(history, as_of, None)
    return Ground(
        zone=zone,
        now=as_of if now is None else now,
        entries=entries,
        reports=tuple(reports),
        defined=frozenset(_defined(corrected)),
        history=history,
        events=answer.events,
        issues=answer.issues,
        bad_corrections=tuple(bad_corrections),
        bad_dates=tuple(chain.from_iterable(bad_dates.values())),
    )


def unreadable(entries: Sequence[Entry], zone: Zone) -> tuple[tuple[Entry, ...], list[Fault]]:
    """The entries without corrections that make no valid entry; and what keeps all commands from answering.

    That are these corrections, and dates that cannot be read.
    """
    workable, bad_corrections = _workable(entries)
    _, bad_dates = _read(list(apply_corrections(workable)), zone)
    faults = (*bad_corrections, *chain.from_iterable(bad_dates.values()))
    return workable, sorted(faults, key=lambda one: one.seq)


def _read(corrected: Sequence[Corrected], zone: Zone) -> tuple[list[Report], dict[int, list[Fault]]]:
    """The reports that can be read; of entries that cannot, by seq, the dates that are to blame."""
    void = {found.entry.id for found in corrected if found.void}
    reports, bad_dates = list[Report](), dict[int, list[Fault]]()
    for found in corrected:
        said = found.entry.said
        if isinstance(said, IssueDefined | EventCorrected):
            continue
        if faults := list(_bad_dates(found, said, void, zone)):
            bad_dates[found.entry.seq] = faults
        elif not found.void:
            seen = max((found.entry.recorded, *[fix.recorded for fix in found.corrections]))
            reports.append(Report.of(found.entry, said, seen))
    return reports, bad_dates


def _defined(corrected: Iterable[Corrected]) -> Iterator[str]:
    for found in corrected:
        if isinstance(found.entry.data, IssueDefined) and not found.void:
            yield found.entry.data.issue


def _workable(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], list[Fault]]:
    """The entries, each correction that would make no valid entry replaced by one that changes nothing."""
    idle = {entry.seq: _idle(entry) for entry in entries if isinstance(entry.data, EventCorrected)}
    if not idle:
        return tuple(entries), []
    # Corrections that change nothing can be applied whatever they were, and so tell which of them are void.
    void = {c.entry.id for c in apply_corrections([idle.get(e.seq, e) for e in entries]) if c.void}
    made = [(entry, entry.data) for entry in entries if isinstance(entry.data, EventCorrected)]
    named = {body.entry for _, body in made}
    bodies = {entry.id: entry.body for entry in entries if entry.id in named}
    faults: dict[int, Fault] = {}
    for entry, body in made:
        if entry.id in void or body.void:
            continue
        target = bodies.get(body.entry)
        if target is not None and not isinstance(target, EventCorrected):
            try:
                bodies[body.entry] = correct(target, body.fields)
            except CodecError as error:
                faults[entry.seq] = fault(entry, f"{error} (of entry {body.entry})")
    return tuple(idle[entry.seq] if entry.seq in faults else entry for entry in entries), list(faults.values())


def _idle(entry: Entry) -> Entry:
    assert isinstance(entry.body, EventCorrected)
    return replace(entry, data=evolve(entry.body, fields={}))


def _bad_dates(found: Corrected, said: EventBody, void: set[str], zone: Zone) -> Iterator[Fault]:
    """The dates of an entry that cannot be read, each blamed on the correction that brought it, if one did."""
    for name, text, read in _dates(said, found.void, zone):
        try:
            read(text)
        except DateError as error:
            fixes = [fix for fix in found.corrections if fix.id not in void and name in _fields(fix)]
            told = fault(fixes[-1] if fixes else found.entry, f"the date in {name!r}: {str(error).rstrip('.')}")
            yield replace(told, event=said.event)


def _fields(fix: Entry) -> Iterable[str]:
    return fix.body.fields if isinstance(fix.body, EventCorrected) else ()


def _dates(said: EventBody, void: bool, zone: Zone) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    """The dates that an entry gives, each with its field and how it is read; of a void entry those still looked at."""
    for source in said.sources:
        if source.published:
            yield "sources", source.published, zone.instant
    if said.known:
        yield "known", said.known, zone.instant
    if said.when and not void:
        yield "when", said.when, zone.when
