"""Logs as every version of the format wrote them: they decode, and answer by the rules of today."""

import json
from pathlib import Path

import pytest

from oracle.evidence import answer
from oracle.test_against_oracle import engine
from timeline_engine.entries import BODIES
from timeline_engine.log import FileLog, open_log
from timeline_engine.log.verify import verify
from timeline_engine.view import project

FORMATS = Path(__file__).parents[1] / "data" / "formats"
VERSIONS = sorted(path.name for path in FORMATS.iterdir() if path.is_dir())


@pytest.fixture(params=VERSIONS)
def log(request: pytest.FixtureRequest) -> FileLog:
    made = open_log(FORMATS / request.param)
    assert isinstance(made, FileLog)
    return made


def test_each_is_whole_and_has_every_kind(log: FileLog) -> None:
    assert verify(log).damage is None
    assert {entry.kind for entry in log.read()} == set(BODIES)


@pytest.mark.parametrize(
    ("day", "status", "upcoming"),
    [
        ("2019-08-24", None, {}),
        ("2019-08-25", "planned", {}),  # the Post said so before the Gazette did
        ("2020-03-15", "planned", {"opening": "2020-09-01"}),
        ("2020-08-21", "planned", {"ferry": "2020-11-30"}),
        ("2020-11-10", "open", {"ferry": "2020-11-30"}),
        ("2020-11-20", "open", {}),
    ],
)
def test_v1_answers(day: str, status: str | None, upcoming: dict[str, str]) -> None:
    view = project(FORMATS / "v1", day)
    found = view.issue("bridge")
    assert (found.status.value if found and found.status else None) == status
    assert {event.id: event.when for event in view.phase("upcoming")} == upcoming


def test_what_was_retracted_or_void_is_in_no_later_answer() -> None:
    early, late = (project(FORMATS / "v1", day)["bridge"] for day in ("2021-02-05", "2021-03-05"))
    assert ("toll" in early.attributes, "toll" in late.attributes) == (True, False)
    assert not [event for event in late.events if event.id == "typo"]
    assert [event.title for event in late.events if event.id == "opening"] == ["The bridge opens"]


def test_each_answers_as_the_oracle_does(log: FileLog) -> None:
    lines = [json.loads(line) for line in (log.path / "000001.jsonl").read_text("utf-8").splitlines()]
    days = {text for line in lines for text in (line["data"].get("known"), line["data"].get("when"))}
    for day in sorted({text for text in days if text and len(text) == 10} | {"2021-02-05", "2021-03-05"}):
        for known_by in (day, None):
            told = answer(lines, day, known_by, None, log.info.zone)["issues"]
            assert engine(lines, day, known_by, None, log.info.zone) == told
