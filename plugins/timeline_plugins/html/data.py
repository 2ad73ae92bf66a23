"""The data of the page: what every event and every state was on each day, as known that day and with hindsight.

Rows are lists, texts are places in one list of texts; page/src/history.js has the names of what stands where.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from timeline_engine.history import Base, Event
from timeline_engine.history.claiming import Subject
from timeline_engine.model import format_value
from timeline_engine.projection import PHASES
from timeline_engine.projection.course import EventChange, Standing, StateChange, course
from timeline_engine.view import View
from timeline_engine.view.words.phrases import PHASE_WORDS

from .days import Day, Days
from .tables import Table, Texts, after_each_other, short
from .telling import Telling

Data = dict[str, Any]

Order = tuple[int, int, int]
Place = TypeVar("Place", int, Order)

_CONTESTED = {"date": 1, "phase": 2}


def page_data(view: View) -> Data:
    """All that the page shows, as JSON data. Raises HistoryError."""
    return _Page(view).data()


class _Page:
    """What is said of a view, as it is gathered."""

    def __init__(self, view: View) -> None:
        history = view.history
        self.view = view
        self.courses = course(history), course(history, hindsight=True)
        self.issues = {issue: place for place, issue in enumerate(sorted(view.only or history.issues))}
        self.firsts = {event: first for event in self._bearing() if (first := _first(history.events[event]))}
        self.events = {event: place for place, event in enumerate(sorted(self.firsts))}
        self.known = _places(known for known, _ in self.firsts.values())
        self.order = _places(self._order(event, change) for event in self.events for change in self._changes(event))
        self.days = Days(view.zone)
        self.texts, self.stands, self.bearing = Texts(), Table(), Table()
        self.telling = Telling(view.zone, self.texts, self.days, frozenset(self.issues) if view.only else None)

    def data(self) -> Data:
        return {
            **self._question(),
            "phases": [[phase, PHASE_WORDS[phase]] for phase in PHASES],
            "issues": [*map(self._issue, self.issues)],
            "states": [self._states(subject) for subject in self._subjects()],
            "ids": after_each_other(self.events),
            "events": [*map(self._event, self.events)],
            "bearing": [0, *self.bearing.all()],
            "stands": self.stands.rows(),
            **self.telling.tables(),
            "texts": self.texts.rows(),
        }

    def _bearing(self) -> Iterable[str]:
        """The events that bear on the issues; where all were asked for, also those that bear on none."""
        only, known = frozenset(self.view.only), self.courses[1].events
        return (event for event, changes in known.items() if not only or not only.isdisjoint(changes[-1].issues))

    def _changes(self, event: str) -> Iterable[EventChange]:
        return (change for found in self.courses for change in found.events[event])

    def _order(self, event: str, change: EventChange) -> Order:
        """What events are sorted by (R7.2)."""
        return change.effective, *self.firsts[event]

    def _subjects(self) -> Iterable[Subject]:
        subjects = sorted({subject for found in self.courses for subject in found.states})
        return (subject for subject in subjects if subject[0] in self.issues)

    def _question(self) -> Data:
        view, question = self.view, self.view.question
        return {
            "log": {
                "title": self.texts.of(view.log.title.strip() or view.log.id),
                "id": self.texts.of(view.log.id),
                "entries": view.head.seq,
                "head": view.head.hash,
                "zone": view.zone.name,
            },
            "asOf": self.days.of(view.as_of),
            "hindsight": question.known_by is None,
            "recordedBy": self.texts.of(question.recorded_by),
        }

    def _issue(self, issue: str) -> list[Any]:
        """Id, title, question, whether reports name it."""
        defined = self.view.history.issues[issue]
        told = (issue, defined.title, defined.question)
        return short([*map(self.texts.of, told), int(issue in self.view.history.reported)])

    def _states(self, subject: Subject) -> list[Any]:
        """Issue, attribute, its changes as known that day, and those with hindsight."""
        changes = [self.days.last_of_each(found.states.get(subject, ())) for found in self.courses]
        return [self.issues[subject[0]], self.texts.of(subject[1]), *[[*map(self._state, some)] for some in changes]]

    def _state(self, dated: tuple[Day, StateChange]) -> list[Any]:
        """Day, claims, contested, since, the event by which it began."""
        day, change = dated
        if not change.claims:
            return [day]
        claims = [self.stands.place(self._standing(claim)) for claim in change.claims]
        return [day, claims, int(change.contested), self.days.of(change.since), self.events[change.first]]

    def _standing(self, claim: Standing) -> tuple[Any, ...]:
        """Value, claimant, event, since when it is known."""
        value, claimant = self.texts.of(format_value(claim.value)), self.texts.of(claim.claimant)
        return value, claimant, self.events[claim.event], self.days.of(claim.known)

    def _event(self, event: str) -> list[Any]:
        """Place by since when it is known, what it was, its changes (as known that day, with hindsight), what is
        told of it, its reports.
        """
        stages = Table()
        change = self._change(event, stages)
        courses = [[*map(change, self.days.last_of_each(one.events[event]))] for one in self.courses]
        told = self.telling.of(self.view.history.events[event])
        return [self.known[self.firsts[event][0]], [*map(short, stages.all())], *courses, *told]

    def _change(self, event: str, stages: Table) -> Callable[[tuple[Day, EventChange]], list[Any]]:
        """Day, phase, place of what the event is otherwise: date, place in the order of events, issues, contested."""

        def row(dated: tuple[Day, EventChange]) -> list[Any]:
            day, change = dated
            issues = self.bearing.place(tuple([self.issues[name] for name in change.issues if name in self.issues]))
            contested = sum(_CONTESTED[name] for name in change.contested)
            stage = self.telling.when(change.when), self.order[self._order(event, change)], issues, contested
            return short([day, PHASES.index(change.phase), stages.place(stage) - 1])

        return row


def _first(event: Event) -> tuple[int, int] | None:
    """Since when an event is known, and the entry from which; None: nobody can know of it (R4.1)."""
    if isinstance(event, Base):
        return event.known.instant, event.seq
    reports = event.known(None)
    return reports[0].time[:2] if reports else None


def _places(values: Iterable[Place]) -> Mapping[Place, int]:
    """The place of each value among all, in order."""
    return {value: place for place, value in enumerate(sorted(set(values)))}
