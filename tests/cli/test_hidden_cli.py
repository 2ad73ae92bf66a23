"""What is hidden in what sources say is shown by every command, and in no command that is suggested."""

import re
import shlex
import subprocess
from pathlib import Path
from shutil import which
from unicodedata import category

import pytest

from log.test_damage import forge
from timeline_engine.visible import visible

from .running import Cli

HIDDEN = "paid \u202e001\u202c\u200b now\U000e0041"
SHOWN = "paid <U+202E>001<U+202C><U+200B> now<U+E0041>"


@pytest.fixture
def hiding(tmp_path: Path) -> Cli:
    """A log whose texts all hide something; and so do its ids, as nobody but a forger writes them."""
    log = Cli(tmp_path / "events")
    log.ok("init", str(log.log), "--title", HIDDEN)
    log.ok("define", "oil", "--title", HIDDEN, "--question", HIDDEN)
    log.ok("record", HIDDEN, "--on", "2018-11", "--id", "halved", "--issue", "oil", "--set", f"oil={HIDDEN}",
           "--source", HIDDEN, "--published", "2018-11-30", "--place", HIDDEN, "--summary", HIDDEN)  # fmt: skip
    return log


@pytest.mark.parametrize(
    "words",
    ["project", "project --issue oil", "events", "show halved", "show oil", "why oil", "search paid", "check",
     "diff 2018-01-01 2018-12-31", "export text", "export markdown", "export csv", "export ics", "export jsonl",
     "project --json", "show halved --json", "why oil --json",
     "record Another --on 2018-10 --dry-run --place a\u202eb"],
)  # fmt: skip
def test_no_command_hides_anything(hiding: Cli, words: str) -> None:
    result = hiding.run(*words.split())
    shown = result.stdout + result.stderr
    assert visible(shown) == shown
    assert "202e" in shown.lower() or words == "check"


def test_a_title_is_shown_with_its_marks(hiding: Cli) -> None:
    assert SHOWN in " ".join(hiding.ok("show", "halved").split())
    assert hiding.json("show", "halved")["title"] == HIDDEN


def test_no_suggested_command_hides_or_runs_anything(hiding: Cli) -> None:
    assert hiding.log is not None
    said = {"event": "a\u202eb;$(touch gone)", "title": "X", "when": "2018-11", "known": "2018-11"}
    forge(hiding.log, id="`reboot`", kind="event.recorded", data=said)
    for words in (["check"], ["show", said["event"], "--as-of", "2017"], ["record", "X", "--id", said["event"]]):
        result = hiding.run(*words)
        shown = result.stdout + result.stderr
        assert visible(shown) == shown
        for command in re.findall(r"`(timeline .*?)`", shown):
            assert not {category(char) for char in command} & {"Cf", "Cc"}


@pytest.mark.skipif(not which("bash"), reason="there is no Bash")
def test_an_advised_map_is_one_word_of_a_command(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("title,a \u202e$(touch gone)`b` 'c'\nX,1\n", encoding="utf-8")
    told = cli.refused("import", str(path))
    word = re.search(r"--map (.*?=COLUMN'?)", told)
    assert word is not None
    done = subprocess.run(
        ["bash", "-c", f"printf %s {word[1]}"], capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"}, cwd=tmp_path
    )
    assert done.stdout.decode() == "a \u202e$(touch gone)`b` 'c'=COLUMN"
    assert not (tmp_path / "gone").exists()


def test_a_path_that_is_advised_is_one_word(tmp_path: Path) -> None:
    path = str(tmp_path / "it's $HOME")
    told = Cli(None).refused("--log", path, "project")
    assert shlex.quote(path) in told
