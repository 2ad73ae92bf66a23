"""The log of requests: a line of JSON for each, in which no secret is, nor anything else that an address may hold."""

import time
from asyncio import CancelledError
from collections.abc import Callable

from msgspec import json
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .guard import with_headers
from .problems import ENDING, FAILED, NOTED, problem, where

Write = Callable[[str], object]
"""Takes a line."""


class Access:
    """Tells of each request once it is answered: the route that it took, and never its address as it was typed."""

    def __init__(self, app: ASGIApp, write: Write, stamp: Callable[[], str]) -> None:
        self._app = app
        self._write = write
        self._stamp = stamp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and tell of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, sent = time.perf_counter(), _Sent(send)
        error = None
        try:
            await self._app(scope, receive, sent)
        except CancelledError:  # the server ends, and has waited long enough
            if not sent.status:
                await problem(ENDING)(scope, receive, with_headers(sent))
        except Exception as found:
            error = where(found)
            if not sent.status:
                await problem(FAILED)(scope, receive, with_headers(sent))
        finally:
            self._write(_line(self._stamp(), scope, sent, time.perf_counter() - begun, error))


class _Sent:
    """What was sent of an answer."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.size = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        self.size += len(message.get("body", b""))
        await self._send(message)


def _line(stamp: str, scope: Scope, sent: _Sent, seconds: float, error: str | None) -> str:
    route, client = scope.get("route"), scope.get("client")
    said = {
        "time": stamp,
        "client": client[0] if client else None,
        "token": scope.get("timeline.token"),
        "method": scope["method"] if scope["method"] in ("GET", "HEAD") else "other",
        "route": getattr(route, "path", None),
        "status": sent.status,
        "bytes": sent.size,
        "ms": round(seconds * 1000, 1),
    }
    error = error or scope.get(NOTED)
    return json.encode(said | ({"error": error} if error else {})).decode()
