"""The line of an issue at the end of each day is what the fold finds then."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from oracle.strategies import streams_and_questions, zones
from oracle.test_against_oracle import entry
from timeline_engine import read
from timeline_engine.dates import Zone
from timeline_engine.history import History, read_history
from timeline_engine.history.bounds import end_of_day
from timeline_engine.model import Attribute
from timeline_engine.projection import AttributeState, ClaimState, IssueState, fold
from timeline_engine.projection.course import course
from timeline_engine.projection.day_by_day import Day, issue_lines
from timeline_engine.projection.days import EARLIEST, LATEST
from timeline_engine.projection.lines import IssueLine, line_of, seqs_to_read
from timeline_engine.view.words.phrases import FLAGGED, attribute_words, flagged, flags_words

ROOT = Path(__file__).parents[2]


def days_of(history: History) -> list[int]:
    """The ends of the days on which anything changes, and of the days around."""
    found = course(history)
    changes = [change.instant for some in (*found.events.values(), *found.states.values()) for change in some]
    near = [
        end_of_day(instant + step * 86_400_000_000, history.zone)
        for instant in changes
        if EARLIEST < instant < LATEST
        for step in (-1, 0, 1)
    ]
    return sorted(set(near))


def at(days: list[Day], issue: str, instant: int) -> IssueLine | None:
    found = [day for day in days if day.issue == issue and day.instant <= instant]
    return found[-1].line if found else None


def shown(state: IssueState) -> Any:
    """What the table shows of an issue, as the fold finds it."""
    status = state.status
    words = (attribute_words(status), status.first.revision) if status else None
    return words, *(one and one.revision for one in (state.last, state.next)), flags_words(state)


def told(line: IssueLine, history: History, issue: str, instant: int) -> Any:
    """What the table shows of an issue by its line, and the events to which that points."""
    events = {statement.seq: event for event in history.events.values() for statement in event.statements}
    read = {seq: events[seq].revision(history.zone, instant) for seq in seqs_to_read(line)}
    words = None
    if line.status:
        claims = [
            ClaimState(stated, revision)
            for place in line.status
            for revision in [read[place.event]]
            for stated in revision.claims
            if stated.order[1:] == place.entry
        ]
        kind = history.issues[issue].attributes.get("status", Attribute()).kind
        state = AttributeState(
            name="status", kind=kind, value=claims[0].value, contested="status" in line.contested,
            claims=claims, run=(), zone=history.zone,
        )  # fmt: skip
        words = attribute_words(state), read[line.first]
    events_shown = [read[some[0]] if some else None for some in (line.last, line.next)]
    phases = [phase for phase in FLAGGED if phase in line.in_phases]
    return words, *events_shown, flagged(dict.fromkeys([*line.contested, *line.disputes]), phases)


def check(history: History) -> None:
    days = list(issue_lines(history, history.zone))
    for instant in days_of(history):
        answer = {state.issue: state for state in fold(history, instant, instant).issues if state.events}
        for issue in history.issues:
            line = at(days, issue, instant)
            assert line == line_of(history, issue, instant)
            assert (line is None) == (issue not in answer)
            if line:
                assert line.known == min(event.revision.known.instant for event in answer[issue].events)
                assert told(line, history, issue, instant) == shown(answer[issue])


def test_the_lines_of_the_shipped_log_are_the_fold_of_each_day() -> None:
    history = read(ROOT / "events").history
    assert len(days_of(history)) > 20
    check(history)


def test_neighbouring_lines_differ_and_are_small() -> None:
    history = read(ROOT / "events").history
    for issue in history.issues:
        days = [day for day in issue_lines(history, history.zone) if day.issue == issue]
        assert days
        assert all(one.line != other.line or other.witnesses is not None for one, other in pairwise(days))
        assert [day.instant for day in days] == sorted({day.instant for day in days})
        for day in days:
            assert msgspec.msgpack.decode(msgspec.msgpack.encode(day.line), type=IssueLine) == day.line
            assert len(msgspec.msgpack.encode(day.line)) < 150


def test_before_a_day_lines_are_short_and_tell_no_witnesses() -> None:
    history = read(ROOT / "events").history
    whole = list(issue_lines(history, history.zone))
    since = whole[len(whole) // 2].instant
    for issue in history.issues:
        some = [day for day in issue_lines(history, history.zone, since) if day.issue == issue]
        assert [day.witnesses is None for day in some if day.instant < since] == [True] * sum(
            d.instant < since for d in some
        )
        for day in some:
            line = at(whole, issue, day.instant)
            assert line is not None
            if day.instant < since:
                line = msgspec.structs.replace(line, last=line.last[:1], next=line.next[:1])
            assert day.line == line
        began = any(day.instant <= since for day in some)
        assert [day.witnesses is not None for day in some if day.instant == since] == [True] * began


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(case=streams_and_questions(), zone=zones)
def test_the_lines_are_the_fold_of_each_day(case: Any, zone: str) -> None:
    check(read_history(map(entry, case[0]), Zone(zone)))
