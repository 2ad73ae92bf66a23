"""A log that was read once keeps what it worked out: each further answer is what one who asks nothing else is given."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.strategies import Question, questions, streams, zones
from oracle.test_against_oracle import comparable, engine, entry
from timeline_engine.dates import Zone
from timeline_engine.history import read_history
from timeline_engine.history.sharing import sharing
from timeline_engine.log import Head, LogInfo
from timeline_engine.log.following import Appended
from timeline_engine.view.asking import LogHistory
from timeline_engine.view.following import grown, history_of
from timeline_engine.view.json.contract import to_json

Data = dict[str, Any]


@st.composite
def logs_and_questions(draw: st.DrawFn) -> tuple[list[Data], list[Question], int]:
    """A log, what is asked of it in turn, and how many of its entries there are when it is asked first."""
    lines = draw(streams())
    asked = draw(st.lists(questions(lines), min_size=2, max_size=6))
    return lines, asked, draw(st.integers(0, len(lines)))


def ask(history: LogHistory, question: Question) -> Any:
    as_of, known_by, recorded_by = question
    found = history.at(as_of, known_by=known_by, hindsight=known_by is None, recorded_by=recorded_by)
    return [comparable(issue) for issue in to_json(found)["issues"]]


def appended(lines: list[Data]) -> list[Appended]:
    return [Appended(tuple(map(entry, lines)), Head(lines[-1]["seq"], "0" * 64))] if lines else []


@settings(max_examples=100, deadline=None)
@given(logs_and_questions(), zones)
def test_each_answer_is_that_of_the_question_alone(case: tuple[list[Data], list[Question], int], zone: str) -> None:
    lines, asked, begun = case
    history = history_of(LogInfo("t", "t", zone, 1), appended(lines[:begun]))
    for question in asked:
        assert ask(history, question) == engine(lines[:begun], *question, zone)
    history = grown(history, appended(lines[begun:]))
    for question in asked:
        assert ask(history, question) == engine(lines, *question, zone)


@settings(max_examples=50, deadline=None)
@given(streams(), st.data(), zones)
def test_a_history_is_the_same_with_what_it_shares(lines: list[Data], data: st.DataObject, zone: str) -> None:
    begun, entries = data.draw(st.integers(0, len(lines))), list(map(entry, lines))
    before, after = (read_history(some, Zone(zone)) for some in (entries[:begun], entries))
    for history, other in ((after, before), (before, after)):
        shared = sharing(history, other)
        assert shared == history
        assert list(shared.events) == list(history.events)


def test_what_is_told_alike_is_one_object() -> None:
    lines = [
        {"seq": seq, "id": f"e{seq}", "recorded": f"2018-12-0{seq}T10:00:00.000000Z", "kind": "event.recorded",
         "data": {"event": event, "title": event, "known": "2018-12-01"}}
        for seq, event in enumerate("aabcc", 1)
    ]  # fmt: skip
    history = history_of(LogInfo("t", "t", "UTC", 1), appended(lines))
    before = history.at("2018-12-05", recorded_by="2018-12-04").history.events
    assert [before[event] is history.history.events[event] for event in "abc"] == [True, True, False]


def test_whatever_is_appended_no_earlier_reading_stays_in_memory() -> None:
    """A zone remembers the dates that it read, and of estimates there may be very many."""
    defined = {"issue": "i", "title": "I", "attributes": {"price": {"kind": "estimate"}}}
    told = [{"event": event, "title": event, "known": "2018-12-01"} for event in "abcabc"]
    lines = [
        {"seq": seq, "id": f"e{seq}", "recorded": f"2018-12-0{seq}T10:00:00.000000Z", "kind": kind, "data": data}
        for seq, (kind, data) in enumerate([("issue.defined", defined), *(("event.recorded", one) for one in told)], 1)
    ]
    history = history_of(LogInfo("t", "t", "UTC", 1), appended(lines[:1]))
    for line in lines[1:]:
        history = grown(history, appended([line]))
    events = history.history.events.values()
    assert [len(event.statements) for event in events] == [2, 2, 2]
    assert {id(event.zone) for event in events} == {id(history.history.zone)}  # type: ignore[union-attr]
    assert {id(event.estimates) for event in events} == {id(history.history.estimates)}  # type: ignore[union-attr]


def test_what_figures_are_estimates_is_not_shared() -> None:
    """What two papers say alike is one claim, and is a figure of each only once the issue says that it is estimated."""
    said = [("event.recorded", {"title": "A"} | figure("Times")), ("event.sourced", figure("Post"))]
    defined = {"issue": "i", "title": "I", "attributes": {"price": {"kind": "estimate"}}}
    lines = [
        {"seq": seq, "id": f"e{seq}", "recorded": f"2018-12-0{seq}T10:00:00.000000Z", "kind": kind, "data": data}
        for seq, (kind, data) in enumerate([*said, ("issue.defined", defined)], 1)
    ]
    history = history_of(LogInfo("t", "t", "UTC", 1), appended(lines))
    for recorded in ("2018-12-03", "2018-12-02", "2018-12-03"):
        question = "2018-12-05", None, recorded
        assert ask(history, question) == engine(lines, *question, "UTC")


def figure(paper: str) -> Data:
    claim = {"issue": "i", "attribute": "price", "value": 1}
    return {"event": "a", "claims": [claim], "sources": [{"publisher": paper, "published": "2018-12-01"}]}
