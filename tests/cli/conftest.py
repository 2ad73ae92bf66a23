"""A new log for each test, and the log that ships."""

import os
import shutil
from pathlib import Path

import pytest

from .fake_plugins import fakes
from .running import SHIPPED, Cli

__all__ = ["fakes"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in an empty folder, whatever the tests are run with; and nobody pulls the plug here."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    for name in ("TIMELINE_LOG", "NO_COLOR", "TERM", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log that knows two issues, and an event that is expected."""
    made = Cli(tmp_path_factory.mktemp("template") / "log")
    made.ok("init", "--title", "A log", "--timezone", "Asia/Kolkata")
    made.ok("define", "oil", "--title", "Oil imports", "--allow", "status=buying|ended")
    made.ok("define", "deal", "--estimate", "value:USD")
    made.ok("record", "Talks", "--on", "2018-11-20", "--scheduled", "--issue", "deal", "--known", "2018-10-01")
    assert made.log is not None
    return made.log


@pytest.fixture
def cli(tmp_path: Path, _template: Path) -> Cli:
    """A log of the test's own, as in the template."""
    return Cli(Path(shutil.copytree(_template, tmp_path / "log")))


@pytest.fixture
def shipped() -> Cli:
    return Cli(SHIPPED)
