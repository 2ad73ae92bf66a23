"""No control character that stands in a log, a file's name or a message reaches a terminal: it would obey."""

import re
from pathlib import Path

import pytest

from timeline_engine import Source, open_log, record
from timeline_engine.entries import EventSourced

from .running import NOW, Cli

ORDERS = "\x1b[2J\x9b2J\x07\x7f\x85\x0b"
CONTROL = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")


@pytest.fixture
def hostile() -> Cli:
    """A log in which every text holds orders for a terminal."""

    def text(name: str) -> str:
        return f"{name}{ORDERS}\rx"

    made = Cli(Path("hostile"))
    made.ok("init", "--title", text("log"))
    made.ok("define", "deal", "--title", text("Deal"), "--question", text("Q"), "--allow", "grade=a|b")
    for name in ("one", "two"):
        made.ok(
            "record", text("Report"), "--id", name, "--on", "2018-11-01", "--published", "2018-11-02",
            "--set", f"deal={text(name)}", "--by", text(name), "--source", text("Paper"), "--source-title", text("P"),
            "--place", text("Place"), "--actor", text("Actor"), "--kind", text("kind"),
            "--summary", text("Summary"), "--note", text("Note"),
        )  # fmt: skip
        source = Source(text("Wire"), text("T"), "2018-11-03", text("https://x/"))
        record(
            open_log("hostile", clock=lambda: NOW), EventSourced(event=name, sources=(source,))
        )  # the command takes no such address
    made.ok("correct", "one", "--title", text("Reported"), "--note", text("mended"))
    return made


COMMANDS = (
    ("project",), ("project", "--issue", "deal"), ("events",), ("show", "one"), ("search", "report"),
    ("search", f"none{ORDERS}"), ("why", "deal"), ("diff", "2018-01-01", "2018-12-01"), ("check",), ("verify",),
    ("export", "text"), ("export", "markdown"), ("export", "ics"), ("export", "json"),
)  # fmt: skip
IN_JSON = (
    ("project",), ("events",), ("show", "one"), ("search", "report"), ("why", "deal"),
    ("diff", "2018-01-01", "2018-12-01"), ("check",), ("verify",),
)  # fmt: skip
REFUSED = (
    ("project", "--issue", ORDERS), ("show", ORDERS), ("why", ORDERS), ("verify", "--head", ORDERS),
    ("export", ORDERS), ("export", "-o", f"a.{ORDERS}"), ("project", "--as-of", ORDERS), ("define", ORDERS),
    ("--log", f"no{ORDERS}where", "project"), ("record", "x", "--on", "2018", "--set", f"deal.grade={ORDERS}"),
    ("import", f"a{ORDERS}.csv"), ("import", f"a{ORDERS}.csv", "--skip-bad"),
)  # fmt: skip


@pytest.mark.parametrize("command", [*COMMANDS, *((*command, "--json") for command in IN_JSON), *REFUSED], ids=repr)
def test_no_command_prints_a_control_character(hostile: Cli, command: tuple[str, ...]) -> None:
    Path(f"a{ORDERS}.csv").write_text(f"event,title,when\nx,X,2018{ORDERS}\n", encoding="utf-8")
    result = hostile.run(*command)
    assert CONTROL.findall(result.stdout + result.stderr) == []
    assert result.stdout or result.stderr


@pytest.mark.parametrize("format", ["csv", "jsonl", "text", "markdown", "ics", "json"])
def test_an_export_shown_on_a_terminal_holds_none(hostile: Cli, format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = hostile.run("export", format).stdout
    monkeypatch.setattr("timeline_engine.cli.commands.exporting.on_terminal", lambda: True)
    said = hostile.run("export", format).stdout
    assert CONTROL.findall(said) == []
    assert len(said) == len(piped)
    if format == "csv":
        assert ORDERS in piped, "a file or a program gets what the log says"
