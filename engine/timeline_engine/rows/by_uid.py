"""Rows of a calendar that name an event of the log only by the UID which an export gave it (R8.10)."""

import re
from collections.abc import Iterable, Iterator

from ..dates import Zone
from ..entries import Draft, EventRecorded
from ..history import known_of
from ..recording import State
from .reports import FileReport

_UID = re.compile("(.+)@[0-9a-f]{32}", re.DOTALL)  # of a log whose id is one that `timeline init` makes
_DAYS = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")


def is_of_a_log(uid: str) -> bool:
    """Whether a UID has the form of those that an export gives."""
    return _UID.fullmatch(uid) is not None


def named_by_uid(named: str, state: State) -> str | None:
    """The event of the log that is meant, where another program has lost all else that an export says of it."""
    found = _UID.fullmatch(named)
    return found[1] if found and found[1] in state.events and named not in state.events else None


def is_shown_on(event: str, when: str | None, state: State) -> bool:
    """Whether an event has the date that a row gives, or covers just its days, as a calendar shows it."""
    held = state.revision(event).when
    if held is None or when is None:
        return held is None and when is None
    if held.text == when:
        return True
    given = state.zone.when(when)
    return (held.first_day, held.last_day) == (given.first_day, given.last_day)


def left_for(report: FileReport, event: str) -> str:
    """That a row is left out, as nobody can say what it has of the log's date."""
    return (
        f"{report.at}: left out {report.event!r}: by its UID it is event {event!r} as a timeline exports it, but what "
        "another program has left of it does not say how sure its date is: change the event itself"
    )


def lasting(drafts: Iterable[Draft]) -> Iterator[str]:
    """A sentence on new events that are shown on several days, of which nobody can say that they last so long."""
    found = [body.event for draft in drafts if isinstance(body := draft.body, EventRecorded) and _lasts(body)]
    if found:
        more = f" (and so {len(found) - 1:,} more)" if len(found) > 1 else ""
        yield (
            f"event {found[0]!r}{more} is taken for what lasts all the days on which it is shown: by its UID a "
            "timeline exported it, and what another program has left of it does not say whether its date is only vague"
        )


def unsettled(drafts: Iterable[Draft], zone: Zone) -> Iterator[str]:
    """A sentence on new events whose date had come when they were said: nothing says that they occurred."""
    found = [body.event for draft in drafts if isinstance(body := draft.body, EventRecorded) and _had_come(body, zone)]
    if found:
        more = f" (and so {len(found) - 1:,} more)" if len(found) > 1 else ""
        yield (
            f"event {found[0]!r}{more} is taken for scheduled, although its date has come: by its UID a timeline "
            "exported it, and what another program has left of it does not say that it occurred"
        )


def _had_come(body: EventRecorded, zone: Zone) -> bool:
    known = known_of(body.sources, body.known, zone)
    if body.phase != "scheduled" or not body.when or known is None or not is_of_a_log(body.event):
        return False
    return zone.when(body.when).starts <= known.instant


def _lasts(body: EventRecorded) -> bool:
    return is_of_a_log(body.event) and _DAYS.fullmatch(body.when or "") is not None
