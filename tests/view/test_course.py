"""The course of a history says at any instant what the fold finds as of that instant."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from oracle.strategies import streams_and_questions, zones
from oracle.test_against_oracle import entry
from timeline_engine import read
from timeline_engine.dates import BEGINNING, FOREVER, Zone
from timeline_engine.history import History, read_history
from timeline_engine.projection import AttributeState, EventState, fold
from timeline_engine.projection.course import Course, course

ROOT = Path(__file__).parents[2]


def told(event: EventState) -> Any:
    revision = event.revision
    return event.phase, revision.when, revision.effective, revision.issues, revision.contested


def stated(state: AttributeState) -> Any:
    claims = [(claim.value, claim.claimant, claim.revision.event, claim.known.instant) for claim in state.claims]
    return claims, state.contested, state.since_instant, state.reaffirmed_instant, state.first.revision.event


def by_fold(history: History, instant: int, hindsight: bool) -> tuple[Any, Any]:
    answer = fold(history, instant, None if hindsight else instant)
    events = {event.id: told(event) for event in answer.events}
    states = {(issue.id, name): stated(state) for issue in answer.issues for name, state in issue.attributes.items()}
    return events, states


def by_course(found: Course, instant: int) -> tuple[Any, Any]:
    events = {event: found.event(event, instant) for event in found.events}
    states = {subject: found.state(*subject, instant) for subject in found.states}
    return (
        {name: (one.phase, one.when, one.effective, one.issues, one.contested) for name, one in events.items() if one},
        {
            subject: (
                [(claim.value, claim.claimant, claim.event, claim.known) for claim in one.claims],
                one.contested,
                one.since,
                one.reaffirmed,
                one.first,
            )
            for subject, one in states.items()
            if one
        },
    )


def instants(found: Course) -> list[int]:
    """Each instant at which anything changes, and those around it."""
    changes = [change.instant for some in (*found.events.values(), *found.states.values()) for change in some]
    around = {instant + step for instant in changes for step in (-1, 0, 1)}
    return sorted(instant for instant in around if BEGINNING < instant < FOREVER)


@pytest.mark.parametrize("hindsight", [False, True])
def test_the_course_of_the_shipped_log_is_the_fold_of_each_instant(hindsight: bool) -> None:
    history = read(ROOT / "events").history
    found = course(history, hindsight=hindsight)
    assert len(instants(found)) > 30
    for instant in instants(found):
        assert by_course(found, instant) == by_fold(history, instant, hindsight)


@pytest.mark.parametrize("hindsight", [False, True])
@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(case=streams_and_questions(), zone=zones)
def test_the_course_is_the_fold_of_each_instant(case: Any, zone: str, hindsight: bool) -> None:
    history = read_history(map(entry, case[0]), Zone(zone))
    found = course(history, hindsight=hindsight)
    for instant in instants(found):
        assert by_course(found, instant) == by_fold(history, instant, hindsight)


@pytest.mark.parametrize("hindsight", [False, True])
def test_neighbouring_changes_differ(hindsight: bool) -> None:
    found = course(read(ROOT / "events").history, hindsight=hindsight)
    for changes in (*found.events.values(), *found.states.values()):
        said = [{name: getattr(change, name) for name in change.__struct_fields__[1:]} for change in changes]
        assert all(one != other for one, other in pairwise(said))
        assert sorted(change.instant for change in changes) == [change.instant for change in changes]
