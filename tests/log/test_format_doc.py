"""docs/log-format.md describes what is really written."""

import re
from pathlib import Path

import attrs
import pytest

from timeline_engine.entries import BODIES, Draft
from timeline_engine.log import FileLog
from timeline_engine.log.verify import verify
from timeline_engine.model import Attribute, Claim, Quantity, Source

from .samples import ids

DOC = (Path(__file__).parents[2] / "docs" / "log-format.md").read_text("utf-8")


def fenced(language: str) -> str:
    """The first code block of a language."""
    return DOC.partition(f"```{language}\n")[2].partition("```")[0]


def test_the_example_is_a_log(tmp_path: Path) -> None:
    (tmp_path / "timeline.toml").write_text(fenced("toml"), "utf-8")
    (tmp_path / "000001.jsonl").write_bytes(fenced("json").encode())
    log = FileLog(tmp_path)
    assert ids(log) == ["i-comcasa", "first-two-plus-two-dialogue"]
    assert f"    {log.head()}\n" in DOC
    assert verify(log).damage is None
    entries = list(log.read())
    (tmp_path / "000001.jsonl").write_bytes(b"")
    again = FileLog(tmp_path, clock=lambda: 1_543_895_520_000_000)
    for entry in entries:
        again.append([Draft(entry.id, entry.body)])
    assert (tmp_path / "000001.jsonl").read_bytes() == fenced("json").encode()


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
