"""What there is to name, for who has typed the beginning of it: of a large log no more than anybody looks through."""

from collections.abc import Iterable

from ..history import Event
from .kept_state import KeptState
from .state import State

MOST = 200
"""Events that are offered of a log that has a sidecar."""

_LATEST = 500  # entries that name an issue: as many tell what is claimed of it


def events_begun(state: State, text: str) -> list[tuple[str, str]]:
    """The events whose ids begin so, each with its title."""
    found = ((event, state.events.get(event)) for event in _begun(state, text))
    return [(event, _title(told, state)) for event, told in found if told]


def _begun(state: State, text: str) -> Iterable[str]:
    if isinstance(state, KeptState):
        return state.chooser.kept.names("event", text, MOST)
    return [event for event in state.events if event.startswith(text)]


def _title(told: Event, state: State) -> str:
    revision = told.revision(state.zone)
    return revision.body.title if revision else ""


def attributes_claimed(state: State, issue: str) -> set[str]:
    """The attributes of an issue that events claim; of very many events the latest, and those that are declared."""
    events, declared = _bearing(state, issue)
    revisions = (told.revision(state.zone) for event in events if (told := state.events.get(event)))
    claims = (stated.claim for revision in revisions if revision for stated in revision.claims)
    return {*declared, *[claim.attribute for claim in claims if claim.issue == issue]}


def _bearing(state: State, issue: str) -> tuple[Iterable[str], Iterable[str]]:
    """The events that may claim anything of an issue; where these are not all, what is declared."""
    if not isinstance(state, KeptState):
        return state.events, ()
    kept = state.chooser.kept
    naming = list(kept.naming(issue))
    are_all = len(naming) <= _LATEST or issue not in state.issues
    return state.chooser.events_of(kept.entries(naming[-_LATEST:])), () if are_all else state.issues[issue].attributes
