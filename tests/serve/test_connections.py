"""A server that really listens, and who connects to it oddly: nobody holds it up, and each is told as all are."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from threading import Event
from typing import Any

import pytest

from cli.running import SHIPPED
from timeline_engine.log import open_log
from timeline_engine.serve import exports, server
from timeline_engine.serve.app import Options, make_app
from timeline_engine.serve.guard import HEADERS

Address = tuple[str, int]


@asynccontextmanager
async def listening(app: Any = None) -> AsyncIterator[Address]:
    """A server in this process."""
    place = server.listen("127.0.0.1", 0)
    running = server.server_of(app or make_app(open_log(SHIPPED), Options()))
    task = asyncio.create_task(running.serve([place]))
    while not running.started:
        await asyncio.sleep(0.01)
    try:
        yield place.getsockname()
    finally:
        running.should_exit = True
        await task


def told(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    return (
        int(first.split()[1]),
        {name.lower(): value for name, _, value in (one.partition(": ") for one in lines)},
        body,
    )


def asked(do: Callable[[Address], Awaitable[Any]], app: Any = None) -> Any:
    async def run() -> Any:
        async with listening(app) as address:
            return await asyncio.wait_for(do(address), 30)

    return asyncio.run(run())


async def sent(address: Address, data: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(*address)
    writer.write(data)
    try:
        return await reader.read()
    finally:
        writer.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 70_000, 400),
        (b"GET /health HTTP/1.1\r\nConnection: close\r\nHost: a\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", 431),
        (b"POST /health HTTP/1.1\r\nConnection: close\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 405),
        (b"OPTIONS * HTTP/1.1\r\nConnection: close\r\nHost: a\r\n\r\n", 405),
    ],
)
def test_what_the_server_itself_refuses_is_a_problem_as_all_else(
    data: bytes, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    found, headers, body = told(asked(lambda address: sent(address, data)))
    assert (found, headers["content-type"], json.loads(body)["status"]) == (status, "application/problem+json", status)
    assert {name: headers[name.lower()] for name in HEADERS} == HEADERS
    assert capfd.readouterr().err == ""  # anybody can send it


@pytest.mark.slow
def test_too_many_connections_are_told_and_more_are_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_CONNECTIONS", 2)
    monkeypatch.setattr(server, "_TOLD_SO", 1)
    request = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    async def ask(address: Address) -> list[bytes]:
        held = [await asyncio.open_connection(*address) for _ in range(4)]
        found = []
        for reader, writer in reversed(held):
            try:
                writer.write(request)
                found.append(await reader.read())
            except ConnectionError:
                found.append(b"")
            writer.close()
        return found

    hung_up, crowded, *answered = asked(ask)
    assert hung_up == b""
    status, headers, body = told(crowded)
    assert (status, headers["retry-after"], headers["connection"]) == (503, "2", "close")
    assert "too many" in json.loads(body)["detail"]
    assert [told(one)[0] for one in answered] == [200, 200]


async def _much(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        for _ in range(2):
            said = await receive()
            await send({"type": f"{said['type']}.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"30000000")]})
    await send({"type": "http.response.body", "body": b"x" * 30_000_000})


async def _held(address: Address) -> socket.socket:
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(raw, address)
    await loop.sock_sendall(raw, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return raw


@pytest.mark.slow
def test_who_does_not_read_is_hung_up_on_and_who_reads_slowly_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_READ_SECONDS", 0.3)

    async def ask(address: Address) -> tuple[int, bytes]:
        loop = asyncio.get_running_loop()
        asleep, slow = await _held(address), await _held(address)
        until, rest = time.monotonic() + 1.5, 0
        while time.monotonic() < until:
            assert await loop.sock_recv(slow, 100_000)
            await asyncio.sleep(0.05)
        try:
            while some := await loop.sock_recv(asleep, 1 << 20):
                rest += len(some)
        except ConnectionError:
            pass
        last = await loop.sock_recv(slow, 100_000)
        for raw in (asleep, slow):
            raw.close()
        return rest, last

    rest, last = asked(ask, _much)
    assert rest < 30_000_000, "the answer was sent on to who does not read it"
    assert last


@pytest.mark.slow
def test_who_still_waits_as_the_server_ends_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """And it ends, though what was asked is still being worked out."""
    begun, go, lines = Event(), Event(), list[str]()
    monkeypatch.setattr(server, "_LAST_SECONDS", 0.2)
    monkeypatch.setattr(exports, "export", lambda *_, **__: (begun.set(), go.wait(10)))
    request = b"GET /calendar.ics HTTP/1.1\r\nHost: localhost\r\n\r\n"

    async def run() -> bytes:
        async with listening(make_app(open_log(SHIPPED), Options(write=lines.append))) as address:
            waiting = asyncio.create_task(sent(address, request))
            while not begun.is_set():
                await asyncio.sleep(0.01)
        return await waiting

    try:
        status, headers, body = told(asyncio.run(run()))
    finally:
        go.set()
    assert (status, headers["retry-after"]) == (503, "2")
    assert "the server ends" in json.loads(body)["detail"]
    assert json.loads(lines[0])["status"] == 503
    assert "Traceback" not in capfd.readouterr().err
