"""The gist of a new event: the little of it that an answer goes by, so that the rest can stay as it is stored."""

from collections.abc import Iterable

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
    that of the first source. It ``is_plain`` if it is the report of one publisher, and claims an attribute once; if
    not, ``given`` is its own known, which some of its publishers may go by.
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


class Gists:
    """Makes gists; what many have in common is kept once."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._dates: dict[str | None, tuple[str, ...]] = {}
        self._subjects: dict[tuple[str, str, str | None], Subjects] = {}

    def forget(self) -> None:
        """Start afresh, if very much was kept. To be called now and then."""
        for kept in (self._texts, self._dates, self._subjects):
            if len(kept) > KEPT:
                kept.clear()

    def of(self, said: EventRecorded) -> Gist:
        """The gist of what an entry says."""
        when, sources, claims, once = said.when, said.sources, said.claims, self._texts.setdefault
        dates = publisher = about = None
        if sources:
            publisher = sources[0].publisher
            if len(sources) == 1:
                dates = self._dates.get(sources[0].published)
        if len(claims) == 1 and not said.issues:  # as most
            claim = claims[0]
            about = self._subjects.get((claim.issue, claim.attribute, claim.by))
        is_plain = (
            bool(said.title)
            and (len(sources) < 2 or len({source.publisher for source in sources}) == 1)
            and (len(claims) < 2 or len({(claim.issue, claim.attribute) for claim in claims}) == len(claims))
        )
        return Gist(
            said.event,
            when and once(when, when),
            said.phase,
            dates or self._of_dates(said),
            publisher and once(publisher, publisher),
            about or self._about(said),
            is_plain,
            None if is_plain else said.known,
        )

    def _of_dates(self, said: EventRecorded) -> tuple[str, ...]:
        dates = known_dates(said.sources, said.known)
        if len(said.sources) == 1 and said.sources[0].published:
            self._dates[said.sources[0].published] = dates
        return dates

    def _about(self, said: EventRecorded) -> Subjects:
        once, of_claims = self._texts.setdefault, [self._of_claim(claim) for claim in said.claims]
        if len(of_claims) == 1 and not said.issues:
            return of_claims[0]
        issues = [once(issue, issue) for issue in said.issues] + [about.issues[0] for about in of_claims]
        return Subjects(tuple(dict.fromkeys(issues)), tuple([about.claims[0] for about in of_claims]))

    def _of_claim(self, claim: Claim) -> Subjects:
        """What an event is about that makes only this claim."""
        key = claim.issue, claim.attribute, claim.by
        found = self._subjects.get(key)
        if found is None:
            once = self._texts.setdefault
            issue, attribute, by = key = once(key[0], key[0]), once(key[1], key[1]), key[2] and once(key[2], key[2])
            found = self._subjects[key] = Subjects((issue,), (ClaimGist(issue, attribute, by),))
        return found


def known_dates(sources: Iterable[Source], known: str | None) -> tuple[str, ...]:
    """The dates, of which the earliest is when something was known: those of its sources, else ``known``, if given."""
    published = tuple([source.published for source in sources if source.published])
    return published or ((known,) if known else ())
