"""Does every entry refer to something that the log holds?"""

from collections.abc import Iterator, Sequence, Set
from typing import TypeGuard

from msgspec import Struct, field

from ..entries import Body, Entry, EventBody, EventCorrected, IssueDefined, said_in
from .corrections import Corrected, apply_corrections
from .reports import phase_in


def dangling(entries: Sequence[Entry], elsewhere: Set[str] = frozenset()) -> list[str]:
    """A sentence for each entry about an event that no entry records, and each correction of what is not before it.

    ``elsewhere`` are events that are recorded by other entries.
    """
    corrected = list(apply_corrections(entries))
    seen = _Seen({event for one in corrected if (event := _event_made(one.entry))}, elsewhere)
    return [fault for one in corrected for fault in seen.faults(one)]


def _event_made(entry: Entry) -> str | None:
    """The event that a report makes which gives a phase, and a title or a date. Of most that is known unread."""
    if entry.gist and (entry.gist.is_plain or entry.gist.when):
        return entry.gist.event
    said = entry.said
    return said.event if records(said) else None


def records(body: Body) -> TypeGuard[EventBody]:
    """Is it a report that makes an event: one that gives a phase, and a title or a date?"""
    if isinstance(body, IssueDefined | EventCorrected):
        return False
    return bool(body.title or body.when) and phase_in(body) is not None


class _Seen(Struct):
    """The events that are recorded, and the entries so far."""

    recorded: set[str]
    elsewhere: Set[str]
    ids: set[str] = field(default_factory=set)

    def faults(self, corrected: Corrected) -> Iterator[str]:
        entry = corrected.entry
        said = entry.data
        if isinstance(said, EventCorrected):
            if said.entry not in self.ids:
                yield f"{_name(entry)} corrects entry {said.entry!r}, which is not before it in the log"
        elif not isinstance(said, IssueDefined):
            event = entry.gist.event if entry.gist else said_in(said).event
            if event not in self.recorded and event not in self.elsewhere:
                yield f"{_name(entry)} is about event {event!r}, which no entry records"
        self.ids.add(entry.id)


def _name(entry: Entry) -> str:
    return f"entry {entry.id} (seq {entry.seq}, {entry.kind})"
