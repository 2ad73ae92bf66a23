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
from .serving import Asked, read_query, respond

MEDIA = "text/calendar; charset=utf-8"
REFRESH = "1"
"""After how many hours a calendar program is asked to look: mostly it is told then that nothing changed."""
CACHE = "private, max-age=300"
"""So long a calendar may be shown as it was: programs that look all the time need not ask each time."""


async def calendar(request: Request) -> Response:
    """The calendar of all issues, or of those that are named."""
    query = read_query(request, "from", "until", "issue")
    return await _feed(request, query, query.all("issue"), "calendar.ics")


async def issue_calendar(request: Request) -> Response:
    """The calendar of an issue."""
    issue = request.path_params["issue"]
    return await _feed(request, read_query(request, "from", "until"), (issue,), f"{issue}.ics")


async def _feed(request: Request, query: Query, issues: tuple[str, ...], file: str) -> Response:
    question, window = query.question(), days_of(query)
    options = {"refresh": REFRESH} | window
    asked = Asked(
        kind="ics",
        media=MEDIA,
        questions=(question,),
        issues=issues,
        more=tuple(options.items()),
        today=query.today_of(Query.question, days_of),
        of_all=not issues,
        file=file,
        cache=CACHE,
    )
    return await respond(request, asked, lambda answers: exported(answers, question, issues, "ics", options))


def days_of(query: Query) -> dict[str, str]:
    """The first and the last day that a file or calendar is to have, as options of its exporter. Raises Problem."""
    days = {"start": query.date("from"), "end": query.date("until")}
    return {name: text for name, text in days.items() if text}


def exported(
    answers: Answers, question: Question, issues: tuple[str, ...], name: str, options: Mapping[str, str]
) -> tuple[bytes, Ending]:
    """The answer in the format of an exporter. Raises TimelineError."""
    view, ending = answers.view(question, issues)
    out = BytesIO()
    export(view, name, out, **options)
    return out.getvalue(), ending
