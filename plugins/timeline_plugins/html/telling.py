"""What is told of an event: its words, claims and accounts as known from each day on, and report by report."""

from collections.abc import Iterable
from typing import Any

from timeline_engine.dates import When, Zone
from timeline_engine.history import Account, AttributedClaim, Base, Event, Revision, Step
from timeline_engine.model import Source, format_value
from timeline_engine.view.words.phrases import date_words

from .days import OPEN_FUTURE, OPEN_PAST, Day, Days, day_number
from .tables import Table, Texts, short

STEPS = ("occurred", "scheduled", "postponed", "cancelled", "retracted")
"""What an event is after a report."""


NO_DATE = -1


class Telling:
    """Tells of events, each with its reports. ``only`` are the issues whose claims are told; None: all."""

    def __init__(self, zone: Zone, texts: Texts, days: Days, only: frozenset[str] | None) -> None:
        self._zone, self._texts, self._days, self._only = zone, texts, days, only
        self._whens, self._dates, self._sources, self._subjects, self._claims = (Table() for _ in range(5))

    def tables(self) -> dict[str, Any]:
        """What was told more than once."""
        named = ("whens", "dates", "sources", "subjects", "claims")
        tables = (self._whens, self._dates, self._sources, self._subjects, self._claims)
        return {name: table.rows() for name, table in zip(named, tables, strict=True)}

    def of(self, event: Event) -> tuple[list[Any], list[Any]]:
        """What it was from each day on that brought a report, and its reports."""
        revisions = {instant: event.revision(self._zone, instant) for instant in _known(event)}
        told = {self._days.of(instant): one for instant, one in revisions.items() if one}
        steps = next(reversed(told.values())).steps
        return [self._told(day, one) for day, one in told.items()], [*map(self._step, steps)]

    def when(self, when: When | None) -> int:
        """Where a date stands: its words, its first and last day, whether it lasts."""
        if when is None:
            return 0
        first = day_number(when.first_day) if when.first_day else OPEN_PAST
        last = day_number(when.last_day) if when.last_day else OPEN_FUTURE
        lasts = int(when.kind == "extended")
        return self._whens.place((self._texts.of(date_words(when.text, self._zone)), first, last, lasts))

    def _told(self, day: Day, revision: Revision) -> list[Any]:
        """Day, title, claims, kind, actors, place, summary, accounts."""
        body = revision.body
        title, kind, place, summary = map(self._texts.of, (body.title, body.kind, body.place, body.summary))
        claims = [self._claim(claim) for claim in revision.claims if self._only is None or claim.issue in self._only]
        actors, accounts = [*map(self._texts.of, body.actors)], [*map(self._account, revision.accounts)]
        return short([day, title, claims, kind, actors, place, summary, accounts])

    def _claim(self, stated: AttributedClaim) -> int:
        """Issue and attribute, value, sources; known and claimant, if they are not those of the first of these."""
        claim, sources = stated.claim, stated.sources
        subject = self._subjects.place((self._texts.of(claim.issue), self._texts.of(claim.attribute)))
        first = sources[0] if sources else Source()
        known = 0 if stated.known.text == first.published else self._date(stated.known.text)
        claimant = 0 if stated.claimant == first.publisher else self._texts.of(stated.claimant)
        value = self._texts.of(format_value(claim.value))
        return self._claims.place((subject, value, tuple(self._cited(sources)), known, claimant))

    def _account(self, account: Account) -> list[Any]:
        """Phase, date, since when it is known, sources."""
        told = self._texts.of(account.phase), self.when(account.when), self._date(account.known.text)
        return [*told, self._cited(account.sources)]

    def _step(self, step: Step) -> list[Any]:
        """Day, sources, the date that it gives, what the event was then, its date then if that is another."""
        day, sources, own, held = self._days.of(step.known.instant), self._cited(step.sources), step.own, step.when
        phase = "postponed" if step.outcome == "scheduled" and not held else step.outcome
        other = [] if held == own else [self.when(held) or NO_DATE]
        return short([day, sources, self.when(own), STEPS.index(phase), other])

    def _cited(self, sources: Iterable[Source]) -> list[int]:
        return [self._sources.place(self._source(source)) for source in sources]

    def _source(self, source: Source) -> tuple[Any, ...]:
        """Publisher, address, published, title."""
        publisher, url, title = map(self._texts.of, (source.publisher, source.url, source.title))
        return publisher, url, self._date(source.published), title

    def _date(self, text: str | None) -> int:
        """Where a date stands that says since when something is known: its words, and the day."""
        if not text:
            return 0
        day = self._days.of(self._zone.instant(text))
        return self._dates.place((self._texts.of(date_words(text, self._zone)), day))


def _known(event: Event) -> list[int]:
    """When a report of it became known, in order."""
    if isinstance(event, Base):
        return [event.known.instant]
    return sorted({report.known.instant for report in event.known(None)})
