"""A log of a test's own, and whoever asks a server of it, in this process."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from cli.running import NOW, SHIPPED, Cli
from timeline_engine.log import open_log
from timeline_engine.serve.app import Options, make_app

Asking = Callable[..., TestClient]


@pytest.fixture(autouse=True)
def _no_waiting_for_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The log that ships, as a copy, which may be appended to."""
    return Cli(Path(shutil.copytree(SHIPPED, tmp_path / "log")))


def _decoded_once(app: ASGIApp) -> ASGIApp:
    """The application behind a client that decodes paths twice, which no server does: %252F is %2F."""

    async def decoded(scope: Scope, receive: Receive, send: Send) -> None:
        path = {"path": unquote(scope["raw_path"].decode("ascii"))} if scope["type"] == "http" else {}
        await app({**scope, **path}, receive, send)

    return decoded


@pytest.fixture
def asking() -> Iterator[Asking]:
    """Whoever asks a server of a log; its clock stands still."""
    with ExitStack() as stack:

        def ask(log: Path | str | None = SHIPPED, **options: Any) -> TestClient:
            options = {"clock": lambda: NOW} | options
            app = make_app(open_log(log or "memory:"), Options(**options))
            return stack.enter_context(TestClient(_decoded_once(app), "http://localhost", follow_redirects=False))

        yield ask


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """Whoever asks a server of the log that ships, to which nobody appends: what is known once stays so."""
    app = make_app(open_log(SHIPPED), Options(clock=lambda: NOW, burst=1_000_000))
    with TestClient(app, "http://localhost", follow_redirects=False) as client:
        yield client
