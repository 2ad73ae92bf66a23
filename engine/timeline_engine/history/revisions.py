"""What the *world* was known to be: a statement about an event, and a revision that statements add up to."""

from typing import Literal

from msgspec import Struct

from ..dates import When
from ..entries import Entry, EventBody, EventRecorded
from ..model import Claim, Source

Outcome = Literal["scheduled", "occurred", "cancelled", "retracted"]


class Known(Struct, frozen=True, gc=False):
    """When a reader could first know something: the instant, and the text of the date it comes from."""

    instant: int
    text: str


class Statement(Struct, frozen=True, gc=False):
    """An entry about an event, corrected, with its clocks: what was said, known when, recorded when.

    ``corrections`` are the entries that correct it, void ones too; a void statement is only counted.
    """

    seq: int
    id: str
    recorded: str
    known: Known
    body: EventBody
    void: bool
    corrections: tuple[Entry, ...]


class Stated(Struct, frozen=True, gc=False):
    """A claim as a revision holds it: with its claimant, the sources it rests on, and its place in the order."""

    claim: Claim
    claimant: str | None
    sources: tuple[Source, ...]
    known: Known
    seq: int
    place: int


class Step(Struct, frozen=True, gc=False):
    """One step in an event's life, for people: the entry, and the date the event had after it."""

    statement: Statement
    when: When | None
    outcome: Outcome


class Revision(Struct, frozen=True, kw_only=True, gc=False):
    """An event as a reader could know it: the fold of its statements known by then.

    ``when`` is None for an event without date. ``number`` counts what happened besides the first entry.
    ``created`` and ``modified`` are recorded stamps.
    """

    event: str
    body: EventRecorded
    when: When | None
    outcome: Outcome
    claims: tuple[Stated, ...]
    sources: tuple[Source, ...]
    known: Known
    effective: int
    seq: int
    number: int
    created: str
    modified: str
    steps: tuple[Step, ...]

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues it bears on: those it names, then those its claims name."""
        if len(self.claims) == 1 and not self.body.issues:  # as most
            return (self.claims[0].claim.issue,)
        return tuple(dict.fromkeys([*self.body.issues, *[stated.claim.issue for stated in self.claims]]))
