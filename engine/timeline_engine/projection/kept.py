"""What is worked out of an event more than once for an answer: the last few revisions, claims of large events."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..dates import Zone
from ..entries import ClaimGist
from ..history import AttributedClaim, Base, Event, EventHistory, Revision
from ..history.claiming import HeldClaim, Subject
from ..history.seen import Seen
from ..model import Claim, Value

LARGE = 64
"""With so many claims an event is large: they are sorted by what they are of, and not gone through for each."""
_REVISIONS = 16

Gists = Sequence[ClaimGist | Claim]
ByOrder = Mapping[tuple[int, int, int, int], AttributedClaim]


class Kept:
    """The revisions of events as known by an instant (None: hindsight)."""

    def __init__(self, zone: Zone, known_by: int | None) -> None:
        self.known_by = known_by
        self._zone = zone
        self._revisions: OrderedDict[int, tuple[Event, Revision, ByOrder]] = OrderedDict()
        self._places: dict[int, tuple[Gists, Mapping[Subject, list[int]]]] = {}
        self._attributes: dict[int, tuple[Gists, Mapping[str, dict[str, None]]]] = {}
        self._values: dict[int, tuple[Base, Sequence[Value]]] = {}
        self._held: dict[int, tuple[Event | Seen, Mapping[Subject, list[HeldClaim]]]] = {}

    def revision(self, event: Event) -> Revision:
        """The revision of a visible event."""
        return self._kept(event)[1]

    def claim(self, event: Event, order: tuple[int, int, int, int]) -> AttributedClaim:
        """The claim of an event that is sorted by this (R5.9)."""
        return self._kept(event)[2][order]

    def _kept(self, event: Event) -> tuple[Event, Revision, ByOrder]:
        found = self._revisions.get(id(event))
        if found is None:
            revision = event.revision(self._zone, self.known_by)
            assert revision, "asked for only of what is visible"
            found = self._revisions[id(event)] = event, revision, {claim.order: claim for claim in revision.claims}
            if len(self._revisions) > _REVISIONS:
                self._revisions.popitem(last=False)
        return found

    def places(self, claims: Gists, subject: Subject) -> Sequence[int]:
        """Where claims are on a subject."""
        if len(claims) < LARGE:
            return [place for place, claim in enumerate(claims) if (claim.issue, claim.attribute) == subject]
        if id(claims) not in self._places:
            places = defaultdict[Subject, list[int]](list)
            for place, claim in enumerate(claims):
                places[claim.issue, claim.attribute].append(place)
            self._places[id(claims)] = claims, places
        return self._places[id(claims)][1].get(subject, ())

    def attributes(self, claims: Gists, issue: str) -> Iterable[str]:
        """The attributes of an issue that claims are of."""
        if len(claims) < LARGE:
            return dict.fromkeys([claim.attribute for claim in claims if claim.issue == issue])
        if id(claims) not in self._attributes:
            names = defaultdict[str, dict[str, None]](dict)
            for claim in claims:
                names[claim.issue][claim.attribute] = None
            self._attributes[id(claims)] = claims, names
        return self._attributes[id(claims)][1].get(issue, ())

    def value(self, base: Base, place: int, count: int) -> Value:
        """The value of the claim at a place of an entry that makes so many."""
        if count < LARGE:
            return base.value(place)
        if id(base) not in self._values:
            self._values[id(base)] = base, [claim.value for claim in base.recorded_body.claims]
        return self._values[id(base)][1][place]

    def held(self, event: EventHistory, seen: Seen | None, count: int, subject: Subject) -> Sequence[HeldClaim]:
        """The claims of an event that stand on a subject; ``count`` are the claims that its reports make.

        ``seen``: what its reports add up to, if that was kept.
        """
        if count < LARGE:
            seen = seen or event.seen(self.known_by)
            return seen.claims(subject) if seen else ()
        known_as = seen or event
        if id(known_as) not in self._held:
            seen, held = seen or event.seen(self.known_by), defaultdict[Subject, list[HeldClaim]](list)
            for one in seen.claims() if seen else ():
                held[one.first.claim.issue, one.first.claim.attribute].append(one)
            self._held[id(known_as)] = known_as, held
        return self._held[id(known_as)][1].get(subject, ())
