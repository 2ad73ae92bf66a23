"""Undoing what was appended at once, as by an import: it is void, and nothing of it is lost."""

from collections.abc import Iterator
from itertools import takewhile

from ..entries import Draft, Entry, EventCorrected, IssueDefined
from .errors import RecordError
from .state import State


def undone(named: Entry, state: State, now: int) -> tuple[list[Draft], list[str]]:
    """What makes void all that was appended together with an entry, the last first; and the issues that stay defined,
    since other events bear on them (R7.5). Raises RecordError.

    What was appended at once has one ``recorded`` stamp. Corrections among it are void, too, so that what they had
    changed is as it was; to undo the undoing brings all of it back.
    """
    drafts, needed = list[Draft](), list[str]()
    for entry in list(_left(named, state)):
        if issue := _needed(entry, state):
            needed.append(issue)
        else:
            drafts.append(state.take(EventCorrected(entry=entry.id, void=True, note="undone"), now))
    if not drafts:
        if needed:
            which = f"the definition of issue {needed[0]!r}, on which events bear"
            raise RecordError(f"of what was recorded with entry {named.id} nothing is left to take out but {which}")
        raise RecordError(f"all that was recorded with entry {named.id} is void already")
    return drafts, needed


def _left(named: Entry, state: State) -> Iterator[Entry]:
    """The entries that are not void, the last first."""
    for entry in takewhile(lambda entry: entry.recorded >= named.recorded, reversed(state.entries)):
        if entry.recorded == named.recorded and state.as_corrected(entry) is not None:
            yield entry


def _needed(entry: Entry, state: State) -> str | None:
    """The issue of which it is the only definition, while events bear on it."""
    said = entry.said
    if not isinstance(said, IssueDefined) or len(state.definitions(said.issue)) > 1:
        return None
    return said.issue if state.bearing_on(said.issue) else None
