"""The suffix of a file names its format, and no plugin is imported for it but the one that has it."""

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from cli.running import Cli
from support import STRANGERS, our_plugins
from timeline_engine.plugins import EXPORTERS, IMPORTERS, PluginError, by_suffix, clashes, exporter

ROOT = Path(__file__).parents[2]
SUFFIXES = {
    EXPORTERS: {"csv": ".csv", "html": ".html", "ics": ".ics", "json": ".json", "jsonl": ".jsonl", "markdown": ".md",
                "pdf": ".pdf", "png": ".png", "svg": ".svg", "text": ".txt", "timelinejs": ".timelinejs.json",
                "xlsx": ".xlsx"},
    IMPORTERS: {"csv": ".csv", "ics": ".ics", "json": ".json", "jsonl": ".jsonl", "ods": ".ods",
                "tsv": ".tsv", "xls": ".xls", "xlsb": ".xlsb", "xlsx": ".xlsx"},
}  # fmt: skip
ASKED = [(group, name, suffix) for group, suffixes in SUFFIXES.items() for name, suffix in suffixes.items()]

IMPORTED = """
import sys
from importlib.metadata import EntryPoint
from timeline_engine.plugins import by_suffix
load, loaded = EntryPoint.load, []
EntryPoint.load = lambda point: loaded.append(point.value) or load(point)
print(by_suffix(*sys.argv[1:]), *sorted(set(loaded)))
print("aliens:", *({"strange_formats", "broken_formats"} & set(sys.modules)))
"""


def python(*arguments: str, folder: Path = ROOT) -> str:
    environment = {**os.environ, "PYTHONPATH": str(STRANGERS), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_format_is_asked_for() -> None:
    assert {group: sorted(suffixes) for group, suffixes in SUFFIXES.items()} == {
        group: sorted(our_plugins(group)) for group in SUFFIXES
    }


@pytest.mark.parametrize(("group", "name", "suffix"), ASKED)
def test_only_the_format_of_the_suffix_is_imported(group: str, name: str, suffix: str) -> None:
    """Not that of a package which claims the suffix, or the name, and is broken."""
    point = our_plugins(group)[name]
    assert python("-c", IMPORTED, group, f"a{suffix}") == f"{name} {point.value}\naliens:\n"


def test_exporting_a_calendar_imports_no_other_package(tmp_path: Path) -> None:
    program = (
        "import sys; from timeline_engine.cli import main\n"
        f"main(['--log', {str(ROOT / 'events')!r}, 'export', '-o', 'a.ics'], standalone_mode=False)\n"
        "print(*({'strange_formats', 'broken_formats', 'openpyxl'} & set(sys.modules)))"
    )
    assert python("-c", program, folder=tmp_path) == "\n"
    assert (tmp_path / "a.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


# ---- what other packages install ----


def install(folder: Path, entry_points: str, module: str) -> None:
    about = folder / "odd_formats-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: odd-formats\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(entry_points)
    (folder / "odd_formats.py").write_text(module)


CLASS = """
class Odd:
    title, suffix, binary = "Odd", ".odd", False

    def export(self, view, out):
        return ()
"""


@pytest.mark.parametrize("announced", ["", ".odd = odd_formats:Odd\n", ".odd = odd_formats:Missing\n"])
def test_a_suffix_that_is_no_name_is_found(announced: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Announced, not announced, or announced of something else."""
    install(tmp_path, f"[timeline.exporters]\nstrange = odd_formats:Odd\n{announced}", CLASS)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "odd_formats", raising=False)
    assert by_suffix(EXPORTERS, "a.odd") == "strange"
    with pytest.raises(PluginError, match=r"no exporter '\.odd'"):
        exporter(".odd")


def test_an_announced_suffix_needs_no_other_import(tmp_path: Path) -> None:
    install(tmp_path, "[timeline.exporters]\nzebra = odd_formats:Odd\n.odd = odd_formats:Odd\n", CLASS)
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{IMPORTED}"
    assert python("-c", program, EXPORTERS, "a.odd") == "zebra odd_formats:Odd\naliens:\n"


def test_of_one_name_in_two_packages_ours_is_used() -> None:
    """The strangers have formats with names of ours, and are found first."""
    first = next(point for point in entry_points(group=EXPORTERS) if point.name == "ics")
    assert first.value == "strange_formats:Ours"
    assert exporter("ics").title.startswith("iCalendar")
    assert by_suffix(EXPORTERS, "a.aardvark") == "aardvark"


def test_what_two_packages_have_is_told() -> None:
    """The strangers have names of ours, and a suffix."""
    said = [sentence for sentence in clashes() if "strange-formats" in sentence]
    ours = our_plugins(EXPORTERS)["ics"].dist
    assert ours is not None
    used = f"{ours.name} {ours.version}"
    assert said == [
        f"exporter '.md' is in strange-formats 1.0 and {used}: that of {used} is used",
        f"exporter 'ics' is in strange-formats 1.0 and {used}: that of {used} is used",
        f"importer 'csv' is in strange-formats 1.0 and {used}: that of {used} is used",
    ]


def test_the_command_tells_it() -> None:
    said = " ".join(Cli(ROOT / "events").ok("plugins").split())
    assert "importer 'csv' is in strange-formats 1.0 and timeline-engine" in said
