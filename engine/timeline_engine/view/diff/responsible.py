"""Which events are responsible for a difference between two answers."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from ...history import Event
from ...projection import AttributeState, ClaimState, IssueState, claims_in_effect
from ..answer import View
from .causes import Reason, how_between
from .touched import Touched

Cell = tuple[str, str, str]
"""A place in an answer: an issue; its ``issue`` (title), ``attribute`` or ``event``; and the name of that."""


class Side(Struct):
    """One of the two answers, to look things up in."""

    view: View
    issues: dict[str, IssueState]
    _told: Mapping[int, Event] | None = None
    _claims: dict[str, dict[str, list[ClaimState]]] = field(default_factory=dict)

    @classmethod
    def of(cls, view: View, touched: Touched | None = None) -> "Side":
        """Index a view, or only what of it can differ from the other."""
        return cls(view, {issue.issue: issue for issue in view.issues}, touched.told(view.history) if touched else None)

    def attribute(self, issue: str, name: str) -> AttributeState | None:
        """The state of an attribute; None if nothing is known."""
        return self.issues[issue].attributes.get(name) if issue in self.issues else None

    def claims(self, issue: str, name: str) -> list[ClaimState]:
        """The claims in effect on an attribute, by events that can differ, the winner first."""
        if issue not in self.issues:
            return []
        if issue not in self._claims:
            events = self.issues[issue].events
            meant = events if self._told is None else events.told_by(self._told)
            self._claims[issue] = claims_in_effect(issue, meant)
        return self._claims[issue].get(name, [])


def because(cell: Cell, before: Side, after: Side) -> tuple[Reason, ...]:
    """The events responsible for what changed in a cell, and how each is."""
    issue, part, name = cell
    if part == "issue":
        return ()
    events = [name] if part == "event" else _responsible(issue, name, before, after)
    subject = (issue, name) if part == "attribute" else None
    was, now = before.view, after.view
    return tuple(how_between(was, now, was.event(event), now.event(event), subject) for event in events)


def _responsible(issue: str, name: str, before: Side, after: Side) -> list[str]:
    """The events whose claims on an attribute differ; of these, if any, those that either answer rests on."""
    sides = [side.claims(issue, name) for side in (after, before)]
    told = [_told(claims) for claims in sides]
    differing = [event for event in dict.fromkeys((*told[0], *told[1])) if told[0].get(event) != told[1].get(event)]
    states = after.attribute(issue, name), before.attribute(issue, name)
    rests = {event for state in states for event in _evidence(state)}
    return [event for event in differing if event in rests] or differing


def _told(claims: Iterable[ClaimState]) -> dict[str, set[object]]:
    """What each event claims in effect, apart from who speaks: a new definition of the issue may change that."""
    told: dict[str, set[object]] = {}
    for claim in claims:
        revision = claim.revision
        said = (claim.order, claim.value, claim.by, claim.known.text, revision.when, frozenset(claim.sources))
        told.setdefault(revision.event, set()).add(said)
    return told


def _evidence(state: AttributeState | None) -> Iterator[str]:
    """The events of the claims that stand, and of the first that gave the value that holds."""
    if state:
        yield from (claim.revision.event for claim in (*state.claims, state.first))
