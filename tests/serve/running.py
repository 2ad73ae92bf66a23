"""A server as a process of its own."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# What a shell runs behind itself ignores Ctrl-C, and so would whatever that starts.
_ENGINE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from timeline_engine.cli import run
run()
"""


@contextmanager
def running(log: Path, *args: str) -> Iterator[tuple[int, Callable[[], tuple[int, str, str]]]]:
    """Its port, and what ends it like Ctrl-C and gives its exit code and what it said."""
    command = [sys.executable, "-c", _ENGINE, "--log", str(log), "serve", "--port", "0", *args]
    process = subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def end() -> tuple[int, str, str]:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
        return process.returncode, out, err

    try:
        assert process.stderr
        told = ""
        while "Ctrl-C" not in told and (line := process.stderr.readline()):
            told += line
        yield int(told.rpartition("/;")[0].rpartition(":")[2]), end
    finally:
        if process.returncode is None:
            process.kill()
            process.communicate()
