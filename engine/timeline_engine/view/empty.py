"""Why an answer has no issue: asked of a day before anything was recorded or known, or nothing bears on any."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..dates import utc_instant
from ..history import Base, Event, History
from ..log import Log
from ..projection import IssueState
from .answer import View
from .asking import ask_again

Reason = Literal["unrecorded", "unknown", "no issue", "nothing"]


class Empty(Struct, frozen=True):
    """Why there is nothing: not recorded yet, not known yet, events that bear on no issue, or nothing at all.

    ``since`` is the day on which the first entry was recorded, or at the end of which something is known;
    ``events`` counts those without an issue.
    """

    reason: Reason
    since: str | None = None
    events: int = 0


def why_empty(view: View, log: Log, issues: tuple[str, ...] = ()) -> Empty:
    """Why an answer has no issue; ``log`` and ``issues`` are those that it was asked of."""
    zone = view.zone
    if not (view.history.issues or view.history.events) and (first := next(log.read(), None)):
        return Empty("unrecorded", since=zone.day(utc_instant(first.recorded)))
    ever = ask_again(view, replace(view.question, known_by=None), issues)
    if ever.issues:
        return Empty("unknown", since=zone.day(min(_first_known(issue, view.history) for issue in ever.issues)))
    return Empty("no issue", events=len(ever.events)) if ever.events else Empty("nothing")


def _first_known(issue: IssueState, history: History) -> int:
    """Since when an event is visible that bears on an issue."""
    return min(_bears_since(history.events[event.id], issue.id) for event in issue.events)


def _bears_since(event: Event, issue: str) -> int:
    """Since when a visible event bears on an issue: with a report that names it, itself or by a claim (R4.1, R7.1)."""
    if isinstance(event, Base):
        return event.known.instant
    reports = event.known(None)
    naming = (report for report in reports if issue in report.issues)
    giving_a_phase = (report for report in reports if report.phase)
    return max(next(naming).known.instant, next(giving_a_phase).known.instant)
