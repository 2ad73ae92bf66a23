"""The claims in effect on one attribute, kept in order while they come and go."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable

from ..model import Attribute, Value
from .claims import PlacedClaim, StandingClaims, standing_claims

ValueOf = Callable[[PlacedClaim], Value]


class ClaimsInEffect:
    """What is in effect of what is claimed on an attribute, so that to look at it takes no longer if that is much.

    Claims are compared as they are: no two are equal in what they are sorted by, which stands before the rest. What a
    claim says is asked once, and only of those near the run of the winner's value.
    """

    def __init__(self, attribute: Attribute, value_of: ValueOf) -> None:
        self._attribute = attribute
        self._is_estimate = attribute.kind == "estimate"
        self._read = value_of
        self._values: dict[tuple[int, int, int, int], Value] = {}
        self._claims: list[PlacedClaim] = []
        self._first: PlacedClaim | None = None  # of the run
        self._of_claimant: dict[str | None, list[PlacedClaim]] = {}  # for estimates, of which each one's latest stands

    def __bool__(self) -> bool:
        return bool(self._claims)

    def add_all(self, claims: Iterable[PlacedClaim]) -> bool:
        """What some claims say comes into effect: the greatest first, as few of the others make a difference then."""
        made = [self.add(claim) for claim in sorted(claims, reverse=True)]
        return any(made)

    def add(self, claim: PlacedClaim) -> bool:
        """What a claim says comes into effect. False: that makes no difference to what stands."""
        claims, first = self._claims, self._first
        if self._is_estimate:
            insort(self._of_claimant.setdefault(claim[4], []), claim)
        if first is None:
            claims.append(claim)
            self._first = claim
        elif claim < first:
            place = bisect_left(claims, claim)
            claims.insert(place, claim)
            if claims[place + 1] is not first:
                return self._is_estimate or claim[0] == claims[-1][0]
            if self._say_the_same(claim, first):
                self._first = claim
        else:
            place = bisect_left(claims, claim)
            claims.insert(place, claim)
            if not self._say_the_same(claim, first):
                self._first = claims[place + 1] if place + 1 < len(claims) else claim
        return True

    def remove(self, claim: PlacedClaim) -> None:
        """What a claim says, which is in effect, is not any more."""
        claims, first = self._claims, self._first
        if self._is_estimate:
            left = self._of_claimant[claim[4]]
            del left[bisect_left(left, claim[:3])]
            if not left:
                del self._of_claimant[claim[4]]
        place = bisect_left(claims, claim[:3])
        gone = claims.pop(place)
        if gone is first:
            self._first = claims[place] if place < len(claims) else self._run_to(place - 1)
        elif place < len(claims) and claims[place] is first:
            self._first = self._run_to(place)

    def standing(self) -> StandingClaims:
        """What they add up to; there must be one at least."""
        assert self._first
        winner_first: Iterable[PlacedClaim] = reversed(self._claims)
        if self._is_estimate:
            winner_first = sorted([claims[-1] for claims in self._of_claimant.values()], reverse=True)
        return StandingClaims(*standing_claims(self._attribute, winner_first, self.value_of), self._first)

    def telling(self) -> list[PlacedClaim]:
        """The claims that tell what further ones change: the winner, of an estimate each claimant's latest, the first
        of the run of the winner's value, and the one before that, which says otherwise.
        """
        if not self._first:
            return []
        first = bisect_left(self._claims, self._first[:3])
        latest = [claims[-1] for claims in self._of_claimant.values()]
        return [self._claims[-1], *latest, *self._claims[max(first - 1, 0) : first + 1]]

    def value_of(self, claim: PlacedClaim) -> Value:
        """What a claim says."""
        value = self._values.get(claim[2])
        if value is None:
            value = self._values[claim[2]] = self._read(claim)
        return value

    def _say_the_same(self, one: PlacedClaim, other: PlacedClaim) -> bool:
        return self.value_of(one) == self.value_of(other)

    def _run_to(self, place: int) -> PlacedClaim | None:
        """Where the run begins that ends with the claim at a place, or goes on before it."""
        claims = self._claims
        if place < 0:
            return None
        while place and self._say_the_same(claims[place - 1], claims[place]):
            place -= 1
        return claims[place]
