"""What the log lacks of a report, as entries: a step at a time, until a further look finds nothing.

The log says a report's date and phase if the event had them when the report's newest source was published, or
later; and its claims if they stood when their own source was published, or later. What it does not say is
a reschedule, an outcome, a further source; anything else is our correction.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..dates import Zone
from ..entries import (
    Body,
    EventCancelled,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
)
from ..history import EventHistory, Revision
from ..model import Claim, Source
from .fixes import corrections, dated_by, holds, occurred_by, put_right
from .reading import RowError
from .reports import ReportedEvent, Told


def recorded(report: ReportedEvent, zone: Zone, now: int) -> EventRecorded:
    """The first entry of an event that the log does not have. Raises RowError."""
    if report.title is None:
        raise RowError(f"{report.at}: field title: the log has no event {report.event!r} yet, a new one needs a title")
    known = report.known.instant if report.known else now
    to_come = report.when is None or zone.when(report.when).starts > known
    outcome = report.outcome or ("scheduled" if to_come else "occurred")
    if outcome == "occurred" and report.when is None:
        raise _undated(report)
    first = report.sources[0] if report.sources else None
    claims = tuple(told.claim for told in report.told if told.source == first)
    elsewhere = {told.source for told in report.told if told.source != first}
    return EventRecorded(
        event=report.event,
        title=report.title,
        when=report.when,
        phase="occurred" if outcome == "occurred" else "scheduled",
        kind=report.kind,
        issues=_unclaimed(report),
        claims=claims,
        place=report.place,
        actors=report.actors,
        summary=report.summary,
        known=report.known_text,
        sources=tuple(source for source in report.sources if source not in elsewhere),
    )


def missing(report: ReportedEvent, history: EventHistory, zone: Zone) -> list[Body]:
    """The next entries on the way to a log that says the report; none if it says all of it. Raises RowError."""
    compared = _Comparison(report, history, zone)
    if moved := compared.moved():
        return moved
    return [*compared.sourced(), *compared.corrected()]
