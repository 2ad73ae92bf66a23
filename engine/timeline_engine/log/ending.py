"""Where a log ends, and when its last entry was recorded: what tells whether an answer is still the answer."""

from typing import Protocol, runtime_checkable

from msgspec import Struct

from .port import Head, Log


class Ending(Struct, frozen=True):
    """The head of a log, and the stamp of its last entry, UTC; None: it is empty."""

    head: Head
    recorded: str | None


@runtime_checkable
class Ended(Protocol):
    """A log that tells its end without reading further than the last lines."""

    def ending(self) -> Ending:
        """Where it ends now. Raises LogDamaged, LogNotFound, LogError."""
        ...


def ending_of(log: Log) -> Ending:
    """The end of a log. Raises LogDamaged, LogNotFound, LogError."""
    if isinstance(log, Ended):
        return log.ending()
    head = log.head()
    last = next(log.read(head.seq - 1), None) if head.seq else None
    return Ending(head, last.recorded if last else None)
