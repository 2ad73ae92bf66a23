"""Claims in effect folded into the state of an attribute (docs/semantics.md, section 5)."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import takewhile

from ..dates import Zone
from ..history import EventHistory, value_in
from ..model import Attribute, Value
from .events import EventState
from .made import Made
from .states import CLAIM_ORDER, AttributeState, ClaimState

PlacedClaim = tuple[int, int, int, int, EventHistory, str | None]
"""A claim behind what it is sorted by: effective, known, seq, place; no two are equal in that. And its claimant.

It is not made until somebody looks at it.
"""


def attribute_state(
    name: str, attribute: Attribute, claims: list[PlacedClaim], zone: Zone, known_by: int | None
) -> AttributeState:
    """The state that claims on an attribute, all that are in effect, add up to, as known by an instant."""
    claims.sort(reverse=True)
    standing = _each_claimant(claims) if attribute.kind == "estimate" else _as_effective(claims)
    make = partial(_made, zone, known_by)
    value = _value(claims[0], make)
    return AttributeState(
        name=name,
        kind=attribute.kind,
        value=value,
        contested=any(_value(place, make) != value for place in standing),
        claims=Made(standing, make),
        first=make(_run_start(claims, value, make)),
    )


_Make = Callable[[PlacedClaim], ClaimState]


def _made(zone: Zone, known_by: int | None, place: PlacedClaim) -> ClaimState:
    seq, number, event = place[2:5]
    revision = event.revision(zone, known_by)
    assert revision
    return ClaimState(next(s for s in revision.claims if (s.seq, s.place) == (seq, number)), revision)


def _as_effective(winner_first: Sequence[PlacedClaim]) -> list[PlacedClaim]:
    effective = winner_first[0][0]
    return list(takewhile(lambda place: place[0] == effective, winner_first))


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
    return value_in(event.base, place[3]) if event.is_alone else make(place).value


def claims_in_effect(issue: str, events: Iterable[EventState]) -> dict[str, list[ClaimState]]:
    """The claims in effect on an issue, by attribute, the winner first (section 5)."""
    claims: dict[str, list[ClaimState]] = {}
    for event in events:
        for stated in event.revision.claims if event.phase == "occurred" else ():
            if stated.claim.issue == issue:
                claims.setdefault(stated.claim.attribute, []).append(ClaimState(stated, event.revision))
    return {attribute: sorted(found, key=CLAIM_ORDER, reverse=True) for attribute, found in claims.items()}
