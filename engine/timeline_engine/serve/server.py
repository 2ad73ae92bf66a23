"""Running the application: a socket, and uvicorn on it."""

import asyncio
import socket
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from ..errors import TimelineError

_HEADERS_SECONDS = 10.0
_HEADER_BYTES = 1 << 14
_CONNECTIONS = 1_000
_IDLE_SECONDS = 15
_LAST_SECONDS = 5
_PROXIES = "127.0.0.1,::1"


class Impatient(H11Protocol):
    """HTTP, which closes a connection whose first request is not there in time: uvicorn would wait for ever."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._waiting = self.loop.call_later(_HEADERS_SECONDS, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        if self._waiting:
            self._waiting.cancel()
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
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def server_of(app: ASGIApp, *, behind_proxy: bool = False) -> uvicorn.Server:
    """A server of the application. ``behind_proxy``: who asks is who a proxy on this computer says it is."""
    settings: dict[str, Any] = {
        "http": Impatient,
        "ws": "none",
        "lifespan": "on",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": behind_proxy,
        "forwarded_allow_ips": _PROXIES,
        "limit_concurrency": _CONNECTIONS,
        "timeout_keep_alive": _IDLE_SECONDS,
        "timeout_graceful_shutdown": _LAST_SECONDS,
        "h11_max_incomplete_event_size": _HEADER_BYTES,
    }
    return uvicorn.Server(uvicorn.Config(app, **settings))
