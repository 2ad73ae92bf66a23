"""What the *world* was known to be: a statement about an event, and a revision that statements add up to."""

from typing import Literal

from msgspec import Struct

from ..dates import When
from ..entries import Entry, EventBody, EventRecorded, body_in, said_in
from ..model import Claim, Source

Outcome = Literal["scheduled", "occurred", "cancelled", "retracted"]


class Known(Struct, frozen=True, gc=False):
    """When a reader could first know something: the instant, and the text of the date it comes from."""

    instant: int
    text: str


class Statement(Struct, frozen=True, gc=False, eq=False):
    """An entry about an event, corrected, with its clocks: what was said, known when, recorded when.

    ``data`` is that of the entry, see `Entry`. ``corrections`` are the entries that correct it, void ones too; a void
    statement is only counted.
    """

    seq: int
    id: str
    recorded: str
    known: Known
    data: EventBody | bytes
    void: bool
    corrections: tuple[Entry, ...]

    def __eq__(self, other: object) -> bool:
        """Whether two are the same and say the same, in whatever form."""
        return self._all == other._all if isinstance(other, Statement) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.seq, self.id))

    @property
    def _all(self) -> tuple[object, ...]:
        return self.seq, self.id, self.recorded, self.known, self.body, self.void, self.corrections

    @property
    def entry(self) -> Entry:
        """The entry."""
        return Entry(self.seq, self.id, self.recorded, self.data)

    @property
    def event(self) -> str:
        """The id of the event."""
        return said_in(self.data).event

    @property
    def said(self) -> EventBody:
        """What it says, see `said_in`."""
        return said_in(self.data)

    @property
    def body(self) -> EventBody:
        """What it says, as the class of its kind, see `body_in`."""
        return body_in(self.data)


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


class Revision(Struct, frozen=True, gc=False):
    """An event as a reader could know it: the fold of its statements known by then.

    ``base`` is the first of them, known since the event is; ``body`` is what it says. ``when`` is None for an event
    without date. ``number`` counts what happened besides the base, ``modified`` is the last recorded stamp of all that.
    ``told`` are the steps, empty where there is but one.
    """

    base: Statement
    body: EventRecorded
    when: When | None
    outcome: Outcome
    effective: int
    claims: tuple[Stated, ...]
    sources: tuple[Source, ...]
    number: int
    modified: str
    told: tuple[Step, ...] = ()

    @property
    def event(self) -> str:
        """The id of the event."""
        return self.base.event

    @property
    def known(self) -> Known:
        """When a reader could first know of the event."""
        return self.base.known

    @property
    def seq(self) -> int:
        """The number of the entry that recorded the event."""
        return self.base.seq

    @property
    def created(self) -> str:
        """When that was recorded, as a stamp."""
        return self.base.recorded

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of its life, in the order of the fold."""
        return self.told or (Step(self.base, self.when, self.outcome),)

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues it bears on: those it names, then those its claims name."""
        named = self.body.issues
        if len(self.claims) == 1 and not named:  # as most
            return (self.claims[0].claim.issue,)
        return tuple(dict.fromkeys([*named, *[stated.claim.issue for stated in self.claims]]))
