"""Files of an answer: `/summary.xlsx`, `.csv`, `.md`, `.svg`."""

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from .feeds import exported
from .problems import not_found
from .serving import Asked, read_query, respond, serving


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
    question, issues, answers = query.question(), query.all("issue"), serving(request).answers
    days = {"start": query.date("from"), "end": query.date("until")}
    options = {name: text for name, text in days.items() if text}
    more = tuple(options.items())
    asked = Asked(exporter, media, (question,), issues, more, query.text("as-of") is None, f"summary.{suffix}")
    return await respond(request, asked, lambda: exported(answers, question, issues, exporter, options))
