"""Does every entry refer to something that the log holds?"""

from collections.abc import Iterator, Sequence
from typing import TypeGuard

from msgspec import Struct, field

from ..entries import Body, Entry, EventBody, EventCorrected, IssueDefined
from .corrections import Corrected, apply_corrections
from .reports import phase_in


def dangling(entries: Sequence[Entry]) -> list[str]:
    """A sentence for each entry about an event that no entry records, and each correction of what is not before it."""
    corrected = list(apply_corrections(entries))
    seen = _Seen({body.event for one in corrected if _records(body := one.entry.body)})
    return [fault for one in corrected for fault in seen.faults(one)]


def _records(body: Body) -> TypeGuard[EventBody]:
    """Is it a report that makes an event: one that gives a phase, and a title or a date?"""
    if isinstance(body, IssueDefined | EventCorrected):
        return False
    return phase_in(body) is not None and bool(body.title or body.when)


class _Seen(Struct):
    """The events that are recorded, and the entries so far."""

    recorded: set[str]
    ids: set[str] = field(default_factory=set)

    def faults(self, corrected: Corrected) -> Iterator[str]:
        entry = corrected.entry
        body, name = entry.body, f"entry {entry.id} (seq {entry.seq}, {entry.kind})"
        if isinstance(body, EventCorrected):
            if body.entry not in self.ids:
                yield f"{name} corrects entry {body.entry!r}, which is not before it in the log"
        elif not isinstance(body, IssueDefined) and body.event not in self.recorded:
            yield f"{name} is about event {body.event!r}, which no entry records"
        self.ids.add(entry.id)
