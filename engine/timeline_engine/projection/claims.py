"""Claims in effect folded into the state of an attribute (docs/semantics.md, section 5)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile

from ..dates import Zone
from ..history import AttributedClaim, Base
from ..model import Attribute, Value
from .events import EventState, PlacedEvent
from .made import Made
from .states import CLAIM_ORDER, AttributeState, ClaimState

PlacedClaim = tuple[int, int, tuple[int, int, int, int], PlacedEvent, AttributedClaim | None, str | None]
"""A claim behind what it is sorted by (R5.9), in which no two are equal: effective, known, its order. Then its event,
itself, if it was made, and its claimant.
"""


def attribute_state(
    issue: str, name: str, attribute: Attribute, events: Sequence[PlacedEvent], zone: Zone, known_by: int | None
) -> AttributeState:
    """The state that claims on an attribute, all that are in effect, add up to, as known by an instant.

    ``events`` are those that make the claims, in order.
    """
    make = partial(_made, zone, known_by)
    winner_first = partial(_winner_first, events, issue, name)
    standing = _each_claimant(winner_first()) if attribute.kind == "estimate" else _as_effective(winner_first())
    value = _value(standing[0])
    return AttributeState(
        name=name,
        kind=attribute.kind,
        value=value,
        contested=any(_value(claim) != value for claim in standing),
        claims=Made(standing, make),
        run=Made([_run_start(winner_first(), value)], make),
        zone=zone,
    )


def _winner_first(events: Sequence[PlacedEvent], issue: str, attribute: str) -> Iterator[PlacedClaim]:
    """The claims of events that are in order. Of many, few are looked at."""
    as_effective: list[PlacedClaim] = []
    for event in reversed(events):
        if as_effective and as_effective[0][0] != event.effective:
            yield from sorted(as_effective, reverse=True)
            as_effective = []
        as_effective += _claims(event, issue, attribute)
    yield from sorted(as_effective, reverse=True)


def _claims(placed: PlacedEvent, issue: str, attribute: str) -> list[PlacedClaim]:
    effective, known, seq = placed.effective, placed.known, placed.seq
    if placed.held is not None:
        return [
            (effective, held.known.instant, held.order, placed, held, held.claimant)
            for held in placed.held.get((issue, attribute), ())
        ]
    assert isinstance(placed.event, Base)
    publisher, gists = placed.event.gist.publisher, placed.event.gist.about.claims
    return [
        (effective, known, (known, seq, 0, place), placed, None, claim.by or publisher)
        for place, claim in enumerate(gists)
        if claim.issue == issue and claim.attribute == attribute
    ]


def _made(zone: Zone, known_by: int | None, claim: PlacedClaim) -> ClaimState:
    placed, held = claim[3:5]
    revision = placed.event.revision(zone, known_by)
    assert revision
    if held is None:
        return ClaimState(revision.claims[claim[2][3]], revision)
    return ClaimState(next(found for found in revision.claims if found.order == held.order), revision)


def _as_effective(winner_first: Iterator[PlacedClaim]) -> list[PlacedClaim]:
    winner = next(winner_first)
    return [winner, *takewhile(lambda claim: claim[0] == winner[0], winner_first)]


def _each_claimant(winner_first: Iterable[PlacedClaim]) -> list[PlacedClaim]:
    latest: dict[str | None, PlacedClaim] = {}
    for claim in winner_first:
        latest.setdefault(claim[5], claim)
    return list(latest.values())


def _run_start(winner_first: Iterable[PlacedClaim], value: Value) -> PlacedClaim:
    """The first claim of the winner's unbroken run."""
    *_, start = takewhile(lambda claim: _value(claim) == value, winner_first)
    return start


def _value(claim: PlacedClaim) -> Value:
    placed, held = claim[3:5]
    if held:
        return held.claim.value
    assert isinstance(placed.event, Base)
    return placed.event.value(claim[2][3])


def claims_in_effect(issue: str, events: Iterable[EventState]) -> dict[str, list[ClaimState]]:
    """The claims in effect on an issue, by attribute, the winner first (section 5)."""
    claims: dict[str, list[ClaimState]] = {}
    for event in events:
        for stated in event.revision.claims if event.phase == "occurred" else ():
            if stated.claim.issue == issue:
                claims.setdefault(stated.claim.attribute, []).append(ClaimState(stated, event.revision))
    return {attribute: sorted(found, key=CLAIM_ORDER, reverse=True) for attribute, found in claims.items()}
