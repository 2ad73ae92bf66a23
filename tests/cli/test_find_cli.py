"""`timeline search` as typed: issues first, matches bold on a terminal, and never wider than 80 columns."""

import json
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from support import NOON_2026

from .running import SHIPPED, Cli

pytestmark = pytest.mark.any_log


def run(*args: str, **options: Any) -> Result:
    return Cli(SHIPPED, NOON_2026).run("search", *args, **options)


def test_issues_come_first_then_events() -> None:
    result = run("trade", "gap")
    assert result.exit_code == 0
    assert result.output == (
        "US-India relations, 2018-2019: trade gap, as of 2026-01-01, with hindsight\n"
        "\n"
        "1 issue\n"
        "  US-India trade [us-india-trade]\n"
        "      Does the gap in India's favour narrow?\n"
        "\n"
        "1 event\n"
        "  2018-09-06  Mike Pompeo presses India to narrow the trade gap\n"
        "      [pompeo-on-trade]\n"
        "      occurred; us-india-trade\n"
        "      claims: status = gap open (Mike Pompeo); us-demand = smaller gap, lower\n"
        "        barriers (Mike Pompeo); india-steps = more US energy and aircraft (Mike\n"
        "        Pompeo)\n"
    )


def test_words_may_come_in_one_argument() -> None:
    assert run("trade gap").output == run("trade", "gap").output
    assert "  2018-09-06  Mike Pompeo presses India" in run('"trade gap"').output


def test_matches_are_bold_on_a_terminal() -> None:
    assert "\x1b" not in run("tariffs").output
    assert "narrow the \x1b[1mtrade\x1b[0m \x1b[1mgap\x1b[0m" in run("trade", "gap", color=True).output


def test_the_limit() -> None:
    result = run("india", "--limit", "2")
    assert ", the best 2 (--limit)" in result.output
    assert result.output.count("\n      occurred; ") <= 2
    assert run("india", "--limit", "0").exit_code == 2


def test_all_that_is_known_is_searched_unless_told_otherwise() -> None:
    assert "india-ends-iranian-oil" in run("expires").output
    for clocks in (["--as-of", "2018-12-04"], ["--known-by", "2018-12-04"]):
        assert "Nothing matches 'expires'" in run("expires", *clocks).output
    assert "india-ends-iranian-oil" in run("expires", "--as-of", "2018-12-04", "--hindsight").output


def test_nothing_found() -> None:
    result = run("pompoe")
    assert result.exit_code == 0
    said = " ".join(result.output.split())
    assert said.startswith("Nothing matches 'pompoe', as of 2026-01-01, with hindsight; did you mean 'pompeo'")


def test_nothing_to_search_for() -> None:
    result = run("!!!")
    assert result.exit_code == 1
    assert result.stderr == "Error: nothing to search for in '!!!': give a word that is to be found\n"
    assert run().exit_code == 2


def test_as_json() -> None:
    data = json.loads(run("trade", "gap", "--json").output)
    assert [issue["issue"] for issue in data["issues"]] == ["us-india-trade"]
    assert [event["event"] for event in data["events"]] == ["pompeo-on-trade"]
    assert data["events"][0]["title"] == "Mike Pompeo presses India to narrow the trade gap"
    assert json.loads(run("qqqqq", "--json").output)["events"] == []


@pytest.mark.parametrize("words", ["india", "sanctions OR oil OR trade", "pompeo s-400", "q" * 200, "nothing " * 30])
def test_it_fits_eighty_columns(words: str) -> None:
    assert max(map(len, run(words, "--limit", "100").output.splitlines())) <= 80


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=10), min_size=1, max_size=4))
def test_whatever_is_typed_is_answered_or_refused_in_a_sentence(words: list[str]) -> None:
    result = run("--limit", "3", "--", *words)
    assert result.exit_code in (0, 1)
    assert (result.exit_code == 1) == result.stderr.startswith("Error: nothing to search for in ")
