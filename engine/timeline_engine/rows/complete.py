"""What a complete file lacks (docs/semantics.md, R8.9)."""

from collections.abc import Iterator, Sequence

from ..entries import EventCancelled
from ..model import Source
from ..recording import State
from .reports import FileReport

NOBODY = (
    "complete: no row has a source, so nothing is cancelled: what was noted without one need not be of this file; say "
    "who publishes it in a column publisher, also in the versions before"
)


def unsigned(said: Sequence[FileReport]) -> list[str]:
    """That a complete file cancels nothing, as it does not say whose it is; nothing if it does."""
    return [NOBODY] if said and not any(report.sources for report in said) else []


def gone(said: Sequence[FileReport], state: State, day: str) -> Iterator[EventCancelled]:
    """That the events are cancelled which a complete file lacks: as known by ``day``, scheduled after it by its
    publishers alone. They say so themselves: what they list again is on again (R4.10).
    """
    day_ends = state.zone.instant(day)
    named = {report.event for report in said}
    publishers = {source.publisher for report in said for source in report.sources}
    for event, history in state.events.items():
        revision = history.revision(state.zone, day_ends)
        if event in named or revision is None or revision.outcome != "scheduled":
            continue
        by = dict.fromkeys(source.publisher for source in revision.sources)
        if revision.when is not None and revision.when.starts > day_ends and by and by.keys() <= publishers:
            yield EventCancelled(event=event, known=day, sources=tuple(Source(name) for name in by if name))
