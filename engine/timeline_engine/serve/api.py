"""What the commands print with ``--json``, to the byte: `/api/project`, `/api/why`, `/api/diff`, `/api/events`."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ..errors import pick
from ..log.ending import Ending
from ..projection import PHASES
from ..view import View
from ..view.diff import diff_json
from ..view.json.contract import event_json, json_text, to_json
from ..view.selection import select
from ..view.why import event_meant, why_event_json, why_event_of, why_json, why_of
from .openapi import document
from .problems import bad
from .query import Query
from .serving import Asked, Make, read_query, respond, serving

MEDIA = "application/json"


async def project(request: Request) -> Response:
    """The state of each issue."""
    query = read_query(request, "issue")
    question, issues, answers = query.question(), query.all("issue"), serving(request).answers
    asked = Asked("api/project", MEDIA, (question,), issues, is_today=_is_today(query))
    return await respond(request, asked, _json(lambda: answers.view(question, issues), to_json))


async def why(request: Request) -> Response:
    """The evidence behind an answer."""
    query = read_query(request, "subject", "event", "limit")
    subject, is_event, limit = query.text("subject"), query.is_on("event"), query.number("limit")
    if not subject:
        raise bad("subject is missing: write ISSUE, ISSUE.ATTRIBUTE or EVENT")
    question, answers = query.question(), serving(request).answers
    asked = Asked("api/why", MEDIA, (question,), (), (subject, is_event, limit), _is_today(query))

    def told(view: View) -> Any:
        event = pick(subject, view.history.events, "event") if is_event else event_meant(view, subject)
        if event is None:
            return why_json(why_of(view, subject), limit)
        return why_event_json(why_event_of(view, event), limit)

    return await respond(request, asked, _json(lambda: answers.about(question, subject), told))


async def diff(request: Request) -> Response:
    """What changed from one answer to another."""
    query = read_query(request, "from", "to", "issue", clocks=False)
    before, after, issues = query.end("from"), query.end("to"), query.all("issue")
    answers = serving(request).answers
    asked = Asked("api/diff", MEDIA, (before, after), issues)
    return await respond(request, asked, _json(lambda: answers.diff(before, after, issues), diff_json))


async def events(request: Request) -> Response:
    """The events, or some of them."""
    query = read_query(request, "issue", "phase", "from", "to", "text")
    question, issues, answers = query.question(), query.all("issue"), serving(request).answers
    phases, text = query.all("phase"), query.text("text")
    if unknown := sorted(set(phases) - set(PHASES)):
        raise bad(f"phase is {unknown[0]!r}, it must be one of {', '.join(PHASES)}")
    first, last = query.bound("from"), query.bound("to")
    start = answers.zone.when(first).starts if first else None
    end = answers.zone.instant(last) if last else None
    if start is not None and end is not None and start > end:
        raise bad(f"from {first} is later than to {last}: no day lies between them")
    asked = Asked("api/events", MEDIA, (question,), issues, (phases, first, last, text), _is_today(query))

    def told(view: View) -> Any:
        return [event_json(event) for event in select(view, phases=phases, start=start, end=end, text=text)]

    return await respond(request, asked, _json(lambda: answers.view(question, issues), told))


async def head(request: Request) -> Response:
    """How far the log goes: by this an open page finds out that there is news."""
    read_query(request, clocks=False)
    found = serving(request).answers.ending().head
    return Response(json_text({"entries": found.seq, "head": found.hash}) + "\n", media_type=MEDIA)


async def openapi(request: Request) -> Response:
    """What can be asked, for programs."""
    read_query(request, clocks=False)
    answers = serving(request).answers

    def make() -> tuple[bytes, Ending]:
        return (json_text(document()) + "\n").encode(), answers.ending()

    return await respond(request, Asked("openapi", MEDIA), make)


def _is_today(query: Query) -> bool:
    return query.text("as-of") is None


def _json(ask: Callable[[], tuple[Any, Ending]], told: Callable[[Any], Any]) -> Make:
    """Asks, and tells of the answer as JSON."""

    def make() -> tuple[bytes, Ending]:
        found, ending = ask()
        return (json_text(told(found)) + "\n").encode(), ending

    return make
