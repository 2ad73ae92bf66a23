"""The first entry of an event, or one from before all others: a report that speaks for itself."""

from collections.abc import Iterable

from ..dates import FOREVER, Zone
from ..entries import EventRecorded, EventSourced
from ..model import Claim, Source
from .fixes import described
from .reading import RowError
from .reports import ReportedEvent
from .told import check_one_voice


def recorded(report: ReportedEvent, zone: Zone, now: int) -> EventRecorded:
    """The first entry of an event that the log does not have. Raises RowError.

    It carries the claims of the first source; each further source that claims something gets an entry of its own.
    """
    if report.title is None:
        raise RowError(f"{report.at}: field title: the log has no event {report.event!r} yet, a new one needs a title")
    if report.when is None and report.outcome is None:
        raise RowError(
            f"{report.at}: field when: the log has no event {report.event!r} yet: say when it was, however vague, or "
            "that its phase is scheduled"
        )
    known = report.known.instant if report.known else now
    to_come = report.when is None or zone.when(report.when).starts > known
    outcome = report.outcome or ("scheduled" if to_come else "occurred")
    if outcome == "occurred":
        check_when(report, report.when, zone)
    check_one_voice(report.told, report.event, zone)
    first = report.sources[0] if report.sources else None
    further = {told.source for told in report.told if told.source != first}
    return EventRecorded(
        event=report.event,
        when=report.when,
        phase="occurred" if outcome == "occurred" else "scheduled",
        claims=tuple(told.claim for told in report.told if told.source == first),
        known=report.known_text,
        sources=tuple(source for source in report.sources if source not in further),
        issues=tuple(dict.fromkeys(named.issue for named in report.named)),
        **described(report),
    )


def check_when(report: ReportedEvent, when: str | None, zone: Zone) -> None:
    """What occurred has a date, with an end. Raises RowError."""
    if when is None:
        raise RowError(
            f"{report.at}: field when: event {report.event!r} occurred, but when? Give a date, however vague"
        )
    if zone.when(when).effective == FOREVER:
        raise RowError(
            f"{report.at}: field when: event {report.event!r} occurred, but {when} has no end: say by when it did, or "
            "that its phase is scheduled"
        )


def sourced_by(report: ReportedEvent, source: Source | None, claims: Iterable[Claim]) -> EventSourced:
    """A further source of an event, with the claims that it makes."""
    sources = (source,) if source else ()
    return EventSourced(event=report.event, known=report.known_text, sources=sources, claims=tuple(claims))
