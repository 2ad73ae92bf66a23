"""Calendars to subscribe to: `/calendar.ics` and `/issues/ID.ics`."""

from collections.abc import Mapping
from io import BytesIO

from starlette.requests import Request
from starlette.responses import Response

from ..log.ending import Ending
from ..plugins import export
from ..view.answer import Question
from .answers import Answers
from .query import Query
from .serving import Asked, read_query, respond, serving

MEDIA = "text/calendar; charset=utf-8"
REFRESH = "1"
"""After how many hours a calendar program is asked to look: mostly it is told then that nothing changed."""


async def calendar(request: Request) -> Response:
    """The calendar of all issues, or of those that are named."""
    query = read_query(request, "from", "until", "issue")
    return await _feed(request, query, query.all("issue"), "calendar.ics")


async def issue_calendar(request: Request) -> Response:
    """The calendar of an issue."""
    issue = request.path_params["issue"]
    return await _feed(request, read_query(request, "from", "until"), (issue,), "issue.ics")


async def _feed(request: Request, query: Query, issues: tuple[str, ...], file: str) -> Response:
    question, answers = query.question(), serving(request).answers
    window = {"start": query.date("from"), "end": query.date("until")}
    options = {"refresh": REFRESH} | {name: text for name, text in window.items() if text}
    asked = Asked("ics", MEDIA, (question,), issues, tuple(options.items()), query.text("as-of") is None, file)
    return await respond(request, asked, lambda: exported(answers, question, issues, "ics", options))


def exported(
    answers: Answers, question: Question, issues: tuple[str, ...], name: str, options: Mapping[str, str]
) -> tuple[bytes, Ending]:
    """The answer in the format of an exporter. Raises TimelineError."""
    view, ending = answers.view(question, issues)
    out = BytesIO()
    export(view, name, out, **options)
    return out.getvalue(), ending
