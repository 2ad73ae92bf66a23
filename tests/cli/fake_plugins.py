"""A package of plugins that is installed for one test: some work, the others fail in every way there is."""

from pathlib import Path

import pytest

MODULE = """
class Plain:
    title, suffix, binary = "Plain", ".plain", False

    def __init__(self, end="."):
        self.end = end

    def export(self, view, out):
        out.write((view.log.title + self.end).encode())
        return ["1 thing was left out."]

    def rows(self, data, name):
        raise KeyError("colour")

class Failing(Plain):
    suffix = ".failing"

    def export(self, view, out):
        out.write(b"half of it")
        raise ZeroDivisionError("division by zero")

class Quitting(Plain):
    suffix = ".quitting"

    def export(self, view, out):
        raise SystemExit(0)

class Full(Plain):
    suffix = ".full"

    def export(self, view, out):
        raise OSError(28, "No space left on device")

class Picky(Plain):
    suffix = ".picky"

    def __init__(self, width):
        raise RuntimeError("never in the mood")

class Fileless(Plain):
    def export(self, view, out):
        open("its-template.txt")

class Silent(Plain):
    def export(self, view, out):
        out.write(b"all of it")

class Wordy(Plain):
    def export(self, view, out):
        return "all is well"

class Needy(Plain):
    def __init__(self, width):
        pass

class Moody(Plain):
    def __init__(self):
        raise ValueError("never in the mood")

class Tables(Plain):
    def rows(self, data, name):
        yield {"title": "Signed"}

class Diary(Plain):
    def __init__(self):
        pass

    def rows(self, data, name):
        from timeline_engine import Row, Source
        for line, text in enumerate(data.read().decode().splitlines(), 1):
            day, title, tag, paper = text.split("|")
            source = Source(paper or None, published="2024-05-09") if paper else None
            yield Row(at=f"{name}:{line}", when=day, title=title, kind=tag or None, source=source, actors=("A", "B"))

class Untitled:
    pass

class Half:
    title, suffix = "Half", ".half"
"""

EXPORTERS = {"plain": "Plain", "failing": "Failing", "full": "Full", "picky": "Picky", "untitled": "Untitled",
             "half": "Half", "absent": "Absent", "fileless": "Fileless", "silent": "Silent", "wordy": "Wordy",
             "needy": "Needy", "moody": "Moody", "quitting": "Quitting"}  # fmt: skip
IMPORTERS = {"plain": "Plain", "half": "Half", "tables": "Tables", "diary": "Diary"}


@pytest.fixture
def fakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install them. ``lost`` needs a library that is not there."""
    folder = tmp_path / "site"
    about = folder / "fake_formats-1.0.dist-info"
    about.mkdir(parents=True)
    (folder / "fake_formats.py").write_text(MODULE)
    (folder / "lost_formats.py").write_text("import a_library_that_is_not_installed\n")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: fake-formats\nVersion: 1.0\n")
    exporters = [f"{name} = fake_formats:{made}" for name, made in EXPORTERS.items()]
    importers = [f"{name} = fake_formats:{made}" for name, made in IMPORTERS.items()]
    broken = ["lost = lost_formats:Lost", "module = fake_formats"]
    lines = ["[timeline.exporters]", *broken, *exporters, "[timeline.importers]", *importers]
    (about / "entry_points.txt").write_text("\n".join(lines) + "\n")
    monkeypatch.syspath_prepend(str(folder))
