"""Rules about the answer: what the entries together say of each event and issue, with hindsight."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from ...dates import When, Zone
from ...entries import EventOccurred, EventRecorded, EventRescheduled, EventSourced
from ...history import Event, Known, Revision, Statement, Step, known_of
from ...model import STATUS, format_value
from ...projection import AttributeState, ClaimState, claims_in_effect
from ..words.phrases import claimant_words, date_words, when_words
from .context import Ground
from .finding import Fault, some

_AHEAD = 26 * 3_600_000_000
"""Microseconds by which a day begins earlier in the one place of the Earth than in another, at most."""


def overdue(ground: Ground) -> Iterator[Fault]:
    """A scheduled event whose date has passed, and nobody reported what came of it."""
    for event in ground.events:
        if event.phase == "overdue" and event.revision.when:
            dated = [step.statement for step in event.revision.steps if _sets_date(step)]
            said = f"{_event(event.revision)} was set for {when_words(event.revision, ground.zone)}"
            yield _fault(dated[-1], f"{said}, no outcome is reported")


def known_late(ground: Ground) -> Iterator[Fault]:
    """An event that became known as scheduled when the date set for it had passed."""
    for event in ground.events:
        for moment, steps in _moments(event.revision):
            dated = [step.statement for step in steps if _sets_date(step)]
            when = steps[-1].when
            if dated and steps[-1].outcome == "scheduled" and when and when.ends < moment:
                known = date_words(dated[-1].known.text, ground.zone)
                said = f"{_event(event.revision)} was set for {date_words(when.text, ground.zone)}"
                yield _fault(dated[-1], f"{said}, but that became known only on {known}")


def _moments(revision: Revision) -> Iterator[tuple[int, list[Step]]]:
    """What became known of an event, moment by moment: no entry before the event itself."""
    first = revision.known.instant
    for moment, steps in groupby(revision.steps, lambda step: max(step.statement.known.instant, first)):
        yield moment, list(steps)


def impossible_dates(ground: Ground) -> Iterator[Fault]:
    """An event reported as having occurred before the first day on which it can have."""
    for event in ground.events:
        for step in event.revision.steps:
            statement, when = step.statement, step.when
            occurred = step.outcome == "occurred" and isinstance(statement.body, EventRecorded | EventOccurred)
            if occurred and when and when.starts > _known_at_most(statement.known, when, ground.zone):
                blamed = _known_from(ground.history.events[event.revision.event], statement, ground.zone)
                occurred_on, known = (date_words(text, ground.zone) for text in (when.text, statement.known.text))
                said = f"{_event(event.revision)} is said to have occurred {occurred_on}, yet that was known"
                yield _fault(blamed, f"{said} {known}, before it could have")


def _known_at_most(known: Known, when: When, zone: Zone) -> int:
    """When it was known; of a day, seen from an exact time, as late as it may be for where it began first."""
    exact = zone.when(known.text).kind == "time" and when.kind != "time"
    return known.instant + _AHEAD if exact else known.instant


def backward_statuses(ground: Ground) -> Iterator[Fault]:
    """A status that goes back in the order in which its values are declared."""
    for issue in ground.issues:
        declared = ground.history.issues[issue.issue].attributes.get(STATUS)
        if declared is None or not declared.allowed:
            continue
        order = {value: place for place, value in enumerate(declared.allowed)}
        claims = reversed(claims_in_effect(issue.issue, issue.events).get(STATUS, []))
        # Claims as effective as each other are contested, which is no step back: the last of them holds.
        held = [list(same)[-1] for _, same in groupby(claims, lambda claim: claim.revision.effective)]
        for before, after in pairwise(claim for claim in held if claim.value in order):
            if order[after.value] < order[before.value]:
                said = f"{issue.issue}.{STATUS} goes back from {_told(before)} to {_told(after)}"
                yield _claimed(after, said)


def contested(ground: Ground) -> Iterator[Fault]:
    """An attribute whose standing claims disagree."""
    for issue in ground.issues:
        for attribute in issue.attributes.values():
            if attribute.contested:
                said = some(list(dict.fromkeys(_voices(attribute))), mark=";")
                yield _claimed(attribute.winner, f"of {issue.issue}.{attribute.name} is claimed {said}")


def _voices(attribute: AttributeState) -> Iterator[str]:
    for claim in attribute.claims:
        yield f"{format_value(claim.value)} ({claimant_words(claim)})"


def _told(claim: ClaimState) -> str:
    return f"{format_value(claim.value)} ({claim.revision.event})"


def _sets_date(step: Step) -> bool:
    return step.when is not None and isinstance(step.statement.body, EventRecorded | EventRescheduled)


def _known_from(history: Event, statement: Statement, zone: Zone) -> Statement:
    """The statement that made another known so early: itself, or of an event's base perhaps a further source."""
    if statement is not history.base:
        return statement
    own = known_of(statement.body.sources, statement.body.known, zone)
    if own is None or own.instant == statement.known.instant:
        return statement
    told = (s for s in history.others if isinstance(s.body, EventSourced) and not s.void)
    return next((s for s in told if s.known == statement.known), statement)


def _event(revision: Revision) -> str:
    return f"event {revision.event!r}"


def _fault(statement: Statement, sentence: str) -> Fault:
    return Fault(statement.seq, statement.id, sentence, statement.body.event)


def _claimed(claim: ClaimState, sentence: str) -> Fault:
    """A fault of the entry that states a claim."""
    stated = claim.stated
    told = (step.statement for step in claim.revision.steps)
    entry = next(statement.id for statement in told if statement.seq == stated.seq)
    return Fault(stated.seq, entry, sentence, claim.revision.event, stated.claim.issue)
