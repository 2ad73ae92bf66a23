"""The command as a process: closed pipes, full devices, other encodings, interruptions. Never a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .running import SHIPPED, Cli, contents

TIMELINE = (sys.executable, "-c", "from timeline_engine.cli import run; run()")
INTERRUPTIBLE = (  # as in a terminal: where tests run in the background, or in several processes, SIGINT is ignored
    *TIMELINE[:2],
    f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler); {TIMELINE[2]}",
)
LONG = (("events", "--hindsight", "--json"), ("export", "json", "--hindsight", "-o", "-"))


def settings(**more: str) -> dict[str, str]:
    return {**os.environ, "TIMELINE_LOG": str(SHIPPED), **more}


@pytest.mark.parametrize("command", [*LONG, ("project",)])
def test_a_reader_that_is_gone(command: tuple[str, ...]) -> None:
    """As in ``timeline events --json | head -1``."""
    read, write = os.pipe()
    os.close(read)
    try:
        result = subprocess.run(
            (*TIMELINE, *command), stdout=write, stderr=subprocess.PIPE, check=False, env=settings(), timeout=60
        )
    finally:
        os.close(write)
    assert (result.returncode, result.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", [*LONG, ("project",)])
def test_an_output_that_is_full(command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            (*TIMELINE, *command), stdout=full, stderr=subprocess.PIPE, check=False, env=settings(), timeout=60
        )
    assert result.stderr.splitlines()[0] == b"Error: No space left on device"
    assert b"Traceback" not in result.stderr
    assert result.returncode != 0


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8"])
def test_an_output_of_another_encoding(cli: Cli, encoding: str) -> None:
    """What it lacks is written as an escape. (For ASCII, the sign of a terminal never set up, click takes UTF-8.)"""
    cli.ok("define", "waiver", "--title", "दिल्ली Café")
    command = (*TIMELINE, "--log", str(cli.log), "project", "--issue", "waiver")
    result = subprocess.run(
        command, capture_output=True, check=False, env=settings(PYTHONIOENCODING=encoding), timeout=60
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert "दिल्ली Café".encode(encoding, errors="backslashreplace") in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="needs a named pipe")
def test_an_interruption_leaves_the_log_as_it_was(cli: Cli) -> None:
    """The import waits for its file, a pipe that is open but has not told all yet."""
    os.mkfifo("rows.csv")
    before = contents(cli.log)
    command = (*INTERRUPTIBLE, "--log", str(cli.log), "import", "rows.csv")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=settings())
    with process, Path("rows.csv").open("wb") as rows:  # it can be opened once the command reads it
        rows.write(b"title,when\nTalks,2018\n")
        rows.flush()
        process.send_signal(signal.SIGINT)
        told, said = process.communicate(timeout=60)
    assert (process.returncode, told) == (1, b"")
    assert said.strip() == b"Interrupted: nothing was appended."
    assert contents(cli.log) == before
