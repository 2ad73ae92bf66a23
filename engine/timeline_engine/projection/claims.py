"""Claims in effect folded into the state of an attribute (docs/semantics.md, section 5)."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile, tee
from typing import NamedTuple

from ..dates import Zone
from ..history import Base
from ..history.claiming import HeldClaim, Subject
from ..model import Attribute, Value
from .events import EventState, PlacedEvent
from .kept import Kept
from .made import Made
from .states import CLAIM_ORDER, AttributeState, ClaimState

PlacedClaim = tuple[int, int, tuple[int, int, int, int], PlacedEvent, str | None, HeldClaim | None]
"""A claim behind what it is sorted by (R5.9), in which no two are equal: effective, known, its order. Then its event,
its claimant, and itself, unless only one report speaks of the event.
"""


class StandingClaims(NamedTuple):
    """The claims on an attribute that stand, the winner first; its value, and the claim with which that began."""

    claims: list[PlacedClaim]
    value: Value
    contested: bool
    first: PlacedClaim


def standing_claims(
    attribute: Attribute,
    winner_first: Iterable[PlacedClaim],
    run: Iterable[PlacedClaim],
    value_of: Callable[[PlacedClaim], Value],
) -> StandingClaims:
    """What claims on an attribute add up to that are in effect; one at least, the greatest first.

    ``run`` is the same once more, or only the claim with which the run of the greatest began.
    """
    claims = _each_claimant(winner_first) if attribute.kind == "estimate" else _as_effective(iter(winner_first))
    value = value_of(claims[0])
    contested = any(value_of(claim) != value for claim in claims)
    return StandingClaims(claims, value, contested, _run_start(run, value, value_of))


def attribute_state(
    issue: str, name: str, attribute: Attribute, events: Sequence[PlacedEvent], zone: Zone, kept: Kept
) -> AttributeState:
    """The state that claims on an attribute, all that are in effect, add up to, as known by an instant.

    ``events`` are those that make the claims, in order.
    """
    winner_first, again = tee(_winner_first(events, (issue, name), kept))
    found = standing_claims(attribute, winner_first, again, partial(value_of_claim, kept))
    make = partial(_made, kept)
    return AttributeState(
        name=name,
        kind=attribute.kind,
        value=found.value,
        contested=found.contested,
        claims=Made(found.claims, make),
        run=Made([found.first], make),
        zone=zone,
    )


def _winner_first(events: Sequence[PlacedEvent], subject: Subject, kept: Kept) -> Iterator[PlacedClaim]:
    """The claims on a subject of events that are in order. Of many, few are looked at."""
    as_effective: list[PlacedClaim] = []
    for event in reversed(events):
        if as_effective and as_effective[0][0] != event.effective:
            yield from sorted(as_effective, reverse=True)
            as_effective = []
        as_effective += claims_of(event, subject, kept)
    yield from sorted(as_effective, reverse=True)


def claims_of(placed: PlacedEvent, subject: Subject, kept: Kept) -> Iterator[PlacedClaim]:
    """The claims of an event on a subject."""
    effective, known, seq, event = placed.effective, placed.known, placed.seq, placed.event
    if isinstance(event, Base):
        for place in kept.places(placed.claims, subject):
            claimant = placed.claims[place].by or event.gist.publisher
            yield effective, known, (known, seq, 0, place), placed, claimant, None
    else:
        for held in kept.held(event, placed.seen, len(placed.claims), subject):
            yield effective, held.known_from.known.instant, held.order, placed, held.claimant, held


def _made(kept: Kept, claim: PlacedClaim) -> ClaimState:
    event = claim[3].event
    return ClaimState(kept.claim(event, claim[2]), kept.revision(event))


def _as_effective(winner_first: Iterator[PlacedClaim]) -> list[PlacedClaim]:
    winner = next(winner_first)
    return [winner, *takewhile(lambda claim: claim[0] == winner[0], winner_first)]


def _each_claimant(winner_first: Iterable[PlacedClaim]) -> list[PlacedClaim]:
    latest: dict[str | None, PlacedClaim] = {}
    for claim in winner_first:
        latest.setdefault(claim[4], claim)
    return list(latest.values())


def _run_start(
    winner_first: Iterable[PlacedClaim], value: Value, value_of: Callable[[PlacedClaim], Value]
) -> PlacedClaim:
    """The first claim of the unbroken run in which the winner's value holds (R5.10)."""
    run = takewhile(lambda claim: value_of(claim) == value, winner_first)
    return deque(run, maxlen=1).pop()


def value_of_claim(kept: Kept, claim: PlacedClaim) -> Value:
    """What a claim says."""
    event, held = claim[3].event, claim[5]
    if held:
        return held.first.claim.value
    assert isinstance(event, Base)
    return kept.value(event, claim[2][3], len(claim[3].claims))


def claims_in_effect(issue: str, events: Iterable[EventState]) -> dict[str, list[ClaimState]]:
    """The claims in effect on an issue, by attribute, the winner first (section 5)."""
    claims: dict[str, list[ClaimState]] = {}
    for event in events:
        for stated in event.revision.claims if event.phase == "occurred" else ():
            if stated.claim.issue == issue:
                claims.setdefault(stated.claim.attribute, []).append(ClaimState(stated, event.revision))
    return {attribute: sorted(found, key=CLAIM_ORDER, reverse=True) for attribute, found in claims.items()}
