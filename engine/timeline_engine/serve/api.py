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
from .answers import Answers
from .openapi import document
from .problems import bad
from .query import RECORDED_BY, Query, ends_of
from .serving import Asked, Make, read_query, respond, serving

MEDIA = "application/json"


async def project(request: Request) -> Response:
    """The state of each issue."""
    query = read_query(request, "issue")
    question, issues = query.question(), query.all("issue")
    asked = Asked(
        kind="api/project",
        media=MEDIA,
        questions=(question,),
        issues=issues,
        today=query.today_of(Query.question),
        scope="few" if issues else "all",
    )
    return await respond(request, asked, _json(lambda answers: answers.view(question, issues), to_json))


async def why(request: Request) -> Response:
    """The evidence behind an answer."""
    query = read_query(request, "subject", "event", "limit")
    subject, is_event, limit = query.text("subject"), query.is_on("event"), query.number("limit")
    if not subject:
        raise bad("subject is missing: write ISSUE, ISSUE.ATTRIBUTE or EVENT")
    question = query.question()
    asked = Asked(
        kind="api/why",
        media=MEDIA,
        questions=(question,),
        more=(subject, is_event, limit),
        today=query.today_of(Query.question),
    )

    def told(view: View) -> Any:
        event = pick(subject, view.history.events, "event") if is_event else event_meant(view, subject)
        if event is None:
            return why_json(why_of(view, subject), limit)
        return why_event_json(why_event_of(view, event), limit)

    return await respond(request, asked, _json(lambda answers: answers.about(question, subject), told))


async def diff(request: Request) -> Response:
    """What changed from one answer to another."""
    query = read_query(request, "from", "to", "issue", RECORDED_BY, clocks=False)
    (before, after), issues = ends_of(query), query.all("issue")
    asked = Asked(
        kind="api/diff",
        media=MEDIA,
        questions=(before, after),
        issues=issues,
        today=query.today_of(ends_of),
        scope="changes",
    )
    return await respond(request, asked, _json(lambda answers: answers.diff(before, after, issues), diff_json))


async def events(request: Request) -> Response:
    """The events, or some of them."""
    query = read_query(request, "issue", "phase", "from", "to", "text")
    question, issues, zone = query.question(), query.all("issue"), serving(request).answers.zone
    phases, text = query.all("phase"), query.text("text")
    if unknown := sorted(set(phases) - set(PHASES)):
        raise bad(f"phase is {unknown[0]!r}, it must be one of {', '.join(PHASES)}")
    first, last = days = _bounds(query)
    start = zone.when(first).starts if first else None
    end = zone.instant(last) if last else None
    if start is not None and end is not None and start > end:
        raise bad(f"from {first} is later than to {last}: no day lies between them")
    asked = Asked(
        kind="api/events",
        media=MEDIA,
        questions=(question,),
        issues=issues,
        more=(phases, days, text),
        today=query.today_of(Query.question, _bounds),
        scope="few" if issues else "all",
    )

    def told(view: View) -> Any:
        return [event_json(event) for event in select(view, phases=phases, start=start, end=end, text=text)]

    return await respond(request, asked, _json(lambda answers: answers.view(question, issues), told))


async def head(request: Request) -> Response:
    """How far the log goes: by this an open page finds out that there is news."""
    read_query(request, clocks=False)
    found = (await serving(request).ending()).head
    told = json_text({"entries": found.seq, "head": found.hash}) + "\n"
    return Response(told, headers={"Cache-Control": "no-store"}, media_type=MEDIA)


async def openapi(request: Request) -> Response:
    """What can be asked, for programs."""
    read_query(request, clocks=False)

    def make(answers: Answers) -> tuple[bytes, Ending]:
        return (json_text(document()) + "\n").encode(), answers.ending()

    return await respond(request, Asked(kind="openapi", media=MEDIA), make)


def _bounds(query: Query) -> tuple[str | None, str | None]:
    """The days between which events are asked for."""
    return query.bound("from"), query.bound("to")


def _json(ask: Callable[[Answers], tuple[Any, Ending]], told: Callable[[Any], Any]) -> Make:
    """Asks, and tells of the answer as JSON."""

    def make(answers: Answers) -> tuple[bytes, Ending]:
        found, ending = ask(answers)
        return (json_text(told(found)) + "\n").encode(), ending

    return make
