"""What all requests share, and how each is answered: is it had already, is it known already, else work it out once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.metadata import version
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from ..dates import utc_stamp
from ..log.ending import Ending
from ..view.answer import Question
from .answers import Answers
from .made import NO_CACHE, Made, had, http_time, tag_of
from .once import Once, Scope
from .query import CLOCKS, Query
from .rate import Rate
from .standing import still_stands
from .together import Together

_VERSION = version("timeline-engine")

Make = Callable[[Answers], tuple[bytes, Ending]]
"""Works an answer out: its bytes, and the end of the log that gave it. Called in a thread, perhaps more than once."""


class Serving(Struct, frozen=True):
    """What all requests share. ``is_open``: nobody needs a token."""

    answers: Answers
    looks: Together[Ending]
    once: Once[Made]
    rate: Rate
    is_open: bool

    async def ending(self) -> Ending:
        """Where the log ends now. Who asks at once is told of one look, which none of them came too late for.

        Raises LogError, and Problem where that takes too long.
        """
        return await self.looks.get("ending", object(), self.answers.ending)


class Asked(Struct, frozen=True, kw_only=True):
    """What an answer depends on beside the log: its ``kind``, the questions, issues, and whatever ``more``.

    It is sent as ``media``, and may be kept as ``cache`` says. ``today``: the day, if it changes with that, as the
    address names no other. ``scope``: how much it is of, see `Once`. ``file`` is what it is called where somebody keeps
    it. ``alone``: what bears on its issues is all that is in it, so that it stands until more of that is recorded.
    """

    kind: str
    media: str
    questions: tuple[Question, ...] = ()
    issues: tuple[str, ...] = ()
    more: tuple[object, ...] = ()
    today: str | None = None
    scope: Scope = "few"
    alone: bool = False
    file: str | None = None
    cache: str = NO_CACHE


def serving(request: Request) -> Serving:
    """What all requests share."""
    found: Serving = request.app.state.serving
    return found


def read_query(request: Request, *known: str, clocks: bool = True) -> Query:
    """The parameters of a request: those that are ``known``, and those of a question. Raises Problem."""
    answers = serving(request).answers
    names = (*CLOCKS, *known) if clocks else known
    return Query.read(request.query_params.multi_items(), names, answers.zone, answers.today())


async def respond(request: Request, asked: Asked, make: Make) -> Response:
    """Answer a request. Raises what ``make`` raises, and Problem where too much is asked."""
    shared = serving(request)
    ending = await shared.ending()
    tag, now = _tag(shared, asked, ending), http_time(utc_stamp(shared.answers.clock()))
    if nothing_new := had(request.headers, tag, _modified(shared, asked, ending), now, asked.cache):
        return nothing_new
    if shared.once.is_new(asked, tag):
        shared.rate.take(client_of(request))
    made = await shared.once.get(asked, tag, lambda: _made(shared, asked, make), asked.scope)
    return made.response(request.headers, request.method, now)


def client_of(request: Request) -> str:
    """Who asks, as far as can be told: by the name of a token, else by an address."""
    token = request.scope.get("timeline.token")
    return f"token {token}" if token else request.client.host if request.client else ""


def _made(shared: Serving, asked: Asked, make: Make) -> Made:
    """The answer; the one that was given last, if that still stands."""
    last = shared.once.last(asked) if asked.alone else None
    if last and (ending := still_stands(shared.answers.log, asked.issues, last.head)):
        tag, modified = _tag(shared, asked, ending), _modified(shared, asked, ending)
        return replace(last, tag=tag, modified=modified, head=ending.head)
    body, ending = shared.answers.surely(make)
    tag, modified = _tag(shared, asked, ending), _modified(shared, asked, ending)
    return Made.of(body, asked.media, tag, modified, _headers(asked), asked.cache, ending.head)


def _headers(asked: Asked) -> Mapping[str, str]:
    """What a file is called, in letters of ASCII and in its own (RFC 6266)."""
    if asked.file is None:
        return {}
    named = quote(asked.file, safe="")
    plain = f'inline; filename="{named}"'
    return {"Content-Disposition": plain if named == asked.file else f"{plain}; filename*=UTF-8''{named}"}


def _tag(shared: Serving, asked: Asked, ending: Ending) -> str:
    """The same log, question and program give the same bytes, and nothing else is in them."""
    info = shared.answers.log.info
    log = info.id, info.title, info.zone, ending.head.hash
    return tag_of(_VERSION, *log, asked.kind, asked.questions, asked.issues, asked.more)


def _modified(shared: Serving, asked: Asked, ending: Ending) -> datetime | None:
    """When the answer last changed: with the last entry or, of a question that is about today, with the day.

    None for a log without entries. No clock has a part in it but that which says which day is today.
    """
    if ending.recorded is None:
        return None
    recorded = http_time(ending.recorded, up=True)
    if asked.today is None:
        return recorded
    return max(recorded, http_time(utc_stamp(shared.answers.zone.when(asked.today).starts)))
