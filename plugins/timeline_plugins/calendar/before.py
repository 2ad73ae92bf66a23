"""How an event stood before: a property of our own for each day on which a reader learnt of another date or phase.

Without them a calendar would say since when the event is known, and a date set later would count as known from then.
"""

import msgspec
from msgspec import Struct

from timeline_engine.dates import Zone
from timeline_engine.history import Event, Revision

NAME = "X-TIMELINE-BEFORE"


class Stood(Struct, frozen=True, omit_defaults=True):
    """How an event stood as of the day when that was known. ``issues``: None, if they are those it has now."""

    known: str
    phase: str
    title: str
    when: str | None = None
    issues: tuple[str, ...] | None = None

    def is_as(self, other: "Stood") -> bool:
        """Whether date and phase are those of another."""
        return (self.phase, self.when) == (other.phase, other.when)


def changes(event: Event | None, revision: Revision, zone: Zone) -> list[Stood]:
    """How an event stood from the first that was known of it to what it is now, which is the last."""
    known = {step.known.instant: step.known.text for step in revision.steps}
    found: list[Stood] = []
    for instant, text in sorted(known.items()) if event and len(revision.steps) > 1 else ():
        then = event.revision(zone, instant) if event else None
        stood = _stood(then, revision, text) if then else None
        if stood and not (found and stood.is_as(found[-1])):
            found.append(stood)
    return found or [_stood(revision, revision, revision.known.text)]


def _stood(then: Revision, now: Revision, known: str) -> Stood:
    issues = None if then.issues == now.issues else then.issues
    postponed = then.outcome == "scheduled" and then.when is None and any(step.when for step in then.steps)
    phase = "postponed" if postponed else then.outcome
    return Stood(known, phase, then.body.title or then.body.event, then.when.text if then.when else None, issues)


def written(stood: Stood) -> str:
    """As a text."""
    return msgspec.json.encode(stood).decode()


def read(text: str) -> Stood | None:
    """What was written; None if somebody changed it."""
    try:
        return msgspec.json.decode(text, type=Stood)
    except msgspec.DecodeError:
        return None
