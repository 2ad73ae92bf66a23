"""The package in docs/example-plugin works as docs/plugins.md says, and a broken plugin harms no other.

It is installed as pip would leave it, a module and its metadata in one folder, but without pip, which would need the
network to build it.
"""

import os
import subprocess
import sys
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from pages import ROOT

from timeline_engine import TimelineError, export, open_log, project
from timeline_engine.plugins import EXPORTERS, plugins

PACKAGE = ROOT / "docs" / "example-plugin"
BROKEN = """
[timeline.exporters]
absent = no_such_module:Exporter
noisy = timeline_broken:explode
wrong = timeline_broken:WrongExporter

[timeline.importers]
hollow = timeline_broken:nothing_of_the_sort
"""
BROKEN_MODULE = '''
"""Plugins that go wrong in every way they can."""

class WrongExporter:
    title, suffix, binary = "fails when it writes", ".wrong", False

    def export(self, view, out):
        raise LookupError("no ink")

def explode():
    raise RuntimeError("never called")
'''


def install(folder: Path, name: str, entry_points: str, modules: dict[str, str]) -> None:
    """Leave in a folder what an installer would."""
    metadata = folder / f"{name.replace('-', '_')}-0.1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(entry_points, encoding="utf-8")
    for module, source in modules.items():
        (folder / module).write_text(source, encoding="utf-8")


def install_package(package: Path, folder: Path) -> None:
    project_file = tomllib.loads((package / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project_file["project"]["entry-points"]
    lines = [f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in points.items()) for group, points in groups.items()]
    shipped = project_file["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    modules = {name: (package / name).read_text(encoding="utf-8") for name in shipped}
    install(folder, project_file["project"]["name"], "\n".join(lines), modules)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    install_package(PACKAGE, tmp_path)
    install(tmp_path, "timeline-broken", BROKEN, {"timeline_broken.py": BROKEN_MODULE})
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def agenda(as_of: str, **options: str) -> str:
    out = BytesIO()
    assert list(export(project(open_log(ROOT / "events"), as_of), "agenda", out, **options)) == []
    return out.getvalue().decode()


@pytest.mark.usefixtures("installed")
def test_the_agenda_lists_what_is_open() -> None:
    assert agenda("2018-12-04") == (
        "US-India relations, 2018-2019, as of 2018-12-04\n"
        "2018-11-04   overdue   Sanctions on buyers of Iranian oil take effect\n"
    )
    assert "[2019-06-26..] upcoming  " in agenda("2019-06-25", width="5")
    assert agenda("2019-06-25") == agenda("2019-06-25")


@pytest.mark.usefixtures("installed")
def test_an_option_it_cannot_take_is_named() -> None:
    with pytest.raises(TimelineError, match=r"'agenda'.*'wide'"):
        agenda("2018-12-04", width="wide")
    with pytest.raises(TimelineError, match=r"'agenda'.*depth"):
        agenda("2018-12-04", depth="2")


@pytest.mark.usefixtures("installed")
def test_broken_plugins_are_listed_with_their_problem_and_the_others_work() -> None:
    found = {plugin.name: plugin for plugin in plugins()}
    assert "No module named 'no_such_module'" in str(found["absent"].problem)
    assert found["noisy"].problem
    assert "nothing_of_the_sort" in str(found["hollow"].problem)
    assert found["absent"].distribution == "timeline-broken 0.1.0"
    working = {plugin.name for plugin in found.values() if plugin.problem is None}
    assert {"agenda", "csv", "ics", "jsonl", "text", "xlsx"} <= working
    assert agenda("2018-12-04")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("absent", r"'absent'.*No module named 'no_such_module'"),
        ("wrong", r"'wrong'.*LookupError: no ink"),
        ("agend", r"'agend'.*'agenda'"),
    ],
)
def test_asking_for_a_broken_one_names_it(name: str, message: str) -> None:
    with pytest.raises(TimelineError, match=message):
        export(project(open_log(ROOT / "events"), "2018-12-04"), name, BytesIO())


@pytest.mark.slow
def test_it_is_there_for_a_process_that_finds_it_on_its_path(installed: Path) -> None:
    listed = timeline(installed, "plugins").stdout
    assert "agenda" in listed
    assert "broken" in listed
    shown = timeline(installed, "export", "agenda", "-o", "-", "--as-of", "2019-06-25", "--log", str(ROOT / "events"))
    assert shown.stdout.startswith("US-India relations, 2018-2019, as of 2019-06-25\n")
    assert "\n2019-06-26   upcoming  Mike Pompeo and S. Jaishankar hold talks\n" in shown.stdout
    assert shown.stderr == ""


def timeline(path: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONIOENCODING": "utf-8"}
    program = "from timeline_engine.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip


def test_the_pages_name_the_group_and_the_files() -> None:
    page = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    assert EXPORTERS in page
    assert len((PACKAGE / "timeline_agenda.py").read_text(encoding="utf-8").splitlines()) <= 32
