"""Undoing what was appended at once, as by an import: it is void, and nothing of it is lost."""

from collections.abc import Iterator

from ..entries import Draft, Entry, EventCorrected
from .errors import RecordError
from .state import State


def undone(named: Entry, state: State, now: int) -> list[Draft]:
    """What makes void all that was appended together with an entry, the last first. Raises RecordError.

    What was appended at once has one ``recorded`` stamp. Corrections among it are void, too, so that what they had
    changed is as it was; to undo the undoing brings all of it back.
    """
    bodies = [EventCorrected(entry=entry.id, void=True, note="undone") for entry in _left(named, state)]
    if not bodies:
        raise RecordError(f"all that was recorded with entry {named.id} is void already")
    return [state.take(body, now) for body in bodies]


def _left(named: Entry, state: State) -> Iterator[Entry]:
    """The entries that are not void, the last first."""
    for entry in reversed(state.entries):
        if entry.recorded == named.recorded and state.as_corrected(entry) is not None:
            yield entry
