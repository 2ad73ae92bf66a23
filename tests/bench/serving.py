"""Many who ask `timeline serve` at once: requests a second, how long they take, what memory, and that no tag lies.

    python tests/bench/serving.py [--clients 200] [--seconds 30] [--only shipped,100000]

`make bench-serve` runs all of it, in some five minutes. Each client has a token and a connection of its own, and asks
for a feed again as soon as it is answered, with the tag it has. First nobody appends, and what is asked is the same
bytes as files of Starlette's StaticFiles, on the same uvicorn; then somebody appends. Clients, server and who appends
are processes of their own. Whatever is no 200 or 304, and a tag that was sent with two bodies, is a failure.
"""

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread
from time import perf_counter, process_time
from typing import Any

import psutil
from logs import ROOT, feed_of
from machine import about
from msgspec import Struct, field
from msgspec import json as coded

from timeline_engine.entries import Draft, EventRecorded
from timeline_engine.log import FileLog, open_log, utc_now
from timeline_engine.serve.answers import Answers
from timeline_engine.serve.exports import exported
from timeline_engine.serve.feeds import REFRESH
from timeline_engine.serve.tokens import Tokens, beside
from timeline_engine.view.asking import ask_for

FEEDS = 8


class Load(Struct):
    """A log that is served, the feeds that are asked for, each with what its address ends with, and how many seconds
    are between two entries that are appended.
    """

    name: str
    source: Path
    feeds: list[str]
    days: dict[str, str]
    every: float

    @property
    def query(self) -> str:
        return "?" + "&".join(f"{name}={day}" for name, day in self.days.items()) if self.days else ""


class Found(Struct):
    """What clients found: how many answers of each status, a second's number of them, milliseconds, what was wrong."""

    statuses: dict[str, int]
    rate: float
    p50: float
    p99: float
    wrong: list[str]
    busy: float
    """The share of a core that the clients took: near 1 they, and not the server, are what is measured."""


def main() -> None:
    asked = options()
    loads = {load.name: load for load in (_shipped(), _large())}
    found: list[str] = []
    for name in asked.only.split(","):
        with tempfile.TemporaryDirectory() as folder:
            found += measured(loads[name], Path(folder), asked.clients, asked.seconds)
    head = "| what is served | requests a second | 304 / 200 | p50 ms | p99 ms | most memory MB | clients' core |"
    print(about([], ROOT), head, "|---|--:|--:|--:|--:|--:|--:|", *found, sep="\n")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Ask a server a lot.")
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--only", default="shipped,100000", help="of the logs shipped and 100000")
    return parser.parse_args()


def _shipped() -> Load:
    issues = list(Answers(open_log(ROOT / "events"), lambda: 0).view(ask_for("2018-12-04")).view.history.issues)
    feeds = ["calendar.ics", *(f"issues/{issue}.ics" for issue in issues)]
    return Load("shipped", ROOT / "events", feeds[:FEEDS], {}, 1.0)


def _large() -> Load:
    feeds = [f"issues/issue-{number:03}.ics" for number in range(FEEDS)]
    return Load("100000", feed_of(100_000), feeds, {"from": "2004-02-01", "until": "2004-02-28"}, 5.0)


def measured(load: Load, folder: Path, clients: int, seconds: float) -> Iterator[str]:
    """The rows of a log: its server while nobody appends, the same bytes as files, the server while somebody does."""
    log = Path(shutil.copytree(load.source, folder / "log"))
    tokens = Tokens(beside(log))
    some = [load.feeds[number % len(load.feeds)] for number in range(clients)]
    secrets = [tokens.add(f"client {number}", feed, "2026-01-01") for number, feed in enumerate(some)]
    paths = [f"/f/{secret}/{feed}{load.query}" for secret, feed in zip(secrets, some, strict=True)]
    with serving(log) as (port, server):
        asked(port, paths[: len(load.feeds)], 0.1)  # each is worked out once
        bodies = {feed: fetched(port, path) for feed, path in zip(some, paths[: len(load.feeds)], strict=False)}
        yield row(f"{load.name}: nobody appends", asked(port, paths, seconds), server)
    with serving_files(folder / "files", bodies) as (port, server):
        yield row(f"{load.name}: StaticFiles", asked(port, [f"/{feed}" for feed in some], seconds), server)
    with serving(log) as (port, server), appending(log, load) as appended:
        found = asked(port, paths, seconds)
        yield row(f"{load.name}: an entry each {load.every:g} s", found, server)
        appended.set()
        for feed, path in zip(some, paths[: len(load.feeds)], strict=False):
            if fetched(port, path) != wanted(log, feed, load.days):
                sys.exit(f"{feed} is not what the log says")


def row(what: str, found: Found, server: psutil.Process) -> str:
    if found.wrong:
        sys.exit(f"{what}: {found.statuses}, {found.wrong[:5]}")
    told = "{} / {}".format(*(f"{found.statuses.get(status, 0):,}" for status in ("304", "200")))
    peak = int(Path(f"/proc/{server.pid}/status").read_text().partition("VmHWM:")[2].split()[0]) >> 10
    return f"| {what} | {found.rate:,.0f} | {told} | {found.p50:.1f} | {found.p99:.1f} | {peak} | {found.busy:.0%} |"


def wanted(log: Path, feed: str, days: dict[str, str]) -> bytes:
    """A feed, worked out afresh."""
    answers = Answers(open_log(log), utc_now)
    issue = feed.removeprefix("issues/").removesuffix(".ics")
    options = {"refresh": REFRESH, **{{"from": "start", "until": "end"}[name]: day for name, day in days.items()}}
    issues = (issue,) if feed.startswith("issues/") else ()
    return exported(answers, ask_for(answers.today()), issues, "ics", options)[0]


@contextmanager
def serving(log: Path) -> Iterator[tuple[int, psutil.Process]]:
    """A server of a log, which everybody needs a token for: its port, and its process."""
    command = [sys.executable, "-c", "from timeline_engine.cli import run; run()"]
    with _running([*command, "--log", str(log), "serve", "--behind-proxy", "--port", "0"]) as process:
        told = ""
        while "127.0.0.1:" not in told:
            assert process.stderr
            told += process.stderr.readline()
        yield int(told.partition("127.0.0.1:")[2].partition("/")[0]), psutil.Process(process.pid)


@contextmanager
def serving_files(folder: Path, files: dict[str, bytes]) -> Iterator[tuple[int, psutil.Process]]:
    """The same by StaticFiles."""
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    with _running([sys.executable, __file__, "files", str(folder)]) as process:
        assert process.stdout
        yield int(process.stdout.readline()), psutil.Process(process.pid)


@contextmanager
def _running(command: list[str]) -> "Iterator[subprocess.Popen[str]]":
    nowhere = subprocess.DEVNULL if "serve" in command else subprocess.PIPE
    process = subprocess.Popen(command, text=True, stdout=nowhere, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def appending(log: Path, load: Load) -> Iterator[Event]:
    """Appends an entry about an issue that is asked for now and then, until that is set."""
    done = Event()
    issue = load.feeds[-1].removeprefix("issues/").removesuffix(".ics")

    def append() -> None:
        with FileLog(log) as written:
            for number in range(1_000_000):
                if done.wait(load.every):
                    return
                body = EventRecorded(
                    event=f"load-{number}", title=f"Load {number}", when="2004-02-15", phase="occurred", issues=(issue,)
                )
                written.append([Draft(f"load-{number}", body)])

    thread = Thread(target=append)
    thread.start()
    try:
        yield done
    finally:
        done.set()
        thread.join()


def asked(port: int, paths: list[str], seconds: float) -> Found:
    """What as many clients as there are paths found, in a process of their own."""
    given = json.dumps({"port": port, "paths": paths, "seconds": seconds})
    done = subprocess.run([sys.executable, __file__, "ask"], input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return coded.decode(done.stdout, type=Found)


def fetched(port: int, path: str) -> bytes:
    return asyncio.run(_fetched(port, path))


async def _fetched(port: int, path: str) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        return (await answered(reader, writer, path, None))[2]
    finally:
        writer.close()


# --- What runs in processes of their own -----------------------------------------------------------


async def answered(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, tag: str | None
) -> tuple[int, str, bytes]:
    """The status, tag and body of an answer."""
    named = f"If-None-Match: {tag}\r\n" if tag else ""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{named}\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lines = (line.partition(":") for line in head.split("\r\n")[1:])
    headers = {name.lower(): value.strip() for name, _, value in lines}
    status = int(head[9:12])
    size = int(headers.get("content-length", 0)) if status != 304 else 0
    return status, headers.get("etag", ""), await reader.readexactly(size)


class Asking(Struct):
    """What all clients have found so far. ``tags``: of each, what it was first sent with."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    tags: dict[str, bytes] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


async def _client(port: int, path: str, until: float, found: Asking) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    had: str | None = None
    while perf_counter() < until:
        begun = perf_counter()
        status, tag, body = await answered(reader, writer, path, had)
        found.seconds.append(perf_counter() - begun)
        found.statuses[status] += 1
        what = path.rpartition("/")[2]
        if status == 200 and found.tags.setdefault(tag, digest := sha256(body).digest()) != digest:
            found.wrong.append(f"{what}: {tag} names two bodies")
        if status not in (200, 304) or (status == 304 and tag != had):
            found.wrong.append(f"{what}: {status} {tag} {body[:200]!r}")
        had = tag
    writer.close()


async def _all(port: int, paths: list[str], seconds: float) -> Found:
    found, begun, busy = Asking(), perf_counter(), process_time()
    await asyncio.gather(*(_client(port, path, begun + seconds, found) for path in paths))
    took, busy = perf_counter() - begun, process_time() - busy
    cuts = quantiles(found.seconds, n=100)
    statuses = {str(status): count for status, count in found.statuses.items()}
    return Found(statuses, len(found.seconds) / took, cuts[49] * 1000, cuts[98] * 1000, found.wrong, busy / took)


def _files(folder: str) -> None:
    from starlette.applications import Starlette
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    from timeline_engine.serve.server import listen, server_of

    place = listen("127.0.0.1", 0)
    print(place.getsockname()[1], flush=True)
    app: Any = Starlette(routes=[Mount("/", StaticFiles(directory=folder))])
    server_of(app).run([place])


if __name__ == "__main__":
    if sys.argv[1:2] == ["files"]:
        _files(sys.argv[2])
    elif sys.argv[1:2] == ["ask"]:
        given = json.load(sys.stdin)
        os.write(1, coded.encode(asyncio.run(_all(**given))))
    else:
        main()
