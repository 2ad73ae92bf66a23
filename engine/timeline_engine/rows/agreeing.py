"""Reports that say nothing new: what is so already, or was said before (R8.6, R8.7)."""

from collections.abc import Container
from typing import Any

from ..dates import Zone
from ..entries import WORDS, EventBody
from ..history import Revision
from ..history.reports import phase_in
from .reports import FileReport
from .stream import Held, Standing, Stream
from .wording import as_told, says


def agrees(report: FileReport, standing: Standing, zone: Zone) -> bool:
    """Whether an event is all that a report says of it."""
    event = standing.event
    if event is None or not _same_phase(report, event) or not _on_its_day(report, event, zone):
        return False
    return (
        _same_words(report, event.body)
        and set(report.issues) <= set(event.issues)
        and standing.told.issuperset(as_told(one.claim) for one in report.claims)
    )


def _same_words(report: FileReport, held: EventBody) -> bool:
    """Are all words that a report gives those that are held?"""
    given = (name for name in WORDS if name != "issues" and getattr(report, name))
    return all(_says(getattr(held, name), getattr(report, name), report) for name in given)


def _says(held: Any, said: Any, report: FileReport) -> bool:
    """Whether a report says what is held; a calendar has a title of several lines as one."""
    if report.is_state and isinstance(held, str) and isinstance(said, str) and held.split() == said.split():
        return True
    return says(held, said)


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


def _on_its_day(report: FileReport, event: Revision, zone: Zone) -> bool:
    """Is the event on the day that a report gives? One that was taken back, of which no more is known, has none."""
    if report.when is None or (report.phase == "retracted" and event.when is None):
        return True
    return event.when is not None and _same_day(report.when, event.when.text, zone)


def _same_day(one: str, other: str, zone: Zone) -> bool:
    """Are two texts the same date (R4.13)?"""
    here, there = zone.when(one), zone.when(other)
    return (here.starts, here.ends, here.effective) == (there.starts, there.ends, there.effective)


def repeats(report: FileReport, stream: Stream) -> bool:
    """Whether it is what the same source said last without a date (R8.7)."""
    last = stream.last_undated(report.sources)
    return last is not None and _is_said_by(report, last)


def found_elsewhere(report: FileReport, stream: Stream, taken: Container[str]) -> Held | None:
    """The entry that says just what one of another log says without a date, and is not ``taken`` by another (R8.7)."""
    if report.entry is None:
        return None
    some = (held for held in stream.undated(report.sources) if held.id not in taken)
    return next((held for held in some if _is_said_by(report, held.body)), None)


def _is_said_by(report: FileReport, held: EventBody) -> bool:
    claims = tuple(one.claim for one in report.claims)
    return (
        (report.phase, report.when, claims) == (phase_in(held), held.when, held.claims)
        and _same_words(report, held)
        and set(report.issues) <= set(held.issues)
    )
