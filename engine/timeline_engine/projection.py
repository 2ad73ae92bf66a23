"""The fold: visible revisions to the state of each issue as of an instant.

The rules are sections 5 to 7 of docs/semantics.md. Everything here is a pure function of its arguments;
this is the reference that every faster path must equal.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from .entries import IssueDefined
from .history import History, Known, Revision, Stated
from .model import STATUS, Attribute, Quantity, Source, Value

Phase = Literal["occurred", "possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted"]
PHASES: tuple[Phase, ...] = (
    "occurred", "possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted",
)  # fmt: skip


class EventState(Struct, frozen=True):
    """An event as seen at the question's instant: its visible revision and the phase that gives."""

    revision: Revision
    phase: Phase


class ClaimState(Struct, frozen=True):
    """A claim in effect, with the revision of the event that makes it."""

    stated: Stated
    revision: Revision

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
    def order(self) -> tuple[int, int, int, int]:
        """The one documented order of claims; the greatest wins."""
        return (self.revision.effective, self.stated.known.instant, self.stated.seq, self.stated.place)


class AttributeState(Struct, frozen=True, kw_only=True):
    """The state of one attribute of an issue: the winner's value and the claims that stand beside it.

    ``since`` and ``reaffirmed`` are instants. ``claims`` starts with the winner; see docs/semantics.md section 5.
    """

    name: str
    kind: Literal["state", "estimate"]
    value: Value
    since: int
    reaffirmed: int
    contested: bool
    claims: tuple[ClaimState, ...]

    @property
    def winner(self) -> ClaimState:
        """The claim whose value holds."""
        return self.claims[0]

    @property
    def range(self) -> tuple[Value, Value] | None:
        """The lowest and highest figure that stands, if all are figures of one unit; None otherwise."""
        values = [claim.value for claim in self.claims]
        if any(isinstance(value, str) for value in values) or len({_unit(value) for value in values}) > 1:
            return None
        return min(values, key=_amount), max(values, key=_amount)


class IssueState(Struct, frozen=True, kw_only=True):
    """An issue as of the question: its attributes by name, and its events in the one order of events."""

    issue: str
    title: str
    question: str | None
    attributes: Mapping[str, AttributeState]
    events: tuple[EventState, ...]

    @property
    def status(self) -> AttributeState | None:
        """The state of the attribute ``status``, if any claim of it is in effect."""
        return self.attributes.get(STATUS)

    def phase(self, *phases: Phase) -> tuple[EventState, ...]:
        """The events in any of these phases."""
        return tuple(event for event in self.events if event.phase in phases)

    @property
    def last(self) -> EventState | None:
        """The last event that occurred."""
        return next(reversed(self.phase("occurred")), None)

    @property
    def next(self) -> EventState | None:
        """The first event that is due or upcoming."""
        return next(iter(self.phase("due", "upcoming")), None)


class Projection(Struct, frozen=True):
    """The answer of the fold: issues in the order the log first names them, all visible events in order."""

    issues: tuple[IssueState, ...]
    events: tuple[EventState, ...]


def fold(history: History, as_of: int, known_by: int | None, only: Iterable[str] | None = None) -> Projection:
    """The state of each issue at the instant ``as_of``, as could be known by ``known_by`` (None: hindsight).

    ``only`` narrows the answer to these issues and the events that bear on them.
    """
    revisions = _visible(history, known_by)
    events = tuple(EventState(revision, phase_of(revision, as_of)) for revision in revisions)
    wanted = set(history.issues) if only is None else set(only)
    bearing: dict[str, list[EventState]] = {issue: [] for issue in history.issues}
    for event in events:
        for issue in event.revision.issues:
            bearing[issue].append(event)
    states = tuple(
        _issue(history.issues[issue], of_issue)
        for issue, of_issue in bearing.items()
        if issue in wanted and (of_issue or issue not in history.reported)
    )
    if only is None:
        return Projection(states, events)
    return Projection(states, tuple(e for e in events if wanted.intersection(e.revision.issues)))


def phase_of(revision: Revision, as_of: int) -> Phase:
    """The phase of an event as seen at an instant (section 6)."""
    if revision.outcome in ("retracted", "cancelled"):
        return "retracted" if revision.outcome == "retracted" else "cancelled"
    when = revision.when
    if revision.outcome == "occurred":
        if revision.effective <= as_of:
            return "occurred"
        return "upcoming" if when is not None and when.starts > as_of else "possible"
    if when is None:
        return "postponed"
    if when.starts > as_of:
        return "upcoming"
    return "overdue" if when.ends < as_of else "due"


def _visible(history: History, known_by: int | None) -> list[Revision]:
    found = (event.revision(history.zone, known_by) for event in history.events.values())
    return sorted((revision for revision in found if revision is not None), key=lambda r: r.order)


def claims_in_effect(issue: str, events: Iterable[EventState]) -> dict[str, list[ClaimState]]:
    """The claims in effect on an issue, by attribute, the winner first (section 5)."""
    claims: dict[str, list[ClaimState]] = {}
    for event in events:
        if event.phase == "occurred":
            for stated in event.revision.claims:
                if stated.claim.issue == issue:
                    claims.setdefault(stated.claim.attribute, []).append(ClaimState(stated, event.revision))
    for found in claims.values():
        found.sort(key=lambda claim: claim.order, reverse=True)
    return claims


def _issue(definition: IssueDefined, events: Sequence[EventState]) -> IssueState:
    claims = claims_in_effect(definition.issue, events)
    return IssueState(
        issue=definition.issue,
        title=definition.title,
        question=definition.question,
        attributes={
            name: _attribute(name, definition.attributes.get(name, Attribute()), claims[name])
            for name in sorted(claims)
        },
        events=tuple(events),
    )


def _attribute(name: str, attribute: Attribute, ordered: Sequence[ClaimState]) -> AttributeState:
    winner = ordered[0]
    standing = _each_claimant(ordered) if attribute.kind == "estimate" else _as_effective(ordered)
    return AttributeState(
        name=name,
        kind=attribute.kind,
        value=winner.value,
        since=_run_start(ordered).revision.effective,
        reaffirmed=winner.revision.effective,
        contested=any(claim.value != winner.value for claim in standing),
        claims=tuple(standing),
    )


def _as_effective(ordered: Sequence[ClaimState]) -> list[ClaimState]:
    return [claim for claim in ordered if claim.revision.effective == ordered[0].revision.effective]


def _each_claimant(ordered: Iterable[ClaimState]) -> list[ClaimState]:
    latest: dict[str | None, ClaimState] = {}
    for claim in ordered:
        latest.setdefault(claim.claimant, claim)
    return list(latest.values())


def _run_start(ordered: Sequence[ClaimState]) -> ClaimState:
    start = ordered[0]
    for claim in ordered[1:]:
        if claim.value != start.value:
            break
        start = claim
    return start


def _amount(value: Value) -> float:
    return float(value.amount if isinstance(value, Quantity) else value)


def _unit(value: Value) -> str | None:
    return value.unit if isinstance(value, Quantity) else None
