"""How an event stood before: a property of our own for each day on which a reader learnt of another date or phase.

Without them a calendar would say since when the event is known, and a date set later would count as known from then.
"""

from itertools import groupby

import msgspec
from msgspec import Struct

from timeline_engine.history import Revision, Step

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


def changes(revision: Revision) -> list[Stood]:
    """How an event stood from the first that was known of it to what it is now, which is the last."""
    found: list[Stood] = []
    dated = False
    for _, steps in groupby(revision.steps, lambda step: step.known.instant):
        *_, step = steps
        stood = _stood(step, None if set(step.issues) == set(revision.issues) else step.issues, dated)
        dated = dated or step.when is not None
        if not (found and stood.is_as(found[-1])):
            found.append(stood)
    return found


def _stood(step: Step, issues: tuple[str, ...] | None, dated: bool) -> Stood:
    """How it stood after a step; ``dated``: it had a date before."""
    phase = "postponed" if step.outcome == "scheduled" and step.when is None and dated else step.outcome
    return Stood(step.known.text, phase, step.title, step.when.text if step.when else None, issues)


def written(stood: Stood) -> str:
    """As a text."""
    return msgspec.json.encode(stood).decode()


def read(text: str) -> Stood | None:
    """What was written; None if somebody changed it."""
    try:
        return msgspec.json.decode(text, type=Stood)
    except msgspec.DecodeError:
        return None
