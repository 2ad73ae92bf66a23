"""The claims in effect on one attribute, kept in order while they come and go."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable

from ..model import Attribute, Value
from .claims import PlacedClaim, StandingClaims, standing_claims

ValueOf = Callable[[PlacedClaim], Value]


class ClaimsInEffect:
    """What is in effect of what is claimed on an attribute, so that to look at it takes no longer if that is much.

    What a claim says is asked once. Claims are compared as they are: no two are equal in what they are sorted by, which
    stands before the rest, and is less than the whole.
    """

    def __init__(self, attribute: Attribute, value_of: ValueOf) -> None:
        self._attribute = attribute
        self._read = value_of
        self._values: dict[tuple[int, int, int, int], Value] = {}
        self._claims: list[PlacedClaim] = []
        self._starts: list[PlacedClaim] = []  # those that say otherwise than the one before
        self._of_claimant: dict[str | None, list[PlacedClaim]] = {}  # for estimates, of which each one's latest stands

    def __bool__(self) -> bool:
        return bool(self._claims)

    def add(self, claims: Iterable[PlacedClaim]) -> None:
        """What some claims say comes into effect."""
        for claim in claims:
            insort(self._claims, claim)
            self._look_around(claim)
            if self._attribute.kind == "estimate":
                insort(self._of_claimant.setdefault(claim[4], []), claim)

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
            winner_first = sorted((claims[-1] for claims in self._of_claimant.values()), reverse=True)
            return standing_claims(self._attribute, winner_first, self._starts[-1:], self.value_of)
        return standing_claims(self._attribute, reversed(self._claims), self._starts[-1:], self.value_of)

    def telling(self) -> list[PlacedClaim]:
        """The claims that tell what further ones change: the winner, of an estimate each claimant's latest, the first
        of the run of the winner's value, and the one before that, which says otherwise.
        """
        if not self._claims:
            return []
        first = bisect_left(self._claims, self._starts[-1][:3])
        latest = [claims[-1] for claims in self._of_claimant.values()]
        return [self._claims[-1], *latest, *self._claims[max(first - 1, 0) : first + 1]]

    def value_of(self, claim: PlacedClaim) -> Value:
        """What a claim says."""
        value = self._values.get(claim[2])
        if value is None:
            value = self._values[claim[2]] = self._read(claim)
        return value

    def _look_around(self, claim: PlacedClaim) -> None:
        """Note which claims begin to say something else, where one came or went."""
        place = bisect_left(self._claims, claim[:3])
        for near in range(place, min(place + 2, len(self._claims))):
            this = self._claims[near]
            _take_out(self._starts, this)
            if not near or self.value_of(self._claims[near - 1]) != self.value_of(this):
                insort(self._starts, this)


def _take_out(claims: list[PlacedClaim], claim: PlacedClaim) -> None:
    place = bisect_left(claims, claim[:3])
    if place < len(claims) and claims[place][:3] == claim[:3]:
        del claims[place]
