"""What occurred is moved, put off or cancelled by who says so: ``--anyway``."""

import shlex

import pytest

from .running import Cli

HELD = ("occurred", "talks", "--on", "2018-11-21", "--source", "Hindu", "--published", "2018-11-22")
UNDONE = [
    ("reschedule", "talks", "--on", "2019-02-01"),
    ("postpone", "talks"),
    ("cancel", "talks"),
]
LATER = ("--source", "VOA", "--published", "2018-12-05")


def commands(said: str) -> list[list[str]]:
    """What a sentence says to type."""
    return [shlex.split(text)[1:] for text in said.split("`")[1::2]]


@pytest.mark.parametrize("source", [(), LATER, ("--source", "Hindu", "--published", "2018-12-05")])
@pytest.mark.parametrize("undone", UNDONE)
def test_it_is_refused_with_what_is_recorded_and_what_to_type(
    cli: Cli, undone: tuple[str, ...], source: tuple[str, ...]
) -> None:
    cli.ok(*HELD)
    said = cli.refused(*undone, *source)
    entry = cli.entries()[-1]["id"][:8]
    recorded = f"is recorded as having occurred 2018-11-21 by entry {entry} (occurred, 2018-11-21, Hindu (2018-11-22))"
    assert recorded in said
    assert commands(said) == [["correct", entry, "--void"], [*undone, *source, "--anyway"]]
    cli.ok(*commands(said)[1])
    (event,) = (one for one in cli.json("events", "--as-of", "2019-01-01") if one["event"] == "talks")
    assert event["phase"] == {"reschedule": "upcoming", "postpone": "postponed", "cancel": "cancelled"}[undone[0]]


def test_what_was_recorded_as_occurred_is_mended_by_its_phase(cli: Cli) -> None:
    cli.ok("record", "Signing", "--on", "2018-12-20", "--known", "2018-12-21")
    said = cli.refused("reschedule", "signing", "--on", "2019-02-01")
    cli.ok(*commands(said)[0])
    cli.ok("reschedule", "signing", "--on", "2019-02-01")


def test_what_was_known_before_it_occurred_is_no_such_thing(cli: Cli) -> None:
    cli.ok(*HELD)
    cli.ok("reschedule", "talks", "--on", "2018-11-21", "--source", "VOA", "--published", "2018-11-10")


def test_a_cancelled_event_is_scheduled_again_without_it(cli: Cli) -> None:
    cli.ok("cancel", "talks", "--known", "2018-12-01")
    cli.ok("reschedule", "talks", "--on", "2019-02-01")
