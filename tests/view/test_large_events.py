"""An event with very many claims is worked out once for an answer, not once for each of its attributes."""

from collections import Counter
from typing import Any

import pytest

from support import memory_log
from timeline_engine.entries import Draft, EventRecorded
from timeline_engine.history import EventHistory
from timeline_engine.history.base import Base
from timeline_engine.model import Claim, Source
from timeline_engine.view import project
from timeline_engine.view.json.contract import to_json

MANY = 200


@pytest.mark.parametrize("reports", [1, 2])
def test_its_attributes_are_told_from_one_revision(reports: int, monkeypatch: pytest.MonkeyPatch) -> None:
    log = memory_log()
    claims = tuple(Claim("i", f"a{number:03}", f"v{number}") for number in range(MANY))
    for number in range(reports):
        source = Source(f"P{number}", published=f"2018-01-0{number + 2}")
        body = EventRecorded(event="e", title="E", when="2018-01-01", sources=(source,), claims=claims)
        log.append([Draft(f"x{number}", body)])
    made: Counter[str] = Counter()
    for kind, name in ((Base, "revision"), (EventHistory, "revision"), (EventHistory, "seen"), (Base, "value")):
        _count(monkeypatch, kind, name, made)
    issue = to_json(project(log, "2019-01-01"))["issues"][0]
    values = [state["value"] for state in issue["attributes"].values()]
    assert values == [f"v{number}" for number in range(MANY)]
    assert sum(made.values()) < 10, made


def _count(monkeypatch: pytest.MonkeyPatch, kind: type, name: str, made: "Counter[str]") -> None:
    ours = getattr(kind, name)

    def counted(self: Any, *given: Any, **named: Any) -> Any:
        made[f"{kind.__name__}.{name}"] += 1
        return ours(self, *given, **named)

    monkeypatch.setattr(kind, name, counted)
