"""An option that is given twice is two things, or refused: none of what is typed is lost."""

from typing import Any

import click
import pytest

from timeline_engine.cli import COMMANDS, main

from .running import Cli

E = ("record", "E", "--on", "2018-12-01")


def sources(cli: Cli) -> list[dict[str, Any]]:
    return list(cli.last()["sources"])


def claimed(cli: Cli) -> list[tuple[str, Any]]:
    return [(claim["value"], claim.get("by")) for claim in cli.last()["claims"]]


def test_two_claimants_and_two_sources(cli: Cli) -> None:
    cli.ok(
        "record", "X", "--on", "2019-01-01", "--set", "oil=buying", "--by", "Foo", "--set", "deal=near", "--by", "Bar",
        "--source", "P", "--published", "2019-01-01", "--source", "Q", "--url", "https://q",
        "--published", "2019-01-01",
    )  # fmt: skip
    assert claimed(cli) == [("buying", "Foo"), ("near", "Bar")]
    assert sources(cli) == [
        {"publisher": "P", "published": "2019-01-01"}, {"publisher": "Q", "published": "2019-01-01", "url": "https://q"},
    ]  # fmt: skip


@pytest.mark.parametrize("command", [("occurred", "talks"), ("cancel", "talks"), ("source", "talks"), E])
def test_every_command_that_records_takes_several_sources(cli: Cli, command: tuple[str, ...]) -> None:
    cli.ok(*command, "--source", "P", "--source-title", "T", "--published", "2018-12-05", "--source", "Q",
           "--published", "2018-12-06")  # fmt: skip
    assert [source["publisher"] for source in sources(cli)] == ["P", "Q"]
    assert sources(cli)[0]["title"] == "T"


def test_what_is_said_of_one_source_stands_in_any_order(cli: Cli) -> None:
    cli.ok(*E, "--published", "2018-12-05", "--url", "https://x", "--source", "P")
    assert sources(cli) == [{"publisher": "P", "published": "2018-12-05", "url": "https://x"}]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("--published", "2018-12-05", "--source", "P", "--source", "Q"), "--published stands before the first of"),
        (("--source", "P", "--published", "2018-12-05", "--published", "2018-12-06"), "--published is given twice"),
        (("--url", "https://x", "--url", "https://y"), "--url is given twice for one source"),
        (("--source", "P", "--source", "Q", "--url", "https://x", "--url", "https://y"), "--url is given twice"),
        (("--set", "oil=buying", "--by", "A", "--by", "B"), "--by 'B' has no --set before it"),
        (("--by", "A", "--set", "oil=buying", "--by", "B"), "--by 'A' has no --set before it"),
        (("--set", "oil=buying", "--by", "A", "--set", "deal=x", "--by", "B", "--set", "deal.value=1"),
         "--set 'deal.value=1' has no --by after it"),
    ],
)  # fmt: skip
def test_what_belongs_to_nothing_is_refused_with_what_to_type(cli: Cli, typed: tuple[str, ...], why: str) -> None:
    said = cli.refused(*E, *typed, code=2)
    assert why in said
    assert "like --s" in said


def test_one_claimant_is_of_all_claims_and_each_of_several_of_those_before(cli: Cli) -> None:
    cli.ok(*E, "--set", "oil=buying", "--by", "A", "--set", "deal=x", "--source", "S", "--published", "2018-12-02")
    assert claimed(cli) == [("buying", "A"), ("x", "A")]
    cli.ok("source", "e", "--set", "oil=ended", "--set", "deal=y", "--by", "A", "--set", "oil=buying", "--by", "B",
           "--set", "deal=z", "--by", "", "--source", "T", "--published", "2018-12-03")  # fmt: skip
    assert claimed(cli) == [("ended", "A"), ("y", "A"), ("buying", "B"), ("z", None)]


def test_a_correction_by_several_sources_replaces_all(cli: Cli) -> None:
    cli.ok(*E, "--source", "P", "--published", "2018-12-05", "--source", "Q", "--published", "2018-12-06")
    cli.ok("correct", "e", "--source", "Q", "--published", "2018-12-07")
    assert cli.last()["fields"]["sources"] == [
        {"publisher": "P", "published": "2018-12-05"}, {"publisher": "Q", "published": "2018-12-07"},
    ]  # fmt: skip
    assert "the entry has 2 sources, P (2018-12-05) and Q (2018-12-07)" in cli.refused("correct", "e", "--source", "R")
    assert "the entry has 2 sources" in cli.refused("correct", "e", "--published", "2018-12-08")
    cli.ok("correct", "e", "--source", "P", "--published", "2018-12-05", "--source", "R")
    assert cli.last()["fields"]["sources"] == [{"publisher": "P", "published": "2018-12-05"}, {"publisher": "R"}]


def test_the_form_has_room_for_one_and_says_so(cli: Cli) -> None:
    assert "one --source" in cli.refused(*E, "--edit", "--source", "P", "--source", "Q", code=2)
    two = ("--set", "oil=buying", "--by", "A", "--set", "deal=x", "--by", "B")
    assert "one --by" in cli.refused(*E, "--edit", *two, code=2)


def single_valued() -> list[tuple[tuple[str, ...], str, str]]:
    """Every option of every command that takes one value, with a value that it takes."""
    found: list[tuple[tuple[str, ...], str, str]] = []
    ctx = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(ctx, name)
        subs = command.commands if isinstance(command, click.Group) else {"": command}
        for sub, one in subs.items():
            for param in one.params if one else ():
                if isinstance(param, click.Option) and not (param.multiple or param.is_flag):
                    value = param.type.choices[0] if isinstance(param.type, click.Choice) else "1"
                    found.append(((name, sub) if sub else (name,), param.opts[0], str(value)))
    return found


@pytest.mark.parametrize(("command", "option", "value"), single_valued(), ids=lambda part: str(part))
def test_what_can_hold_once_is_refused_twice(cli: Cli, command: tuple[str, ...], option: str, value: str) -> None:
    said = cli.refused(*command, option, value, option, value, code=2)
    assert "is given twice, and only one can hold: give it once" in said


def test_there_are_many_of_them() -> None:
    names = {option for _, option, _ in single_valued()}
    assert {"--on", "--as-of", "--known-by", "--known", "--recorded-by", "--title", "--note", "--log"} <= names


def test_the_log_is_named_once(cli: Cli) -> None:
    assert "--log is given twice" in cli.refused("--log", "a", "--log", "b", "events", code=2)
    assert "--log is given twice" in cli.refused("--log", "a", "events", "--log", "b", code=2)
    assert "given 3 times" in cli.refused(*E, "--kind", "a", "--kind", "b", "--kind", "c", code=2)


def test_flags_may_be_repeated(cli: Cli) -> None:
    assert cli.ok("events", "--json", "--json") == cli.ok("events", "--json")
