"""docs/log-format.md describes what is really written."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from timeline_engine.entries import BODIES, Draft
from timeline_engine.log import FileLog
from timeline_engine.log.verify import verify
from timeline_engine.model import Attribute, Claim, Quantity, Source

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "log-format.md").read_text("utf-8")
SHIPPED = ROOT / "events"


def fenced(language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", DOC, re.M | re.S)


def test_the_example_is_a_log(tmp_path: Path) -> None:
    (toml,), example = fenced("toml"), fenced("json")[0].encode()
    (tmp_path / "timeline.toml").write_text(toml, "utf-8")
    segment = tmp_path / "000001.jsonl"
    segment.write_bytes(example)
    log = FileLog(tmp_path)
    assert log.info == FileLog(SHIPPED).info
    assert fenced("text") == [f"{log.head()}\n"]
    assert verify(log).damage is None
    entries = list(log.read())
    segment.write_bytes(b"")
    for entry in entries:
        now = (datetime.fromisoformat(entry.recorded) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        FileLog(tmp_path, clock=lambda now=now: now).append([Draft(entry.id, entry.body)])
    assert segment.read_bytes() == example


def test_the_lines_of_the_examples_are_in_the_log_that_ships() -> None:
    lines = (SHIPPED / "000001.jsonl").read_text("utf-8").splitlines()
    first, event = (block.splitlines() for block in fenced("json"))
    assert first == lines[:2]
    assert event == [next(line for line in lines if '"kind":"event.recorded"' in line)]


@pytest.mark.parametrize("kind", BODIES)
def test_every_field_of_a_kind_is_in_its_row(kind: str) -> None:
    row = next(line for line in DOC.splitlines() if line.startswith(f"| `{kind}` |"))
    words = set(re.findall(r"\w+", row))
    fields = attrs.fields(BODIES[kind])
    assert {field.name for field in fields} <= words
    bold = set(re.findall(r"\*\*(\w+)\*\*", row))
    assert bold == {field.name for field in fields if field.default is attrs.NOTHING}


@pytest.mark.parametrize(
    ("part", "kind"), [("claims", Claim), ("value", Quantity), ("sources", Source), ("attribute", Attribute)]
)
def test_every_field_of_a_part_is_in_its_row(part: str, kind: type[attrs.AttrsInstance]) -> None:
    row = next(line for line in DOC.splitlines() if line.startswith((f"| {part} |", f"| {part}: ")))
    assert {field.name for field in attrs.fields(kind)} <= set(re.findall(r"\w+", row))
