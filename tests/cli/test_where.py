"""Which log a command works on, what is suggested, when there is colour, and what the exit code says."""

import os
from pathlib import Path

import pytest

from timeline_engine.cli import COMMANDS

from .running import SHIPPED, Cli

SHOW = ("project", "--as-of", "2018-12-04")


def title(cli: Cli, *args: str) -> str:
    return cli.ok(*args).partition(":")[0]


def test_the_log_is_named_before_or_after_the_command(cli: Cli) -> None:
    nowhere = Cli(None)
    assert title(nowhere, "--log", str(cli.log), *SHOW) == "A log"
    assert title(nowhere, *SHOW, "--log", str(cli.log)) == "A log"
    assert "--log is given twice" in nowhere.refused("--log", str(cli.log), *SHOW, "--log", str(SHIPPED), code=2)


def test_the_log_of_the_environment(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_LOG", str(SHIPPED))
    assert title(Cli(None), *SHOW).startswith("US-India")
    assert title(Cli(None), *SHOW, "--log", str(cli.log)) == "A log"


def test_else_the_log_in_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SHIPPED.parent)
    assert title(Cli(None), *SHOW).startswith("US-India")


def test_a_log_by_its_url(shipped: Cli) -> None:
    assert title(Cli(None), "--log", SHIPPED.as_uri(), *SHOW).startswith("US-India")
    assert "no log can be opened at https:…: write" in shipped.refused("--log", "https://logs.example", *SHOW)


@pytest.mark.parametrize("command", [SHOW, ("events",), ("show", "x"), ("verify",), ("record", "x", "--on", "2018")])
def test_no_log_is_one_sentence_that_says_how_to_make_one(command: tuple[str, ...]) -> None:
    assert Cli(None).refused(*command).startswith("no timeline log at events: make one with `timeline init")
    assert "no timeline log at there" in Cli(None).refused("--log", "there", *command)


def test_a_path_that_is_a_file_is_no_log() -> None:
    Path("file").write_text("no log")
    assert "no timeline log at file" in Cli(None).refused("--log", "file", *SHOW)


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ("title = ", "is not valid TOML"),
        ('title = "x"', "is missing"),
        ('title = "x"\nid = "x"\nformat = 99\ntimezone = "UTC"', "newer timeline"),
        ('title = "x"\nid = "x"\nformat = 1\ntimezone = "Mars/Base"', "no time zone called 'Mars/Base'"),
    ],
)
def test_settings_that_cannot_be_used_are_named(cli: Cli, settings: str, why: str) -> None:
    assert cli.log is not None
    (cli.log / "timeline.toml").write_text(settings)
    assert why in cli.refused(*SHOW)


@pytest.mark.parametrize("command", [("record", "x", "--on", "2018"), ("cancel", "talks")])
def test_a_folder_that_cannot_be_written_to_is_named(
    cli: Cli, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write anywhere, so the system refuses to open any file for writing."""
    real = os.open

    def refusing(path: str, flags: int, *more: int, **named: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", refusing)
    said = cli.refused(*command)
    assert "Permission denied" in said
    assert str(cli.log) in said


@pytest.mark.parametrize(("typed", "meant"), [("projcet", "project"), ("event", "events"), ("reshedule", "reschedule")])
def test_an_unknown_command_suggests_the_one_that_was_meant(typed: str, meant: str) -> None:
    assert f"did you mean '{meant}'" in Cli(None).refused(typed, code=2)


def test_nothing_and_help_show_all_commands() -> None:
    said = Cli(None).ok("--help")
    assert said == Cli(None).ok("-h")
    for name in COMMANDS:
        assert f"\n  {name} " in said
        assert Cli(None).ok(name, "--help").startswith("Usage: ")
    assert Cli(None).ok("--version").startswith("timeline, version ")


COLOURED = (SHOW, (*SHOW, "--issue", "comcasa"), ("events",), ("show", "first-two-plus-two"), ("plugins",))


@pytest.mark.parametrize("command", COLOURED)
def test_what_is_piped_is_plain(shipped: Cli, command: tuple[str, ...]) -> None:
    assert "\x1b" not in shipped.ok(*command)


@pytest.mark.parametrize("command", COLOURED)
def test_a_terminal_gets_bold_headings_unless_it_wants_no_colour(
    shipped: Cli, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    coloured = shipped.run(*command, color=True).stdout
    assert "\x1b[1m" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert shipped.run(*command, color=True).stdout == shipped.ok(*command)


def test_no_colour_counts_for_warnings_too(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = ("record", "x", "--on", "2018", "--set", "oil=odd", "--dry-run")
    assert "\x1b[33mWarning" in cli.run(*odd, color=True).stderr
    monkeypatch.setenv("NO_COLOR", "1")
    assert cli.run(*odd, color=True).stderr.startswith("Warning")
