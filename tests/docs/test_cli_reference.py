"""docs/cli.md is the help of the commands as they are, and every command has help and an example that can be typed."""

import re
import shlex
from itertools import pairwise
from pathlib import Path

import click
import pytest
from cogapp import Cog
from generated import PAGES, ROOT, help_text

from timeline_engine.cli import COMMANDS, main

PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## timeline (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S))


@pytest.mark.parametrize("page", PAGES)
def test_what_cog_writes_is_up_to_date(page: str) -> None:
    assert check(ROOT / page) == 0, "run: python tests/docs/refresh.py"


def test_every_command_has_its_section_in_order() -> None:
    assert list(SECTIONS) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    command = command_called(name)
    assert command.help
    assert help_text(name) in f"{SECTIONS[name]}\n"
    assert [line for line in help_text(name).splitlines() if len(line) > 80] == []
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"--{parameter.name} of {name} has no help"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_that_can_be_typed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "theirs" / "events").mkdir(parents=True)
    for file in ("reports.csv", "reports.jsonl", "holidays.ics", "clippings.xlsx"):
        Path(file).touch()
    command = command_called(name)
    examples = examples_of(name)
    assert examples, f"give {name} an example, in its help or in docs/cli.md"
    for words in examples:
        command.make_context(name, words[2:])  # reads the options, and raises for one that is not there


@pytest.mark.parametrize("name", COMMANDS)
def test_no_example_attributes_to_a_real_publisher_what_it_did_not_report(name: str) -> None:
    for words in examples_of(name):
        for option, publisher in pairwise(words):
            if option == "--source":
                assert publisher in ("Daily Example", "Evening Example")


def examples_of(name: str) -> list[list[str]]:
    """The lines in a command's help and sh blocks that call it, each with its continuation lines."""
    blocks = "".join(re.findall(r"^```\w+\n(.*?)^```$", SECTIONS[name], re.M | re.S))
    found = re.findall(rf"^ *(timeline {name}\b(?:[^\n]*\\\n)*[^\n]*)", blocks, re.M)
    return [shlex.split(text.replace("\\\n", " ").partition(" > ")[0]) for text in found]


def command_called(name: str) -> click.Command:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    return command


def test_a_page_that_lags_behind_is_noticed(tmp_path: Path) -> None:
    stale = tmp_path / "cli.md"
    stale.write_text(PAGE.replace("Make an empty log", "Make a log"), encoding="utf-8")
    assert check(stale)


def check(page: Path) -> int:
    return Cog().main(["cog", "--check", "-U", "-I", str(ROOT / "tests" / "docs"), str(page)]) or 0
