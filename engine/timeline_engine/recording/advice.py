"""What to type instead of what is refused."""

from shlex import quote

from ..entries import Body, Entry, EventCorrected, IssueDefined
from ..history import Revision, apply_corrections
from .errors import RecordError
from .state import State


def further(event: str) -> str:
    """What to type where another report of an event is meant."""
    return f"`timeline source {quote(event)} --source PUBLISHER --published DATE`"


def mend_outcome(revision: Revision) -> str:
    """What to type where the outcome that is recorded is wrong."""
    said = [step.statement for step in revision.steps if step.outcome == "occurred"]
    return (
        f"`timeline correct {said[-1].id[:8]} --on DATE` mends what is recorded" if said else "or mend what is recorded"
    )


def voided_by(target: Entry, state: State) -> str:
    """The beginning of the id of the correction that makes an entry void."""
    beside = tuple(apply_corrections(state.filed[state.homes[target.id]]))
    void = {one.entry.id for one in beside if one.void}
    by = [one.entry for one in beside if _voids(one.entry.said, target) and one.entry.id not in void]
    return by[-1].id[:8]


def _voids(said: Body, target: Entry) -> bool:
    return isinstance(said, EventCorrected) and said.void and said.entry == target.id


def check_needless(held: IssueDefined, target: Entry, state: State) -> None:
    """A definition can be void if there is another of the issue, or no event bears on it. Raises RecordError."""
    others = [entry for entry in state.definitions(held.issue) if entry.id != target.id]
    bearing = state.bearing_on(held.issue)
    if bearing and not others:
        bear, them = ("1 event bears", "it") if len(bearing) == 1 else (f"{len(bearing)} events bear", "them")
        raise RecordError(
            f"issue {held.issue!r} would be without a definition, and {bear} on it, such as {bearing[0]!r}: correct "
            f"{them} first (`timeline show {quote(held.issue)}` lists what bears on it), or define it anew, which "
            f"replaces what it says now: `timeline define {quote(held.issue)} --title TITLE`"
        )
