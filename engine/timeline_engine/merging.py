"""Merging two people's logs: the entries that are missing here, by id, appended in their order."""

from attrs import evolve
from msgspec import Struct

from .dates import Zone, utc_instant
from .entries import Body, Draft, Entry, EventCorrected, EventRecorded, IssueDefined
from .errors import TimelineError
from .history import dangling, known_of
from .log import Log
from .log.verify import verify
from .recording import State


class MergeError(TimelineError):
    """Two logs that cannot be merged as they are; the message says why, and what to do."""


class Merge(Struct, frozen=True):
    """What a merge would append, and one sentence for each event that both logs record on their own."""

    drafts: tuple[Draft, ...]
    twice: tuple[str, ...]


def merge(other: Log, here: Log, state: State) -> Merge:
    """The entries of ``other`` that ``here`` lacks. ``state`` is what ``here`` says now.

    Both histories are verified first. An entry that was known from the day it was recorded there is given that
    day, since here it is recorded later. Raises MergeError, LogError.
    """
    if other.info.zone != here.info.zone:
        raise MergeError(f"the logs count their days in {here.info.zone} and {other.info.zone}: they cannot be merged")
    for log in (here, other):
        damage = verify(log).damage
        if damage is not None:
            raise MergeError(f"the log {log.info.title!r} is damaged: {damage}")
    entries = list(other.read())
    if faults := dangling(entries):
        raise MergeError(f"the log {other.info.title!r} refers to what it does not hold: {faults[0]}")
    held = {entry.id: entry for entry in state.entries}
    drafts = [_as_known(entry, state.zone) for entry in entries]
    for entry, draft in zip(entries, drafts, strict=True):
        if entry.id in held and _as_known(held[entry.id], state.zone).body != draft.body:
            raise MergeError(f"entry {entry.id} says one thing here and another there: one of them was altered")
    missing = tuple(draft for draft in drafts if draft.id not in held)
    return Merge(missing, tuple(_twice(missing, state)))


def _as_known(entry: Entry, zone: Zone) -> Draft:
    """The entry with the day it was recorded as its known date, if nothing else dates it."""
    body: Body = entry.body
    if not isinstance(body, IssueDefined | EventCorrected) and known_of(body.sources, body.known, zone) is None:
        body = evolve(body, known=zone.day(utc_instant(entry.recorded)))
    return Draft(entry.id, body)


def _twice(drafts: tuple[Draft, ...], state: State) -> list[str]:
    return [
        f"event {draft.body.event!r} is recorded in both logs; what is here already stands: see `timeline verify`"
        for draft in drafts
        if isinstance(draft.body, EventRecorded) and draft.body.event in state.events
    ]
