"""The line of an issue with news is what the fold finds with them, wherever it is told."""

from collections import Counter
from itertools import islice
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.generate import _line, feed
from oracle.strategies import streams, zones
from oracle.test_against_oracle import entry
from timeline_engine.dates import Zone
from timeline_engine.dates.civil import DAY
from timeline_engine.history import History, read_history
from timeline_engine.projection.day_by_day import Day, issue_lines
from timeline_engine.projection.lines import IssueLine, line_of
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


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(lines=streams(), zone=zones, data=st.data())
def test_what_is_told_with_news_is_the_fold_with_them(lines: list[Any], zone: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(lines)))
    before = read_history(map(entry, lines[:cut]), Zone(zone))
    after = read_history(map(entry, lines), Zone(zone))
    days = days_of(after)
    if not days:
        return
    kept = of_days(before, data.draw(st.sampled_from([None, *days])))
    for instant in data.draw(st.lists(st.sampled_from(days), min_size=1, max_size=4, unique=True)):
        lines_then = kept_at(kept, instant)
        told = brought_up(lines_then, before, after, instant)
        for issue in after.issues:
            line = line_of(after, issue, instant)
            if issue not in told:
                assert line == line_of(before, issue, instant)
            elif told[issue] is not None:
                assert is_told_right(told[issue], line), issue


def log_of_a_feed(entries: int) -> list[Any]:
    told = enumerate(islice(feed(), entries), 1)
    return [entry(msgspec.json.decode(_line(seq, "", *one))) for seq, one in told]


def test_of_a_feed_nearly_all_news_can_be_told() -> None:
    entries, zone = log_of_a_feed(6_000), Zone("Asia/Kolkata")
    count: Counter[bool] = Counter()
    for cut in (4_000, 5_950):
        before, after = (read_history(entries[:end], zone) for end in (cut, cut + 50))
        instant = max(event.statements[-1].known.instant for event in after.events.values())
        told = brought_up(kept_at(of_days(before, instant - 8 * DAY), instant), before, after, instant)
        for issue, line in told.items():
            count[line is not None] += 1
            assert line is None or is_told_right(line, line_of(after, issue, instant))
    assert count[True] > 19 * count[False]
