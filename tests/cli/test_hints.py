"""Commands that a message prints work as they stand."""

import re
import shlex
from pathlib import Path

import pytest

from .running import Cli

COMMAND = re.compile("`timeline ([^`]*)`")
FILLED = {"PUBLISHER": "Post", "DATE": "2018-12-28", "TITLE": "T", "VALUE": "ended", "FIGURE": "5 USD"}
"""What a person knows, for the words in capitals."""


def typed(said: str) -> list[list[str]]:
    """The commands, each word in capitals filled in; those for any event or entry are no whole commands."""
    found = [shlex.split(command) for command in COMMAND.findall(said)]
    return [[re.sub("[A-Z]{4,}", lambda word: FILLED[word[0]], word) for word in command] for command in found]


HELD = ("occurred", "talks", "--on", "2018-11-21", "--source", "Post", "--published", "2018-11-22")
AGAIN = ("record", "Talks", "--on", "2018-11-20", "--id", "x", "--known", "2018-11-20")
SAID: list[tuple[list[tuple[str, ...]], tuple[str, ...]]] = [
    ([], ("record", "E", "--on", "2018-12-30", "--issue", "new issue")),
    ([], ("record", "E", "--on", "2018-12-30", "--set", "new=1")),
    ([], ("record", "E", "--on", "2018-12-30", "--id", "talks")),
    ([], ("record", "E", "--on", "2018-01", "--set", "oil=ended")),
    ([], ("record", "E", "--on", "2018-12-30", "--set", "oil=endde")),
    ([], ("record", "E", "--on", "2018-12-30", "--set", "deal.value=five")),
    ([], ("record", "E", "--on", "2018-12-30", "--set", "deal.value=5 kg")),
    ([], ("record", "E", "--on", "2018-12-30", "--set", "deal.valeu=5 USD", "--by", "Foo Bar", "--set", "oil=ended",
          "--by", "")),
    ([], ("record", "E", "--on", "2018-12-30", "--published", "2018-12-29")),
    ([], ("record", "E", "--on", "2018-12-30", "--published", "2020-12-29")),
    ([], AGAIN),
    ([], ("reschedule", "talks", "--on", "2018-11-20")),
    ([HELD], (*HELD[:2], "--on", "2018-11-25")),
    ([HELD], ("reschedule", "talks", "--on", "2019-03-01", "--note", "it's so")),
    ([HELD], ("correct", "talks", "--on", "2018-11-19")),
    ([("correct", "talks", "--void")], ("show", "talks")),
    ([("correct", "oil", "--void")], ("show", "oil")),
    ([("correct", "#1", "--void")], ("correct", "#1", "--title", "x")),
    ([], ("correct", "deal", "--void")),
]  # fmt: skip


@pytest.mark.parametrize("named", [False, True], ids=["here", "elsewhere"])
@pytest.mark.parametrize(("before", "command"), SAID, ids=str)
def test_they_can_be_typed(
    cli: Cli, before: list[tuple[str, ...]], command: tuple[str, ...], named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each in a log as it was left then, also where that was named with --log."""
    assert cli.log is not None
    log = cli.log.rename(cli.log.with_name("the log"))
    nobody = Cli(None, cli.now)
    if not named:
        monkeypatch.setenv("TIMELINE_LOG", str(log))
    for one in (*before, command):
        said = nobody.run(*(("--log", str(log)) if named else ()), *one)
    assert said.stderr
    told = " ".join(said.stderr.split()) if said.exit_code else " ".join(said.stderr.split("\n"))
    commands = typed(told)
    assert commands
    as_it_was = {path: path.read_bytes() for path in log.iterdir()}
    for one in commands:
        assert ("--log" in one) == named
        result = nobody.run(*one)
        assert result.exit_code == 0, (one, result.stderr)
        for path, data in as_it_was.items():
            path.write_bytes(data)


def test_a_command_stands_on_one_line_in_a_warning(cli: Cli) -> None:
    said = cli.run("record", "A rather long title of an event", "--on", "2018-01-05", "--set", "oil=endde").stderr
    assert len(COMMAND.findall(said)) == 2
    assert not any("\n" in command for command in COMMAND.findall(said))


def test_a_log_of_the_environment_is_not_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_LOG", str(cli.log))
    assert "`timeline define gas`" in Cli(None).refused("record", "E", "--on", "2018-12-30", "--issue", "gas")
    assert "make one with `timeline init nowhere`" in Cli(None).refused("--log", "nowhere", "events")
    assert not Path("nowhere").exists()
