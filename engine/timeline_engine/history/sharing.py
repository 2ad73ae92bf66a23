"""Two histories of one log tell most events alike: of these one object serves both, with what was worked out of it.

Of the earlier of two, nothing else stays in memory for the sake of the later, however many follow one another.
"""

from msgspec.structs import replace

from .base import Base
from .folding import Event, EventHistory
from .reading import History
from .revisions import Statement


def sharing(history: History, other: History) -> History:
    """The same history, with the events of another in the place of those that it tells alike."""
    if history.zone != other.zone or history.estimates != other.estimates:
        return history
    both = ((name, event, other.events.get(name)) for name, event in history.events.items())
    events = {name: was if was and told_alike(was, now) else _beside(now, other) for name, now, was in both}
    return replace(history, zone=other.zone, estimates=other.estimates, events=events)


def _beside(event: Event, other: History) -> Event:
    """An event that another history does not tell so, with the zone and the estimates that its events hold."""
    if isinstance(event, Base):
        return event
    return EventHistory(event.statements, event.corrections, other.estimates, other.zone)


def told_alike(one: Event, other: Event) -> bool:
    """Is an event told of by the same entries in both? What is not seen to be so at once is said not to be."""
    if one is other:
        return True
    if isinstance(one, Base):
        return isinstance(other, Base) and _say_alike(one, other)
    if not isinstance(other, EventHistory) or len(one.statements) != len(other.statements):
        return False
    return all(_say_alike(*both) for both in zip(one.statements, other.statements, strict=True))


def _say_alike(one: Statement, other: Statement) -> bool:
    if one.seq == other.seq and one.data is other.data and not (one.corrections or other.corrections):
        return one.id == other.id  # as was read once: most
    return (
        (one.seq, one.id, one.recorded, one.void) == (other.seq, other.id, other.recorded, other.void)
        and one.known == other.known
        and one.data == other.data
        and one.corrections == other.corrections
    )
