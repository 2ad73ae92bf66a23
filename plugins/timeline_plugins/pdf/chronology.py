"""What stands in the chronology, as data for the template: texts in the words of every format, in one line each."""

from collections.abc import Iterator
from typing import Any

from timeline_engine.dates import BEGINNING, FOREVER
from timeline_engine.history import Revision
from timeline_engine.model import Source, format_value
from timeline_engine.projection import AttributeState, ClaimState, EventState, IssueState
from timeline_engine.view import View
from timeline_engine.view.words.phrases import (
    PHASE_WORDS,
    attribute_words,
    begin_words,
    claimant_words,
    clocks_words,
    counted,
    date_words,
    flags_words,
    gone_words,
    sentence,
    source_words,
    when_words,
)
from timeline_engine.view.words.printable import printable
from timeline_engine.view.words.said import accounts_words, contested_words, other_date_words
from timeline_engine.view.words.told import event_lines, proof_words
from timeline_engine.visible import visible
from timeline_plugins.links import address

Data = dict[str, Any]

_NONE = "–"


def chronology(view: View) -> Data:
    """All that the pages say. The numbers in ``from`` are places in ``sources``, from 1 on."""
    return _Chronology(view).data()


def line(text: str) -> str:
    """A text of the log in one line, in which nothing is hidden."""
    return " ".join(visible(printable(text)).split())


class _Chronology:
    """What is said of a view, as it is gathered."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.numbers: dict[Source, int] = {}

    def data(self) -> Data:
        view = self.view
        return {
            "title": line(view.log.title) or line(view.log.id),
            "clocks": line(sentence(clocks_words(view.question))),
            "counts": f"{counted(len(view.events), 'event')}, {counted(len(view.issues), 'issue')}.",
            "issues": [*map(self._issue, view.issues)],
            "disputed": [*self._disputed()],
            "years": self._years(),
            "sources": [self._source(source) for source in self.numbers],
            "proof": line(proof_words(view, digits=None)),
        }

    def _issue(self, issue: IssueState) -> Data:
        status = issue.status
        return {
            "title": self._name(issue.issue),
            "question": line(issue.question or ""),
            "cells": [
                line(attribute_words(status)) if status else _NONE,
                begin_words(status.first.revision, self.view.zone) if status else _NONE,
                self._dated(issue.last),
                self._dated(issue.next),
                line(flags_words(issue)) or _NONE,
            ],
        }

    def _name(self, issue: str) -> str:
        """The title of an issue; in its place the id, if nothing of it can be shown."""
        state = self.view.issue(issue)
        return (line(state.title) if state else "") or line(issue)

    def _dated(self, event: EventState | None) -> str:
        """The title of an event behind its date."""
        return f"{when_words(event.revision, self.view.zone)}: {_title(event.revision)}" if event else _NONE

    def _disputed(self) -> Iterator[Data]:
        """Of each issue the attributes of which the claims differ, and the events on which publishers do not agree."""
        for issue in self.view.issues:
            for attribute in issue.attributes.values():
                if attribute.contested:
                    yield self._attribute(issue, attribute)
        for event in self.view.events.contested():
            yield self._differing(event.revision)

    def _attribute(self, issue: IssueState, attribute: AttributeState) -> Data:
        subject = f"{self._name(issue.issue)}: {line(attribute.name)}"
        return {"of": subject, "said": [*map(self._claim, attribute.claims)]}

    def _claim(self, claim: ClaimState) -> Data:
        zone, revision = self.view.zone, claim.revision
        dated = other_date_words(claim, zone)
        return {
            "value": line(format_value(claim.value)),
            "who": line(claimant_words(claim)),
            "event": line(f"{_title(revision)} ({when_words(revision, zone)}){f'; {dated}' if dated else ''}"),
            "from": self._cited(claim.sources),
        }

    def _differing(self, revision: Revision) -> Data:
        accounts = [line(sentence(account)) for account in accounts_words(revision, self.view.zone)]
        return {"of": f"{_title(revision)}: {' and '.join(revision.contested)}", "accounts": accounts}

    def _years(self) -> list[Data]:
        """The events in their order, under the years in which they take effect."""
        years: list[Data] = []
        for event in self.view.events:
            year = self._year(event.revision.effective)
            if not years or years[-1]["year"] != year:
                years.append({"year": year, "events": []})
            years[-1]["events"].append(self._event(event))
        return years

    def _year(self, instant: int) -> str:
        if instant in (BEGINNING, FOREVER):
            return "With an open beginning" if instant == BEGINNING else "With an open end"
        return date_words(self.view.zone.day(instant)[: -len("-12-04")], self.view.zone)

    def _event(self, event: EventState) -> Data:
        revision, zone = event.revision, self.view.zone
        gone = gone_words(event, zone)
        return {
            "title": _title(revision),
            "date": when_words(revision, zone),
            "phase": line(f"{PHASE_WORDS[event.phase]}{f' ({gone})' if gone else ''}"),
            "contested": contested_words(revision),
            "lines": [*filter(None, map(line, event_lines(event, zone)))],
            "known": f"{self._bearing(revision)}Known since {date_words(revision.known.text, zone)}",
            "from": self._cited(revision.sources),
        }

    def _bearing(self, revision: Revision) -> str:
        """The issues, in a sentence; empty if there is none."""
        return f"Bears on {'; '.join(map(self._name, revision.issues))}. " if revision.issues else ""

    def _cited(self, sources: tuple[Source, ...]) -> list[int]:
        return [self.numbers.setdefault(source, len(self.numbers) + 1) for source in sources]

    def _source(self, source: Source) -> Data:
        said, url = line(source_words(source, self.view.zone)), line(source.url or "")
        return {"said": said, "url": url if url != said else "", "link": address(source.url) if source.url else None}


def _title(revision: Revision) -> str:
    return line(revision.body.title) or line(revision.event)
