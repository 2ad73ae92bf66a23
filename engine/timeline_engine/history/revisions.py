"""What the *world* was known to be: a statement about an event, and a revision that statements add up to."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from ..dates import When, Zone
from ..entries import Entry, EventBody, EventRecorded, body_in, said_in
from ..entries.subjects import named_issues
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

    def __ne__(self, other: object) -> bool:
        """The contrary: what a Struct has for it asks whether both are one object."""
        return not self == other

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
    def issues(self) -> tuple[str, ...]:
        """The issues that it names, itself or by its claims, each once."""
        return named_issues(self.said)

    @property
    def said(self) -> EventBody:
        """What it says, see `said_in`."""
        return said_in(self.data)

    @property
    def body(self) -> EventBody:
        """What it says, as the class of its kind, see `body_in`."""
        return body_in(self.data)


class AttributedClaim(Struct, frozen=True, gc=False):
    """A claim that an event makes: its claimant, the sources it rests on (who speaks first), since when it was known.

    ``when`` is the date that the report gives from which it is known, if it gives one, ``order`` its place among claims
    that are as effective and as long known: the known of the report with which its run began, that entry's seq, the
    publisher's part in the entry, the place in it (R5.6 to R5.9).
    """

    claim: Claim
    claimant: str | None
    sources: tuple[Source, ...]
    known: Known
    when: When | None
    order: tuple[int, int, int, int]

    @property
    def issue(self) -> str:
        """The issue that it is about."""
        return self.claim.issue

    @property
    def attribute(self) -> str:
        """The attribute that it gives a value."""
        return self.claim.attribute

    @property
    def seq(self) -> int:
        """The number of the entry that makes it."""
        return self.order[1]


class Evidence(Struct, frozen=True, gc=False):
    """What a date or a phase rests on: since when it was known, the sources that say so, and the entry of the report
    from which it is known (R4.23).
    """

    known: Known
    sources: tuple[Source, ...]
    seq: int

    @property
    def publisher(self) -> str | None:
        """The first publisher of its sources that is named."""
        return next((source.publisher for source in self.sources if source.publisher), None)


class Account(Struct, frozen=True, gc=False):
    """What one or more publishers say of the date and the phase (R4.24)."""

    when: When | None
    phase: str
    known: Known
    sources: tuple[Source, ...]


class Step(Struct, frozen=True, gc=False):
    """One report as a step in an event's life, for people: its entry, since when it was known, and what was then.

    ``publisher`` is whose report it is, ``own`` the date that it gives itself, if it does, ``sources`` those of its own
    that were published; ``title`` and ``issues`` are what the event was called then, and the issues that it bore on. An
    entry of several publishers makes several steps (R4.2).
    """

    statement: Statement
    known: Known
    when: When | None
    outcome: Outcome
    publisher: str | None
    own: When | None
    sources: tuple[Source, ...]
    title: str
    issues: tuple[str, ...]


class Revision(Struct, frozen=True, gc=False):
    """An event as a reader could know it: what its reports known by then add up to.

    ``base`` is the statement of the first of them, ``known`` when that became known; ``body`` has the words (R4.6).
    ``when`` is None for an event without date; else it is bounded by the reports that it occurred. ``number`` counts
    what happened besides the first entry, ``modified`` is the last recorded stamp of all that. ``accounts`` are what
    publishers say where they differ, ``contested`` names what they do not agree on: date, phase. ``issues`` are those
    that it bears on (R7.1), ``steps`` those of its life, in the order in which they became known.
    """

    base: Statement
    known: Known
    body: EventRecorded
    when: When | None
    outcome: Outcome
    effective: int
    claims: tuple[AttributedClaim, ...]
    sources: tuple[Source, ...]
    issues: tuple[str, ...]
    steps: tuple[Step, ...]
    number: int
    modified: str
    date_evidence: Evidence | None
    phase_evidence: Evidence
    accounts: tuple[Account, ...] = ()
    contested: tuple[str, ...] = ()

    @property
    def event(self) -> str:
        """The id of the event."""
        return self.base.event

    @property
    def seq(self) -> int:
        """The number of the entry that first reported the event."""
        return self.base.seq

    @property
    def created(self) -> str:
        """When that was recorded, as a stamp."""
        return self.base.recorded


def published(sources: Iterable[Source], zone: Zone, known_by: int | None) -> tuple[Source, ...]:
    """The sources that a reader could have by an instant (None: hindsight), each once."""
    once = dict.fromkeys(sources)
    if known_by is None:
        return tuple(once)
    return tuple([source for source in once if not source.published or zone.instant(source.published) <= known_by])
