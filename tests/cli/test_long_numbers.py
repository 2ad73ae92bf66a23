"""A number of thousands of digits, wherever one may be given, gets a sentence of ours."""

from pathlib import Path

import pytest

from .running import Cli

LONG = "9" * 5000


@pytest.mark.parametrize("number", [LONG, "²", "0" * 5000])
def test_the_number_of_an_entry(cli: Cli, number: str) -> None:
    assert cli.refused("correct", f"#{number}", "--void").startswith("no entry '#")


def test_zeros_before_it_do_not_count(cli: Cli) -> None:
    assert "would append event.corrected" in cli.ok("correct", "#0003", "--title", "Talks in Delhi", "--dry-run")


@pytest.mark.parametrize("text", ["title,when,claim\nX,2018,%s\n", '{"title":"X","when":"2018","claim":"%s"}\n'])
def test_the_number_of_a_claim(cli: Cli, tmp_path: Path, text: str) -> None:
    path = tmp_path / ("rows.jsonl" if text.startswith("{") else "rows.csv")
    path.write_text(text % LONG)
    told = cli.refused("import", str(path))
    assert "field claim: '9999" in told
    assert "int_max_str_digits" not in told
