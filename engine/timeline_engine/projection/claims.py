"""Claims in effect folded into the state of an attribute (docs/semantics.md, section 5)."""

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from ..dates import Zone
from ..history import EventHistory, Stated, claimant_in, value_in
from ..model import Attribute, Value
from .events import EventState
from .made import Made
from .states import CLAIM_ORDER, AttributeState, ClaimState

PlacedClaim = tuple[int, int, int, int, EventHistory, Stated | None]
"""A claim behind what it is sorted by: effective, known, seq, place. No two are equal in that.

Of an event that is alone it is not made until somebody asks for it: the place says which one it is.
"""


def attribute_state(
    name: str, attribute: Attribute, claims: list[PlacedClaim], zone: Zone, known_by: int | None
) -> AttributeState:
    """The state that claims on an attribute, all that are in effect, add up to, as known by an instant."""
    claims.sort(reverse=True)
    standing = _each_claimant(claims) if attribute.kind == "estimate" else _as_effective(claims)
    value, make = _value(claims[0]), _maker(zone, known_by)
    return AttributeState(
        name=name,
        kind=attribute.kind,
        value=value,
        contested=any(_value(place) != value for place in standing),
        claims=Made(standing, make),
        first=make(_run_start(claims, value)),
    )


def _as_effective(winner_first: Sequence[PlacedClaim]) -> list[PlacedClaim]:
    effective = winner_first[0][0]
    return list(takewhile(lambda place: place[0] == effective, winner_first))


def _each_claimant(winner_first: Iterable[PlacedClaim]) -> list[PlacedClaim]:
    latest: dict[str | None, PlacedClaim] = {}
    for place in winner_first:
        latest.setdefault(_claimant(place), place)
    return list(latest.values())


def _run_start(winner_first: Iterable[PlacedClaim], value: Value) -> PlacedClaim:
    """The first claim of the winner's unbroken run."""
    *_, start = takewhile(lambda place: _value(place) == value, winner_first)
    return start


def _claimant(place: PlacedClaim) -> str | None:
    return place[5].claimant if place[5] else claimant_in(place[4].base, place[3])


def _value(place: PlacedClaim) -> Value:
    return place[5].claim.value if place[5] else value_in(place[4].base, place[3])


def _maker(zone: Zone, known_by: int | None) -> Callable[[PlacedClaim], ClaimState]:
    def make(place: PlacedClaim) -> ClaimState:
        revision = place[4].revision(zone, known_by)
        assert revision
        return ClaimState(place[5] or revision.claims[place[3]], revision)

    return make


def claims_in_effect(issue: str, events: Iterable[EventState]) -> dict[str, list[ClaimState]]:
    """The claims in effect on an issue, by attribute, the winner first (section 5)."""
    claims: dict[str, list[ClaimState]] = {}
    for event in events:
        for stated in event.revision.claims if event.phase == "occurred" else ():
            if stated.claim.issue == issue:
                claims.setdefault(stated.claim.attribute, []).append(ClaimState(stated, event.revision))
    return {attribute: sorted(found, key=CLAIM_ORDER, reverse=True) for attribute, found in claims.items()}
