"""What a person should look at in entries that are about to be appended: it is easily mended now."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..entries import Body, Draft, EventRecorded
from ..view.check import doubts
from .appending import draft
from .ids import takers
from .state import State


class Drafted(Struct, frozen=True):
    """An entry that fits the log: what it is about, and a sentence on each thing to look at in it."""

    draft: Draft
    about: str
    doubts: list[str]


def look_over(body: Body, state: State, now: int) -> Drafted:
    """Draft an entry, take it into ``state``, and find what is doubtful in it. Raises RecordError, DateError."""
    again = list(_again(body, state))
    made = draft(state, body, now)
    return Drafted(made, state.homes[made.id], [*again, *doubts(state.beside(body), made.id, state.zone, now)])


def doubts_of_all(drafts: Sequence[Draft], state: State, now: int) -> Iterator[tuple[str, str]]:
    """What to look at in each of these entries, told with all of them in the log: the entry's id, and a sentence.

    ``state`` is the log as it was.
    """
    after = state.copy()
    for made in drafts:
        after.take(made.body, now)
    for made in drafts:
        for doubt in doubts(after.beside(made.body), made.id, after.zone, now):
            yield made.id, doubt


def _again(body: Body, state: State) -> Iterator[str]:
    """That an event is called and dated like one that is here, whose id the title would have given it."""
    if isinstance(body, EventRecorded):
        for event in takers(body.title, state.events):
            found = state.revision(event)
            if (found.body.title, found.when and found.when.text) == (body.title, body.when):
                yield f"event {event!r} has this title and date too: a further report of it is a `timeline source`"
