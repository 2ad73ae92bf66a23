"""What the fold finds: the state of issues, attributes, claims and events as of an instant (semantics, 5 to 7)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Literal

from attrs import evolve
from msgspec import Struct

from ..dates import Zone, python_date
from ..history import AttributedClaim, Known, Revision
from ..model import STATUS, Quantity, Source, Value, format_value
from .events import EventState, EventStates, Phase


class ClaimState(Struct, frozen=True, gc=False):
    """A claim in effect, with the revision of the event that makes it."""

    stated: AttributedClaim
    revision: Revision

    def __repr__(self) -> str:
        said = f"{self.stated.issue}.{self.stated.attribute} = {format_value(self.value)}"
        return f"<ClaimState {said}, {self.claimant or 'unattributed'}>"

    @property
    def value(self) -> Value:
        """What it claims."""
        return self.stated.claim.value

    @property
    def by(self) -> str | None:
        """Who claims it, as the entry says; ``claimant`` falls back on the publisher."""
        return self.stated.claim.by

    @property
    def claimant(self) -> str | None:
        """Who stands behind it: ``by``, else the publisher of the first source of the report that speaks."""
        return self.stated.claimant

    @property
    def known(self) -> Known:
        """When a reader could first know it."""
        return self.stated.known

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources it rests on, who speaks first, as far as they were published."""
        return self.stated.sources

    @property
    def order(self) -> tuple[int, int, tuple[int, int, int, int]]:
        """The one documented order of claims; the greatest wins."""
        return CLAIM_ORDER(self)


CLAIM_ORDER: Callable[[ClaimState], tuple[int, int, tuple[int, int, int, int]]] = attrgetter(
    "revision.effective", "stated.known.instant", "stated.order"
)


class AttributeState(Struct, frozen=True, kw_only=True):
    """The state of one attribute of an issue: the winner's value and the claims that stand beside it.

    ``claims`` starts with the winner; ``run`` with the claim with which the winner's value began to hold, without a
    break until now, and holds no other. ``since`` and ``reaffirmed`` are days in the log's ``zone``. See
    docs/semantics.md section 5.
    """

    name: str
    kind: Literal["state", "estimate"]
    value: Value
    contested: bool
    claims: Sequence[ClaimState]
    run: Sequence[ClaimState]
    zone: Zone

    def __repr__(self) -> str:
        return f"<AttributeState {_state_words(self)}>"

    @property
    def winner(self) -> ClaimState:
        """The claim whose value holds."""
        return self.claims[0]

    @property
    def first(self) -> ClaimState:
        """The claim with which that value began to hold."""
        return self.run[0]

    @property
    def since(self) -> date | None:
        """The day from which the value holds at the latest; None where Python has no such date: it always held."""
        return python_date(self.zone.day(self.since_instant))

    @property
    def reaffirmed(self) -> date | None:
        """The day of which the value was last said."""
        return python_date(self.zone.day(self.reaffirmed_instant))

    @property
    def since_instant(self) -> int:
        """The effective instant of its first claim."""
        return self.first.revision.effective

    @property
    def reaffirmed_instant(self) -> int:
        """The effective instant of the winner."""
        return self.winner.revision.effective

    @property
    def range(self) -> tuple[Value, Value] | None:
        """The lowest and highest figure that stands, or end of a range, if all are of one unit; None otherwise."""
        return range_of([claim.value for claim in self.claims])


class IssueState(Struct, frozen=True, kw_only=True):
    """An issue as of the question: its attributes by name, and its events in the one order of events."""

    issue: str
    title: str
    question: str | None
    attributes: Mapping[str, AttributeState]
    events: EventStates

    def __repr__(self) -> str:
        status = _state_words(self.status) if self.status else "no status"
        return f"<IssueState {self.issue}: {status}; {len(self.events)} events>"

    @property
    def id(self) -> str:
        """The id of the issue."""
        return self.issue

    @property
    def status(self) -> AttributeState | None:
        """The state of the attribute ``status``, if any claim of it is in effect."""
        return self.attributes.get(STATUS)

    @property
    def contested(self) -> tuple[str, ...]:
        """What publishers do not agree on of any of its events: date, phase (R7.3)."""
        return self.events.disputed

    def phase(self, *phases: Phase) -> EventStates:
        """The events in any of these phases."""
        return self.events.phase(*phases)

    @property
    def last(self) -> EventState | None:
        """The last event that occurred."""
        return next(reversed(self.phase("occurred")), None)

    @property
    def next(self) -> EventState | None:
        """The first event that is due or upcoming."""
        return next(iter(self.phase("due", "upcoming")), None)


class Projection(Struct, frozen=True):
    """The answer of the fold: issues in the order in which they became known (R7.4), all visible events in order."""

    issues: tuple[IssueState, ...]
    events: EventStates


def _state_words(state: AttributeState) -> str:
    contested = ", contested" if state.contested else ""
    return f"{state.name} = {format_value(state.value)} since {state.since}{contested}"


def range_of(values: Sequence[Value]) -> tuple[Value, Value] | None:
    """The lowest and highest of figures, or end of a range, if all are of one unit; None otherwise."""
    ends = ends_of(values)
    if not ends:
        return None
    low, high = (values[place] for place in ends)
    return _only(low, _amount(low)), _only(high, _upper(high))


def ends_of(values: Sequence[Value]) -> tuple[int, ...]:
    """At which places the lowest and the highest figure are, or end of a range; none unless all are of one unit."""
    if any(isinstance(value, str) for value in values) or len(set(map(_unit, values))) > 1:
        return ()
    places = range(len(values))
    return min(places, key=lambda place: _amount(values[place])), max(places, key=lambda place: _upper(values[place]))


def _amount(value: Value) -> int | float:
    """Not as a float: an old log may have a whole number beyond any."""
    assert not isinstance(value, str)
    return value.amount if isinstance(value, Quantity) else value


def _upper(value: Value) -> int | float:
    """The upper end of a range; what is none is its own."""
    return _amount(value) if not isinstance(value, Quantity) or value.upper is None else value.upper


def _only(value: Value, amount: int | float) -> Value:
    """One end of a range; what is none stays as it is."""
    return (
        evolve(value, amount=amount, upper=None) if isinstance(value, Quantity) and value.upper is not None else value
    )


def _unit(value: Value) -> str | None:
    return value.unit if isinstance(value, Quantity) else None
