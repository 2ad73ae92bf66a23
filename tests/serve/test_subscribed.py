"""A real calendar program subscribes: vdirsyncer gets the feed over http, khal shows what it got."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from cli.running import Cli
from timeline_engine.log import create_log

from .running import running

pytest.importorskip("vdirsyncer", reason="Install the test extra.")
pytest.importorskip("khal", reason="Install the test extra.")

BIN = Path(sys.executable).parent
SYNC = """
[general]
status_path = "{folder}/status"
[pair feed]
a = "served"
b = "here"
collections = null
[storage served]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
"""
KHAL = """
[calendars]
[[feed]]
path = {folder}/calendar
readonly = True
[locale]
local_timezone = Asia/Kolkata
default_timezone = Asia/Kolkata
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""
SOON, LATER = (str(date.today() + timedelta(days=days)) for days in (200, 230))


class Subscriber:
    """A person with both programs, whose calendars are in a folder."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        (folder / "calendar").mkdir(parents=True)
        for name, text in (("sync.conf", SYNC), ("khal.conf", KHAL)):
            (folder / name).write_text(text.format(folder=folder, url=url))
        self._run("vdirsyncer", "-c", str(folder / "sync.conf"), "discover")

    def sync(self) -> str:
        return self._run("vdirsyncer", "-c", str(self.folder / "sync.conf"), "sync")

    def files(self) -> "dict[str, tuple[int, bytes]]":
        return {one.name: (one.stat().st_mtime_ns, one.read_bytes()) for one in (self.folder / "calendar").iterdir()}

    def listed(self) -> "dict[str, str]":
        """The day of each event that khal shows of those days, by title and status; no title is there twice."""
        shown = self._run(
            "khal", "-c", str(self.folder / "khal.conf"), "list", "--once", "--day-format", "",
            "--format", "{start-date}\t{title} {status}", SOON, "40d",
        )  # fmt: skip
        rows = [line.split("\t") for line in shown.splitlines() if "\t" in line]
        found = {" ".join(title.split()): day for day, title in rows}
        assert len(found) == len(rows) == len({title.partition(" parley")[0] for title in found})
        return found

    def _run(self, program: str, *args: str) -> str:
        env = os.environ | {"HOME": str(self.folder), "PYTHONWARNINGS": "ignore", "LC_ALL": "C.UTF-8"}
        done = subprocess.run([BIN / program, *args], env=env, input="", capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """A log of a few events: vdirsyncer waits for the disk at each."""
    create_log(tmp_path / "log", title="Parleys", zone="Asia/Kolkata")
    return Cli(tmp_path / "log")


@pytest.mark.slow
def test_it_follows_what_becomes_of_events(cli: Cli, tmp_path: Path) -> None:
    """The second time nothing is new; then one is moved, one called off, one left without a date."""
    assert cli.log
    cli.run("define", "iran-oil", "--title", "Iranian oil", "--question", "Will it be bought?")
    path = cli.run("serve", "token", "add", "ann").stdout.strip()
    for name in ("First", "Second", "Third"):
        cli.run("record", f"{name} parley", "--on", SOON, "--scheduled", "--issue", "iran-oil")
    with running(cli.log, "--behind-proxy") as (port, end):
        ann = Subscriber(tmp_path / "ann", f"http://127.0.0.1:{port}{path}")
        ann.sync()
        first = ann.files()
        assert ann.listed() == {f"{name} parley TENTATIVE": SOON for name in ("First", "Second", "Third")}
        ann.sync()
        assert ann.files() == first
        cli.run("reschedule", "first-parley", "--on", LATER)
        cli.run("cancel", "second-parley")
        cli.run("postpone", "third-parley")
        ann.sync()
        after = ann.files()
        assert len(after) == len(first)
        assert len(first.keys() - after.keys()) == 3  # it names what comes over http by its bytes, whatever its UID
        assert ann.listed() == {
            "First parley TENTATIVE": LATER,
            "Second parley CANCELLED": SOON,
            "POSTPONED: Third parley CANCELLED": SOON,
        }
        _, out, err = end()
    assert path.split("/")[2] not in out + err
