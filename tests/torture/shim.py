"""A process whose n-th call that changes a file fails, or is its last: the shim in C, made where it is needed."""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from attrs import frozen

SOURCE = Path(__file__).with_name("shim.c")
PROGRAM = (sys.executable, "-c", "from timeline_engine.cli import run; run()")


@frozen
class Fault:
    """What happens at which call under the folder, see shim.c; 0: nothing."""

    at: int = 0
    do: str = "kill"


@cache
def shim() -> Path | None:
    """The shim, compiled; None where that cannot be done, or not be used."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not sys.platform.startswith("linux") or compiler is None:
        return None
    made = Path(tempfile.mkdtemp(prefix="timeline-shim-")) / "shim.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(SOURCE), "-ldl"]
    return made if subprocess.run(command, capture_output=True, check=False).returncode == 0 else None


def environment(folder: Path, fault: Fault, count: Path | None = None) -> dict[str, str]:
    """What a process needs for a fault to happen to it, when it changes files in a folder."""
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "LD_PRELOAD": str(shim()),
        "FAULT_UNDER": f"{folder.resolve()}/",
        "FAULT_AT": str(fault.at),
        "FAULT_DO": fault.do,
        "FAULT_COUNT": str(count or ""),
        "COLUMNS": "1000",
    }


def run(folder: Path, fault: Fault, *args: str, count: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """A command of the program, in a folder, with a fault. Raises subprocess.TimeoutExpired: it hangs."""
    command, env = (*PROGRAM, *args), environment(folder, fault, count)
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=60)


def calls(folder: Path, *args: str) -> int:
    """How many calls a command makes that change something in a folder. It must work."""
    with tempfile.TemporaryDirectory() as made:
        count = Path(made) / "count"
        done = run(folder, Fault(), *args, count=count)
        assert done.returncode == 0, done.stderr
        return int(count.read_text())
