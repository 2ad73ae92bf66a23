"""``timeline define``: what an issue is; what is not given again stays."""

from typing import Any

import pytest

from .running import Cli

pytestmark = pytest.mark.any_log


def attributes(cli: Cli, *args: str) -> dict[str, Any]:
    cli.ok("define", "deal", *args)
    found: dict[str, Any] = cli.last().get("attributes", {})
    return found


def test_a_new_issue(cli: Cli) -> None:
    said = cli.ok("define", "waiver", "--title", "CAATSA waiver", "--question", "Is India spared?")
    assert "seq 4: issue " in said
    assert cli.last() == {"issue": "waiver", "title": "CAATSA waiver", "question": "Is India spared?", "attributes": {}}


def test_without_title_it_is_called_as_its_id(cli: Cli) -> None:
    cli.ok("define", "waiver")
    assert cli.last()["title"] == "waiver"


def test_what_is_not_given_again_stays_as_it_was(cli: Cli) -> None:
    cli.ok("define", "deal", "--title", "The deal", "--question", "Will they?", "--allow", "status=open|done")
    cli.ok("define", "deal", "--title", "The S-400 deal")
    assert cli.last() == {
        "issue": "deal",
        "title": "The S-400 deal",
        "question": "Will they?",
        "attributes": {
            "value": {"kind": "estimate", "unit": "USD"},
            "status": {"kind": "state", "allowed": ["open", "done"]},
        },
    }


def test_an_attribute_keeps_its_unit_and_values_when_its_kind_changes(cli: Cli) -> None:
    attributes(cli, "--allow", "value=4.5|~6bn USD")
    held = attributes(cli, "--state", "value")
    expected = {"amount": 6_000_000_000, "unit": "USD", "qualifier": "about"}
    assert held["value"] == {"kind": "state", "unit": "USD", "allowed": [4.5, expected]}


def test_attributes_of_both_kinds(cli: Cli) -> None:
    held = attributes(cli, "--state", "stage", "--state", "size : systems ", "--estimate", "price:INR")
    assert held["stage"] == {"kind": "state"}
    assert held["size"] == {"kind": "state", "unit": "systems"}
    assert held["price"] == {"kind": "estimate", "unit": "INR"}


@pytest.mark.parametrize(
    "option",
    [("--estimate", ":USD"), ("--state", " "), ("--allow", "status"), ("--allow", "=a|b"), ("--allow", "status=a||b")],
)
def test_what_declares_nothing_is_refused(cli: Cli, option: tuple[str, str]) -> None:
    assert f"{option[0]} {option[1]!r}: write it as NAME" in cli.refused("define", "deal", *option)


@pytest.mark.parametrize("issue", ["", " oil", "o\til", "x" * 201])
def test_an_id_is_a_short_line_of_text(cli: Cli, issue: str) -> None:
    assert "200 printable characters" in cli.refused("define", issue)


def test_a_dry_run_shows_the_entry_and_appends_nothing(cli: Cli) -> None:
    before = cli.entries()
    said = cli.ok("define", "waiver", "--title", "CAATSA waiver", "--dry-run")
    assert said.startswith("would append issue.defined ")
    assert '"title": "CAATSA waiver"' in said
    assert cli.entries() == before


def test_the_dry_run_names_the_id_that_the_entry_gets(cli: Cli) -> None:
    promised = cli.ok("define", "waiver", "--dry-run").splitlines()[0].split()[-1]
    assert cli.ok("define", "waiver") == f"entry {promised} seq 4: issue waiver\n"


@pytest.mark.parametrize(
    ("issue", "why"),
    [
        ("a=b", "issue id 'a=b': leave out the =, which begins the value in --set ISSUE.ATTR=VALUE"),
        ("deal.value", "'deal.value' would also read as the attribute 'value' of 'deal'"),
    ],
)
def test_an_id_that_set_would_read_otherwise_is_refused(cli: Cli, issue: str, why: str) -> None:
    assert why in cli.refused("define", issue)


def test_an_id_may_have_a_dot_but_not_with_another_issue_before_it(cli: Cli) -> None:
    cli.ok("define", "v1.2", "--estimate", "cost:EUR")
    cli.ok("record", "Cost", "--on", "2018-11", "--set", "v1.2.cost=5 EUR", "--set", "v1.2=out")
    assert "'v1.2' would also read as the attribute '2' of 'v1'" in cli.refused("define", "v1")
    cli.ok("define", "v1.2", "--title", "Defined anew")


@pytest.mark.parametrize("name", ["a.b:EUR", "a=b"])
def test_an_attribute_that_set_cannot_name_is_refused(cli: Cli, name: str) -> None:
    assert "write it as NAME or NAME:UNIT without . or =" in cli.refused("define", "deal", "--estimate", name)


def test_an_attribute_of_two_kinds_is_refused(cli: Cli) -> None:
    said = cli.refused("define", "trial", "--state", "deaths", "--estimate", "deaths:people")
    assert said == "'deaths' cannot be both: give it with --estimate or with --state"
