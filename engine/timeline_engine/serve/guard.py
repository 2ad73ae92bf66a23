"""What stands before every answer: limits, who may ask, and the headers that keep a browser from being misled."""

import binascii
from base64 import b64decode
from http import HTTPStatus
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import TimelineError
from .addresses import SECRET
from .problems import Problem, bad, not_found, problem
from .tokens import PAGES, Tokens

OPEN = ("/health", "/ready")
"""What everybody may ask: these tell nothing of the log."""

_UNREADABLE = Problem(HTTPStatus.SERVICE_UNAVAILABLE, "who may ask cannot be told at present: ask again in a while")
HEADER_BYTES = 1 << 14
_PATH, _QUERY = 3_000, 4_000  # bytes; an id of 200 characters may have 2,400 in an address
_POLICY = {
    **dict.fromkeys(("default-src", "base-uri", "frame-ancestors"), "'none'"),
    **dict.fromkeys(("script-src", "style-src", "connect-src", "form-action"), "'self'"),
    "img-src": "'self' data:",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {which}" for what, which in _POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Lets through what may be asked. ``tokens``: None, if there are none; ``is_open``: nobody needs one, but whoever
    has a secret may ask with it. ``hosts``: as what the server may be called, as on loopback, where a page of another
    site could reach it by a name of its own; None: as anything.
    """

    def __init__(self, app: ASGIApp, tokens: Tokens | None, hosts: frozenset[str] | None, *, is_open: bool) -> None:
        self._app = app
        self._tokens = tokens
        self._is_open = is_open
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        guarded = with_headers(send)
        try:
            self._check(scope)
            self._let_in(scope)
        except Problem as error:
            await problem(error)(scope, receive, guarded)
            return
        except TimelineError:  # which names the file of the tokens
            await problem(_UNREADABLE)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _check(self, scope: Scope) -> None:
        """Raises Problem for what nobody may ask."""
        if scope["method"] not in ("GET", "HEAD"):
            raise Problem(HTTPStatus.METHOD_NOT_ALLOWED, "nothing can be changed here: only GET and HEAD are answered")
        if len(scope.get("raw_path") or scope["path"]) > _PATH or len(scope["query_string"]) > _QUERY:
            raise Problem(
                HTTPStatus.REQUEST_URI_TOO_LONG,
                f"the path is longer than {_PATH:,} bytes, or what is behind its question mark than {_QUERY:,}",
            )
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADER_BYTES:
            raise Problem(
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"the headers have more than {HEADER_BYTES:,} bytes"
            )
        host = Headers(scope=scope).get("host", "")
        if self._hosts is not None and host.rsplit(":", 1)[0].lower() not in self._hosts and host not in self._hosts:
            raise bad("this server is for the computer on which it runs: ask it as localhost")

    def _let_in(self, scope: Scope) -> None:
        """Note whom it lets in, and take a secret out of the path: nothing behind sees it. Raises Problem, and
        TimelineError if the tokens cannot be read.
        """
        path: str = scope["path"]
        token = None
        if path.startswith(SECRET):
            secret, _, rest = path.removeprefix(SECRET).partition("/")
            scope["path"] = f"/{rest}"
            scope["raw_path"] = quote(scope["path"]).encode()
            token = self._tokens.opening(secret, rest) if self._tokens else None
            if token is None:
                raise not_found()
        elif not self._is_open and path not in OPEN:
            secret = _password(Headers(scope=scope).get("authorization", ""))
            token = self._tokens.opening(secret, PAGES) if self._tokens else None
            if token is None:
                raise Problem(HTTPStatus.UNAUTHORIZED, "a token is needed: give it as the password, with any name")
        scope["timeline.token"] = token.name if token else None


def _password(authorization: str) -> str:
    """The secret in the header: a password (RFC 7617) or a bearer's token (RFC 6750)."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return b64decode(given.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, ValueError):
        return ""


def with_headers(send: Send) -> Send:
    """Sends the same with the headers that every answer has."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return guarded
