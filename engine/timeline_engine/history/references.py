"""Does every entry refer to something that the log holds?"""

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from ..entries import Entry, EventCorrected, EventRecorded, IssueDefined
from .corrections import Corrected, apply_corrections


def dangling(entries: Sequence[Entry]) -> list[str]:
    """One sentence for each entry that refers to what is not before it in the log."""
    seen = _Seen()
    return [fault for corrected in apply_corrections(entries) for fault in seen.faults(corrected)]


class _Seen(Struct):
    """The entries so far, and the events that they record."""

    ids: set[str] = field(default_factory=set)
    recorded: set[str] = field(default_factory=set)

    def faults(self, corrected: Corrected) -> Iterator[str]:
        entry = corrected.entry
        body, name = entry.body, f"entry {entry.id} (seq {entry.seq}, {entry.kind})"
        if isinstance(body, EventCorrected):
            if body.entry not in self.ids:
                yield f"{name} corrects entry {body.entry!r}, which is not before it in the log"
        elif isinstance(body, EventRecorded):
            self.recorded.add(body.event)
        elif not isinstance(body, IssueDefined) and body.event not in self.recorded:
            yield f"{name} is about event {body.event!r}, which no entry before it records"
        self.ids.add(entry.id)
