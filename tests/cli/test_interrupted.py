"""Ctrl-C, or no to a question, before, while and after something is appended: one sentence says what came of it."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from timeline_engine.cli import APPENDING, COMMANDS, main
from timeline_engine.cli import session as sessions
from timeline_engine.log import Log
from timeline_engine.log.batch import Batch
from timeline_engine.recording import Plan, read_state

from .running import Cli, contents

RECORD = ("record", "Signing", "--on", "2018-12-01", "--known", "2018-12-01")
NOTHING = "Interrupted: nothing was appended."
ROWS = "title,when,known\nOne,2018-01-01,2018-01-02\nTwo,2018-01-02,2018-01-02\n"


def interrupt(*_: Any, **__: Any) -> Any:
    raise KeyboardInterrupt


def stopped(cli: Cli, *args: str) -> str:
    """What it said when it was interrupted."""
    result = cli.run(*args)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr.strip()


def test_every_command_that_appends_says_so() -> None:
    """Those are the ones that can be run dry; `init` and `repair` append nothing."""
    commands = {name: main.get_command(click.Context(main), name) for name in COMMANDS}
    dry = {name for name, command in commands.items() if command and "dry_run" in {p.name for p in command.params}}
    assert dry == APPENDING | {"init", "repair"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, EOFError, click.Abort])
@pytest.mark.parametrize(
    "args", [RECORD, ("record", "--edit"), ("define", "oil"), ("cancel", "talks"), ("correct", "talks", "--void")]
)
def test_before_anything_is_appended(
    cli: Cli, args: tuple[str, ...], error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(*((click, "edit", stop) if "--edit" in args else (sessions, "open_log", stop)))
    before = contents(cli.log)
    assert stopped(cli, *args) == NOTHING
    assert contents(cli.log) == before


def test_while_it_is_written(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(cli.log)
    monkeypatch.setattr("timeline_engine.log.disk._write", interrupt)
    Path("rows.csv").write_text(ROWS)
    assert stopped(cli, *RECORD) == stopped(cli, "import", "rows.csv") == NOTHING
    assert contents(cli.log) == before


@pytest.mark.parametrize("args", [RECORD, ("import", "rows.csv")])
def test_after_it_was_written(cli: Cli, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("rows.csv").write_text(ROWS)
    monkeypatch.setattr(Batch, "end", interrupt)  # it is on disk by then
    assert stopped(cli, *args) == "Interrupted: it was appended by then."
    monkeypatch.undo()
    assert len(cli.entries()) > 3


def test_what_others_append_meanwhile_is_not_ours(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(log: Log, plan: Plan) -> None:
        plan(read_state(log))
        monkeypatch.undo()
        cli.ok("define", "other")
        raise KeyboardInterrupt

    monkeypatch.setattr("timeline_engine.cli.appending.append", late)
    assert stopped(cli, *RECORD) == NOTHING


def test_before_the_command_has_begun(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where the log is has been read by then."""
    monkeypatch.setattr(main, "callback", interrupt)
    result = CliRunner().invoke(main, ("--log", str(cli.log), *RECORD))
    assert (result.exit_code, result.stdout, result.stderr.strip()) == (1, "", NOTHING)


def damaged(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (log / "000001.jsonl").open("a") as lines:
        lines.write("nothing\n")


def unplugged(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(log))

    monkeypatch.setattr(sessions, "open_log", fail)


@pytest.mark.parametrize(
    ("spoil", "reason"), [(damaged, "the log is damaged: 000001.jsonl"), (unplugged, os.strerror(errno.EIO))]
)
def test_where_it_cannot_tell_it_says_what_to_do(
    cli: Cli, spoil: Callable[..., None], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any) -> None:
        spoil(cli.log, monkeypatch)
        raise KeyboardInterrupt

    monkeypatch.setattr(Batch, "end", stop)
    said = stopped(cli, *RECORD)
    assert said.startswith("Interrupted: whether anything was appended cannot be told, as ")
    assert reason in said
    assert all(f"`timeline {command}`" in said for command in ("verify", "events", "show EVENT"))


def test_who_only_asks_is_told_that_it_is_aborted(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "open_log", interrupt)
    assert stopped(cli, "project") == "Aborted!"
