"""What other packages do when they are imported does not get in the way, and is told with their name."""

import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.running import Cli
from timeline_engine.plugins import EXPORTERS, PluginError, exporter, loading, names, plugins

ROOT = Path(__file__).parents[2]
PORT = """
class Made:
    title, suffix, binary = "Made", ".made", False
    def export(self, view, out):
        out.write(b"all of it")
        return ()
"""
Install = Callable[[str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a package with a module of this text, and the exporter ``odd`` in it."""

    def install(text: str) -> None:
        about = tmp_path / "site" / "odd_formats-1.0.dist-info"
        about.mkdir(parents=True)
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: odd-formats\nVersion: 1.0\n")
        module = f"odd_{tmp_path.name.translate({ord(c): '_' for c in '-[]'})}"
        (about / "entry_points.txt").write_text(f"[{EXPORTERS}]\nodd = {module}:Made\n")
        (tmp_path / "site" / f"{module}.py").write_text(text + PORT)
        monkeypatch.syspath_prepend(str(tmp_path / "site"))

    return install


def test_what_it_prints_is_no_part_of_the_answer(install: Install) -> None:
    install("print('Welcome to odd formats!')")
    done = Cli(ROOT / "events").run("export", "odd", "-o", "-")
    assert (done.exit_code, done.stdout) == (0, "all of it")
    assert "exporter 'odd' of odd-formats 1.0 prints when it is imported: 'Welcome to odd formats!'" in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "import sys\nsys.stdout.reconfigure(encoding='latin-1', errors='replace')\nprint('Welcome')",
        "import sys\nsys.stdout.buffer.write(b'Welcome')\nsys.stdout.buffer.flush()",
        "import io, sys\nkept = io.TextIOWrapper(sys.stdout.buffer)\nprint('Welcome', file=kept, flush=True)",
    ],
)
def test_standard_output_is_what_programs_take_it_for(install: Install, text: str) -> None:
    install(text)
    done = Cli(ROOT / "events").run("export", "odd", "-o", "-")
    assert (done.exit_code, done.stdout) == (0, "all of it")
    assert "prints when it is imported: 'Welcome'" in done.stderr


@pytest.mark.parametrize("text", ["sys.stdout.close()", "sys.stdout.detach()", "print('x'); sys.stdout.buffer.close()"])
def test_one_that_closes_standard_output_closes_nothing_of_ours(install: Install, text: str) -> None:
    install(f"import sys\n{text}")
    assert Cli(ROOT / "events").run("export", "odd", "-o", "-").stdout == "all of it"


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="nothing can stop it there")
# Raised within a callback of the import itself it is only noted by Python: the second alarm stops it then.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "wait",
    [
        "time.sleep(60)",
        "\nwhile True:\n    try: time.sleep(60)\n    except Exception: pass",
        "\ntry: time.sleep(60)\nexcept BaseException: time.sleep(60)",
    ],
)
def test_what_goes_on_for_ever_is_stopped_and_named(
    install: Install, monkeypatch: pytest.MonkeyPatch, wait: str
) -> None:
    monkeypatch.setattr(loading, "SECONDS", 0.5)
    install(f"import time; {wait}" if "\n" not in wait else f"import time{wait}")
    begun = time.monotonic()
    with pytest.raises(PluginError, match=r"'odd' of odd-formats 1\.0 .* was not imported after 0\.5 s: uninstall it"):
        exporter("odd")
    (listed,) = [plugin for plugin in plugins() if plugin.name == "odd"]
    assert "not imported" in str(listed.problem)
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    "text",
    [
        "class Mute(Exception):\n    def __str__(self): raise ValueError\nraise Mute",
        "class Base(BaseException): pass\nraise Base('on purpose')",
        "raise GeneratorExit",
    ],
)
def test_whatever_it_raises_is_told_with_its_name(install: Install, text: str) -> None:
    install(text)
    with pytest.raises(
        PluginError, match=r"'odd' of odd-formats 1\.0 .* cannot be loaded: (Mute|on purpose|GeneratorExit)"
    ):
        exporter("odd")


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="there is no alarm")
def test_the_alarm_of_the_program_around_is_as_it_was(install: Install) -> None:
    install("")

    def own(*_: object) -> None: ...

    before = signal.signal(signal.SIGALRM, own)
    try:
        exporter("odd")
        assert signal.getsignal(signal.SIGALRM) is own
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_another_thread_imports_them_too(install: Install) -> None:
    install("")
    made: list[object] = []
    thread = threading.Thread(target=lambda: made.append(exporter("odd")))
    thread.start()
    thread.join()
    assert len(made) == 1


def test_to_name_them_imports_none(install: Install) -> None:
    install("raise SystemExit('imported')")
    assert "odd" in names(EXPORTERS)
