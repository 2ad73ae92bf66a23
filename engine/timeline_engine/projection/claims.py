"""Claims in effect folded into the state of an attribute (docs/semantics.md, section 5)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, takewhile
from operator import itemgetter

from ..dates import Zone
from ..entries import ClaimGist
from ..history import Base, Event
from ..model import Attribute, Value
from .events import EventState, PlacedEvent
from .made import Made
from .states import CLAIM_ORDER, AttributeState, ClaimState

PlacedClaim = tuple[int, int, int, int, Event, str | None]
"""A claim behind what it is sorted by: effective, known, seq, place; no two are equal in that. And its claimant.

It is not made until somebody looks at it.
"""


class ClaimTold(ClaimGist, frozen=True, gc=False):
    """The same of a claim that comes from one of several entries: that entry, and when all it rests on was known.

    It is ``by`` whoever stands behind it.
    """

    known: int
    seq: int
    place: int


def attribute_state(
    issue: str, name: str, attribute: Attribute, events: Sequence[PlacedEvent], zone: Zone, known_by: int | None
) -> AttributeState:
    """The state that claims on an attribute, all that are in effect, add up to, as known by an instant.

    ``events`` are those that make the claims, in order.
    """
    make = partial(_made, zone, known_by)
    winner_first = partial(_winner_first, events, issue, name)
    standing = _each_claimant(winner_first()) if attribute.kind == "estimate" else _as_effective(winner_first())
    value = _value(standing[0], make)
    return AttributeState(
        name=name,
        kind=attribute.kind,
        value=value,
        contested=any(_value(place, make) != value for place in standing),
        claims=Made(standing, make),
        first=make(_run_start(winner_first(), value, make)),
    )


def _winner_first(events: Sequence[PlacedEvent], issue: str, attribute: str) -> Iterator[PlacedClaim]:
    """The claims of events that are in order. Of many, few are looked at."""
    for _, as_effective in groupby(reversed(events), itemgetter(0)):
        yield from sorted([c for place in as_effective for c in _claims(place, issue, attribute)], reverse=True)


def _claims(place: PlacedEvent, issue: str, attribute: str) -> Iterator[PlacedClaim]:
    effective, known, seq, _, event, about = place
    for number, claim in enumerate(about.claims):
        if claim.issue == issue and claim.attribute == attribute:
            if isinstance(claim, ClaimTold):
                yield effective, claim.known, claim.seq, claim.place, event, claim.by
            else:
                yield effective, known, seq, number, event, claim.by or event.base.gist.publisher


_Make = Callable[[PlacedClaim], ClaimState]


def _made(zone: Zone, known_by: int | None, place: PlacedClaim) -> ClaimState:
    seq, number, event = place[2:5]
    revision = event.revision(zone, known_by)
    assert revision
    return ClaimState(next(s for s in revision.claims if (s.seq, s.place) == (seq, number)), revision)


def _as_effective(winner_first: Iterator[PlacedClaim]) -> list[PlacedClaim]:
    winner = next(winner_first)
    return [winner, *takewhile(lambda place: place[0] == winner[0], winner_first)]


def _each_claimant(winner_first: Iterable[PlacedClaim]) -> list[PlacedClaim]:
    latest: dict[str | None, PlacedClaim] = {}
    for place in winner_first:
        latest.setdefault(place[5], place)
    return list(latest.values())


def _run_start(winner_first: Iterable[PlacedClaim], value: Value, make: _Make) -> PlacedClaim:
    """The first claim of the winner's unbroken run."""
    *_, start = takewhile(lambda place: _value(place, make) == value, winner_first)
    return start


def _value(place: PlacedClaim, make: _Make) -> Value:
    event = place[4]
    return event.value(place[3]) if isinstance(event, Base) else make(place).value


def claims_in_effect(issue: str, events: Iterable[EventState]) -> dict[str, list[ClaimState]]:
    """The claims in effect on an issue, by attribute, the winner first (section 5)."""
    claims: dict[str, list[ClaimState]] = {}
    for event in events:
        for stated in event.revision.claims if event.phase == "occurred" else ():
            if stated.claim.issue == issue:
                claims.setdefault(stated.claim.attribute, []).append(ClaimState(stated, event.revision))
    return {attribute: sorted(found, key=CLAIM_ORDER, reverse=True) for attribute, found in claims.items()}
