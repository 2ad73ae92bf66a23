"""Every JSON answer is what its published schema says, and says each thing once."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from timeline_engine.cli import COMMANDS, main
from timeline_engine.view.json.schemas import SCHEMAS

from .running import ROOT

SHIPPED = ("--log", str(ROOT / "events"))

ASKED: dict[str, list[tuple[str, ...]]] = {
    "project": [("project", "--as-of", "2018-12-04"), ("project", "--hindsight"), ("project", "--issue", "iran-oil")],
    "events": [("events", "--as-of", "2018-12-04"), ("events", "--as-of", "1900-01-01")],
    "show": [
        ("show", "first-two-plus-two-dialogue"),
        ("show", "tariff-talks"),
        ("show", "iran-oil"),
        ("show", "tariffs"),
    ],
    "why": [
        ("why", "iran-oil"),
        ("why", "caatsa-waiver.us-stance", "--as-of", "2018-12-04"),
        ("why", "iran-oil", "--limit", "1"),
        ("why", "tariffs.rate"),
        ("why", "tariffs"),
    ],
    "diff": [
        ("diff", "2018-09-01", "2018-12-04"),
        ("diff", "2018-12-04", "2019-06-30"),
        ("diff", "2018-12-04@2018-12-04", "2018-12-04@2019-06-30"),
        ("diff", "1900-01-01", "2019-06-30"),
        ("diff", "2018-12-04", "2018-12-04"),
    ],
    "watch": [("watch", "--after", "88", "--once"), ("watch", "--after", "2", "--once", "--count", "1")],
    "search": [("search", "oil"), ("search", "waiver"), ("search", "nothinglikeit")],
    "check": [("check",)],
    "head": [("head",)],
    "verify": [("verify",), ("verify", "--head", "0" * 64)],
    "plugins": [("plugins",)],
}
"""By the name of a schema, questions to the shipped log and to the log of `rich`."""


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """A log with figures, and events that were moved, called off, taken back, corrected or bear on no issue."""
    log = ("--log", str(tmp_path_factory.mktemp("rich") / "log"))
    for command in (
        ("init", "--timezone", "UTC"),
        ("define", "tariffs", "--title", "Tariffs", "--estimate", "rate:%"),
        ("record", "Tariff talks", "--on", "2018-05-01", "--issue", "tariffs", "--set", "tariffs.rate=~10 %",
         "--place", "Geneva", "--actor", "India", "--summary", "They met",
         "--source", "A", "--published", "2018-05-02"),
        ("record", "Rate told", "--on", "2018-05~", "--set", "tariffs.rate=12 %", "--by", "B"),
        ("record", "Visit", "--on", "2031-05", "--scheduled", "--issue", "tariffs"),
        ("postpone", "visit"),
        ("record", "Summit", "--on", "2031-06", "--scheduled", "--issue", "tariffs"),
        ("cancel", "summit"),
        ("record", "Rumour", "--on", "2018-06-01", "--set", "tariffs=raised"),
        ("retract", "rumour"),
        ("record", "Flood", "--on", "2018-07-01"),
        ("correct", "flood", "--title", "A flood"),
        ("record", "Mistake", "--on", "2018-07-02", "--set", "tariffs=cut"),
        ("correct", "mistake", "--void"),
    ):  # fmt: skip
        result = CliRunner().invoke(main, [*log, *command])
        assert result.exit_code == 0, result.output
    return log


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len({name for name, _ in pairs}) == len(pairs), f"a key is written twice: {pairs}"
    return dict(pairs)


def answered(log: tuple[str, ...], command: tuple[str, ...]) -> Any:
    result = CliRunner().invoke(main, [*log, *command, "--json"])
    return json.loads(result.stdout, object_pairs_hook=once) if result.stdout else None


@pytest.mark.slow
@pytest.mark.parametrize("name", ASKED)
def test_an_answer_is_what_its_schema_says(name: str, rich: tuple[str, ...]) -> None:
    valid = Draft202012Validator(SCHEMAS[name])
    found = [answer for log in (SHIPPED, rich) for command in ASKED[name] if (answer := answered(log, command))]
    assert found
    for answer in found:
        assert [error.message for error in valid.iter_errors(answer)] == []


def test_of_an_empty_and_of_a_damaged_log_too(tmp_path: Path) -> None:
    log = ("--log", str(tmp_path / "log"))
    assert CliRunner().invoke(main, [*log, "init", "--timezone", "UTC"]).exit_code == 0
    empty = {name: answered(log, (name,)) for name in ("project", "events", "check", "verify")}
    (tmp_path / "log" / "000001.jsonl").write_bytes(b"{}\n")
    damaged = answered(log, ("verify",))
    assert damaged["damage"]
    for name, answer in (*empty.items(), ("verify", damaged)):
        assert answer is not None
        assert [error.message for error in Draft202012Validator(SCHEMAS[name]).iter_errors(answer)] == []


def test_a_change_of_the_issue_itself_names_the_issue() -> None:
    found = answered(SHIPPED, ("diff", "1900-01-01", "2019-06-30"))
    changes = [change for of_cause in found["changes"].values() for change in of_cause if change["part"] == "issue"]
    assert {change["issue"] for change in changes} >= {"iran-oil", "comcasa"}
    assert all(change["new"]["title"] for change in changes)


def test_an_event_without_an_issue_is_in_the_answer(rich: tuple[str, ...]) -> None:
    found = answered(rich, ("project",))
    assert [event["title"] for event in found["stray"]] == ["A flood"]
    (talks,) = (event for issue in found["issues"] for event in issue["occurred"] if event["event"] == "tariff-talks")
    assert (talks["place"], talks["actors"], talks["summary"]) == ("Geneva", ["India"], "They met")


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_and_is_printed(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    result = CliRunner().invoke(main, ["schema", name])
    assert json.loads(result.stdout) == SCHEMAS[name]


def test_another_name_is_refused_with_those_there_are() -> None:
    result = CliRunner().invoke(main, ["schema", "dif"])
    assert result.exit_code == 2
    assert "there are project" in result.stderr


def with_json(command: click.Command, name: str) -> Iterator[str]:
    if isinstance(command, click.Group):
        for sub in command.commands.values():
            yield from with_json(sub, f"{name}-{sub.name}")
    elif any("--json" in option.opts for option in command.params):
        yield name


def test_every_command_that_answers_in_json_has_a_schema_and_an_example() -> None:
    context = click.Context(main)
    commands = ((name, main.get_command(context, name)) for name in COMMANDS)
    named = {one for name, command in commands if command for one in with_json(command, name)}
    assert named == set(SCHEMAS) == set(ASKED)
