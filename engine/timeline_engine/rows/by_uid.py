"""Rows of a calendar that name an event of the log only by the UID which an export gave it (R8.10)."""

import re

from ..recording import State
from .reports import FileReport

_UID = re.compile("(.+)@[0-9a-f]{32}", re.DOTALL)  # of a log whose id is one that `timeline init` makes


def named_by_uid(named: str, state: State) -> str | None:
    """The event of the log that is meant, where another program has lost all else that an export says of it."""
    found = _UID.fullmatch(named)
    return found[1] if found and found[1] in state.events and named not in state.events else None


def is_shown_on(event: str, when: str | None, state: State) -> bool:
    """Whether an event covers just the days that a row gives, as a calendar shows it."""
    held = state.revision(event).when
    if held is None or when is None:
        return False
    given = state.zone.when(when)
    return (held.first_day, held.last_day) == (given.first_day, given.last_day)


def left_for(report: FileReport, event: str) -> str:
    """That a row is left out, as nobody can say what it has of the log's date."""
    return (
        f"{report.at}: left out {report.event!r}: by its UID it is event {event!r} as a timeline exports it, but what "
        "another program has left of it does not say how sure its date is: change the event itself"
    )
