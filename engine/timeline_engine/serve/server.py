"""Running the application: a socket, and uvicorn on it."""

import asyncio
import os
import socket
from contextlib import suppress
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from ..errors import TimelineError
from .guard import HEADER_BYTES, HEADERS, with_headers
from .problems import Problem, bad, body_of, headers_of, problem

_HEADERS_SECONDS = 10.0
_CONNECTIONS = 500  # each is an open file, of which a process has 1,024 if nobody says otherwise
_TOLD_SO = 100  # that more come is told so many, the others are hung up on
_READ_SECONDS, _READ_BYTES = 30, 1 << 13  # who reads less in so long reads nothing
_IDLE_SECONDS = 15
_LAST_SECONDS = 5
_PROXIES = "127.0.0.1,::1"
_NO_REQUEST = bad(f"this is no request of HTTP, or its first line and headers are longer than {HEADER_BYTES:,} bytes")
_TOO_MANY = Problem(HTTPStatus.SERVICE_UNAVAILABLE, "too many are connected at once: ask again in a while")


class Impatient(H11Protocol):
    """HTTP that waits for nobody for ever: neither for a request that does not come, nor for who does not read.

    What it refuses itself it refuses as everything else is: as a problem, with the headers of every answer.
    """

    _waiting: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request; where too many have come, to tell that, or to hang up."""
        super().connection_made(transport)
        self._waiting = self.loop.call_later(_HEADERS_SECONDS, self._give_up)
        if len(self.connections) > _CONNECTIONS:
            self.app = _crowded
        if len(self.connections) > _CONNECTIONS + _TOLD_SO:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        for one in (self._waiting, self._unread):
            if one:
                one.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request, of which an idle connection may have none but not a part."""
        super().on_response_complete()
        if self._waiting:
            self._waiting.cancel()
        self._waiting = self.loop.call_later(max(_HEADERS_SECONDS, _IDLE_SECONDS), self._give_up)

    def _give_up(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
            self._watch_reader()

    def pause_writing(self) -> None:
        """Begin to look whether what is sent is read."""
        super().pause_writing()
        self._watch_reader()

    def _watch_reader(self) -> None:
        if self._unread is None and (size := self.transport.get_write_buffer_size()):
            self._unread = self.loop.call_later(_READ_SECONDS, self._check_reader, size)

    def _check_reader(self, before: int) -> None:
        self._unread = None
        if before - self.transport.get_write_buffer_size() < min(before, _READ_BYTES):
            self.transport.abort()
        else:
            self._watch_reader()

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: whoever asks for another protocol gets an answer in this one."""

    def send_400_response(self, msg: str) -> None:
        """Tell that this is no request, unless an answer has begun to be sent."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()
            return
        body = body_of(_NO_REQUEST)
        headers = HEADERS | headers_of(_NO_REQUEST) | {"Content-Length": str(len(body)), "Connection": "close"}
        status = _NO_REQUEST.status
        start = h11.Response(status_code=status, headers=list(headers.items()), reason=status.phrase)
        for event in (start, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


async def _crowded(scope: Scope, receive: Receive, send: Send) -> None:
    """Tells whoever asks that too many do."""
    refused = problem(_TOO_MANY)
    refused.headers["Connection"] = "close"
    await refused(scope, receive, with_headers(send))


def is_loopback(host: str) -> bool:
    """Whether only the same computer reaches a server there."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def listen(host: str, port: int) -> socket.socket:
    """A socket at an address, on which nobody else listens. Raises TimelineError."""
    try:
        (family, kind, protocol, _, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise TimelineError(f"--host: {host!r} is no address of this computer: {error.strerror or error}") from error
    found = socket.socket(family, kind, protocol)
    try:
        if os.name != "nt":  # where it means that others may listen there, too
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen()
    except OSError as error:
        found.close()
        raise TimelineError(
            f"cannot listen at {host} port {port}: {error.strerror or error}; choose another with --port"
        ) from error
    return found


def url_of(listening: socket.socket) -> str:
    """The address of a server, for a browser on the same computer."""
    host, port = listening.getsockname()[:2]
    return f"http://{name_of(host)}:{port}/"


def name_of(host: str) -> str:
    """How an address stands in a URL."""
    return f"[{host}]" if ":" in host else host


def server_of(app: ASGIApp, *, behind_proxy: bool = False) -> uvicorn.Server:
    """A server of the application. ``behind_proxy``: who asks is who a proxy on this computer says it is."""
    settings: dict[str, Any] = {
        "http": Impatient,
        "ws": "none",
        "lifespan": "on",
        "log_config": None,
        "log_level": "error",  # what is no request is no news: anybody can send it
        "access_log": False,
        "server_header": False,
        "proxy_headers": behind_proxy,
        "forwarded_allow_ips": _PROXIES,
        "timeout_keep_alive": _IDLE_SECONDS,
        "timeout_graceful_shutdown": _LAST_SECONDS,
        "h11_max_incomplete_event_size": HEADER_BYTES,
    }
    return uvicorn.Server(uvicorn.Config(app, **settings))
