"""The claims in effect on one attribute, kept in order while they come and go."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from operator import itemgetter

from ..model import Attribute, Value
from .claims import PlacedClaim, StandingClaims, standing_claims

ValueOf = Callable[[PlacedClaim], Value]
_ORDER = itemgetter(0, 1, 2)


class ClaimsInEffect:
    """What is in effect of what is claimed on an attribute, so that to look at it takes no longer if that is much."""

    def __init__(self, attribute: Attribute, value_of: ValueOf) -> None:
        self._attribute = attribute
        self._value_of = value_of
        self._claims: list[PlacedClaim] = []
        self._starts: list[PlacedClaim] = []  # those that say otherwise than the one before
        self._of_claimant: dict[str | None, list[PlacedClaim]] = {}  # for estimates, of which each one's latest stands

    def __bool__(self) -> bool:
        return bool(self._claims)

    def add(self, claims: Iterable[PlacedClaim]) -> None:
        """What some claims say comes into effect."""
        for claim in claims:
            insort(self._claims, claim, key=_ORDER)
            self._look_around(claim)
            if self._attribute.kind == "estimate":
                insort(self._of_claimant.setdefault(claim[4], []), claim, key=_ORDER)

    def remove(self, claims: Iterable[PlacedClaim]) -> None:
        """What some claims say, which is in effect, is not any more."""
        for claim in claims:
            _take_out(self._starts, claim)
            _take_out(self._claims, claim)
            self._look_around(claim)
            if self._attribute.kind == "estimate":
                _take_out(left := self._of_claimant[claim[4]], claim)
                if not left:
                    del self._of_claimant[claim[4]]

    def standing(self) -> StandingClaims:
        """What they add up to; there must be one at least."""
        if self._attribute.kind == "estimate":
            winner_first = sorted((claims[-1] for claims in self._of_claimant.values()), key=_ORDER, reverse=True)
            return standing_claims(self._attribute, winner_first, self._starts[-1:], self._value_of)
        return standing_claims(self._attribute, reversed(self._claims), self._starts[-1:], self._value_of)

    def _look_around(self, claim: PlacedClaim) -> None:
        """Note which claims begin to say something else, where one came or went."""
        place = bisect_left(self._claims, _ORDER(claim), key=_ORDER)
        for near in range(place, min(place + 2, len(self._claims))):
            this = self._claims[near]
            _take_out(self._starts, this)
            if not near or self._value_of(self._claims[near - 1]) != self._value_of(this):
                insort(self._starts, this, key=_ORDER)


def _take_out(claims: list[PlacedClaim], claim: PlacedClaim) -> None:
    place = bisect_left(claims, _ORDER(claim), key=_ORDER)
    if place < len(claims) and _ORDER(claims[place]) == _ORDER(claim):
        del claims[place]
