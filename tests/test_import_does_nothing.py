"""To import the packages, every module of them, changes nothing and speaks to nobody; and asks for little."""

import subprocess
import sys
from pathlib import Path

import pytest

HEARD = """
import sys
heard = []
WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000

def hear(name, args):
    if name == "open" and isinstance(args[2], int) and args[2] & WRITING:
        heard.append((name, str(args[0])))
    elif name.partition(".")[0] in ("socket", "subprocess", "shutil", "tempfile", "urllib", "signal", "webbrowser"):
        heard.append((name, repr(args)))
    elif name in ("os.system", "os.exec", "os.fork", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chdir",
                  "os.putenv", "os.chmod", "os.kill", "os.symlink", "os.truncate"):
        heard.append((name, repr(args)))

sys.addaudithook(hear)
"""
ALL = """
import importlib, pkgutil, threading
import timeline_engine, timeline_plugins
for package in (timeline_engine, timeline_plugins):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith(("__main__", ".flock")):
            importlib.import_module(module.name)
assert threading.active_count() == 1
for one in heard:
    print(*one)
"""


def ran(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-B", "-W", "error", "-c", code], capture_output=True, text=True, check=True)


@pytest.mark.slow
def test_every_module_is_imported_and_nothing_happens() -> None:
    done = ran(HEARD + ALL)
    assert (done.stdout, done.stderr) == ("", "")


def test_the_hook_hears() -> None:
    done = ran(HEARD + "open('/dev/null', 'w').close()\nimport os\nos.putenv('A', 'b')\nfor one in heard: print(*one)")
    assert done.stdout.split() == ["open", "/dev/null", "os.putenv", "(b'A',", "b'b')"]


HEAVY = ("openpyxl", "icalendar", "pendulum", "recurring_ical_events", "edtf", "dateutil", "asyncio", "http", "socket")


def test_what_only_some_commands_need_is_not_imported_for_all() -> None:
    done = ran(f"import sys, timeline_engine, timeline_engine.cli\nprint(*[n for n in {HEAVY} if n in sys.modules])")
    assert done.stdout.split() == []


EVENTS = str(Path(__file__).parents[1] / "events")
OF_OTHERS = "import sys, click, msgspec\nprint(*sys.modules)"
ASKED = f"""
import sys
sys.argv = ["timeline", "--log", {EVENTS!r}, "project", "--as-of", "2018-12-04"]
from timeline_engine.cli import run
try:
    run()
finally:
    print("modules:", *sys.modules)
"""
NEEDED = {
    *("attr", "attrs", "copy", "math", "platform", "unicodedata"),  # by the classes of the model
    *("gc", "array", "bisect", "hashlib", "locale", "pathlib", "zoneinfo"),
    *("fnmatch", "ipaddress", "ntpath", "urllib"),  # by pathlib, up to Python 3.12
    *("glob", "grp", "pwd"),  # by pathlib, from Python 3.13 on
    *("struct", "sysconfig"),  # by zoneinfo
}


def test_a_question_imports_no_more_of_python_than_it_uses() -> None:
    """Each that is added costs every command: so it has to be added here."""
    found = ran(ASKED).stdout.rpartition("modules:")[2].split()
    tops = {name.partition(".")[0] for name in found} - {
        name.partition(".")[0] for name in ran(OF_OTHERS).stdout.split()
    }
    assert {name for name in tops if not name.startswith("_")} - NEEDED == {"timeline_engine"}


def test_a_question_asks_no_plugin_and_makes_no_row() -> None:
    found = ran(ASKED).stdout.rpartition("modules:")[2].split()
    parts = {".".join(name.split(".")[:2]) for name in found if name.startswith("timeline_engine.")}
    assert parts.isdisjoint({f"timeline_engine.{part}" for part in ("plugins", "recording", "rows", "merging")})
