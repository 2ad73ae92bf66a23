"""Merging two people's logs: the entries that are missing here, by id, appended in their order.

What both logs say of an event are reports, and all of them count. A definition of an issue that both made on their own
stays as it is here: theirs fills in what is lacking.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import evolve
from msgspec import Struct, field

from .dates import Zone, utc_instant
from .entries import Body, Draft, Entry, EventCorrected, EventRecorded, IssueDefined, figures_fault
from .errors import TimelineError
from .fields import typed
from .history import Corrected, apply_corrections, dangling, known_of
from .log import Log, log_at
from .log.verify import verify
from .model import format_value
from .recording import State
from .visible import quote

_AS_ROWS = "export theirs.jsonl --hindsight"


class MergeError(TimelineError):
    """Two logs that cannot be merged as they are; the message says why, and what to do."""


class Merge(Struct, frozen=True):
    """What a merge would append, and one sentence for each issue or event that both logs say something else of."""

    drafts: tuple[Draft, ...]
    warnings: tuple[str, ...]


@typed
def merge(other: Log | str | Path, here: Log | str | Path, state: State) -> Merge:
    """The entries of ``other`` that ``here`` lacks, each a log or the path of one. ``state`` is what ``here`` says now.

    Both histories are verified first. An entry that was known from the day it was recorded there is given that
    day, since here it is recorded later. Raises MergeError, LogError.
    """
    other, here = log_at(other), log_at(here)
    if other.info.zone != here.info.zone:
        raise MergeError(
            f"the logs count their days in {here.info.zone} and {other.info.zone}: they cannot be merged; write the "
            f"other's events as rows, {_command(other, _AS_ROWS)}, and import that file here"
        )
    for log in (here, other):
        damage = verify(log).damage
        if damage is not None:
            saved = f"{_command(log, 'repair')} tells what can be saved"
            raise MergeError(f"the log {log.info.title!r} is damaged: {damage.fault}; {saved}")
    entries = list(other.read())
    if faults := dangling(entries):
        raise MergeError(f"the log {other.info.title!r} refers to what it does not hold: {faults[0]}")
    held = {entry.id: entry for entry in state.entries}
    corrected = tuple(apply_corrections(entries))
    merger = _Merger(state.copy(), {entry.id: entry.seq for entry in entries}, _definitions(corrected))
    for entry, there in zip(entries, corrected, strict=True):
        if entry.id not in held:
            merger.take(entry, there)
        elif _as_known(held[entry.id], state.zone) != _as_known(entry, state.zone):
            raise MergeError(f"entry {entry.id} says one thing here and another there: one of them was altered")
    _check_figures(merger.drafts, other)
    return Merge(tuple(merger.drafts), tuple(merger.warnings))


def _check_figures(drafts: Iterable[Draft], other: Log) -> None:
    """Refuse what a log of old may hold and no log takes any more. Raises MergeError."""
    for draft in drafts:
        if fault := figures_fault(draft.body):
            raise MergeError(
                f"entry {draft.id} of the log {other.info.title!r} cannot be merged: {fault}; correct it there, "
                f"{_command(other, _AS_ROWS)}, and import that file here"
            )


def _command(log: Log, words: str) -> str:
    """A command on a log that is not the one at hand, in a message."""
    named = f" --log {quote(log.location)}" if log.location else ""
    return f"`timeline{named} {words}`"


def _as_known(entry: Entry, zone: Zone) -> Body:
    """What the entry says, with the day it was recorded as its known date if nothing else dates it."""
    body: Body = entry.body
    if isinstance(body, IssueDefined | EventCorrected) or known_of(body.sources, body.known, zone) is not None:
        return body
    return evolve(body, known=zone.day(utc_instant(entry.recorded)))


def _definitions(corrected: Iterable[Corrected]) -> dict[str, IssueDefined]:
    """The last definition of each issue that is not void."""
    bodies = (one.entry.body for one in corrected if not one.void)
    return {body.issue: body for body in bodies if isinstance(body, IssueDefined)}


class _Merger(Struct):
    """What the log here says with all that was taken from the other so far. ``seqs`` are the numbers of its entries, by
    id, ``defined`` what it says of issues in the end.

    ``instead`` are entries of the other that came in as something else or not at all, ``void`` the events that are
    recorded here and taken out of the record there: what else is said of them there was said of what never was.
    """

    state: State
    seqs: Mapping[str, int]
    defined: Mapping[str, IssueDefined]
    drafts: list[Draft] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    instead: set[str] = field(default_factory=set)
    void: set[str] = field(default_factory=set)

    def take(self, entry: Entry, there: Corrected) -> None:
        """Take in an entry that is not here; ``there`` is what their corrections make of it."""
        body = entry.body
        if isinstance(body, IssueDefined):
            self._define(entry, body)
        elif isinstance(body, EventCorrected):
            self._correct(entry, body)
        elif isinstance(body, EventRecorded) and self.state.is_recorded(body.event):
            self._record(entry, body, there)
        elif body.event not in self.void:
            self._add(entry)

    def _record(self, entry: Entry, body: EventRecorded, there: Corrected) -> None:
        """Their record of an event that is recorded here."""
        if there.void:
            self.instead.add(entry.id)
            self.void.add(body.event)
            return
        self.void.discard(body.event)
        held = there.entry.body
        if isinstance(held, EventRecorded):
            self.warnings.append(_both(held, self.state))
        self._add(entry)

    def _add(self, entry: Entry) -> None:
        draft = Draft(entry.id, _as_known(entry, self.state.zone))
        self.drafts.append(self.state.add(draft, utc_instant(entry.recorded)))

    def _correct(self, entry: Entry, body: EventCorrected) -> None:
        """What corrects an entry that came in as something else has been applied to that."""
        if body.entry in self.instead:
            self.instead.add(entry.id)
        else:
            self._add(entry)

    def _define(self, entry: Entry, body: IssueDefined) -> None:
        """A definition goes on from one that both logs have, if it is the later there; one made here on its own stays,
        and is filled: which may come to the very one that the other log has in the end.
        """
        here = self._definition_here(body.issue)
        if here is None or self.seqs.keys() >= {here.entry.id, *(fix.id for fix in here.corrections)}:
            if here is None or self.seqs[here.entry.id] < entry.seq:
                self._add(entry)
            else:
                self.instead.add(entry.id)
            return
        self.instead.add(entry.id)
        ours, theirs = here.entry.body, self.defined.get(body.issue)
        if not isinstance(ours, IssueDefined) or theirs is None:
            return
        if differences := ", ".join(_differences(ours, theirs)):
            said = f"issue {body.issue!r} is defined in both logs, and stays as it is here; there {differences}"
            self.warnings += [said] if said not in self.warnings else []
        filled = _filled(ours, theirs)
        if filled != ours:
            self.drafts.append(self.state.take(filled, utc_instant(entry.recorded)))

    def _definition_here(self, issue: str) -> Corrected | None:
        """The entry that defines an issue here, with its corrections."""
        filed = apply_corrections(self.state.filed.get(f"issue {issue}", ()))
        found = [one for one in filed if not one.void and isinstance(one.entry.body, IssueDefined)]
        return found[-1] if found else None


def _filled(ours: IssueDefined, theirs: IssueDefined) -> IssueDefined:
    return evolve(
        ours,
        title=theirs.title if ours.title == ours.issue else ours.title,
        question=ours.question or theirs.question,
        attributes=ours.attributes | {n: a for n, a in theirs.attributes.items() if n not in ours.attributes},
    )


def _differences(ours: IssueDefined, theirs: IssueDefined) -> Iterator[str]:
    if theirs.title not in (theirs.issue, ours.title) and ours.title != ours.issue:
        yield f"its title is {theirs.title!r}"
    if ours.question and theirs.question and ours.question != theirs.question:
        yield f"its question is {theirs.question!r}"
    for name, attribute in theirs.attributes.items():
        if ours.attributes.get(name, attribute) != attribute:
            unit = f" in {attribute.unit}" if attribute.unit else ""
            allowed = ", ".join(map(format_value, attribute.allowed))
            yield f"{name} is declared as {attribute.kind}{unit}{f' of {allowed}' if allowed else ''}"


def _both(theirs: EventRecorded, state: State) -> str:
    """The sentence on an event that both logs record, with what they say otherwise of its date and phase."""
    ours = state.revision(theirs.event)
    date, said = ours.when.text if ours.when else None, f"event {theirs.event!r} is recorded in both logs: both count"
    if theirs.when != date:
        said += f"; its date there is {theirs.when or 'open'}, here {date or 'open'}"
    return said if theirs.phase == ours.outcome else f"{said}; there it is {theirs.phase}, here {ours.outcome}"
