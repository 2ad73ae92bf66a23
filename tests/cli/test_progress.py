"""The bar of a long export: seen on a terminal alone, gone when it is over, and of no weight in what is written."""

import re
from io import BytesIO, StringIO
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import click
import pytest

from support import our_plugins
from timeline_engine.cli.terminal import progress as module
from timeline_engine.cli.terminal.progress import progress
from timeline_engine.cli.terminal.progress_view import watched
from timeline_engine.log import open_log
from timeline_engine.plugins import EXPORTERS, export
from timeline_engine.view import View, project

from .running import SHIPPED, Cli

Stream = TypeVar("Stream", bound=StringIO)
NAMES = [name for name in our_plugins(EXPORTERS) if name not in ("png", "svg")]  # these are drawn at once


class Screen(StringIO):
    """A standard error that somebody looks at."""

    def isatty(self) -> bool:
        return True

    def lines(self) -> list[str]:
        """What stood on it, one after the other."""
        return [click.unstyle(line).rstrip() for line in self.getvalue().split("\r")]


def on_stderr(monkeypatch: pytest.MonkeyPatch, stream: Stream) -> Stream:
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=stream))  # that of sys is pytest's own in a test
    return stream


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    return on_stderr(monkeypatch, Screen())


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock is a quarter of a second after the last."""
    monkeypatch.setattr(module, "monotonic", count(0, 0.25).__next__)


@pytest.fixture(scope="module")
def view() -> View:
    return project(open_log(str(SHIPPED)), "2018-12-04")


def written(view: View, name: str) -> bytes:
    out = BytesIO()
    export(view, name, out)
    return out.getvalue()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("slowly")
def test_what_is_written_is_the_same(name: str, view: View, screen: Screen) -> None:
    with progress(name) as tell:
        found = written(watched(view, tell), name)
    assert found == written(view, name)
    assert any("100%" in line for line in screen.lines())


def test_going_through_a_view_tells_how_far_one_is(view: View) -> None:
    told: list[float] = []
    looked_at = watched(view, told.append)
    assert told == []
    assert [event.phase for event in looked_at.events] == [event.phase for event in view.events]
    assert told == [number / len(view.events) for number in range(1, len(view.events) + 1)]
    del told[:]
    for _issue in looked_at.issues:
        assert len(list(looked_at.events)) == len(view.events)  # an iteration within another
    assert told == [number / len(view.issues) for number in range(1, len(view.issues) + 1)]
    assert looked_at == view


@pytest.mark.usefixtures("slowly")
def test_the_bar_begins_after_a_second_and_does_not_stay(screen: Screen) -> None:
    with progress("a.ics") as tell:
        for number in range(1, 21):
            tell(number / 20)
            assert bool(screen.getvalue()) == (number >= 4)
    first, *_, last = screen.lines()[1:]
    assert first.startswith("a.ics")
    assert "20%" in first
    assert last == ""
    assert screen.getvalue().endswith("\x1b[?25h")  # the cursor, which the bar had hidden


def bars(screen: Screen) -> dict[str, list[int]]:
    """The percentages that each bar showed, by its label."""
    found: dict[str, list[int]] = {}
    for line in screen.lines():
        if shown := re.fullmatch(r"(.*?) +\[.*\] +(\d+)%.*", line):
            found.setdefault(shown[1], []).append(int(shown[2]))
    return found


@pytest.mark.usefixtures("slowly")
def test_told_less_than_before_another_bar_follows(screen: Screen) -> None:
    with progress("x") as tell:
        for number in (1, 2, 3, 4, 1, 2, 1):
            tell(number / 4)
    assert bars(screen) == {"x": [100], "x, pass 2": [25, 50], "x, pass 3": [25]}
    assert screen.getvalue().count("\x1b[2K") == 3, "nothing of a bar is left beside the next"


@pytest.mark.parametrize("name", NAMES)
def test_no_bar_goes_back(name: str, view: View, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "monotonic", count().__next__)
    with progress(name) as tell:
        written(watched(view, tell), name)
    shown = bars(screen)
    assert name in shown
    assert all(percents == sorted(percents) for percents in shown.values())


def test_rows_are_compared_with_one_bar(cli: Cli, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "monotonic", count().__next__)
    for event in ("a", "b"):
        cli.ok("record", event, "--id", event, "--on", "2030-01-01", "--scheduled", "--known", "2018-01-01")
    Path("a.csv").write_text("event,when\na,2030-01-01\nb,2030-01-01\nc,2018\n")  # what c says might bear on a and b
    cli.run("import", "a.csv")
    assert bars(screen) == {"comparing": [33, 100]}


@pytest.mark.usefixtures("slowly")
def test_a_failure_brings_the_cursor_back(screen: Screen) -> None:
    def fail() -> None:
        with progress("x") as tell:
            for number in range(9):
                tell(number / 9)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert screen.getvalue().endswith("\x1b[?25h")


def test_what_is_quick_shows_nothing(screen: Screen) -> None:
    with progress("x") as tell:
        tell(1)
    assert screen.getvalue() == ""


@pytest.mark.usefixtures("slowly")
@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_with_no_color_nothing_is_shown(screen: Screen, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    ten_times(screen)


@pytest.mark.usefixtures("slowly")
def test_where_nobody_looks_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    ten_times(on_stderr(monkeypatch, StringIO()))


def ten_times(stream: StringIO) -> None:
    with progress("x") as tell:
        for number in range(10):
            tell(number / 10)
    assert stream.getvalue() == ""


def test_an_export_to_a_file_has_a_bar(shipped: Cli, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "monotonic", count().__next__)
    shipped.run("export", "a.ics")
    assert any(line.startswith("ics") for line in screen.lines())
    shown = screen.getvalue()
    shipped.run("export", "ics")
    assert screen.getvalue() == shown


def test_an_import_has_a_bar(cli: Cli, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "monotonic", count().__next__)
    Path("a.csv").write_text("title,when\nOne,2018-01-01\nTwo,2018-01-02\n")
    cli.ok("import", "a.csv")
    assert [line.split()[-1] for line in screen.lines() if line.startswith("comparing")] == ["50%", "100%"]
