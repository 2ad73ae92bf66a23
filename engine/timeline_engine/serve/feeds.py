"""Calendars to subscribe to: `/calendar.ics` and `/issues/ID.ics`."""

from starlette.requests import Request
from starlette.responses import Response

from .exports import respond_with
from .query import Query
from .serving import read_query

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
    return await respond_with(request, query, issues, "ics", MEDIA, file, {"refresh": REFRESH}, CACHE, alone=True)
