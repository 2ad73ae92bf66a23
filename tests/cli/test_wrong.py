"""Three wrong inputs for every command: one sentence, exit code 1 or 2, no traceback, and the log as it was."""

from pathlib import Path

import pytest

from timeline_engine.cli import COMMANDS

from .running import Cli, contents, error_of

WRONG: dict[str, tuple[tuple[str, ...], ...]] = {
    "init": ((), ("--timezone", "Nowhere"), ("--colour", "red")),
    "define": ((), ("\n",), ("oil", "--allow", "status")),
    "record": (("x",), ("x", "--on", "04/11/2018"), ("x", "--on", "2018", "--issue", "nothing")),
    "reschedule": (("talks",), ("talks", "--on", "soon"), ("nothing", "--on", "2018")),
    "postpone": ((), ("nothing",), ("talks", "--known", "2018-02-30")),
    "occurred": (("nothing",), ("talks", "--on", "2030"), ("talks", "--set", "deal")),
    "cancel": ((), ("nothing",), ("talks", "--published", "05/06/2018")),
    "source": (("talks",), ("nothing", "--source", "BBC"), ("talks", "--source", "BBC", "--by", "x")),
    "retract": ((), ("nothing",), ("talks", "--known", "2018/..")),
    "correct": (("talks",), ("nothing", "--void"), ("#1", "--phase", "never")),
    "import": (("nothing.csv",), ("bad.csv",), ("bad.txt",)),
    "undo": ((), ("nothing",), ("#999",)),
    "project": (("--as-of", "soon"), ("--issue", "nothing"), ("--hindsight", "--known-by", "2018")),
    "why": ((), ("nothing",), ("oil", "--as-of", "soon")),
    "diff": (("2018",), ("2018", "soon"), ("2018", "2019@")),
    "events": (("--phase", "never"), ("--from", "2018-13"), ("--issue", "nothing")),
    "show": ((), ("nothing",), ("talks", "--as-of", "1990")),
    "search": ((), ("oil", "--limit", "0"), ("oil", "--as-of", "soon")),
    "export": ((), ("nothing",), ("text", "-o", "no/such/folder.txt")),
    "plugins": (("more",), ("--colour",), ("--json", "x")),
    "schema": (("more",), ("--json",), ("--as-of", "2018")),
    "repair": (("more",), ("--backup", "nowhere"), ("--backup",)),
    "head": (("more",), ("--sign", "nokey"), ("--sign",)),
    "verify": (("--head", "zz"), ("more",), ("--head",)),
    "watch": (("--count", "0"), ("--issue", "nothing"), ("more",)),
    "log": (("nothing",), ("copy", "nowhere", "there"), ("copy", ".")),
    "check": (("more",), ("--as-of", "soon"), ("--colour",)),
    "serve": (("--port", "many"), ("token", "nothing"), ("more",)),
    "scale": (("nothing",), ("derive",), ("derive", "--colour")),
    "index": (("nothing",), ("build", "more"), ("drop", "--colour")),
}

CASES = [(command, args) for command, some in WRONG.items() if command in COMMANDS for args in some]


def test_every_command_has_three() -> None:
    assert set(COMMANDS) <= set(WRONG)
    assert {len(some) for some in WRONG.values()} == {3}


@pytest.mark.parametrize(
    ("command", "args"), CASES, ids=lambda part: " ".join(part) if isinstance(part, tuple) else part
)
def test_it_is_refused_in_one_sentence(cli: Cli, command: str, args: tuple[str, ...]) -> None:
    Path("bad.csv").write_text("title,when\nTalks,soon\n")
    Path("bad.txt").write_text("no rows\n")
    before = contents(cli.log)
    result = cli.run(command, *args)
    assert result.exit_code in (1, 2), result.output
    assert result.stdout == ""
    sentence = error_of(result)
    assert 10 < len(sentence) < 1000
    assert sentence[0] != " "
    assert contents(cli.log) == before


@pytest.mark.parametrize(
    ("word", "instead"),
    [("delete", "correct ENTRY --void"), ("edit", "correct EVENT"),
     ("list", "timeline events"), ("help", "timeline --help")],
)  # fmt: skip
def test_a_command_known_by_another_name_elsewhere_is_named(cli: Cli, word: str, instead: str) -> None:
    assert instead in cli.refused(word, code=2)


def test_hindsight_in_any_case(cli: Cli) -> None:
    assert "with hindsight" in cli.ok("diff", "2018-12-01", "2018-12-01@Hindsight")


def test_an_editor_that_is_not_there(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert "set EDITOR to one that is installed" in cli.refused("record", "--edit")
