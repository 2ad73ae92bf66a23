"""What a complete file lacks (docs/semantics.md, R8.9)."""

from collections.abc import Collection, Container, Iterator, Set

from ..entries import EventCancelled
from ..model import Source
from ..recording import State

NOBODY = (
    "complete: no row has a source, so nothing is cancelled: what was noted without one need not be of this file; say "
    "who publishes it in a column publisher, also in the versions before"
)


def unsigned(named: Collection[str], publishers: Set[str | None]) -> list[str]:
    """That a complete file cancels nothing, as it does not say whose it is; nothing if it does."""
    return [NOBODY] if named and not publishers else []


def gone(named: Container[str], publishers: Set[str | None], state: State, day: str) -> Iterator[EventCancelled]:
    """That the events are cancelled which a complete file does not name: as known by ``day``, scheduled after it by its
    ``publishers`` alone. They say so themselves: what they list again is on again (R4.10).
    """
    day_ends = state.zone.instant(day)
    for event, history in state.events.items():
        revision = history.revision(state.zone, day_ends)
        if event in named or revision is None or revision.outcome != "scheduled":
            continue
        by = dict.fromkeys(source.publisher for source in revision.sources)
        if revision.when is not None and revision.when.starts > day_ends and by and by.keys() <= publishers:
            yield EventCancelled(event=event, known=day, sources=tuple(Source(name) for name in by if name))
