"""Reports that say nothing new: what is so already, or was said before (R8.6, R8.7)."""

from ..dates import Zone
from ..history import Revision
from ..history.reports import phase_in
from .matching import FIELDS
from .reports import FileReport
from .stream import Standing, Stream
from .wording import as_told, says


def agrees(report: FileReport, standing: Standing, zone: Zone) -> bool:
    """Whether an event is all that a report says of it."""
    event = standing.event
    if event is None or not _same_phase(report, event):
        return False
    if report.when and (event.when is None or not _same_day(report.when, event.when.text, zone)):
        return False
    words = (name for name in FIELDS if name != "when" and getattr(report, name))
    return (
        all(says(getattr(event.body, name), getattr(report, name)) for name in words)
        and set(report.issues) <= set(event.issues)
        and standing.told.issuperset(as_told(one.claim) for one in report.claims)
    )


def _same_phase(report: FileReport, event: Revision) -> bool:
    """Is it the event's phase? What is to come and has no date is as good as postponed (R6.1).

    That a calendar goes on to list what is over does not say that it occurred (R8.10).
    """
    phase = report.phase
    if report.is_state and not report.is_given and event.outcome in ("scheduled", "occurred"):
        return True
    if phase == "postponed":
        return event.outcome == "scheduled" and event.when is None
    return phase in (None, event.outcome)


def _same_day(one: str, other: str, zone: Zone) -> bool:
    """Are two texts the same date (R4.13)?"""
    here, there = zone.when(one), zone.when(other)
    return (here.starts, here.ends, here.effective) == (there.starts, there.ends, there.effective)


def repeats(report: FileReport, stream: Stream) -> bool:
    """Whether it is what the same source said last without a date (R8.7)."""
    last, claims = stream.last_undated(report.sources), tuple(one.claim for one in report.claims)
    if last is None:
        return False
    words = (name for name in FIELDS if name != "when" and getattr(report, name))
    return (
        (report.phase, report.when, claims) == (phase_in(last), last.when, last.claims)
        and all(says(getattr(last, name), getattr(report, name)) for name in words)
        and set(report.issues) <= set(last.issues)
    )
