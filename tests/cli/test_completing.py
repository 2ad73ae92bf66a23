"""What Tab offers."""

from pathlib import Path
from shutil import copytree

import pytest
from click.shell_completion import ShellComplete

from timeline_engine.cli import main
from timeline_engine.entries import Draft, EventSourced
from timeline_engine.log import FileLog, create_log

from .running import SHIPPED


def offered(typed: str, log: Path = SHIPPED) -> dict[str, str | None]:
    """What is offered for the last word of a command line, each with its explanation."""
    *words, last = typed.split(" ")
    found = ShellComplete(main, {}, "timeline", "_TIMELINE_COMPLETE").get_completions(["--log", str(log), *words], last)
    return {item.value: item.help for item in found}


@pytest.mark.parametrize(
    ("typed", "all_of_them"),
    [
        ("pro", {"project"}),
        ("project --issue iran", {"iran-oil"}),
        ("wat", {"watch"}),
        ("watch --issue iran", {"iran-oil"}),
        ("watch --in", {"--interval"}),
        ("schema wa", {"watch"}),
        ("show india-k", {"india-keeps-s-400"}),
        ("correct india-k", {"india-keeps-s-400"}),
        ("occurred first", {"first-two-plus-two"}),
        ("why s-400-deal.v", {"s-400-deal.value"}),
        ("why s-4", {"s-400-deal", "s-400-contract", "s-400-put-above-5bn", "s-400-put-at-4-5bn", "s-400-put-at-6bn"}),
        ("record --set s-400-deal.v", {"s-400-deal.value"}),
        ("record --set s-400-deal.value=5", set()),
        ("export x", {"xlsx"}),
        ("import --format js", {"json", "jsonl"}),
        ("import --preset time", {"timelinejs", "timesketch"}),
        ("import --form", {"--format"}),
    ],
)
def test_what_begins_so_is_offered(typed: str, all_of_them: set[str]) -> None:
    assert set(offered(typed)) == all_of_them


def test_an_id_is_offered_with_its_title() -> None:
    assert offered("show first-two")["first-two-plus-two"] == "First US-India 2+2 dialogue"


def test_formats_are_all_offered() -> None:
    assert {"csv", "ics", "json", "jsonl", "markdown", "text", "xlsx"} <= set(offered("export "))


def test_where_there_is_no_log_nothing_is_offered_and_nothing_said(tmp_path: Path) -> None:
    assert offered("show ", tmp_path) == {}


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same log with a sidecar; no more than what is offered may be read of it."""
    copytree(SHIPPED, tmp_path / "events")
    log = FileLog(tmp_path / "events", large=0)
    assert log.keeper.kept()
    monkeypatch.setattr(FileLog, "read", lambda *_: pytest.fail("the whole log is read"))
    return tmp_path / "events"


@pytest.mark.parametrize("typed", ["show ", "show s-4", "why s", "why s-400-deal.", "project --issue ", "show xyz"])
def test_the_same_is_offered_of_a_large_log(typed: str, large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    got = offered(typed, large)
    monkeypatch.undo()
    assert got == offered(typed)


def test_of_very_many_events_no_more_is_offered_than_anybody_looks_through(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline_engine.recording.offered.MOST", 3)
    assert len(offered("show ", large)) == 3


def test_of_an_issue_of_very_many_events_what_is_declared_is_offered_too(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = set(offered("why s-400-deal.", large))
    monkeypatch.setattr("timeline_engine.recording.offered._LATEST", 1)
    assert set(offered("why s-400-deal.", large)) < every


def test_an_event_that_nobody_can_see_is_offered_without_a_title(tmp_path: Path) -> None:
    create_log(tmp_path / "log", title="Deals", zone="UTC")
    FileLog(tmp_path / "log").append([Draft("a", EventSourced(event="rumour", note="hardly"))])
    assert offered("show rum", tmp_path / "log") == {"rumour": None}
