"""The gist of a new event: the little of it that an answer goes by, so that the rest can stay as it is stored."""

from msgspec import Struct

from .kinds import EventRecorded, Phase


class Subjects(Struct, frozen=True, gc=False):
    """What a new event is about: the issues it names, itself or by its claims, each once; of each claim the issue, the
    attribute, and who makes it, if it says so.
    """

    issues: tuple[str, ...]
    claims: tuple[tuple[str, str, str | None], ...]


class Gist(Struct, frozen=True, gc=False):
    """Of an `EventRecorded` what can be told of an event from this entry alone, without its words.

    The earliest of ``dates`` is when it was known: those its sources were published on, or its own. ``publisher`` is
    that of the first source.
    """

    event: str
    when: str | None
    phase: Phase
    dates: tuple[str, ...]
    publisher: str | None
    about: Subjects


_KEPT = 65_536  # of a kind: a log may be read for as long as a process lives, and hold ever new ones


class Gists:
    """Makes gists; what many have in common is kept once."""

    def __init__(self) -> None:
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._texts: dict[str, str] = {}
        self._dates: dict[str, tuple[str, ...]] = {}
        self._subjects: dict[object, Subjects] = {}

    def of(self, said: EventRecorded) -> Gist:
        """The gist of what an entry says."""
        if len(self._texts) > _KEPT or len(self._dates) > _KEPT or len(self._subjects) > _KEPT:
            self._start_afresh()
        when, sources, claims, issues = said.when, said.sources, said.claims, said.issues
        publisher = sources[0].publisher if sources else None
        on = sources[0].published if len(sources) == 1 else None
        dates = self._dates.get(on) if on else None
        if dates is None:
            dates = _dates(said)
            if on:
                self._dates[on] = dates
        key: object
        if len(claims) == 1 and not issues:  # as most
            key = claims[0].issue, claims[0].attribute, claims[0].by
        else:
            key = issues, tuple([(claim.issue, claim.attribute, claim.by) for claim in claims])
        about = self._subjects.get(key) or self._about(said)
        once = self._texts.setdefault
        return Gist(
            said.event, when and once(when, when), said.phase, dates, publisher and once(publisher, publisher), about
        )

    def _about(self, said: EventRecorded) -> Subjects:
        once = self._texts.setdefault
        issues = [once(issue, issue) for issue in (*said.issues, *[claim.issue for claim in said.claims])]
        claims = [
            (once(c.issue, c.issue), once(c.attribute, c.attribute), c.by and once(c.by, c.by)) for c in said.claims
        ]
        about = Subjects(tuple(dict.fromkeys(issues)), tuple(claims))
        self._subjects[claims[0] if len(claims) == 1 and not said.issues else (said.issues, about.claims)] = about
        return about


def _dates(said: EventRecorded) -> tuple[str, ...]:
    published = tuple([source.published for source in said.sources if source.published])
    return published or ((said.known,) if said.known else ())
