"""The bar of a long export: seen on a terminal alone, gone when it is over, and of no weight in what is written."""

from io import BytesIO, StringIO
from itertools import count
from types import SimpleNamespace
from typing import Any, TypeVar

import click
import pytest
from msgspec.structs import replace

from timeline_engine.cli import progress as module
from timeline_engine.cli.progress import progress
from timeline_engine.log import open_log
from timeline_engine.plugins import EXPORTERS, export, plugins
from timeline_engine.view import View, project

from .running import SHIPPED, Cli

Stream = TypeVar("Stream", bound=StringIO)
NAMES = [plugin.name for plugin in plugins() if plugin.group == EXPORTERS]


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
    with progress(name) as watch:
        found = written(replace(view, issues=watch(view.issues), events=watch(view.events)), name)
    assert found == written(view, name)
    assert any("100%" in line for line in screen.lines())


@pytest.mark.usefixtures("slowly")
def test_the_bar_begins_after_a_second_and_does_not_stay(screen: Screen) -> None:
    with progress("a.ics") as watch:
        for number in watch(tuple(range(20))):
            shown = screen.getvalue()
            assert bool(shown) == (number >= 4)
    first, *_, last = screen.lines()[1:]
    assert first.startswith("a.ics")
    assert "20%" in first
    assert last == ""
    assert screen.getvalue().endswith("\x1b[?25h")  # the cursor, which the bar had hidden


@pytest.mark.usefixtures("slowly")
def test_an_iteration_within_another_does_not_move_the_bar(screen: Screen) -> None:
    with progress("x") as watch:
        outer, inner = watch(tuple(range(8))), watch(tuple(range(3)))
        assert [(a, b) for a in outer for b in inner] == [(a, b) for a in range(8) for b in range(3)]
    shown = [line for line in screen.lines() if "%" in line]
    assert [line.split("%")[0].split()[-1] for line in shown] == ["50", "62", "75", "87", "100"]


@pytest.mark.usefixtures("slowly")
def test_a_failure_brings_the_cursor_back(screen: Screen) -> None:
    def fail() -> None:
        with progress("x") as watch:
            for number in watch(tuple(range(9))):
                assert number < 8

    with pytest.raises(AssertionError):
        fail()
    assert screen.getvalue().endswith("\x1b[?25h")


def test_what_is_quick_shows_nothing(screen: Screen) -> None:
    with progress("x") as watch:
        assert list(watch((1, 2, 3))) == [1, 2, 3]
    assert screen.getvalue() == ""


@pytest.mark.usefixtures("slowly")
def test_with_no_color_nothing_is_shown(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with progress("x") as watch:
        assert list(watch(tuple(range(20)))) == list(range(20))
    assert screen.getvalue() == ""


@pytest.mark.usefixtures("slowly")
def test_where_nobody_looks_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    piped = on_stderr(monkeypatch, StringIO())
    with progress("x") as watch:
        items: tuple[Any, ...] = tuple(range(20))
        assert watch(items) is items
    assert piped.getvalue() == ""


def test_an_export_to_a_file_has_a_bar(shipped: Cli, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "monotonic", count().__next__)
    shipped.run("export", "a.ics")
    assert any(line.startswith("ics") for line in screen.lines())
    shown = screen.getvalue()
    shipped.run("export", "ics")
    assert screen.getvalue() == shown
