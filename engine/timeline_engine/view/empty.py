"""Why an answer has no issue: asked of a day before anything was recorded or known, or nothing bears on any."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..dates import utc_instant
from ..history import Base, Event, History
from ..log import Log
from ..projection import IssueState
from .answer import View
from .answering import instants
from .asking import ask_again

Reason = Literal["unrecorded", "taken out", "unknown", "no issue", "nothing"]


class Empty(Struct, frozen=True):
    """Why there is nothing: not recorded yet, taken out again, not known yet, no event that bears on an issue, or none.

    ``since`` is the day on which the first entry was recorded that is there, or at the end of which something is
    known; ``events`` counts those without an issue.
    """

    reason: Reason
    since: str | None = None
    events: int = 0


def why_empty(view: View, log: Log, issues: tuple[str, ...] = ()) -> Empty:
    """Why an answer has no issue; ``log`` and ``issues`` are those that it was asked of."""
    zone = view.zone
    if not (view.history.issues or view.history.events) and (first := next(log.read(), None)):
        recorded, recorded_by = utc_instant(first.recorded), instants(view.question, zone)[2]
        is_later = recorded_by is not None and recorded > recorded_by
        return Empty("unrecorded" if is_later else "taken out", since=zone.day(recorded))
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
