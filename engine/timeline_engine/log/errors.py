"""What can go wrong with a log; every message says where, and what to do about it."""

from ..errors import TimelineError, concise


class LogError(TimelineError):
    """A log that cannot be used as asked."""


class LogNotFound(LogError):
    """There is no log there."""


class LogExists(LogError):
    """There is a log there already."""


class LogUnreachable(LogError):
    """There is no way to the log now; it may be there again later."""


class LogNewer(LogError):
    """A newer program wrote the log, or an entry of it."""


class LogBusy(LogError):
    """Another process held the writers' lock for too long."""


class LogConflict(LogError):
    """The log is no longer where the writer thought: a lost update was refused.

    ``expected`` is as the caller gave it, ``actual`` the head of the log; both are text like ``3:5feceb66…``.
    """

    def __init__(self, expected: str, actual: str) -> None:
        super().__init__(expected, actual)
        self.expected = expected
        self.actual = actual

    def __str__(self) -> str:
        return (
            f"the log has moved on: expected its head at {self.expected}, it is at {self.actual}; "
            "nothing was recorded, read what is new and try again"
        )


class LogUncertain(LogError):
    """The way to the log broke before it told what became of an append: all of it is there, or nothing.

    The same drafts appended again are recorded once: those that are there already are no-ops.
    """


class IdConflict(LogError):
    """An id is taken by an entry (number ``seq``) that says something else."""

    def __init__(self, entry_id: str, seq: int) -> None:
        super().__init__(entry_id, seq)
        self.id = entry_id
        self.seq = seq

    def __str__(self) -> str:
        return concise(
            f"id {self.id!r} is taken by entry {self.seq}, which says something else; nothing was recorded: "
            "take another id or, if that entry is wrong, record an event.corrected"
        )


RESTORING = (
    "restore it from a backup of the database, or copy a copy that is intact to a new place, by `timeline log copy`"
)
"""What can be done of a damaged log that is in no folder."""


class LogDamaged(LogError):
    """The stored log is not what was written: where, and what is wrong.

    ``place`` says where in the words of what keeps the log, as ``000001.jsonl, line 3 (byte 420)``; ``seq`` is the
    number of the entry that is or should be there, None if it is no place of one entry. ``in_folder``: it is a log of
    files, of which `timeline repair` can save something. ``location`` says which log it is, where there are several.
    """

    def __init__(
        self, place: str, seq: int | None, reason: str, in_folder: bool = False, location: str | None = None
    ) -> None:
        super().__init__(place, seq, reason, in_folder, location)
        self.place = place
        self.seq = seq
        self.reason = reason
        self.in_folder = in_folder
        self.location = location

    @property
    def fault(self) -> str:
        """Where, and what is wrong."""
        return f"{self.place}: {self.reason}"

    def __str__(self) -> str:
        which = f"the log at {self.location}" if self.location else "the log"
        if self.in_folder:
            return (
                f"{which} is damaged: {self.fault}; restore it from a backup or from version control, `timeline "
                "verify` tells how much is intact and `timeline repair` what can be saved"
            )
        return f"{which} is damaged: {self.fault}; `timeline verify` tells how much is intact; {RESTORING}"


class Unusable(LogError):
    """A sidecar that cannot be used: it is not there, damaged, of another log, or of another version."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the index beside the log cannot be read: {reason}; ask again, or remove it with `timeline index drop`, "
            "by which nothing is lost"
        )
