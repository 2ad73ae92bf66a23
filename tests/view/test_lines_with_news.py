"""The line of an issue with news is what the fold finds with them, wherever it is told."""

from collections import Counter
from itertools import islice
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.generate import _line, feed
from oracle.strategies import DAYS, streams, zones
from oracle.test_against_oracle import entry
from timeline_engine.dates import Zone
from timeline_engine.dates.civil import DAY
from timeline_engine.history import History, read_history
from timeline_engine.projection import fold
from timeline_engine.projection.day_by_day import Day, issue_lines
from timeline_engine.projection.lines import IssueLine, line_of, line_of_state
from timeline_engine.projection.news import KeptLine, seqs_for_news, with_news
from view.test_lines import days_of

Kept = dict[str, list[Day]]


def kept_at(days: Kept, instant: int) -> dict[str, KeptLine]:
    """The lines at an instant, with their witnesses as they were told last."""
    found: dict[str, KeptLine] = {}
    for issue, some in days.items():
        until = [day for day in some if day.instant <= instant]
        if until:
            witnesses = [day.witnesses for day in until if day.witnesses is not None]
            found[issue] = until[-1].line, witnesses[-1] if witnesses else None
    return found


def of_days(history: History, detailed_from: int | None = None) -> Kept:
    found: Kept = {}
    more = {} if detailed_from is None else {"detailed_from": detailed_from}
    for day in issue_lines(history, history.zone, **more):
        found.setdefault(day.issue, []).append(day)
    return found


def only(history: History, events: set[str]) -> History:
    some = {name: event for name, event in history.events.items() if name in events}
    return msgspec.structs.replace(history, events=some)


def changed(before: History, after: History) -> set[str]:
    return {name for name in {**before.events, **after.events} if before.events.get(name) != after.events.get(name)}


def by_seq(history: History) -> dict[int, str]:
    return {statement.seq: name for name, event in history.events.items() for statement in event.statements}


def brought_up(kept: dict[str, KeptLine], before: History, after: History, instant: int) -> dict[str, IssueLine | None]:
    """What is told with news, from the events that have to be known for that, and no others."""
    news, names = changed(before, after), by_seq(before)
    small = only(before, news), only(after, news)
    besides = {names[seq] for issue, one in kept.items() for seq in seqs_for_news(one, issue, *small)}
    return with_news(kept, only(before, news | besides), only(after, news | besides), instant)


def is_told_right(told: IssueLine, line: IssueLine | None) -> bool:
    """Whether it says the same, and of the last and the next events the best."""
    if line is None or told.last[:1] != line.last[:1] or told.next[:1] != line.next[:1]:
        return False
    some = msgspec.structs.replace(line, last=line.last[: len(told.last)], next=line.next[: len(told.next)])
    return told == some


def check(lines: list[Any], cut: int, zone: str, data: st.DataObject) -> None:
    """Take the lines of the first entries, and the others as news."""
    before, after = (read_history(map(entry, some), Zone(zone)) for some in (lines[:cut], lines))
    days = days_of(after)
    if not days:
        return
    kept, depth = of_days(before, data.draw(st.sampled_from([None, *days]))), data.draw(st.sampled_from([1, 3]))
    for instant in data.draw(st.lists(st.sampled_from(days), min_size=1, max_size=3, unique=True)):
        lines_then = {
            issue: (msgspec.structs.replace(line, last=line.last[:depth], next=line.next[:depth]), witnesses)
            for issue, (line, witnesses) in kept_at(kept, instant).items()
        }
        told = brought_up(lines_then, before, after, instant)
        for issue in after.issues:
            line = line_of(after, issue, instant)
            if issue not in told:
                assert line == line_of(before, issue, instant)
            elif told[issue] is not None:
                assert is_told_right(told[issue], line), issue


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(lines=streams(), zone=zones, data=st.data())
def test_what_is_told_with_news_is_the_fold_with_them(lines: list[Any], zone: str, data: st.DataObject) -> None:
    check(lines, data.draw(st.integers(0, len(lines))), zone, data)


EVENTS = [f"event-{number}" for number in range(14)]
few_days = st.sampled_from(DAYS[:6])
claimed = st.builds(
    lambda attribute, value, by: {"issue": "oil", "attribute": attribute, "value": value} | ({"by": by} if by else {}),
    st.sampled_from(("status", "price", "price")),
    st.sampled_from("aab"),
    st.sampled_from((None, "PTI", "MEA", "Pentagon")),
)
some_claims = st.lists(claimed, min_size=1, max_size=1)
report = {"when": few_days, "known": few_days, "claims": some_claims}
recorded = st.fixed_dictionaries(
    report | {"title": st.just("It"), "phase": st.sampled_from(("occurred", "occurred", "occurred", "scheduled"))}
)


@st.composite
def news_of(draw: st.DrawFn, events: list[str]) -> tuple[str, Any]:
    """An entry on one of these events."""
    event = draw(st.sampled_from(events))
    what = draw(st.sampled_from(("sourced", "occurred", "retracted", "void", "corrected", "corrected")))
    if what == "void":
        return "event.corrected", {"entry": event, "fields": {}, "void": True}
    if what == "corrected":
        name = draw(st.sampled_from(("when", "known", "claims")))
        return "event.corrected", {"entry": event, "fields": {name: draw(report[name])}}
    known = {"event": event, "known": draw(few_days)}
    if what == "sourced":
        return "event.sourced", known | {"sources": [{"publisher": "Reuters"}], "claims": draw(some_claims)}
    return f"event.{what}", known


@st.composite
def busy_logs(draw: st.DrawFn) -> tuple[list[Any], int]:
    """A log of many events that bear on one issue, and which of its entries are no news."""
    events = EVENTS[: draw(st.integers(4, len(EVENTS)))]
    attributes = {"price": {"kind": "estimate"}}
    told = [("issue.defined", "define", {"issue": "oil", "title": "Oil", "attributes": attributes})]
    told += [("event.recorded", event, {"event": event} | draw(recorded)) for event in events]
    cut = len(told) - draw(st.integers(0, 2))
    for number in range(draw(st.integers(0, 3))):
        kind, data = draw(news_of(events))
        told.append((kind, f"news-{number}", data))
    return log_of(*told), cut


def log_of(*told: tuple[str, str, Any]) -> list[Any]:
    """A log of these entries: kind, id and data."""
    stamped = enumerate(told, 1)
    return [
        {"seq": seq, "id": name, "recorded": f"2018-12-20T00:00:{seq:02}.000000Z", "kind": kind, "data": data}
        for seq, (kind, name, data) in stamped
    ]


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(log=busy_logs(), data=st.data())
def test_what_is_told_of_a_busy_issue_is_the_fold(log: tuple[list[Any], int], data: st.DataObject) -> None:
    check(*log, "UTC", data)


def price(event: str, day: int, by: str, value: str) -> tuple[str, str, Any]:
    claim = {"issue": "oil", "attribute": "price", "value": value, "by": by}
    return "event.recorded", event, {"event": event, "title": "It", "when": DAYS[day], "known": DAYS[day],
                                     "phase": "occurred", "claims": [claim]}  # fmt: skip


DEFINED = ("issue.defined", "define", {"issue": "oil", "title": "Oil", "attributes": {"price": {"kind": "estimate"}}})
PRICES = [
    price("as-early", 0, "PTI", "b"),
    price("first", 0, "PTI", "b"),
    price("second", 1, "PTI", "a"),
    price("third", 4, "MEA", "b"),
    price("fourth", 5, "MEA", "a"),
    price("fifth", 6, "Pentagon", "a"),
]


@pytest.mark.parametrize("void", ["first", "second", "third", "fourth", "fifth"])
def test_what_an_event_leaves_that_never_was_is_not_told_if_it_is_not_seen(void: str) -> None:
    """As to the first, whether the issue is known since then by another; as to the second, what its claimant had said
    before; as to the others, what came before them.
    """
    lines = log_of(DEFINED, *PRICES, ("event.corrected", "news", {"entry": void, "fields": {}, "void": True}))
    before, after = (read_history(map(entry, some), Zone("UTC")) for some in (lines[:-1], lines))
    instant = before.zone.instant(DAYS[10])
    assert brought_up(kept_at(of_days(before), instant), before, after, instant) == {"oil": None}


def test_a_further_figure_is_told() -> None:
    lines = log_of(DEFINED, *PRICES, price("sixth", 7, "Reuters", "b"))
    before, after = (read_history(map(entry, some), Zone("UTC")) for some in (lines[:-1], lines))
    instant = before.zone.instant(DAYS[10])
    told = brought_up(kept_at(of_days(before), instant), before, after, instant)
    assert told == {"oil": line_of(after, "oil", instant)}
    assert told["oil"] is not None
    assert told["oil"].contested == ("price",)


def test_what_another_definition_makes_of_claims_is_not_told() -> None:
    other = ("issue.defined", "other", {"issue": "oil", "title": "Oil", "attributes": {"price": {"kind": "state"}}})
    lines = log_of(DEFINED, *PRICES, price("sixth", 7, "Reuters", "b"), other)
    before, after = (read_history(map(entry, some), Zone("UTC")) for some in (lines[:-2], lines))
    instant = before.zone.instant(DAYS[10])
    assert brought_up(kept_at(of_days(before), instant), before, after, instant) == {"oil": None}


def log_of_a_feed(entries: int) -> list[Any]:
    told = enumerate(islice(feed(), entries), 1)
    return [entry(msgspec.json.decode(_line(seq, "", *one))) for seq, one in told]


@pytest.mark.slow
def test_of_a_feed_nearly_all_news_can_be_told() -> None:
    entries, zone = log_of_a_feed(2_050), Zone("Asia/Kolkata")
    before, after = (read_history(entries[:end], zone) for end in (2_000, 2_050))
    instant = max(event.statements[-1].known.instant for event in after.events.values())
    told = brought_up(kept_at(of_days(before, instant - 8 * DAY), instant), before, after, instant)
    answer = {state.issue: line_of_state(state) for state in fold(after, instant, instant).issues if state.events}
    assert all(line is None or is_told_right(line, answer[issue]) for issue, line in told.items())
    count = Counter(line is not None for line in told.values())
    assert count[True] > 19 * count[False]
