"""What to type instead of what is refused."""

from ..entries import Entry, IssueDefined
from ..history import Revision
from ..visible import quote
from .errors import RecordError
from .state import State


def further(event: str) -> str:
    """What to type where another report of an event is meant."""
    return f"`timeline source {quote(event)} --source PUBLISHER --published DATE`"


def mend_outcome(revision: Revision) -> str:
    """What to type where the outcome that is recorded is wrong."""
    said = [step.statement for step in revision.steps if step.outcome == "occurred"]
    return (
        f"`timeline correct {quote(said[-1].id[:8])} --on DATE` mends what is recorded"
        if said
        else "or mend what is recorded"
    )


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
