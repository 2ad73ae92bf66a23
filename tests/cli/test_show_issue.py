"""``show ISSUE``: its definitions, its attributes, and the events that bear on it."""

import pytest

from .running import NOW, Cli

pytestmark = pytest.mark.any_log


def test_an_issue_is_shown_as_it_is_defined_with_its_entries_and_events(cli: Cli) -> None:
    cli.ok("define", "oil", "--title", "Oli", "--question", "How much?", "--estimate", "price:USD")
    cli.ok("record", "Imports halved", "--on", "2018-12-30", "--set", "oil=ended")
    first, second = (entry["id"][:8] for entry in (cli.entries()[0], cli.entries()[3]))
    said = cli.ok("show", "oil").splitlines()
    assert said[:5] == [
        "Oli [oil]", "  question: How much?", "  status: state, one of buying, ended", "  price: estimate in USD",
        "  (as of 2019-01-01, with hindsight)",
    ]  # fmt: skip
    assert [line.split() for line in said[6:9]] == [
        ["ENTRY", "WHAT", "TITLE", "RECORDED"],
        [first, "defined", "Oil", "imports", "2019-01-01"],
        [second, "defined", "Oli", "2019-01-01"],
    ]
    assert said[-1].split() == ["imports-halved", "2018-12-30", "occurred", "Imports", "halved"]


def test_what_was_corrected_or_made_void_says_so(cli: Cli) -> None:
    cli.ok("define", "oil", "--title", "Oli")
    cli.ok("correct", "oil", "--void")
    cli.ok("correct", "oil", "--title", "Oil")
    told = cli.json("show", "oil")
    assert (told["title"], told["attributes"]) == (
        "Oil", {"status": {"kind": "state", "unit": None, "allowed": ["buying", "ended"]}},
    )  # fmt: skip
    assert [(one["title"], one["void"], len(one["corrected_by"])) for one in told["definitions"]] == [
        ("Oil", False, 1), ("Oli", True, 1),
    ]  # fmt: skip
    assert "defined, void" in cli.ok("show", "oil")
    assert told["events"] == []
    assert "No event bears on it." in cli.ok("show", "oil")


def test_one_that_was_taken_out_says_how_to_bring_it_back(cli: Cli) -> None:
    cli.ok("correct", "oil", "--void")
    by = cli.entries()[-1]["id"][:8]
    said = cli.refused("show", "oil")
    assert said == f"issue 'oil' was taken out of the record on 2019-01-01 by entry {by}: `timeline correct {by} --void` brings it back"  # fmt: skip # noqa: E501
    cli.ok("correct", by, "--void")
    assert "Oil imports [oil]" in cli.ok("show", "oil")


def test_its_clocks(cli: Cli) -> None:
    cli.now = NOW + 5 * 86_400_000_000
    cli.ok("define", "deal", "--title", "The deal")
    assert "Talks" not in cli.ok("show", "deal", "--as-of", "2018-09-01")
    assert cli.json("show", "deal", "--recorded-by", "2019-01-02")["title"] == "deal"
    assert [event["event"] for event in cli.json("show", "deal")["events"]] == ["talks"]


def test_an_id_may_be_shortened_and_an_event_comes_first(cli: Cli) -> None:
    assert cli.ok("show", "deal") == cli.ok("show", "deal")
    cli.ok("define", "dealings")
    assert "[dealings]" in cli.ok("show", "dealin")
    cli.ok("record", "Deal", "--id", "deal", "--on", "2018-12-31")
    assert cli.ok("show", "deal").startswith("Deal [deal]\n  when:")
    assert "no event 'nothing'" in cli.refused("show", "nothing")
