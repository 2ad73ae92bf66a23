"""``correct EVENT`` of an event with several entries, and ``correct ISSUE``."""

import shlex

import pytest

from .running import Cli

SOURCE = ("--source", "Post", "--published", "2018-11-22")


def commands(said: str) -> list[list[str]]:
    """What a sentence says to type."""
    return [shlex.split(text)[1:] for text in said.split("`")[1::2]]


@pytest.fixture
def held(cli: Cli) -> Cli:
    cli.ok("occurred", "talks", "--on", "2018-11-21", "--set", "deal=near", *SOURCE)
    return cli


def ids(cli: Cli) -> list[str]:
    return [entry["id"][:8] for entry in cli.entries()]


def when(cli: Cli) -> str:
    return str(cli.json("show", "talks")["when"])


def test_a_date_that_another_entry_set_last_is_corrected_there(held: Cli) -> None:
    first, last = ids(held)[2:]
    said = held.refused("correct", "talks", "--on", "2018-11-19", "--note", "a 'typo'")
    assert "another than the first set the date last" in said
    assert f"entry {last} (occurred, 2018-11-21, Post (2018-11-22))" in said
    assert f"the first, {first} (recorded, 2018-11-20, known 2018-10-01)" in said
    options = ["--on", "2018-11-19", "--note", "a 'typo'"]
    assert commands(said) == [["correct", last, *options], ["correct", first, *options]]
    held.ok(*commands(said)[0])
    assert when(held) == "2018-11-19"


def test_a_command_that_would_change_nothing_is_not_offered(held: Cli) -> None:
    first, last = ids(held)[2:]
    said = held.refused("correct", "talks", "--on", "2018-11-20")
    assert commands(said) == [["correct", last, "--on", "2018-11-20"]]
    assert f"the first is {first} (recorded, 2018-11-20, known 2018-10-01)" in said


def test_what_only_the_first_says_is_corrected_there_and_the_others_are_shown(held: Cli) -> None:
    first, last = ids(held)[2:]
    said = " ".join(held.ok("correct", "talks", "--place", "Delhi").split())
    assert f"this corrects entry {first} (recorded, 2018-11-20, known 2018-10-01)" in said
    assert f"also {last} (occurred, 2018-11-21, Post (2018-11-22))" in said
    assert held.last()["entry"][:8] == first


def test_one_entry_is_not_spoken_of(cli: Cli) -> None:
    assert cli.ok("correct", "talks", "--place", "Delhi").count("\n") == 1


@pytest.mark.parametrize(
    "typed",
    [("--set", "deal=far"), ("--published", "2018-11-23"), ("--source", "Posts"), ("--remove", "claims"),
     ("--phase", "scheduled"), ("--void",)],
)  # fmt: skip
def test_so_are_claims_sources_phase_and_void(held: Cli, typed: tuple[str, ...]) -> None:
    last = ids(held)[3]
    said = held.refused("correct", "talks", *typed)
    assert any(last in command for command in commands(said))
    for command in commands(said):
        assert held.run(*command, "--dry-run").exit_code == 0, command


def test_each_field_is_corrected_where_it_was_set(held: Cli) -> None:
    first, last = ids(held)[2:]
    said = held.refused("correct", "talks", "--on", "2018-11-20", "--place", "Delhi")
    assert commands(said) == [["correct", last, "--on", "2018-11-20"], ["correct", first, "--place", "Delhi"]]
    for command in commands(said):
        held.ok(*command)


def test_a_postponement_sets_the_date_too(cli: Cli) -> None:
    cli.ok("postpone", "talks", "--known", "2018-11-02")
    assert f"`timeline correct {ids(cli)[3]} --on 2018-12-20`" in cli.refused("correct", "talks", "--on", "2018-12-20")


def test_a_void_entry_sets_nothing(held: Cli) -> None:
    held.ok("correct", ids(held)[3], "--void")
    held.ok("correct", "talks", "--on", "2018-11-19")
    assert when(held) == "2018-11-19"


def test_a_definition_is_taken_back(cli: Cli) -> None:
    cli.ok("define", "gas")
    assert "issue 'gas' is gone" in cli.ok("correct", "gas", "--void")
    assert "no issue 'gas'" in cli.refused("project", "--issue", "gas")
    cli.ok("define", "gas")


def test_the_definition_before_holds_again(cli: Cli) -> None:
    cli.ok("define", "oil", "--title", "Oli")
    said = " ".join(cli.ok("correct", "oil", "--void").split())
    assert f"issue 'oil' is also defined by {ids(cli)[0]}" in said
    assert f"is again as entry {ids(cli)[0]} defines it: Oil imports" in said
    assert cli.json("project", "--issue", "oil")["issues"][0]["title"] == "Oil imports"


def test_what_events_bear_on_stays_defined(cli: Cli) -> None:
    said = cli.refused("correct", "deal", "--void")
    assert "issue 'deal' would be without a definition, and 1 event bears on it, such as 'talks'" in said
    assert commands(said) == [["show", "deal"], ["define", "deal", "--title", "TITLE"]]
    cli.ok(*commands(said)[1])
    cli.ok("correct", "#2", "--void")
    assert cli.json("project", "--issue", "deal")["issues"][0]["title"] == "TITLE"
    cli.ok("correct", "talks", "--remove", "issues")
    cli.ok("correct", "deal", "--void")


def test_an_issue_is_corrected_by_its_id(cli: Cli) -> None:
    cli.ok("correct", "oil", "--title", "Iranian oil")
    assert cli.json("project", "--issue", "oil")["issues"][0]["title"] == "Iranian oil"


def test_an_event_and_an_issue_of_one_name_are_told_apart(cli: Cli) -> None:
    cli.ok("record", "Oil", "--on", "2018-12-30", "--id", "oil", "--issue", "deal")
    said = cli.refused("correct", "oil", "--title", "Oil!")
    assert commands(said) == [["correct", ids(cli)[n], "--title", "Oil!"] for n in (3, 0)]
    cli.ok("correct", "oil", "--place", "Delhi")
