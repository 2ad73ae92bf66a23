"""Files of an answer: `/summary.xlsx`, `.csv`, `.md`, `.svg`."""

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from .feeds import days_of, exported
from .problems import not_found
from .query import Query
from .serving import Asked, read_query, respond


class _Format(NamedTuple):
    exporter: str
    media: str
    takes_days: bool = False


FORMATS = {
    "csv": _Format("csv", "text/csv; charset=utf-8"),
    "md": _Format("markdown", "text/markdown; charset=utf-8"),
    "svg": _Format("svg", "image/svg+xml", takes_days=True),
    "xlsx": _Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""By suffix."""


async def summary(request: Request) -> Response:
    """The answer as a file."""
    suffix = request.path_params["suffix"]
    if suffix not in FORMATS:
        raise not_found()
    exporter, media, takes_days = FORMATS[suffix]
    query = read_query(request, "issue", *(("from", "until") if takes_days else ()))
    question, issues, options = query.question(), query.all("issue"), days_of(query)
    asked = Asked(
        kind=exporter,
        media=media,
        questions=(question,),
        issues=issues,
        more=tuple(options.items()),
        today=query.today_of(Query.question, days_of),
        of_all=not issues,
        file=f"summary.{suffix}",
    )
    return await respond(request, asked, lambda answers: exported(answers, question, issues, exporter, options))
