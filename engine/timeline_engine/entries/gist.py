"""The gist of a new event: the little of it that an answer goes by, so that the rest can stay as it is stored."""

from msgspec import Struct

from .kinds import EventRecorded, Phase


class Subjects(Struct, frozen=True, gc=False):
    """What a new event is about: the issues it names, itself or by its claims, and each claim's issue and attribute."""

    issues: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]


class Gist(Struct, frozen=True, gc=False):
    """Of an `EventRecorded` what can be told of an event from this entry alone, without its words.

    ``published`` are the dates of the sources that have one.
    """

    event: str
    when: str | None
    phase: Phase
    published: tuple[str, ...]
    known: str | None
    about: Subjects


class Gists:
    """Makes gists; what many have in common is kept once."""

    def __init__(self) -> None:
        self._dates: dict[str, str] = {}
        self._published: dict[object, tuple[str, ...]] = {}
        self._subjects: dict[object, Subjects] = {}

    def of(self, said: EventRecorded) -> Gist:
        """The gist of what an entry says."""
        when, sources, claims, issues = said.when, said.sources, said.claims, said.issues
        dates = sources[0].published if len(sources) == 1 else tuple([source.published for source in sources])
        published = self._published.get(dates)
        if published is None:
            published = self._published[dates] = tuple([source.published for source in sources if source.published])
        key: object
        if len(claims) == 1 and not issues:  # as most
            key = claims[0].issue, claims[0].attribute
        else:
            key = issues, tuple([(claim.issue, claim.attribute) for claim in claims])
        about = self._subjects.get(key)
        if about is None:
            about = self._subjects[key] = _subjects(said)
        if when is not None:
            when = self._dates.setdefault(when, when)
        return Gist(said.event, when, said.phase, published, said.known, about)


def _subjects(said: EventRecorded) -> Subjects:
    issues = dict.fromkeys([*said.issues, *[claim.issue for claim in said.claims]])
    return Subjects(tuple(issues), tuple([(claim.issue, claim.attribute) for claim in said.claims]))
