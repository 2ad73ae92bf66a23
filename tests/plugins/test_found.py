"""Plugins: found, named when they are broken, and each held to its port and to a test of its own."""

import os
import subprocess
import sys
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.fake_plugins import fakes
from support import memory_log, our_plugins
from timeline_engine.errors import TimelineError
from timeline_engine.log import open_log
from timeline_engine.plugins import (
    EXPORTERS,
    IMPORTERS,
    PluginError,
    by_suffix,
    export,
    exporter,
    importer,
    plugins,
    read_rows,
)
from timeline_engine.rows import import_rows
from timeline_engine.view import View, project
from timeline_engine.view.ports import Row

__all__ = ["fakes"]

ROOT = Path(__file__).parents[2]
OURS = {group: our_plugins(group) for group in (EXPORTERS, IMPORTERS)}
NAMES = {group: list(points) for group, points in OURS.items()}
READ_BACK = set(NAMES[IMPORTERS]) & set(NAMES[EXPORTERS]) - {"json"}  # the answer, not rows
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "plugins").rglob("test_*.py"))


@pytest.fixture(scope="module")
def view() -> View:
    return project(open_log(ROOT / "events"), "2018-12-04")


# ---- what is installed ----


def test_all_that_ship_can_be_used() -> None:
    assert {"csv", "ics", "json", "jsonl", "markdown", "text", "xlsx"} <= set(NAMES[EXPORTERS])
    assert {"csv", "ics", "jsonl", "xlsx"} <= set(NAMES[IMPORTERS])
    ours = [plugin for plugin in plugins() if plugin.distribution.startswith("timeline-engine ")]
    assert [plugin.name for plugin in ours if plugin.problem] == []
    assert [plugin.name for plugin in ours] == [*NAMES[EXPORTERS], *NAMES[IMPORTERS]]


@pytest.mark.parametrize(("group", "name"), [(group, name) for group, names in NAMES.items() for name in names])
def test_each_has_a_test_of_its_own(group: str, name: str) -> None:
    point = OURS[group][name]
    used = point.attr in TESTS or f'"{name}"' in TESTS or f'.{name}"' in TESTS
    assert used, f"no module in tests/plugins uses {point.value}, or names it"


def written(view: View, name: str) -> bytes:
    out = BytesIO()
    export(view, name, out)
    return out.getvalue()


EVERYTHING = """
import hashlib, io, sys
from timeline_engine.log import open_log
from timeline_engine.plugins import export
from timeline_engine.view import project
from timeline_plugins.workbook.writing import picture
picture.png_of = lambda view: None  # the same that png writes
view = project(open_log("events"), "2018-12-04")
for name in sys.argv[1:]:
    out = io.BytesIO()
    export(view, name, out, **({"scale": "0.5"} if name == "png" else {}))
    print(name, hashlib.sha256(out.getvalue()).hexdigest())
"""


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_the_process() -> None:
    """Not on the time of day, the zone and language of the computer, or the order of a set."""
    far = told_by({"TZ": "Pacific/Kiritimati", "LANG": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"})
    assert far == told_by({"TZ": "America/Lima", "LANG": "C.UTF-8", "PYTHONHASHSEED": "11", "PYTHONUTF8": "1"})
    assert [line.split()[0] for line in far] == list(NAMES[EXPORTERS])


def told_by(environment: dict[str, str]) -> list[str]:
    """What a process of its own has written in each format."""
    command = [sys.executable, "-c", EVERYTHING, *NAMES[EXPORTERS]]
    given = {**os.environ, **environment}
    told = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=True)
    return told.stdout.splitlines()


@pytest.mark.parametrize("name", ["csv", "ics", "jsonl", "xlsx"])
class TestEveryImporter:
    """Those that have an exporter of their format."""

    @settings(max_examples=25, deadline=None)
    @given(data=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
    def test_refuses_what_it_cannot_read_by_its_place(self, name: str, data: bytes) -> None:
        try:
            told = read_rows(BytesIO(data), name, "the.file")
        except PluginError:
            raise
        except TimelineError as error:
            told = [error]
        assert all((row.at if isinstance(row, Row) else str(row)).startswith("the.file") for row in told)

    def test_reads_back_what_the_exporter_of_its_name_writes(self, name: str, view: View) -> None:
        if name not in READ_BACK:
            pytest.skip("no exporter of that name writes rows")
        log = memory_log("Asia/Kolkata")
        data = written(view, name)
        assert import_rows(log, read_rows(BytesIO(data), name, "the.file"))
        assert import_rows(log, read_rows(BytesIO(data), name, "the.file")) == []
        known = {event.revision.event for event in project(log, "2018-12-04", hindsight=True).events}
        assert len(known) == len(view.events)


# ---- what is broken, or not there ----


@pytest.mark.usefixtures("fakes")
class TestBroken:
    def test_plugins_are_listed_with_what_is_missing(self) -> None:
        broken = {p.name: p.problem for p in plugins() if p.problem and p.distribution == "fake-formats 1.0"}
        assert sorted(broken) == ["absent", "lost", "module", "untitled"]
        assert "No module named 'a_library_that_is_not_installed'" in str(broken["lost"])

    def test_plugins_take_no_others_down(self, view: View) -> None:
        assert written(view, "text").startswith(b"US-India")
        assert by_suffix(EXPORTERS, "x.ics") == "ics"
        assert by_suffix(EXPORTERS, "x.plain") == "plain"

    @pytest.mark.parametrize("name", ["lost", "absent", "untitled", "half", "picky"])
    def test_plugins_are_named_when_they_are_asked_for(self, name: str) -> None:
        with pytest.raises(PluginError, match=f"'{name}'"):
            exporter(name, {"width": "5"} if name == "picky" else {})

    @pytest.mark.parametrize("name", ["failing", "full", "quitting"])
    def test_exporters_that_fail_are_named_unless_the_system_did(self, name: str, view: View) -> None:
        with pytest.raises((PluginError, OSError)) as error:
            written(view, name)
        assert isinstance(error.value, OSError) == (name == "full")

    def test_importers_that_fail_are_named(self) -> None:
        with pytest.raises(PluginError, match=r"importer 'plain' of fake-formats 1\.0 failed: KeyError: 'colour'"):
            read_rows(BytesIO(), "plain", "x.plain")
        with pytest.raises(PluginError, match=r"'half' of fake-formats 1\.0 is not what an importer must be"):
            importer("half")


@pytest.mark.parametrize("file", ["x", "x.", "x.doc", ".ics", "ics", ""])
def test_a_suffix_that_nobody_has(file: str) -> None:
    with pytest.raises(PluginError) as error:
        by_suffix(EXPORTERS, file)
    for name in NAMES[EXPORTERS]:
        assert f"{name} (." in str(error.value)


@pytest.mark.parametrize(("name", "meant"), [("xlxs", "xlsx"), ("markdwon", "markdown")])
def test_a_name_that_nobody_has_suggests_the_one_that_was_meant(name: str, meant: str) -> None:
    with pytest.raises(PluginError, match=f"did you mean '{meant}'") as error:
        exporter(name)
    assert all(other in str(error.value) for other in chain(NAMES[EXPORTERS]))
