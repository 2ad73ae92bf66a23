"""A new log for each test, and the log that ships: in a folder and, of what is marked ``any_log``, in PostgreSQL."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from timeline_engine.log.copying import copy_log

from .fake_plugins import fakes
from .running import SHIPPED, Cli, OnPostgres

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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked ``any_log`` is tried on each kind of log, but for what is marked ``in_folder``."""
    node = metafunc.definition
    if "store" in metafunc.fixturenames and node.get_closest_marker("any_log"):
        others = [] if node.get_closest_marker("in_folder") or not find_spec("psycopg") else ["postgres"]
        metafunc.parametrize("store", ["folder", *others], indirect=True)


@pytest.fixture
def store(request: pytest.FixtureRequest) -> str:
    """Where the log of a test is."""
    found: str = getattr(request, "param", "folder")
    return found


@pytest.fixture
def cli(tmp_path: Path, store: str, request: pytest.FixtureRequest) -> Cli:
    """A log of the test's own, as in the template."""
    template: Path = request.getfixturevalue("_template")
    if store == "folder":
        return Cli(Path(shutil.copytree(template, tmp_path / "log")))
    url = request.getfixturevalue("postgres_servers")("wheel").url()
    copy_log(template, url)
    return OnPostgres(None, url=url)


@pytest.fixture
def shipped(store: str, request: pytest.FixtureRequest) -> Cli:
    """The log that ships."""
    return Cli(SHIPPED) if store == "folder" else OnPostgres(None, url=request.getfixturevalue("_shipped_url"))


@pytest.fixture(scope="session")
def _shipped_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue("postgres_servers")("wheel").url()
    copy_log(SHIPPED, url)
    return url
