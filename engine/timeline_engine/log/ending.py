"""Where a log ends, and when its last entry was recorded: what tells whether an answer is still the answer."""

from msgspec import Struct

from .file import FileLog
from .port import Head, Log
from .segments import end_of


class Ending(Struct, frozen=True):
    """The head of a log, and the stamp of its last entry, UTC; None: it is empty."""

    head: Head
    recorded: str | None


def ending_of(log: Log) -> Ending:
    """The end of a log; of one in a folder from its last lines. Raises LogDamaged, LogNotFound, LogError."""
    if isinstance(log, FileLog):
        mark = end_of(log.path, log.codec)
        return Ending(mark.head, mark.recorded or None)
    head = log.head()
    last = next(log.read(head.seq - 1), None) if head.seq else None
    return Ending(head, last.recorded if last else None)
