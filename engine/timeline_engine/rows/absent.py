"""What the log has of a file's publishers, and the file does not name (R8.14)."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from ..entries import EventCorrected, IssueDefined
from ..history import Base, Event
from ..history.reports import phase_in
from ..recording import State
from .compare import Proposal

MANY = 20
"""A file that names fewer than one in so many of the events of its publishers is an excerpt."""

Publishers = set[str | None]
"""None stands for who gives no publisher."""


def absent(found: Proposal, named: Collection[str], state: State) -> Iterator[str]:
    """The events that publishers of a file reported before and that stand, if the file names any that these did.

    A file that names none of them is another one, and no later version; nor is one that names few of very many.
    ``named`` are the events of the file, and ``state`` is the log before the import.
    """
    publishers = set(found.publishers)
    given = sum(1 for event in named if event in state.events and _gave(state.events[event], publishers))
    if not given:
        return
    left = {*named, *(_about(draft.body) for draft in found.drafts)}
    reported = state.reported_by(publishers)

    def those(events: Iterable[tuple[str, Event]]) -> Iterator[str]:
        return (name for name, told in events if name not in left and _gave(told, publishers) and _stands(told, state))

    some = islice(those(state.latest() if reported is None else reported), 2 * MANY * given + 1)
    if len(set(some)) <= MANY * given:  # of the latest some come twice
        yield from those(state.events.items() if reported is None else reported)


def _about(body: object) -> str | None:
    return None if isinstance(body, IssueDefined | EventCorrected) else getattr(body, "event", None)


def _gave(told: Event, publishers: Publishers) -> bool:
    """Did one of these publishers report an event? Of most that is known without reading it."""
    if isinstance(told, Base) and told.gist.is_plain:
        return told.gist.publisher in publishers
    return any(
        not publishers.isdisjoint({source.publisher for source in statement.said.sources} or {None})
        for statement in told.statements
        if not statement.void
    )


def _stands(told: Event, state: State) -> bool:
    """Is it neither cancelled nor retracted?"""
    if isinstance(told, Base) or not any(phase_in(one.said) in ("cancelled", "retracted") for one in told.statements):
        return told.is_visible and any(not statement.void for statement in told.statements)
    revision = told.revision(state.zone)
    return revision is not None and revision.outcome in ("occurred", "scheduled")
