"""The addresses that a server answers."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from msgspec import Struct
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from ..dates import utc_stamp
from ..errors import TimelineError
from ..log import Log, utc_now
from ..log.port import Clock
from . import api, assets, atom, feeds, files, pages
from .access import Access, Write
from .answers import Answers
from .guard import Guard
from .once import Once
from .problems import FAILED, not_found, problem, told
from .rate import Rate
from .serving import Serving, serving
from .together import Together
from .tokens import Tokens

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""What a server is called by who asks it from the same computer."""


class Options(Struct, frozen=True, kw_only=True):
    """How a log is served: who needs a token, by which names, how long and how often a question may be asked.

    ``tokens``: None, if nobody can have one, nor needs it; ``is_open``: nobody needs one, and who has one may use it.
    ``hosts``: None, if the server may be called anything. ``seconds`` is how long anybody waits for an answer; ``rate``
    how many new questions a second a client may ask, and ``burst`` how many at once. ``clock`` says which day is today;
    ``write`` takes the lines of the log of requests.
    """

    tokens: Tokens | None = None
    is_open: bool = False
    hosts: frozenset[str] | None = None
    seconds: float = 30.0
    rate: float = 5.0
    burst: int = 100
    clock: Clock = utc_now
    write: Write = lambda line: None
    ticks: Callable[[], float] = time.monotonic


def make_app(log: Log, options: Options) -> ASGIApp:
    """The application that serves a log, which is read: a damaged one is not served. Raises LogError."""
    answers, is_open = Answers(log, options.clock), options.is_open or options.tokens is None
    answers.check()
    shared = Serving(
        answers=answers,
        looks=Together(1, options.seconds),
        once=Once(options.seconds),
        rate=Rate(options.rate, options.burst, options.ticks),
        is_open=is_open,
    )

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        shared.looks.close()
        shared.once.close()

    app = Starlette(routes=_routes(), lifespan=lifespan, exception_handlers=_ERRORS)
    app.router.redirect_slashes = False
    app.state.serving = shared
    guarded = Guard(app, options.tokens, options.hosts, is_open=is_open)
    return Access(guarded, options.write, lambda: utc_stamp(options.clock()))


def _routes() -> list[Route]:
    return [
        Route("/", pages.home),
        Route("/issues", pages.issues),
        Route("/calendar.ics", feeds.calendar),
        Route("/issues/{issue:path}.ics", feeds.issue_calendar),
        Route("/issues/{issue:path}.html", pages.issue),
        Route("/issues/{issue:path}", pages.issue),
        Route("/events/{event:path}.html", pages.event),
        Route("/events/{event:path}", pages.event),
        Route("/diff", pages.changes),
        Route("/changes.atom", atom.changes),
        Route("/assets/{name}", assets.asset),
        Route("/summary.{suffix}", files.summary),
        Route("/api/project", api.project),
        Route("/api/why", api.why),
        Route("/api/diff", api.diff),
        Route("/api/events", api.events),
        Route("/api/head", api.head),
        Route("/openapi.json", api.openapi),
        Route("/favicon.ico", _no_picture),
        Route("/health", _health),
        Route("/ready", _ready),
    ]


async def _health(request: Request) -> Response:
    """Whether the program runs."""
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})


async def _ready(request: Request) -> Response:
    """Whether the log can be read. Raises LogError."""
    await serving(request).ending()
    return PlainTextResponse("ready\n", headers={"Cache-Control": "no-store"})


async def _no_picture(request: Request) -> Response:
    """That there is none for a tab: browsers ask for one beside what is no page, and complain where it is not found."""
    return Response(status_code=204, headers={"Cache-Control": "private, max-age=86400"})


async def _nothing(request: Request, error: Exception) -> Response:
    return problem(not_found())


async def _mistake(request: Request, error: Exception) -> Response:
    return problem(FAILED)


_ERRORS: dict[Any, Any] = {TimelineError: told, 404: _nothing, Exception: _mistake}
