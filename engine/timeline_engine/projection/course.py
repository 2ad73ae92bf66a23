"""The course of a history: every change of each event's phase and of each attribute's state, in one sweep.

At any instant it is what `fold` finds as of that instant, by the same rules, but nothing is folded anew for another
instant: so very many can be looked at.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby, pairwise
from operator import attrgetter, itemgetter
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ..bulk import uncollected
from ..dates import BEGINNING, FOREVER, When
from ..history import History
from ..history.claiming import Subject
from ..model import Attribute, Value
from .claims import PlacedClaim, StandingClaims, claims_of, value_of_claim
from .events import Phase, PlacedEvent
from .in_effect import ClaimsInEffect
from .kept import Kept
from .stages import Stage, stages


class EventChange(Struct, frozen=True, gc=False):
    """What an event is from an instant on, until its next change.

    ``when`` is its date, bounded by its reports; None without one. ``effective`` is the instant by which events are
    ordered (R7.2). ``issues`` are those that it bears on, ``contested`` what publishers do not agree on: date, phase.
    """

    instant: int
    phase: Phase
    when: When | None
    effective: int
    issues: tuple[str, ...]
    contested: tuple[str, ...]


class Standing(Struct, frozen=True, gc=False):
    """A claim that stands: its value, who claims it, the id of the event that makes it, since when it was known."""

    value: Value
    claimant: str | None
    event: str
    known: int


class StateChange(Struct, frozen=True, gc=False):
    """The state of an attribute from an instant on, until its next change; without claims: none is in effect any more.

    ``claims`` are those that stand beside each other, the winner first; ``since`` and ``reaffirmed`` are instants, as
    in `AttributeState`, ``first`` is the id of the event by which the value began to hold.
    """

    instant: int
    claims: tuple[Standing, ...]
    contested: bool = False
    since: int = BEGINNING
    reaffirmed: int = BEGINNING
    first: str = ""

    @property
    def value(self) -> Value | None:
        """The value that holds."""
        return self.claims[0].value if self.claims else None


Change = TypeVar("Change", EventChange, StateChange)


class Course(Struct, frozen=True):
    """The changes of each event, by its id, and of each attribute of an issue, in the order of their instants.

    An event has none before it is known.
    """

    events: Mapping[str, Sequence[EventChange]]
    states: Mapping[Subject, Sequence[StateChange]]

    def event(self, event: str, instant: int) -> EventChange | None:
        """What an event is at an instant; None: nobody knows of it."""
        return _at(self.events.get(event, ()), instant)

    def state(self, issue: str, attribute: str, instant: int) -> StateChange | None:
        """The state of an attribute at an instant; None: no claim on it is in effect."""
        found = _at(self.states.get((issue, attribute), ()), instant)
        return found if found and found.claims else None


@uncollected()
def course(history: History, *, hindsight: bool = False) -> Course:
    """The course of a history over all instants, each as could be known then or, with hindsight, by all reports.

    Raises HistoryError: a date of the log is invalid.
    """
    events: dict[str, list[EventChange]] = {}
    changes: list[tuple[int, str, PlacedEvent]] = []
    for name, event in history.events.items():
        for instant, stage, phase in _changes(stages(event, history.zone, hindsight)):
            told = EventChange(instant, phase, stage.date, stage.effective, stage.issues, stage.contested)
            _add(events.setdefault(name, []), told)
            changes.append((instant, name, stage.placed(phase)))
    changes.sort(key=itemgetter(0))
    claiming = _Claiming(history)
    for instant, together in groupby(changes, key=itemgetter(0)):
        claiming.take(instant, ((name, placed) for _, name, placed in together))
    return Course(events, claiming.states)


def _changes(known: Iterable[Stage]) -> Iterator[tuple[int, Stage, Phase]]:
    """From which instants an event is what, as it becomes known and as its days come."""
    for stage, until in pairwise(chain(known, [None])):
        assert stage
        end = until.since if until else FOREVER
        before = None
        for instant in stage.instants():
            if instant < end and (phase := stage.phase(instant)) != before:
                yield instant, stage, phase
                before = phase


class _Claiming:
    """What is claimed of each attribute at an instant, as the sweep goes on, and how the states changed until then."""

    def __init__(self, history: History) -> None:
        self.states: dict[Subject, list[StateChange]] = {}
        self._history = history
        self._kept = Kept(history.zone, None)
        self._occurred: dict[str, PlacedEvent] = {}
        self._claims: dict[Subject, ClaimsInEffect] = {}

    def take(self, instant: int, changed: Iterable[tuple[str, PlacedEvent]]) -> None:
        """Take in what events are from an instant on."""
        touched = dict[Subject, None]()
        for event, placed in changed:
            if before := self._occurred.pop(event, None):
                for subject in _subjects(before):
                    for claim in claims_of(before, subject, self._kept):
                        self._of(subject).remove(claim)
                    touched[subject] = None
            if placed.phase == "occurred":
                self._occurred[event] = placed
                for subject in _subjects(placed):
                    for claim in claims_of(placed, subject, self._kept):
                        self._of(subject).add(claim)
                    touched[subject] = None
        for subject in touched:
            claims = self._of(subject)
            found = _change(instant, claims.standing(), self._kept) if claims else StateChange(instant, ())
            _add(self.states.setdefault(subject, []), found)

    def _of(self, subject: Subject) -> ClaimsInEffect:
        if subject not in self._claims:
            issue, name = subject
            attribute = self._history.issues[issue].attributes.get(name, Attribute())
            self._claims[subject] = ClaimsInEffect(attribute, partial(value_of_claim, self._kept))
        return self._claims[subject]


def _change(instant: int, found: StandingClaims, kept: Kept) -> StateChange:
    claims = tuple([_standing(claim, kept) for claim in found.claims])
    first, winner = found.first, found.claims[0]
    return StateChange(instant, claims, found.contested, first[0], winner[0], _event(first))


def _standing(claim: PlacedClaim, kept: Kept) -> Standing:
    return Standing(value_of_claim(kept, claim), claim[4], _event(claim), claim[1])


def _event(claim: PlacedClaim) -> str:
    """The id of the event that makes a claim."""
    return claim[3].event.statements[0].event


def _add(changes: list[Change], found: Change) -> None:
    """Take a change, if it is one."""
    if not changes or replace(changes[-1], instant=found.instant) != found:
        changes.append(found)


def _subjects(placed: PlacedEvent) -> dict[Subject, None]:
    return dict.fromkeys([(claim.issue, claim.attribute) for claim in placed.claims])


_INSTANT = attrgetter("instant")


def _at(changes: Sequence[Change], instant: int) -> Change | None:
    place = bisect_right(changes, instant, key=_INSTANT)
    return changes[place - 1] if place else None
