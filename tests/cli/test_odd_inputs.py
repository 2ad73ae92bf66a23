"""Odd but plausible inputs: each says what was meant instead, or is told; nothing is lost in silence."""

import pytest

from .running import Cli

HELD = ("occurred", "talks", "--on", "2018-11-21", "--source", "Post", "--published", "2018-11-22")


def test_a_title_without_quotes(cli: Cli) -> None:
    said = cli.refused("record", "Imports", "halved", "--on", "2018-11", code=2)
    assert said.endswith("(halved): put a text of several words in quotes")


def test_a_known_date_beside_a_published_one(cli: Cli) -> None:
    report = ("record", "E", "--on", "2018-12-01", "--published", "2018-12-05")
    told = cli.warned(*report, "--known", "2018-12-02")
    assert "known 2018-12-02 says nothing beside a source that was published 2018-12-05" in told
    cli.ok("record", "F", *report[2:], "--known", "2018-12-05")
    cli.ok("record", "G", "--on", "2018-12-01", "--source", "P", "--known", "2018-12-02")


def test_a_move_to_a_day_that_has_passed_says_nothing_of_what_occurred(cli: Cli) -> None:
    cli.ok(*HELD)
    move = ("reschedule", "talks", "--on", "2018-11-25", "--source", "VOA", "--published", "2018-12-05")
    for anyway in ((), ("--anyway",)):
        said = cli.refused(*move, *anyway)
        assert "does not undo that: if it took place then" in said
        assert "`timeline occurred talks --on 2018-11-25 --source VOA --published 2018-12-05`" in said
    assert "`timeline correct " in cli.refused("reschedule", "talks", "--on", "2018-12-31", "--anyway")


@pytest.mark.parametrize(
    "typed",
    [("--estimate", "value:USD", "--estimate", "value:EUR"), ("--state", "x", "--state", "x"),
     ("--allow", "status=a|b", "--allow", "status=c")],
)  # fmt: skip
def test_an_attribute_is_declared_once(cli: Cli, typed: tuple[str, ...]) -> None:
    assert f"{typed[0]} is given twice for " in cli.refused("define", "gas", *typed, code=2)
    cli.ok("define", "gas", "--estimate", "a:USD", "--estimate", "b", "--allow", "status=a", "--allow", "c=d")


def test_what_is_given_empty_in_a_correction_is_to_be_removed(cli: Cli) -> None:
    for option in ("--place", "--title", "--on", "--actor", "--known"):
        said = cli.refused("correct", "talks", "--kind", "visit", option, "", code=2)
        assert said.startswith(f"{option} is given empty: --remove FIELD")
    cli.ok("record", "E", "--on", "2018-12-30", "--actor", "", "--actor", "A")
    assert cli.last()["actors"] == ["A"]


def test_a_field_is_removed_or_replaced(cli: Cli) -> None:
    assert "--remove place and another place" in cli.refused(
        "correct", "talks", "--remove", "place", "--place", "Delhi", code=2
    )
    cli.ok(
        "record", "E", "--on", "2018-12-30", "--set", "deal=on", "--set", "oil=ended", "--source", "P", "--source", "Q"
    )
    cli.ok("correct", "e", "--remove", "claims", "--set", "oil=buying", "--remove", "sources", "--source", "R")
    assert cli.last()["fields"] == {
        "claims": [{"issue": "oil", "attribute": "status", "value": "buying"}], "sources": [{"publisher": "R"}],
    }  # fmt: skip


def test_one_entry_under_a_clock_far_ahead(cli: Cli) -> None:
    now = cli.now
    cli.now += 70 * 366 * 86_400_000_000
    cli.ok("record", "E", "--on", "2018-12-30", "--known", "2018-12-30")
    cli.now = now
    told = cli.warned("record", "F", "--on", "2018-12-31")
    assert "by this computer's clock it is 2018-12-31T20:00:00.000000Z: one of the clocks is wrong" in told
    assert cli.last()["known"] == "2019-01-01"
    assert "f" in [event["event"] for event in cli.json("events", "--as-of", "2019-01-01")]
    assert "clock-ahead" in cli.run("check").stdout
