"""Which events and attributes two answers can differ in, so that nothing else of them need be made and compared.

An event's revision can differ if one of the dates that its entries give lies between what was known for the one answer
and for the other, or if the record has other entries of it; else only its phase can. An attribute can differ if such an
event claims something of it, or if its issue was defined anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from ...dates import FOREVER, DateError, Zone
from ...history import Base, Event, History, Statement
from ...history.sharing import told_alike
from ..answer import View, instant_of

Subject = tuple[str, str]
"""An issue and an attribute."""


class Touched(Struct, frozen=True):
    """The events that answers can differ in, by id; the issues and attributes of which they claim something; and the
    issues that are defined otherwise.
    """

    events: frozenset[str]
    subjects: frozenset[Subject]
    issues: frozenset[str]

    def has(self, issue: str, attribute: str) -> bool:
        """Can they differ in an attribute?"""
        return issue in self.issues or (issue, attribute) in self.subjects

    def told(self, history: History) -> Mapping[int, Event]:
        """What one of the answers was told of these events, each by its identity."""
        return _told(self.events, history)


def touched_between(views: Sequence[View]) -> Touched:
    """What can differ between an answer of a log and the next of several, each of which differs in one clock."""
    events, issues = set[str](), set[str]()
    for one, other in pairwise(views):
        if one.history is other.history:
            events.update(_known_between(one, other))
            events.update(_in_another_phase(one, other))
        else:
            events.update(_told_otherwise(one.history, other.history))
            issues.update(_defined_otherwise(one.history, other.history))
    seen = [view.events.told_by(_told(events, view.history)) for view in views]
    return Touched(
        frozenset(events), frozenset(subject for some in seen for subject in some.subjects()), frozenset(issues)
    )


def _told(events: Iterable[str], history: History) -> Mapping[int, Event]:
    return {id(event): event for event in map(history.events.get, events) if event}


def _known_between(one: View, other: View) -> Iterator[str]:
    """The events of which more was known for the one answer than for the other, of what the same history tells."""
    limits = [instant_of(view.zone, view.question.known_by) for view in (one, other)]
    first, last = sorted(FOREVER if limit is None else limit for limit in limits)
    for name, event in one.history.events.items() if first < last else ():
        if isinstance(event, Base) and len(event.gist.dates) < 2:  # as are most
            if first < event.known.instant <= last:
                yield name
        elif any(_says_from_between(statement, first, last, one.zone) for statement in event.statements):
            yield name


def _says_from_between(statement: Statement, first: int, last: int, zone: Zone) -> bool:
    """Is any date by which what an entry says can be known after the first instant, and not after the last?"""
    if isinstance(statement, Base):
        dates: Iterable[str | None] = (*statement.gist.dates, statement.gist.given)
    else:
        said = statement.said
        dates = (*[source.published for source in said.sources], said.known)
    try:
        instants = [statement.known.instant, *[zone.instant(text) for text in dates if text]]
    except DateError:
        return True  # whoever makes the event tells what is wrong
    return any(first < instant <= last for instant in instants)


def _in_another_phase(one: View, other: View) -> Iterator[str]:
    """The events that are in another phase in the one answer than in the other."""
    if one.as_of != other.as_of:
        phases = {id(event): phase for event, phase in one.events.phases()}
        for event, phase in other.events.phases():
            if phases.get(id(event)) != phase:
                yield event.base.event


def _told_otherwise(one: History, other: History) -> Iterator[str]:
    """The events of which one history does not tell the same as another."""
    alike = one.zone == other.zone
    weighed = one.estimates == other.estimates
    for name in {**one.events, **other.events}:
        was, now = one.events.get(name), other.events.get(name)
        if not (alike and was and now and told_alike(was, now) and (weighed or isinstance(now, Base))):
            yield name


def _defined_otherwise(one: History, other: History) -> Iterator[str]:
    """The issues of which one history has another definition than another."""
    return (issue for issue in {**one.issues, **other.issues} if one.issues.get(issue) != other.issues.get(issue))
