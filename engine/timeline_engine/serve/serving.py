"""What all requests share, and how each is answered: is it had already, is it known already, else work it out once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.metadata import version

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from ..dates import utc_stamp
from ..log.ending import Ending
from ..view.answer import Question
from .answers import Answers
from .made import Made, had, http_time, tag_of
from .once import Once
from .query import CLOCKS, Query
from .rate import Rate
from .tokens import Tokens

_VERSION = version("timeline-engine")

Make = Callable[[], tuple[bytes, Ending]]
"""Works an answer out: its bytes, and the end of the log that gave it. Called in a thread."""


class Serving(Struct, frozen=True):
    """What all requests share. ``tokens``: None, if nobody needs one."""

    answers: Answers
    once: Once[Made]
    rate: Rate
    tokens: Tokens | None


class Asked(Struct, frozen=True):
    """What an answer depends on beside the log: its ``kind``, the questions, issues, and whatever ``more``.

    It is sent as ``media``. ``is_today``: the day is today's, as the address names none. ``file`` is what it is called
    where somebody keeps it.
    """

    kind: str
    media: str
    questions: tuple[Question, ...] = ()
    issues: tuple[str, ...] = ()
    more: tuple[object, ...] = ()
    is_today: bool = False
    file: str | None = None


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
    ending = shared.answers.ending()
    tag, modified = _tag(shared, asked, ending), _modified(shared, asked, ending)
    if nothing_new := had(request.headers, tag, modified):
        return nothing_new
    if shared.once.is_new(tag):
        shared.rate.take(client_of(request))
    made = await shared.once.get(tag, lambda: _made(shared, asked, make))
    return made.response(request.headers, request.method)


def client_of(request: Request) -> str:
    """Who asks, as far as can be told: by the name of a token, else by an address."""
    token = request.scope.get("timeline.token")
    return f"token {token}" if token else request.client.host if request.client else ""


def _made(shared: Serving, asked: Asked, make: Make) -> Made:
    body, ending = make()
    return Made.of(body, asked.media, _tag(shared, asked, ending), _modified(shared, asked, ending), _headers(asked))


def _headers(asked: Asked) -> Mapping[str, str]:
    return {"Content-Disposition": f'inline; filename="{asked.file}"'} if asked.file else {}


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
    recorded = http_time(ending.recorded)
    if not asked.is_today:
        return recorded
    zone = shared.answers.zone
    return max(recorded, http_time(utc_stamp(zone.when(asked.questions[0].as_of).starts)))
