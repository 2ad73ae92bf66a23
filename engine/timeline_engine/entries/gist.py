"""The gist of a new event: the little of it that an answer goes by, so that the rest can stay as it is stored."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..model import Claim, Source
from .kinds import EventRecorded, Phase


class ClaimGist(Struct, frozen=True, gc=False):
    """Of a claim all but its value."""

    issue: str
    attribute: str
    by: str | None


class Subjects(Struct, frozen=True, gc=False):
    """What a new event is about: the issues it names, itself or by its claims, each once; and its claims."""

    issues: tuple[str, ...]
    claims: tuple[ClaimGist, ...]


class Gist(Struct, frozen=True, gc=False):
    """Of an `EventRecorded` what can be told of an event from this entry alone, without its words.

    The earliest of ``dates`` is when it was known: those its sources were published on, or its own. ``publisher`` is
    that of the first source. It ``is_plain`` if it is the report of one publisher, and claims nothing twice; if not,
    ``given`` is its own known, which some of its publishers may go by.
    """

    event: str
    when: str | None
    phase: Phase
    dates: tuple[str, ...]
    publisher: str | None
    about: Subjects
    is_plain: bool = True
    given: str | None = None


KEPT = 65_536  # of a kind: a log may be read for as long as a process lives, and hold ever new ones
Reported = tuple[tuple[str, ...], str | None]
"""The dates of an entry, and its first publisher."""


class Gists:
    """Makes gists; what many have in common is kept once."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._reported: dict[tuple[str | None, str], Reported] = {}
        self._subjects: dict[tuple[str, str, str | None], Subjects] = {}

    def forget(self) -> None:
        """Start afresh, if very much was kept. To be called now and then."""
        for kept in (self._texts, self._reported, self._subjects):
            if len(kept) > KEPT:
                kept.clear()

    def of(self, said: EventRecorded) -> Gist:
        """The gist of what an entry says."""
        when, sources, claims = said.when, said.sources, said.claims
        about = self._of_claim(claims[0]) if len(claims) == 1 and not said.issues else self._about(said)
        dates, publisher = self._of_sources(said)
        is_plain = (
            bool(said.title)
            and (len(sources) < 2 or len({source.publisher for source in sources}) == 1)
            and (len(claims) < 2 or not _claims_twice(claims))
        )
        given = None if is_plain else said.known
        return Gist(said.event, when and self._once(when), said.phase, dates, publisher, about, is_plain, given)

    def _once(self, text: str) -> str:
        return self._texts.setdefault(text, text)

    def _of_sources(self, said: EventRecorded) -> Reported:
        if len(said.sources) != 1 or not said.sources[0].published:
            return known_dates(said.sources, said.known), said.sources[0].publisher if said.sources else None
        key = said.sources[0].publisher, said.sources[0].published
        found = self._reported.get(key)
        if found is None:
            found = self._reported[key] = (self._once(key[1]),), key[0] and self._once(key[0])
        return found

    def _about(self, said: EventRecorded) -> Subjects:
        of_claims = [self._of_claim(claim) for claim in said.claims]
        issues = dict.fromkeys([*map(self._once, said.issues), *[about.issues[0] for about in of_claims]])
        return Subjects(tuple(issues), tuple([about.claims[0] for about in of_claims]))

    def _of_claim(self, claim: Claim) -> Subjects:
        """What an event is about that makes only this claim."""
        key = claim.issue, claim.attribute, claim.by
        found = self._subjects.get(key)
        if found is None:
            issue, attribute, by = self._once(key[0]), self._once(key[1]), key[2] and self._once(key[2])
            key = issue, attribute, by
            found = self._subjects[key] = Subjects((issue,), (ClaimGist(issue, attribute, by),))
        return found


def _claims_twice(claims: Sequence[Claim]) -> bool:
    subjects = {(claim.issue, claim.attribute) for claim in claims}
    if len(subjects) == len(claims):  # as most
        return False
    return len({(claim.issue, claim.attribute, claim.value) for claim in claims}) < len(claims)


def known_dates(sources: Iterable[Source], known: str | None) -> tuple[str, ...]:
    """The dates, of which the earliest is when something was known: those of its sources, else ``known``, if given."""
    published = tuple([source.published for source in sources if source.published])
    return published or ((known,) if known else ())
