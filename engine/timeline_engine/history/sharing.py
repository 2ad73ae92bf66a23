"""Two histories of one log tell most events alike: of these one object serves both, with what was worked out of it."""

from msgspec.structs import replace

from .base import Base
from .folding import Event, EventHistory
from .reading import History, estimates
from .revisions import Statement


def sharing(history: History, other: History) -> History:
    """The same history, with the events of another in the place of those that it tells alike."""
    if history.zone != other.zone or not weigh_alike(history, other):
        return history
    both = ((name, event, other.events.get(name)) for name, event in history.events.items())
    return replace(history, events={name: was if was and told_alike(was, now) else now for name, now, was in both})


def weigh_alike(one: History, other: History) -> bool:
    """Are the same attributes estimates in both?"""
    return set(estimates(one.issues.values())) == set(estimates(other.issues.values()))


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
