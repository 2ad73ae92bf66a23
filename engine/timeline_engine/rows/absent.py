"""Events that only one side has: gone from a complete file, or taken out of the record here."""

from collections.abc import Iterator, Sequence

from ..entries import EventCancelled, EventRecorded
from ..history import read_history
from ..model import Source
from ..recording import State
from .reports import ReportedEvent


def gone(said: Sequence[ReportedEvent], state: State, day: str) -> Iterator[EventCancelled]:
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


def void_here(report: ReportedEvent, state: State) -> str | None:
    """That we took the event out of the record, if so; a report from before it was known may still record it."""
    filed = state.filed.get(f"event {report.event}", ())
    if report.event in state.events or not filed:
        return None
    void = [s for s in read_history(filed, state.zone).void.get(report.event, []) if isinstance(s.body, EventRecorded)]
    if not void or (report.latest is not None and report.latest < min(s.known.instant for s in void)):
        return None
    by = next(c for c in reversed(void[-1].corrections) if getattr(c.body, "entry", None) == void[-1].id)
    return (
        f"left out event {report.event!r}: it was taken out of the record here by entry {by.id[:8]}; "
        f"`timeline correct {by.id[:8]} --void` brings it back"
    )
