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
from .kept import LARGE, Kept
from .made import Made
from .states import CLAIM_ORDER, AttributeState, ClaimState

PlacedClaim = tuple[int, int, tuple[int, int, int, int], PlacedEvent, str | None, HeldClaim | None]
"""A claim behind what it is sorted by (R5.9), in which no two are equal: effective, known, its order. Then its event,
its claimant, and itself, unless only one report speaks of the event.
"""


class StandingClaims(NamedTuple):
    """The claims on an attribute that stand, the winner first; whether they are contested, and the claim with which the
    value began.
    """

    claims: Sequence[PlacedClaim]
    contested: bool
    first: PlacedClaim


def standing_claims(
    attribute: Attribute, winner_first: Iterable[PlacedClaim], value_of: Callable[[PlacedClaim], Value]
) -> tuple[Sequence[PlacedClaim], bool]:
    """The claims that stand, of those in effect on an attribute, the greatest first; and whether they are contested."""
    claims = _each_claimant(winner_first) if attribute.kind == "estimate" else _as_effective(iter(winner_first))
    value = value_of(claims[0])
    return claims, len(claims) > 1 and any(value_of(claim) != value for claim in claims)


def attribute_state(
    issue: str, name: str, attribute: Attribute, events: Sequence[PlacedEvent], zone: Zone, kept: Kept
) -> AttributeState:
    """The state that claims on an attribute, all that are in effect, add up to, as known by an instant.

    ``events`` are those that make the claims, in order.
    """
    winner_first, again = tee(_winner_first(events, (issue, name), kept))
    value_of, make = partial(value_of_claim, kept), partial(_made, kept)
    claims, contested = standing_claims(attribute, winner_first, value_of)
    value = value_of(claims[0])
    return AttributeState(
        name=name,
        kind=attribute.kind,
        value=value,
        contested=contested,
        claims=Made(claims, make),
        run=Made([_run_start(again, value, value_of)], make),
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
    if isinstance(placed.event, Base):
        for place in kept.places(placed.claims, subject):
            yield _of_base(placed, placed.event, place)
    else:
        for held in kept.held(placed.event, placed.seen, len(placed.claims), subject):
            yield _of_several(placed, held)


def claims_on(placed: PlacedEvent, issue: str, kept: Kept) -> Iterable[tuple[str, PlacedClaim]]:
    """The claims of an event, as one stage of it is placed, on an issue, each behind its attribute."""
    event, claims, seen = placed.event, placed.claims, placed.seen
    if not claims:
        return ()
    if len(claims) >= LARGE:
        names = kept.attributes(claims, issue)
        return [(name, claim) for name in names for claim in claims_of(placed, (issue, name), kept)]
    if isinstance(event, Base):
        return [
            (claim.attribute, _of_base(placed, event, place))
            for place, claim in enumerate(claims)
            if claim.issue == issue
        ]
    held = seen.claims() if seen else ()
    return [(one.first.claim.attribute, _of_several(placed, one)) for one in held if one.first.claim.issue == issue]


def _of_base(placed: PlacedEvent, base: Base, place: int) -> PlacedClaim:
    known, seq = placed.known, placed.seq
    return placed.effective, known, (known, seq, 0, place), placed, placed.claims[place].by or base.gist.publisher, None


def _of_several(placed: PlacedEvent, held: HeldClaim) -> PlacedClaim:
    return placed.effective, held.known_from.known.instant, held.order, placed, held.claimant, held


def _made(kept: Kept, claim: PlacedClaim) -> ClaimState:
    event = claim[3].event
    return ClaimState(kept.claim(event, claim[2]), kept.revision(event))


def _as_effective(winner_first: Iterator[PlacedClaim]) -> list[PlacedClaim]:
    found = [next(winner_first)]
    for claim in winner_first:
        if claim[0] != found[0][0]:
            break
        found.append(claim)
    return found


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
