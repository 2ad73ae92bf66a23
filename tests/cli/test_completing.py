"""What Tab offers."""

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from timeline_engine.cli import main

from .running import SHIPPED


def offered(typed: str, log: Path = SHIPPED) -> dict[str, str | None]:
    """What is offered for the last word of a command line, each with its explanation."""
    *words, last = typed.split(" ")
    found = ShellComplete(main, {}, "timeline", "_TIMELINE_COMPLETE").get_completions(["--log", str(log), *words], last)
    return {item.value: item.help for item in found}


@pytest.mark.parametrize(
    ("typed", "all_of_them"),
    [
        ("pro", {"project"}),
        ("project --issue iran", {"iran-oil"}),
        ("wat", {"watch"}),
        ("watch --issue iran", {"iran-oil"}),
        ("watch --in", {"--interval"}),
        ("schema wa", {"watch"}),
        ("show india-k", {"india-keeps-s-400"}),
        ("correct india-k", {"india-keeps-s-400"}),
        ("occurred first", {"first-two-plus-two"}),
        ("why s-400-deal.v", {"s-400-deal.value"}),
        ("why s-4", {"s-400-deal", "s-400-contract", "s-400-put-above-5bn", "s-400-put-at-4-5bn", "s-400-put-at-6bn"}),
        ("record --set s-400-deal.v", {"s-400-deal.value"}),
        ("record --set s-400-deal.value=5", set()),
        ("export x", {"xlsx"}),
        ("import --format js", {"json", "jsonl"}),
        ("import --preset time", {"timelinejs", "timesketch"}),
        ("import --form", {"--format"}),
    ],
)
def test_what_begins_so_is_offered(typed: str, all_of_them: set[str]) -> None:
    assert set(offered(typed)) == all_of_them


def test_an_id_is_offered_with_its_title() -> None:
    assert offered("show first-two")["first-two-plus-two"] == "First US-India 2+2 dialogue"


def test_formats_are_all_offered() -> None:
    assert {"csv", "ics", "json", "jsonl", "markdown", "text", "xlsx"} <= set(offered("export "))


def test_where_there_is_no_log_nothing_is_offered_and_nothing_said(tmp_path: Path) -> None:
    assert offered("show ", tmp_path) == {}
