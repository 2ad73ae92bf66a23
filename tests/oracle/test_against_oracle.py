"""The engine against an oracle written from docs/semantics.md alone, over random logs and random questions."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from oracle.evidence import answer
from oracle.strategies import streams_and_questions, zones
from timeline_engine.dates import Zone
from timeline_engine.entries import Codec, Entry
from timeline_engine.history import read_history
from timeline_engine.log import Head, LogInfo
from timeline_engine.projection import fold
from timeline_engine.view import Question, View
from timeline_engine.view.json.contract import to_json

CODEC = Codec()


def entry(line: dict[str, Any]) -> Entry:
    return CODEC.entry(CODEC.envelope(msgspec.json.encode({"v": 1, "prev": ""} | line)))


def engine(lines: list[dict[str, Any]], as_of: str, known_by: str | None, recorded_by: str | None, zone: str) -> Any:
    clock = Zone(zone)
    history = read_history(map(entry, lines), clock, clock.instant(recorded_by) if recorded_by else None)
    result = fold(history, clock.instant(as_of), clock.instant(known_by) if known_by else None)
    question = Question(as_of=as_of, known_by=known_by, recorded_by=recorded_by)
    view = View(
        log=LogInfo("t", "t", zone, 1), head=Head(len(lines), "0" * 64), zone=clock, question=question,
        as_of=clock.instant(as_of), issues=result.issues, events=result.events, history=history,
    )  # fmt: skip
    return [comparable(issue) for issue in to_json(view)["issues"]]


def comparable(issue: dict[str, Any]) -> dict[str, Any]:
    """An issue without the few keys that the oracle does not give."""
    for state in [issue["status"], *issue["attributes"].values()]:
        if state:
            del state["kind"], state["range"]
    return issue


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(streams_and_questions(), zones)
def test_the_fold_equals_the_oracle(case: Any, zone: str) -> None:
    lines, question = case
    expected = answer(lines, *question, zone)["issues"]
    assert engine(lines, *question, zone) == expected
