"""What an import puts to a report that the log has already: known from then, though a person may mean from now on."""

from collections.abc import Iterable, Iterator

from ..entries import Draft, EventCancelled, EventOccurred, EventRescheduled, EventRetracted
from ..recording import State

_DEEDS = {
    EventRescheduled: "is moved",
    EventOccurred: "has occurred",
    EventCancelled: "is cancelled",
    EventRetracted: "is retracted",
}


def backdated(drafts: Iterable[Draft], state: State) -> Iterator[tuple[str, str]]:
    """A sentence, behind the entry's id, for each change of an event that only reports tell which it had before.

    ``state`` is the log as it was. Rows of the next version of a file say so rightly if that report was misread; an
    edited export does not know better, as the day from which the change is known stands nowhere in it.
    """
    for draft in drafts:
        body = draft.body
        if not isinstance(body, EventRescheduled | EventOccurred | EventCancelled | EventRetracted):
            continue
        history = state.events.get(body.event)
        held = {s for entry in history.statements for s in entry.body.sources} if history else set()
        dated = [source.published for source in body.sources if source.published]
        if dated and held.issuperset(body.sources):
            yield (
                draft.id,
                f"that event {body.event!r} {_DEEDS[type(body)]} is put to the report of {max(dated)}, and known from "
                "then: if another report says so, give the row its published date",
            )
