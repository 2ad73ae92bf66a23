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
from timeline_engine.projection.days import EARLIEST, LATEST, is_told_of
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


def far(event: str, when: str | None, known: str, phase: str = "occurred", value: str = "a") -> Any:
    claims = [{"issue": "oil", "attribute": "status", "value": value}]
    data = {"event": event, "title": "It", "when": when, "known": known, "phase": phase, "claims": claims}
    return {name: one for name, one in data.items() if one is not None}


FAR = [
    far("of old", "Y-20000", "2000-01-01"),
    far("planned of old", "2000-01-01", "-0500-03", "scheduled"),
    far("far ahead", "Y1000000", "2001-01-01", "scheduled"),
    far("last day", "9999-12-31", "2001-01-02", "scheduled"),
    far("always", "../2003", "2002-01-02", value="b"),
    far("open", "2003/..", "2002-01-02", "scheduled"),
    far("since when", "/2001", "2001-02-01"),
    far("first day", "0001-01-01", "0001-01-01"),
    far("known of old", "2000", "Y-30000"),
    far("undated", None, "1999"),
]


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Apia", "America/New_York", "Asia/Kathmandu"])
def test_lines_between_the_ends_of_the_calendar(zone: str) -> None:
    """Apia left out 30 December 2011, whose end is that of the day before."""
    line = {"recorded": "2020-01-01T00:00:00.000000Z", "kind": "event.recorded"}
    told = [entry(line | {"seq": seq, "id": f"e{seq}", "data": data}) for seq, data in enumerate(FAR, 1)]
    history = read_history(told, Zone(zone))
    days = list(issue_lines(history, history.zone))
    for text in ("0001-01-03", "0500-01-01", "1999-12-31", "2001-01-02", "2003-12-31", "2011-12-30", "9999-12-29"):
        instant = history.zone.instant(text)
        assert is_told_of(instant, history.zone)
        line_then = at(days, "oil", instant)
        assert line_then == line_of(history, "oil", instant)
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(line_then), type=IssueLine) == line_then
    for text in ("0000-12-31", "9999-12-31", "2003-12-31T12:00", "-0500-01-01", "Y20000"):
        assert not is_told_of(history.zone.instant(text), history.zone)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(case=streams_and_questions(), zone=zones)
def test_the_lines_are_the_fold_of_each_day(case: Any, zone: str) -> None:
    check(read_history(map(entry, case[0]), Zone(zone)))
